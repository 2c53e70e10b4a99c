"""One row of a table to one report."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from vigie.intake.hashes import as_hash
from vigie.intake.notes import Notes
from vigie.intake.table.cells import Cell, Manner
from vigie.intake.table.columns import ROLES, As, Target, target
from vigie.intake.table.mapping import TableMapping
from vigie.intake.values import BadValue
from vigie.report.nouns import (
    Address,
    Channel,
    Device,
    Email,
    Hash,
    Payment,
    Person,
    Phone,
    Place,
    Report,
    ReportedFile,
    ReportId,
    Sighting,
)

LONGEST_ID = 200  # characters
_VERSION = re.compile(r"(.+?)[-_ ]v(\d{1,4})", re.IGNORECASE)
_Subject = tuple[str, int]


class NoReport(ValueError):
    """A row that cannot be a report: it has no id, or one that is no id."""

    permanent = True


class Reader:
    """Reads the rows of one table. Made once: which heading goes where is found out once."""

    def __init__(self, mapping: TableMapping, format: str) -> None:
        self._mapping, self._format = mapping, format
        self._manner = Manner(mapping.list, mapping.dates, mapping.timezone)
        self._constants = [(name, value, _sure(name)) for name, value in mapping.constants.items()]
        self._by_heading: dict[str, str] = {}
        for column, headings in mapping.columns.items():
            for heading in headings:
                self._by_heading[_plain(heading)] = column
        self._found: dict[str, tuple[str, Target] | None] = {}

    def lacks(self, headings: Sequence[str]) -> list[str]:
        """The headings that the mapping names and the table does not have."""
        there = {_plain(heading) for heading in headings}
        return [
            names[0] for names in self._mapping.columns.values() if not any(_plain(name) in there for name in names)
        ]

    def place(self, heading: str) -> tuple[str, Target] | None:
        """Our name of a column and where its cells go; None for a heading that nobody knows."""
        if heading not in self._found:
            column = self._by_heading.get(_plain(heading), heading)
            aim = target(column)
            self._found[heading] = (column, aim) if aim else None
        return self._found[heading]

    def report(self, cells: Mapping[str, Cell], notes: Notes) -> Report:
        """The report of a row, by heading. Raises `NoReport` when it has no id."""
        parts = _Parts()
        for heading, cell in cells.items():
            if not cell or (isinstance(cell, str) and not cell.strip()):
                continue
            placed = self.place(heading)
            if placed is None:
                notes.unknown(heading, cell if isinstance(cell, str) else ", ".join(cell))
                continue
            column, aim = placed
            parts.put(aim, self._manner.read(self._meaning(column, cell), aim.read, heading, notes), heading, notes)
        for name, value, aim in self._constants:
            parts.put(aim, self._manner.read(value, aim.read, name, notes), name, notes)
        return self._made(parts, notes)

    def _meaning(self, column: str, cell: Cell) -> Cell:
        meanings = self._mapping.values.get(column)
        return meanings.get(cell.strip().lower(), cell) if meanings and isinstance(cell, str) else cell

    def _made(self, parts: _Parts, notes: Notes) -> Report:
        fields = parts.fields.pop(("report", 1), {})
        written = fields.pop("report_id", None)
        if not written or len(written) > LONGEST_ID:
            raise NoReport
        versioned = _VERSION.fullmatch(written)
        if versioned and "declared_version" not in fields:
            written, fields["declared_version"] = versioned[1], int(versioned[2])
        people, files, channels = parts.people(), parts.files(notes), parts.channels()
        return Report(
            source=self._mapping.source,
            report_id=ReportId(written),
            format=self._format,
            channels=channels,
            people=people,
            files=files,
            unread=notes.unread(),
            unknown=tuple(notes.unknowns),
            **fields,
        )


def _sure(name: str) -> Target:
    found = target(name)
    if found is None:
        raise KeyError(name)
    return found


def _plain(heading: str) -> str:
    return " ".join(heading.split()).lower()


class _Parts:
    """What the cells of a row say, by subject."""

    def __init__(self) -> None:
        self.fields: dict[_Subject, dict[str, Any]] = {}
        self._groups: dict[_Subject, dict[tuple[str, int], dict[str, Any]]] = {}

    def put(self, aim: Target, value: Any, where: str, notes: Notes) -> None:
        """A value in its place. The first one counts, another is kept as what nobody knows; lists grow."""
        if value is None or value == ():
            return
        subject = (aim.subject, aim.number)
        if aim.group:
            group = self._groups.setdefault(subject, {}).setdefault((aim.group, aim.inner), {})
            group.setdefault(aim.field, value)
            self.fields.setdefault(subject, {})
            return
        fields = self.fields.setdefault(subject, {})
        if aim.read is As.DIGEST:
            value, field = self._digest(aim.field, value, where, notes), "hashes"
        else:
            field = aim.field
        if isinstance(value, tuple):
            fields[field] = (*fields.get(field, ()), *value)
        elif fields.setdefault(field, value) != value:
            notes.unknown(where, str(value))

    def _digest(self, kind: str, text: str, where: str, notes: Notes) -> tuple[Hash, ...]:
        try:
            return (as_hash(kind, text),)
        except BadValue as bad:
            notes.remark(where, bad.why)
            return ()

    def people(self) -> tuple[Person, ...]:
        """The people, in the order of the roles and of their numbers."""
        wanted = sorted(subject for subject in self.fields if subject[0] in ROLES)
        wanted.sort(key=lambda subject: list(ROLES).index(subject[0]))
        return tuple(self._person(subject) for subject in wanted)

    def _person(self, subject: _Subject) -> Person:
        fields = dict(self.fields[subject])
        nested: dict[str, dict[str, Any]] = {"place": {}, "address": {}}
        for name in [name for name in fields if "." in name]:
            outer, _, inner = name.partition(".")
            nested[outer][inner] = fields.pop(name)
        fields["emails"] = tuple(Email(value) for value in fields.get("emails", ()))
        fields["phones"] = tuple(Phone(value) for value in fields.get("phones", ()))
        return Person(
            role=ROLES[subject[0]],
            place=Place(**nested["place"]) if nested["place"] else None,
            addresses=(Address(**nested["address"]),) if nested["address"] else (),
            sightings=self._sightings(subject),
            devices=self._devices(subject),
            payments=tuple(
                Payment(group.get("kind", "unknown"), group["value"])
                for group in self._of(subject, "payment")
                if "value" in group
            ),
            **fields,
        )

    def files(self, notes: Notes) -> tuple[ReportedFile, ...]:
        """The files, in the order of their numbers."""
        wanted = sorted(subject for subject in self.fields if subject[0] == "file")
        return tuple(
            ReportedFile(sightings=self._sightings(subject), devices=self._devices(subject), **self.fields[subject])
            for subject in wanted
        )

    def channels(self) -> tuple[Channel, ...]:
        """The channel; a page on the web unless another kind is said."""
        fields = self.fields.get(("channel", 1))
        return (Channel(**{"kind": "webpage", **fields}),) if fields else ()

    def _of(self, subject: _Subject, group: str) -> list[dict[str, Any]]:
        groups = self._groups.get(subject, {})
        return [groups[key] for key in sorted(groups) if key[0] == group]

    def _sightings(self, subject: _Subject) -> tuple[Sighting, ...]:
        found = []
        for group in self._of(subject, "ip"):
            if "ip" in group:
                address, written_port = group.pop("ip")
                found.append(Sighting(address, **{"port": written_port, **group}))
        return tuple(found)

    def _devices(self, subject: _Subject) -> tuple[Device, ...]:
        return tuple(
            Device(group.get("kind", "unknown"), group["value"])
            for group in self._of(subject, "device")
            if "value" in group
        )
