"""Two versions of a report side by side, fact by fact. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from msgspec import Struct

from vigie.desk import telling
from vigie.desk.telling import Fact, Part
from vigie.desk.wording import INCIDENTS, ROLES, label
from vigie.report.nouns import Report, ReportedFile, Saying, say


class Row(Struct, frozen=True):
    """A fact in both versions; the parts that stand in one alone are new, or gone."""

    name: Saying
    left: tuple[Part, ...]
    right: tuple[Part, ...]

    @property
    def same(self) -> bool:
        return self.left == self.right

    @property
    def gone(self) -> tuple[Part, ...]:
        return tuple(part for part in self.left if part not in self.right)

    @property
    def new(self) -> tuple[Part, ...]:
        return tuple(part for part in self.right if part not in self.left)


class Section(Struct, frozen=True):
    """Somebody, a file, a place, or the whole: its facts in both versions."""

    title: Saying | str
    rows: tuple[Row, ...]

    @property
    def changed(self) -> int:
        return sum(not row.same for row in self.rows)


def compare(left: Report, right: Report) -> list[Section]:
    """Every section of both versions, in the order of the newer one."""
    sections = [Section(say("The report"), _rows(_head(left), _head(right)))]
    people = zip_longest(left.people, right.people)
    for before, after in people:
        one = after or before
        sections.append(
            Section(
                label(ROLES, one.role),
                _rows(telling.person(before) if before else (), telling.person(after) if after else ()),
            )
        )
    for number, (old, new) in enumerate(zip_longest(left.files, right.files), 1):
        title = say("File {n}", n=number)
        sections.append(Section(title, _rows(_file(old), _file(new))))
    for old_channel, new_channel in zip_longest(left.channels, right.channels):
        before_facts = telling.channel(old_channel) if old_channel else ()
        after_facts = telling.channel(new_channel) if new_channel else ()
        sections.append(Section(say("Where it happened"), _rows(before_facts, after_facts)))
    return [section for section in sections if section.rows]


def _file(one: ReportedFile | None) -> tuple[Fact, ...]:
    if one is None:
        return ()
    hashes = tuple(Part(f"{hash_.kind}: {hash_.value}", plain=True) for hash_ in one.hashes)
    name = (Fact(say("Name"), (Part(one.name, plain=True),)),) if one.name else ()
    return (*name, *telling.file(one), *((Fact(say("Digests"), hashes),) if hashes else ()))


def _head(report: Report) -> tuple[Fact, ...]:
    return tuple(Fact(name, parts) for name, parts in _told(report) if parts)


def _told(report: Report) -> Iterator[tuple[Saying, tuple[Part, ...]]]:
    yield say("Service"), _some(report.company)
    yield say("Kind of facts"), (Part(label(INCIDENTS, report.incident_kind)),) if report.incident_kind else ()
    yield say("Incident"), (Part(report.incident_at),) if report.incident_at else ()
    yield say("Platform"), _some(report.platform)
    yield say("Urgent, says the service"), _some(report.escalation)
    yield say("Labels"), _some(*report.annotations)
    yield say("Text"), _some(*report.texts)


def _some(*texts: str | None) -> tuple[Part, ...]:
    return tuple(Part(text) for text in texts if text)


def _rows(left: Sequence[Fact], right: Sequence[Fact]) -> tuple[Row, ...]:
    before = {str(fact.name): fact.parts for fact in left}
    after = {str(fact.name): fact for fact in right}
    rows = [Row(fact.name, before.get(name, ()), fact.parts) for name, fact in after.items()]
    return (*rows, *(Row(fact.name, fact.parts, ()) for fact in left if str(fact.name) not in after))
