"""A small caseload for the tests, written once, and what a reader finds in it."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from vigie.sample.caseload import Caseload

REPORTS, SEED = 700, 5


@cache
def written() -> Path:
    """The folder of a caseload without media."""
    out = Path(mkdtemp(prefix="vigie-sample-")) / "out"
    Caseload(out, REPORTS, SEED).write()
    return out


@cache
def truth() -> dict[str, Any]:
    """Its truth."""
    found: dict[str, Any] = json.loads((written() / "truth.json").read_text("utf-8"))
    return found


def every_file(out: Path) -> Iterator[tuple[str, bytes]]:
    """All files by path, those inside bundles too."""
    for path in sorted(out.rglob("*")):
        if not path.is_file():
            continue
        name = str(path.relative_to(out))
        if path.suffix == ".zip" and zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as bundle:
                for entry in bundle.namelist():
                    yield f"{name}/{entry}", bundle.read(entry)
        else:
            yield name, path.read_bytes()


def sound_files(out: Path) -> Iterator[tuple[str, bytes]]:
    """All but those that are broken on purpose."""
    broken = {one["path"] for one in truth()["unreadable"]}
    return ((name, content) for name, content in every_file(out) if name not in broken)
