"""Sorts what was received together into parcels: one for each report document, with what belongs to it.

A directory that holds a report document owns everything below it that no deeper one owns. That covers a folder per
report, an AviaTor export (XML, PDF, media in sub-folders per class), and a report's later version in `<id>-v2`.
`crowd.py` says what happens where several report documents stand in one directory. What no document owns stands
alone, and becomes a problem that a person sees. Nothing is ever left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vigie.intake import identity, paths
from vigie.intake.archive import is_archive
from vigie.intake.crowd import allot
from vigie.intake.format import Open
from vigie.intake.kinds import SURE, Known, known
from vigie.intake.table.mapping import is_mapping
from vigie.report.nouns import Member

MAPPING = "mapping.toml"


def group(members: Sequence[Member], open: Open | None = None) -> list[list[Member]]:
    """Parcels, in an order in which earlier versions come first; in each the main document stands first.

    `members` are the files of a folder tree or the listing of an archive, paths relative and with `/`. With `open`
    the documents of a directory that holds several are read through, once, for the names of the files they speak of;
    without it only their first bytes are looked at. An archive is a parcel of its own.
    """
    archives = [member for member in members if is_archive(member)]
    kept_apart = {member.path for member in archives}
    files = [member for member in members if member.path not in kept_apart]
    mains = _mains(files)
    owned, alone = _owned(files, mains)
    parcels = [[member] for member in (*archives, *alone)]
    for folder, found in mains.items():
        parcels.extend(_parcels(folder, found, owned.get(folder, []), open))
    return sorted(parcels, key=lambda parcel: paths.order(parcel[0].path))


def is_main(member: Member) -> bool:
    """Whether a file by itself makes the directory it stands in the owner of what is below: a report document that a
    format is sure of, or the mapping of a table."""
    if is_mapping(member):
        return True
    found = known(member)
    return found is not None and found.certainty >= SURE


def _parcels(folder: str, mains: list[Known], others: list[Member], open: Open | None) -> Iterable[list[Member]]:
    others.sort(key=lambda member: paths.order(member.path))
    if len(mains) == 1:
        return [[mains[0].document, *others]]
    mains.sort(key=lambda main: paths.order(main.document.path))
    return allot(folder, [main.document for main in mains], others, open)


def _mains(files: Sequence[Member]) -> dict[str, list[Known]]:
    """The main documents of each directory.

    A document that a format only half knows (a CSV whose columns mean nothing yet, a broken `report.xml`) is one if a
    mapping stands beside it, if it is called `report` in a directory that bears a report's number, or if neither its
    directory nor one above has a sure one: else it is a chat log or a list that came with a report.
    """
    mapped = {member.path for member in files if paths.name(member.path).lower().endswith(MAPPING)}
    sure: dict[str, list[Known]] = {}
    weak: dict[str, list[Known]] = {}
    for each in filter(None, map(known, files)):
        path = each.document.path
        certain = each.certainty >= SURE or _has_mapping(path, mapped) or _has_number(path)
        (sure if certain else weak).setdefault(paths.folder(each.document.path), []).append(each)
    owner = _owners(sure)
    for folder, found in weak.items():
        if owner(folder) is None:
            most = max(each.certainty for each in found)
            sure[folder] = [each for each in found if each.certainty == most]
    return sure


def _has_number(path: str) -> bool:
    return paths.stem(path).lower() == "report" and identity.of_folder(path) is not None


def _has_mapping(path: str, mapped: set[str]) -> bool:
    folder = paths.folder(path)
    beside = f"{folder}/" if folder else ""
    return bool(mapped) and (
        beside + MAPPING in mapped or f"{beside}{paths.stem(path)}.{MAPPING}" in mapped or f"{path}.{MAPPING}" in mapped
    )


class _Owners:
    """The nearest directory with a main document, from a directory upwards; remembers what it has found."""

    def __init__(self, mains: Iterable[str]) -> None:
        self._known: dict[str, str | None] = {folder: folder for folder in mains}

    def __call__(self, folder: str) -> str | None:
        passed = []
        while folder not in self._known:
            passed.append(folder)
            if not folder:
                self._known[folder] = None
                break
            folder = paths.folder(folder)
        owner = self._known[folder]
        self._known.update(dict.fromkeys(passed, owner))
        return owner


def _owners(mains: Iterable[str]) -> _Owners:
    return _Owners(tuple(mains))


def _owned(files: Sequence[Member], mains: dict[str, list[Known]]) -> tuple[dict[str, list[Member]], list[Member]]:
    """The files that each directory of main documents owns besides these, and the files that none owns."""
    documents = {main.document.path for found in mains.values() for main in found}
    owner = _owners(mains)
    owned: dict[str, list[Member]] = {}
    alone = []
    for member in files:
        if member.path in documents:
            continue
        folder = owner(paths.folder(member.path))
        if folder is None:
            alone.append(member)
        else:
            owned.setdefault(folder, []).append(member)
    return owned, alone
