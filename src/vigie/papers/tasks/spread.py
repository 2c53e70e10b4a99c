"""Lays a bag out as a folder: all of it or nothing."""

from __future__ import annotations

import io
import shutil
import tempfile
import zipfile
from pathlib import Path

from vigie.papers.signing import PapersError
from vigie.papers.tasks.make import Bag


def spread(bag: Bag, folder: Path) -> Path:
    """The bag as a folder below another; one that is there already must be the same. Raises `PapersError`."""
    place = folder / bag.name
    with zipfile.ZipFile(io.BytesIO(bag.archive)) as archive:
        if place.exists():
            _same(place, archive, bag.name)
            return place
        work = Path(tempfile.mkdtemp(dir=folder, prefix=".making-"))
        try:
            archive.extractall(work)
            (work / bag.name).rename(place)
        finally:
            shutil.rmtree(work, ignore_errors=True)
    return place


def _same(place: Path, archive: zipfile.ZipFile, name: str) -> None:
    there = {f"{name}/{one.relative_to(place).as_posix()}": one for one in place.rglob("*") if one.is_file()}
    if set(there) != set(archive.namelist()) or any(there[one].read_bytes() != archive.read(one) for one in there):
        raise PapersError(f"{place} is there already, and is not this dossier: take it away first")
