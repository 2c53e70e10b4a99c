"""Django appears only in files that Django itself names, and in `project/`; the rest runs on a machine without it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.rooms import SOURCE, imported, named_by_django, ours, plant

ALSO = {"django", "django_htmx", "whitenoise"}
BLOCK = """
import importlib, sys

class Nowhere:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "django":
            raise ModuleNotFoundError("there is no Django here", name=name)

sys.meta_path.insert(0, Nowhere())
for name in sys.argv[1:]:
    importlib.import_module(name)
"""


def django_elsewhere(source: Path) -> Iterator[str]:
    for path in ours(source):
        place = path.relative_to(source)
        if not named_by_django(place):
            yield from (f"{place}:{line} {name}" for line, name in imported(path) if name.partition(".")[0] in ALSO)


def without_django(names: list[str], where: Path) -> subprocess.CompletedProcess[str]:
    settings = {"PYTHONPATH": str(where), "PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}
    command = [sys.executable, "-c", BLOCK, *names]
    return subprocess.run(command, env=settings, check=False, capture_output=True, text=True)


def core(source: Path) -> list[str]:
    """The modules that must live without Django: all but Django's own files, the project and the journey's order,
    which names the stages' tasks."""
    places = (path.relative_to(source) for path in ours(source))
    return [
        ".".join((source.name, *place.with_suffix("").parts))
        for place in places
        if not named_by_django(place) and place.name != "__init__.py" and place.as_posix() != "journey/steps.py"
    ]


def test_django_stands_only_in_its_own_files() -> None:
    assert list(django_elsewhere(SOURCE)) == []


def test_the_core_runs_on_a_machine_without_django() -> None:
    names = core(SOURCE)
    assert "vigie.report.nouns" in names
    attempt = without_django(names, SOURCE.parent)
    assert attempt.returncode == 0, attempt.stderr


@pytest.mark.parametrize("line", ["import django", "from django.db import models", "from django_htmx import http"])
def test_django_in_a_rule_is_seen(tmp_path: Path, line: str) -> None:
    plant(tmp_path, {"triage/rules/age.py": line, "triage/models.py": line, "project/settings.py": line})
    assert [text.partition(":")[0] for text in django_elsewhere(tmp_path)] == ["triage/rules/age.py"]


def test_django_at_second_hand_is_seen(tmp_path: Path) -> None:
    plant(tmp_path / "vigil", {"__init__.py": "", "rule.py": "from vigil import models", "models.py": "import django"})
    attempt = without_django(core(tmp_path / "vigil"), tmp_path)
    assert attempt.returncode == 1
    assert "there is no Django here" in attempt.stderr
