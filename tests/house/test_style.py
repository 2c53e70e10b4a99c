"""No error is swallowed, nothing hides in a function or a signal, and who silences a checker says which."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.rooms import ROOT, STAGES, imported, modules, ours, plant, tree

MAY_CATCH_ALL = "src/vigie/journey/tasks/"  # where what failed keeps its bytes and is shown to the desk
OFFICES = {"papers", "requests", "retention", "authority", "cases", "services", "steering", "reporters", "training"}
MAY_TOUCH_ROWS = {"journey", "desk", "figures", "project"} | OFFICES
ANYTHING = {"Exception", "BaseException"}
SILENCED = re.compile(r"#\s*(?:type:\s*ignore(?!\[)|noqa(?!:\s*[A-Z]))")


def swallowed(root: Path) -> Iterator[str]:
    for path in modules(root):
        place = path.relative_to(root).as_posix()
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ExceptHandler) and not place.startswith(MAY_CATCH_ALL) and _catches_all(node):
                yield f"{place}:{node.lineno} catches everything"
            if isinstance(node, ast.Pass):
                yield f"{place}:{node.lineno} passes"


def _catches_all(handler: ast.ExceptHandler) -> bool:
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    if isinstance(handler.body[-1], ast.Raise) and handler.body[-1].exc is None:
        return False  # tidies up and lets the error go on
    return any(kind is None or (isinstance(kind, ast.Name) and kind.id in ANYTHING) for kind in caught)


def hidden(root: Path) -> Iterator[str]:
    for path in modules(root):
        place = path.relative_to(root)
        functions = [
            n for n in ast.walk(tree(path)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        ]
        inside = (node for function in functions for node in ast.walk(function))
        yield from (
            f"{place}:{n.lineno} imports in a function" for n in inside if isinstance(n, ast.Import | ast.ImportFrom)
        )
        for line, name in imported(path):
            if name.startswith(("django.dispatch", "django.db.models.signals", "django.core.signals")):
                yield f"{place}:{line} uses a signal"


def silenced(root: Path) -> Iterator[str]:
    for path in modules(root):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if SILENCED.search(line):
                yield f"{path.relative_to(root)}:{number}"


def strange_rows(source: Path) -> Iterator[str]:
    """Where a stage's rows are touched by others than the stage, the journey, the offices, the desk and the figures."""
    rows = {f"{source.name}.{stage}.models": stage for stage in STAGES}
    for path in ours(source):
        room = path.relative_to(source).parts[0]
        for line, name in imported(path):
            owner = next((stage for models, stage in rows.items() if f"{name}.".startswith(f"{models}.")), room)
            if room not in {owner, *MAY_TOUCH_ROWS}:
                yield f"{path.relative_to(source)}:{line} {name}"


def test_nothing_is_swallowed() -> None:
    assert list(swallowed(ROOT)) == []


def test_nothing_is_hidden_in_a_function_or_a_signal() -> None:
    assert list(hidden(ROOT)) == []


def test_no_checker_is_silenced_without_saying_which() -> None:
    assert list(silenced(ROOT)) == []


def test_a_stages_rows_are_its_own() -> None:
    assert list(strange_rows(ROOT / "src" / "vigie")) == []


@pytest.mark.parametrize(
    "handler",
    ["except Exception:", "except:", "except BaseException as error:", "except (ValueError, Exception):"],
)
def test_a_handler_that_catches_everything_is_seen(tmp_path: Path, handler: str) -> None:
    text = f"try:\n    a = 1\n{handler}\n    a = 2\n"
    plant(
        tmp_path,
        {"one.py": text, f"{MAY_CATCH_ALL}work.py": text, "two.py": text.replace(handler, "except OSError:")},
    )
    assert [line.partition(":")[0] for line in swallowed(tmp_path)] == ["one.py"]


def test_a_pass_is_seen(tmp_path: Path) -> None:
    assert list(swallowed(plant(tmp_path, {"one.py": "class A:\n    pass\n"}))) == ["one.py:2 passes"]


def test_an_import_in_a_function_is_seen(tmp_path: Path) -> None:
    plant(tmp_path, {"one.py": "import os\n\n\ndef a():\n    if os:\n        from re import sub\n"})
    assert list(hidden(tmp_path)) == ["one.py:6 imports in a function"]


@pytest.mark.parametrize(
    "line", ["from django.dispatch import receiver", "from django.db.models.signals import post_save"]
)
def test_a_signal_is_seen(tmp_path: Path, line: str) -> None:
    assert list(hidden(plant(tmp_path, {"one.py": line}))) == ["one.py:1 uses a signal"]


@pytest.mark.parametrize("comment", ["type: ignore", "type:ignore", "noqa", "noqa: because"])
def test_a_silenced_checker_is_seen(tmp_path: Path, comment: str) -> None:
    plant(tmp_path, {"one.py": f"a = 1  # {comment}\nb = 2  # type: ignore[misc]\nc = 3  # noqa: E501\n"})
    assert list(silenced(tmp_path)) == ["one.py:1"]


@pytest.mark.parametrize("line", ["from vigie.linking.models import Tie", "from vigie.linking import models"])
def test_rows_touched_by_a_stranger_are_seen(tmp_path: Path, line: str) -> None:
    rooms = ("linking", "desk", "portal", "triage")
    plant(tmp_path / "vigie", {f"{room}/tasks.py": line for room in rooms})
    assert [text.partition("/")[0] for text in strange_rows(tmp_path / "vigie")] == ["portal", "triage"]
