"""Files and functions stay small, and names say what a thing is."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.rooms import ROOT, modules, plant, tree

LINES, STEPS = 300, 40  # a file, a function: at most
EMPTY_WORDS = {"utils", "util", "helpers", "helper", "common", "base", "manager", "managers", "data", "info", "misc"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def too_long(root: Path) -> Iterator[str]:
    for path in modules(root):
        place, lines = path.relative_to(root), len(path.read_text("utf-8").splitlines())
        if lines > LINES:
            yield f"{place} has {lines} lines"
        for node in ast.walk(tree(path)):
            if isinstance(node, Function) and (steps := _steps(node)) > STEPS:
                yield f"{place}:{node.lineno} {node.name} has {steps} lines"


def _steps(function: Function) -> int:
    """The lines of a function's body, its docstring apart."""
    said = ast.get_docstring(function) is not None and len(function.body) > 1
    first = function.body[1 if said else 0]
    return (function.end_lineno or 0) - first.lineno + 1


def says_nothing(root: Path) -> Iterator[str]:
    for path in modules(root):
        place = path.relative_to(root)
        yield from (f"{place}: {word}" for word in {*place.parts[:-1], path.stem} & EMPTY_WORDS)
        for node in tree(path).body:
            if isinstance(node, Function | ast.ClassDef) and node.name.strip("_").lower() in EMPTY_WORDS:
                yield f"{place}:{node.lineno} {node.name}"


def test_files_and_functions_are_small() -> None:
    assert list(too_long(ROOT)) == []


def test_names_say_what_a_thing_is() -> None:
    assert list(says_nothing(ROOT)) == []


def test_a_long_file_is_seen(tmp_path: Path) -> None:
    plant(tmp_path, {"short.py": "a = 1\n" * LINES, "long.py": "a = 1\n" * (LINES + 1)})
    assert list(too_long(tmp_path)) == ["long.py has 301 lines"]


def test_a_long_function_is_seen(tmp_path: Path) -> None:
    short, long = ("    a = 1\n" * lines for lines in (STEPS, STEPS + 1))
    plant(tmp_path, {"one.py": f'def short() -> None:\n    """Says so."""\n{short}def long() -> None:\n{long}'})
    assert list(too_long(tmp_path)) == ["one.py:43 long has 41 lines"]


@pytest.mark.parametrize(
    "files",
    [
        {"triage/utils.py": ""},
        {"common/rule.py": ""},
        {"rule.py": "class Manager: ..."},
        {"rule.py": "def info(): ..."},
    ],
)
def test_a_name_that_says_nothing_is_seen(tmp_path: Path, files: dict[str, str]) -> None:
    assert len(list(says_nothing(plant(tmp_path, files)))) == 1
