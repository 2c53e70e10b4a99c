"""Where things stand in the house. The house tests look at the real tree, and at small bad trees of their own."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "vigie"
STAGES = ("evidence", "intake", "matching", "provenance", "linking", "triage", "dispatch", "measures")
# Files that Django itself names. `project/` assembles the house, and may know everything.
DJANGO_FILES = {"models", "tasks", "views", "urls", "forms", "admin", "apps", "checks", "middleware"}
DJANGO_FOLDERS = {
    "migrations",
    "management",
    "templatetags",
    "project",
} | DJANGO_FILES  # models.py may grow into models/


def modules(root: Path) -> Iterator[Path]:
    """The Python files of a tree, in order, without what machines write: environments and migrations."""
    for path in sorted(root.rglob("*.py")):
        if not {".venv", "migrations", "build", ".test"} & set(path.relative_to(root).parts):
            yield path


def ours(root: Path) -> Iterator[Path]:
    """The modules that are part of the program: tests apart."""
    return (path for path in modules(root) if "tests" not in path.relative_to(root).parts)


def tree(path: Path) -> ast.Module:
    """A module as Python reads it."""
    return ast.parse(path.read_text("utf-8"), str(path))


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Every module that a module imports, by its full name, with the line. `from a import b` gives `a.b`."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def named_by_django(place: Path) -> bool:
    """Whether a file, by its path inside `vigie/`, is one that Django looks for by name."""
    return place.stem in DJANGO_FILES or bool(DJANGO_FOLDERS & set(place.parts))


def tracked(root: Path) -> list[Path]:
    """The files that git keeps, or would keep."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=root, check=True, capture_output=True).stdout.decode().split("\0")
    return [root / name for name in sorted(set(names)) if name and (root / name).is_file()]


def plant(root: Path, files: Mapping[str, str]) -> Path:
    """Writes a small tree, by path, and returns its root."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root
