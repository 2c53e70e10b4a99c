"""What machines read is as their standards say: CASE by its own validator, BagIt by its own library, VICS by ours."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import bagit
import pytest

from vigie.matching.source import Entry
from vigie.matching.sources import vics_json
from vigie.papers.tests.example import content, made
from vigie.papers.twin import twin
from vigie.papers.vics import vics


@pytest.mark.slow
def test_the_twin_conforms_to_case(tmp_path: Path) -> None:
    (tmp_path / "case.jsonld").write_bytes(twin(content()))
    validator = Path(sys.executable).with_name("case_validate")
    line = [str(validator), "--built-version", "case-1.5.0", "--allow-info", str(tmp_path / "case.jsonld")]
    done = subprocess.run(line, check=False, capture_output=True, text=True)
    assert "Conforms: True" in done.stdout, done.stdout
    assert "NonExistent" not in done.stderr, done.stderr


def test_the_bag_is_one_for_bagit(tmp_path: Path) -> None:
    for path, one in made(stamped=False).files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(one)
    bagit.Bag(str(tmp_path)).validate()


def test_the_files_for_forensic_tools_are_read_back() -> None:
    raw = vics(content())
    assert vics_json.sniff("vics.json", raw[:1024]) > 0.9
    found = [one for one in vics_json.read(io.BytesIO(raw)) if isinstance(one, Entry)]
    assert len(found) == 1
    assert {(one.kind, one.value) for one in found[0].hashes} >= {("md5", "a" * 32), ("sha1", "a" * 40)}
