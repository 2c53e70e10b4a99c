"""The floors of the house hold, and their checker sees it when they do not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.rooms import ROOT, SOURCE


def judged(tree: Path) -> subprocess.CompletedProcess[str]:
    """What import-linter says, with the project's own contracts, of the package below `tree`."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"]
    settings = os.environ | {"PYTHONPATH": str(tree), "PYTHONUTF8": "1", "COLUMNS": "200"}
    return subprocess.run(command, cwd=tree, env=settings, check=False, capture_output=True, text=True)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tree = tmp_path_factory.mktemp("house")
    shutil.copytree(
        SOURCE, tree / "vigie", ignore=shutil.ignore_patterns("__pycache__", "tests", "static", "templates")
    )
    shutil.copy(ROOT / "pyproject.toml", tree)
    return tree


def test_the_house_as_it_stands_keeps_its_contracts(copy: Path) -> None:
    verdict = judged(copy)
    assert verdict.returncode == 0, verdict.stdout


@pytest.mark.parametrize(
    ("place", "line", "contract"),
    [
        ("triage/step.py", "from vigie.linking import step", "Floors"),
        ("linking/selector.py", "from vigie.journey import steps", "Floors"),
        ("kernels/hamming.py", "from vigie.report import nouns", "Floors"),
        ("report/nouns.py", "from vigie.ledger import tags", "Floors"),
        ("territory/pack.py", "from vigie.dispatch import route", "Floors"),
        ("ledger/chain.py", "from vigie.project import environment", "Floors"),
        ("triage/rules/zz_one.py", "from django.db import models", "What decides"),
        ("triage/rules/zz_one.py", "from vigie.ledger import models", "What decides"),
        ("intake/formats/zz_one.py", "from vigie.intake.formats import zz_two", "A kind knows"),
    ],
)
def test_an_import_that_breaks_the_house_is_seen(copy: Path, place: str, line: str, contract: str) -> None:
    path = copy / "vigie" / place
    before = path.read_text("utf-8") if path.exists() else None
    other = path.with_name("zz_two.py")
    other.write_text("", "utf-8")
    path.write_text(f"{before or ''}\n{line}\n", "utf-8")
    try:
        verdict = judged(copy)
    finally:
        other.unlink()
        path.unlink() if before is None else path.write_text(before, "utf-8")
    broken = [text for text in verdict.stdout.splitlines() if "BROKEN" in text]
    assert verdict.returncode == 1, verdict.stdout
    assert any(text.startswith(contract) for text in broken), verdict.stdout
