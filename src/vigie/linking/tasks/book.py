"""All that one `keep` reads and changes, in memory between its reading and its writing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

import msgspec
from django.db.models import QuerySet

from vigie.linking.bearing import Key
from vigie.linking.models import Content, Member, Thread, Value
from vigie.linking.tasks.numbers import last
from vigie.linking.union import bucket
from vigie.report import tasks as rows

_traits = msgspec.json.Decoder(list[str])


@dataclass(slots=True)
class Known:
    """A value as it stands, and whether its row must be written."""

    id: int
    kind: str
    value: str
    reports: int = 0
    tied: int = 0
    holder: int | None = None
    accounts: set[int] = field(default_factory=set)
    crowded: bool = False
    blocked: bool = False
    content: int | None = None
    new: bool = False
    changed: bool = False
    idle: bool = False  # when it was read, no report mentioned it

    @property
    def active(self) -> bool:
        """Whether it ties those who bear it."""
        return not (self.crowded or self.blocked)


_VALUE = ("id", "kind", "value", "reports", "tied", "holder", "accounts", "crowded", "blocked", "content")


def _known(row: tuple[object, ...]) -> Known:
    known = Known(*row)  # type: ignore[arg-type]
    known.accounts = set(map(int, str(known.accounts).split()))
    known.idle = known.reports == 0
    return known


@dataclass(slots=True)
class Place:
    """Where a report stands: in which thread (or alone), since which version, and what it brings to the counts."""

    version_key: int
    at: int
    thread: int | None
    traits: tuple[str, ...]

    def owner(self, report_key: int) -> str:
        """Who is the suspect here, as far as is known: a thread, or a report that stands alone."""
        return f"s:t{self.thread}" if self.thread else f"s:r{report_key}"


@dataclass(slots=True)
class Knot:
    """A thread's counts."""

    oldest: int
    reports: int = 0
    companies: int = 0
    accounts: int = 0
    victims: int = 0
    victims_at_once: int = 0
    recipients: int = 0
    first_at: int = 0
    last_at: int = 0

    @property
    def news(self) -> tuple[int, ...]:
        """What the others of the thread are told when it changes."""
        return tuple(map(bucket, (self.reports, self.companies, max(self.victims, self.victims_at_once) + 1)))


ALONE = Knot(0, 1, 1, 0, 0).news
KNOT = ("oldest", "reports", "companies", "accounts", "victims", "victims_at_once", "recipients", "first_at", "last_at")


@dataclass(slots=True)
class Circle:
    """A content's counts."""

    oldest: int
    reports: int = 0
    suspects: int = 0
    companies: int = 0

    @property
    def news(self) -> tuple[int, ...]:
        """What the reports of this content are told when it changes."""
        return (bucket(self.suspects), bucket(self.companies), min(self.reports, 2))


CIRCLE = ("oldest", "reports", "suspects", "companies")


@dataclass(slots=True)
class Book:
    """What was read so far. `*_before` is how it stood when it was first read."""

    values: dict[Key, Known] = field(default_factory=dict)
    by_id: dict[int, Known] = field(default_factory=dict)
    places: dict[int, Place] = field(default_factory=dict)
    places_before: dict[int, Place] = field(default_factory=dict)
    knots: dict[int, Knot] = field(default_factory=dict)
    knots_before: dict[int, Knot] = field(default_factory=dict)
    circles: dict[int, Circle] = field(default_factory=dict)
    circles_before: dict[int, Circle] = field(default_factory=dict)
    last_thread: int | None = None

    def _add(self, known: Known) -> None:
        self.values[known.kind, known.value] = known
        self.by_id[known.id] = known

    def read_values(self, keys: Collection[Key]) -> None:
        """Reads the values with these keys, where they exist."""
        wanted = {key for key in keys if key not in self.values}
        for texts in rows.chunks({text for _, text in wanted}):
            for row in Value.objects.filter(value__in=texts).values_list(*_VALUE):
                if (row[1], row[2]) in wanted:
                    self._add(_known(row))

    def read_values_by_id(self, ids: Iterable[int]) -> None:
        """Reads the values with these ids."""
        for piece in rows.chunks({i for i in ids if i not in self.by_id}):
            for row in Value.objects.filter(id__in=piece).values_list(*_VALUE):
                self._add(_known(row))

    def enter_values(self, keys: Iterable[Key]) -> None:
        """Gives ids to those that were not found, in the order of the keys."""
        new = [key for key in dict.fromkeys(keys) if key not in self.values]
        if new:
            following = last(Value) + 1
            for number, (kind, text) in enumerate(new, following):
                self._add(Known(number, kind, text, new=True))

    def new_thread(self) -> int:
        """The id of a thread that does not exist yet."""
        self.last_thread = (last(Thread) if self.last_thread is None else self.last_thread) + 1
        return self.last_thread

    def read_places(self, report_keys: Iterable[int]) -> None:
        """Reads where these reports stand."""
        for piece in rows.chunks({key for key in report_keys if key not in self.places}):
            self._places(Member.objects.filter(report_key__in=piece))

    def read_threads_whole(self, thread_keys: Iterable[int]) -> None:
        """Reads where every report of these threads stands."""
        for piece in rows.chunks(set(thread_keys)):
            self._places(Member.objects.filter(thread_key__in=piece))

    def _places(self, members: QuerySet[Member]) -> None:
        for key, version, at, thread, traits in members.values_list(
            "report_key", "version_key", "at", "thread_key", "traits"
        ):
            if key not in self.places:
                self.places[key] = Place(version, at, thread, tuple(_traits.decode(traits)))
                self.places_before[key] = replace(self.places[key])

    def read_knots(self, thread_keys: Iterable[int]) -> None:
        """Reads the counts of these threads."""
        for piece in rows.chunks({key for key in thread_keys if key not in self.knots}):
            for key, *counts in Thread.objects.filter(id__in=piece).values_list("id", *KNOT):
                self.knots[key], self.knots_before[key] = Knot(*counts), Knot(*counts)

    def read_circles(self, content_keys: Iterable[int]) -> None:
        """Reads the counts of these contents; a content of one report has none."""
        for piece in rows.chunks({key for key in content_keys if key not in self.circles}):
            for key, *counts in Content.objects.filter(id__in=piece).values_list("id", *CIRCLE):
                self.circles[key], self.circles_before[key] = Circle(*counts), Circle(*counts)

    def write_values(self) -> None:
        """Writes the values that are new or changed."""
        new, changed = [], []
        for value in self.by_id.values():
            accounts = " ".join(map(str, sorted(value.accounts)))
            cells = (value.reports, value.tied, value.holder, accounts, value.crowded, value.blocked, value.content)
            if value.new:
                new.append((value.id, value.kind, value.value, *cells))
            elif value.changed:
                changed.append((*cells, value.id))
            value.new = value.changed = False
        rows.insert(Value, _VALUE, new)
        rows.update(Value, _VALUE[3:], changed)
