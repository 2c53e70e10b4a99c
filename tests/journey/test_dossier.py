"""From the sample caseload, reports become a bag that a process without any installation checks, byte for byte."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import VIGIE, Installation, new_installation


@dataclass(frozen=True)
class Made:
    desk: Installation
    reports: str
    bag: Path


def stranger(*words: str | Path, code: int = 0) -> Any:
    """What `vigie words... --json` says to somebody who has no installation, no settings and another home."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("VIGIE_", "DJANGO_"))}
    line = [sys.executable, "-c", VIGIE, *map(str, words), "--json"]
    environment = kept | {"HOME": "/nonexistent", "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    done = subprocess.run(line, env=environment, check=False, capture_output=True, text=True)
    assert done.returncode == code, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    folder = tmp_path_factory.mktemp("dossier")
    with new_installation(folder / "vigie") as desk:
        desk.command("sample", folder / "sample", "--reports", "30", "--media")
        desk.command("take", folder / "sample" / "reports")
        reports = ",".join(one["report"] for one in desk.answer("queue", "--top", "3"))
        told = desk.answer("dossier", "make", "--reports", reports, "--out", folder / "out")
        yield Made(desk, reports, Path(told["bag"]))


def test_the_bag_is_checked_by_somebody_who_has_nothing_but_the_senders_certificate(made: Made, tmp_path: Path) -> None:
    certificate = shutil.copy(made.desk.home / "keys" / "dossier.pem", tmp_path)
    told = stranger("dossier", "verify", made.bag, "--certificate", certificate)
    assert told["ok"] is True and told["problems"] == [] and told["pinned"] is True


def test_a_flipped_byte_is_named(made: Made, tmp_path: Path) -> None:
    bag = shutil.copytree(made.bag, tmp_path / "bag")
    path = bag / "data" / "official-report.pdf"
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(bytes(raw))
    told = stranger("dossier", "verify", bag, code=1)
    assert [one["file"] for one in told["problems"]] == ["data/official-report.pdf"]
    assert told["pinned"] is False


def test_made_again_it_is_the_same(made: Made, tmp_path: Path) -> None:
    again = Path(made.desk.answer("dossier", "make", "--reports", made.reports, "--out", tmp_path)["bag"])
    files = sorted(path.relative_to(made.bag) for path in made.bag.rglob("*") if path.is_file())
    assert files == sorted(path.relative_to(again) for path in again.rglob("*") if path.is_file())
    assert all((made.bag / one).read_bytes() == (again / one).read_bytes() for one in files)


def test_media_need_an_officer_who_may_and_a_reason(made: Made, tmp_path: Path) -> None:
    words = ("dossier", "make", "--reports", made.reports, "--out", tmp_path, "--media")
    made.desk.command("user", "add", "denis", "--role", "supervisor")
    made.desk.command(*words, "--reason", "asked for by the court", code=2)
    told = made.desk.answer(*words, "--officer", "denis", "--reason", "asked for by the court")
    assert list(Path(told["bag"]).glob("data/media/*/*"))
    assert not list(made.bag.glob("data/media/*"))


def test_an_entry_is_proved_and_the_proof_checked_elsewhere(made: Made, tmp_path: Path) -> None:
    key = made.desk.answer("ledger", "checkpoint", "--out", tmp_path / "kept.txt")["ledger"]
    made.desk.command("ledger", "prove", made.reports.split(",")[0], "--out", tmp_path / "proof.json")
    assert stranger("ledger", "check", tmp_path / "proof.json", "--ledger", key)["ok"] is True
    assert made.desk.answer("ledger", "verify", "--checkpoint", tmp_path / "kept.txt")["ok"] is True
