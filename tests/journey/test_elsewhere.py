"""The caseload made by other assumptions is the same each time, and nothing of it is lost on its way in."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path

from bench.elsewhere.caseload import caseload
from bench.elsewhere.write import BROKEN, write
from tests.conftest import new_installation

REPORTS = 150


def digest(folder: Path) -> str:
    whole = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        whole.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return whole.hexdigest()


def test_the_same_seed_gives_the_same_caseload_and_another_seed_another(tmp_path: Path) -> None:
    for name, seed in (("one", 3), ("again", 3), ("other", 4)):
        write(caseload(REPORTS, seed), tmp_path / name)
    assert digest(tmp_path / "one") == digest(tmp_path / "again") != digest(tmp_path / "other")


def test_one_in_a_hundred_is_grave_and_each_form_occurs() -> None:
    cases = caseload(3000, 5).cases
    assert 20 <= sum(case.grave for case in cases) <= 30
    assert set(Counter(case.told.form for case in cases)) == {"xml", "json", "csv", "ndjson"}


def test_all_of_it_is_taken_as_its_truth_expects(tmp_path: Path) -> None:
    expected = write(caseload(REPORTS, 3), tmp_path / "load")
    with new_installation(tmp_path / "home") as desk:
        taken = desk.answer("take", tmp_path / "load" / "reports")
        queue = desk.answer("queue")
    assert {kind: taken[kind] for kind in expected} == expected
    assert {Path(one["path"]).name for one in taken["problems"]} == set(BROKEN)
    assert {line["report"] for line in queue} == set(
        json.loads((tmp_path / "load" / "truth.json").read_text())["reports"]
    )
