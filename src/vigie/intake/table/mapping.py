"""The mapping file beside a table: which of its columns is which of ours, constants, how dates are written.

It is called `<table>.mapping.toml`, or `mapping.toml` for all tables of a folder; `docs/formats.md` shows one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from vigie.intake import paths
from vigie.intake.format import Open, Unreadable
from vigie.intake.table.columns import target
from vigie.intake.values import shown, sound
from vigie.report.nouns import Member, Parcel, Saying, SourceName, say

LARGEST = 1024 * 1024  # bytes of a mapping
_KEYS = {"source": str, "delimiter": str, "encoding": str, "list": str, "timezone": str}
_TABLES = ("columns", "constants", "values")
_DATED = re.compile(r"[-_. ]*\d[\d\-_. ]*$")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class TableMapping:
    """A table's mapping. `columns` gives for each of our columns the headings that may hold it, the first filled one
    counting; `values` gives per column what a written value means."""

    source: SourceName
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    delimiter: str | None = None
    encoding: str | None = None
    list: str = "|"
    dates: Sequence[str] = ()
    timezone: ZoneInfo | None = None


def mapping_for(document: Member, parcel: Parcel, open: Open) -> TableMapping:
    """The mapping of a table: that of its own name, else the folder's, else one that only names the source.

    Raises `Unreadable` when the mapping cannot be read or names a column that does not exist.
    """
    member = _beside(document, parcel)
    if member is None:
        return TableMapping(source_of(document.path))
    with open(member) as stream:
        data = stream.read(LARGEST + 1)
    try:
        if len(data) > LARGEST:
            raise ValueError("it is too large")
        return _made(tomllib.loads(data.decode("utf-8-sig")), document.path)
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise _wrong(paths.name(member.path), str(error)) from None


def is_mapping(member: Member) -> bool:
    """Whether this is a mapping, by its name."""
    return paths.name(member.path).lower().endswith("mapping.toml")


def source_of(path: str) -> SourceName:
    """A source's name from a table's: without the date or number behind it, in lower case with hyphens."""
    stem = paths.stem(path)
    slug = _NOT_SLUG.sub("-", _DATED.sub("", stem).lower()).strip("-") or _NOT_SLUG.sub("-", stem.lower()).strip("-")
    return SourceName(slug[:80] or "table")


def _beside(document: Member, parcel: Parcel) -> Member | None:
    folder, name = paths.folder(document.path), paths.name(document.path).lower()
    wanted = (f"{paths.stem(document.path).lower()}.mapping.toml", f"{name}.mapping.toml", "mapping.toml")
    there = {
        paths.name(member.path).lower(): member
        for member in parcel.members
        if is_mapping(member) and paths.folder(member.path) == folder
    }
    return next((there[name] for name in wanted if name in there), None)


def _made(written: Mapping[str, Any], path: str) -> TableMapping:
    for key, value in written.items():
        kind = _KEYS.get(key, dict if key in _TABLES else None)
        if key == "dates":
            continue
        if kind is None or not isinstance(value, kind):
            raise ValueError(f"“{key}” is not a setting, or not one of this kind")
    columns = {_column(name): _headings(name, value) for name, value in written.get("columns", {}).items()}
    dates = written.get("dates", ())
    zone = written.get("timezone")
    return TableMapping(
        source=SourceName(sound(written.get("source", "")).strip()[:80]) or source_of(path),
        columns=columns,
        constants={_column(name): sound(str(value)) for name, value in written.get("constants", {}).items()},
        values={_column(name): _meanings(name, value) for name, value in written.get("values", {}).items()},
        delimiter=_one_character(written.get("delimiter")),
        encoding=written.get("encoding"),
        list=written.get("list", "|") or "|",
        dates=tuple(_form(str(each)) for each in ((dates,) if isinstance(dates, str) else dates)),
        timezone=ZoneInfo(zone) if zone else None,
    )


def _column(name: str) -> str:
    if target(name) is None:
        raise ValueError(f"there is no column “{name}”")
    return name


def _headings(name: str, value: Any) -> tuple[str, ...]:
    written = value if isinstance(value, list) else [value]
    if not all(isinstance(each, str) for each in written):
        raise ValueError(f"the heading of “{name}” must be text")
    return tuple(written)


def _meanings(name: str, value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise ValueError(f"“values.{name}” must be a table")
    return {str(written).strip().lower(): sound(str(meaning)) for written, meaning in value.items()}


def _form(form: str) -> str:
    """A form of dates that `strptime` can use at all: it says so only when it is used."""
    try:
        datetime.strptime("", form)
    except re.error:
        raise ValueError(f"“{form}” is no form of dates") from None
    except ValueError as error:
        if "directive" in str(error) or "stray" in str(error):
            raise ValueError(f"“{form}” is no form of dates") from None
    return form


def _one_character(delimiter: str | None) -> str | None:
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '"\r\n'):
        raise ValueError("the delimiter must be one character")
    return delimiter


def _wrong(name: str, what: str) -> Unreadable:
    why: Saying = say("the mapping “{name}” cannot be used: {what}", name=name, what=shown(what))
    return Unreadable(why)
