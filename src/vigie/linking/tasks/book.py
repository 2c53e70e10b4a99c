"""All that one `keep` reads and changes, in memory between its reading and its writing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from copy import copy
from dataclasses import dataclass, field
from typing import Protocol

import msgspec
from django.db.models import QuerySet
from msgspec import Struct

from vigie.linking.bearing import Key
from vigie.linking.models import Content, Member, Thread, Value
from vigie.linking.tasks import rows
from vigie.linking.union import bucket

_traits = msgspec.json.Decoder(tuple[str, ...])


class Known(Struct, gc=False):
    """A value as it stands, and whether its row must be written."""

    id: int
    kind: str
    value: str
    reports: int = 0
    tied: int = 0
    holder: int | None = None
    accounts: tuple[int, ...] = ()
    crowded: bool = False
    blocked: bool = False
    content: int | None = None
    same_as: int | None = None
    new: bool = False
    changed: bool = False
    idle: bool = False  # when it was read, it tied nobody


_MARKS = ("reports", "tied", "holder", "accounts", "crowded", "blocked", "content", "same_as")
_VALUE = ("id", "kind", "value", *_MARKS)


class Place(Struct, gc=False):
    """Where a report stands: in which thread (or alone), since which version, and what it brings to the counts."""

    version_key: int
    at: int
    thread: int | None
    traits: tuple[str, ...]

    def owner(self, report_key: int) -> str:
        """Who is the suspect here, as far as is known: a thread, or a report that stands alone."""
        return f"s:t{self.thread}" if self.thread else f"s:r{report_key}"


class Counted(Protocol):
    """What says how many companies and services there are."""

    companies: int
    services: int


def senders(counted: Counted) -> int:
    """How many companies, at least. One that names itself in two ways is at one service; one with two services has
    one name."""
    return max(min(counted.companies, counted.services), 1)


@dataclass(slots=True)
class Knot:
    """A thread's counts."""

    oldest: int
    reports: int = 0
    companies: int = 0
    services: int = 0
    accounts: int = 0
    victims: int = 0
    victims_at_once: int = 0
    recipients: int = 0
    first_at: int = 0
    last_at: int = 0

    @property
    def news(self) -> tuple[int, ...]:
        """What the others of the thread are told when it changes: its name, and counts by steps."""
        victims = max(self.victims, self.victims_at_once)
        return self.oldest, bucket(self.reports), bucket(senders(self)), bucket(victims + 1)


KNOT = (
    "oldest",
    "reports",
    "companies",
    "services",
    "accounts",
    "victims",
    "victims_at_once",
    "recipients",
    "first_at",
    "last_at",
)


@dataclass(slots=True)
class Circle:
    """A content's counts."""

    oldest: int
    reports: int = 0
    suspects: int = 0
    companies: int = 0
    services: int = 0

    @property
    def news(self) -> tuple[int, ...]:
        """What the reports of this content are told when it changes: its name, and counts by steps."""
        suspects = bucket(min(self.suspects, ENOUGH_SUSPECTS))
        return self.oldest, suspects, min(senders(self), ENOUGH_COMPANIES), min(self.reports, 2)

    @property
    def hands(self) -> int:
        """In how many hands it is, by steps without end: told to those alone that show the number."""
        return bucket(self.suspects)


ENOUGH_COMPANIES = 4  # a content of more companies is no other news
ENOUGH_SUSPECTS = 17  # nor is one of more suspects, but as a number: it goes round
CIRCLE = ("oldest", "reports", "suspects", "companies", "services")


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

    def _read(self, values: QuerySet[Value], wanted: Collection[Key] | None = None) -> None:
        for row in values.values_list(*_VALUE):
            number, kind, text, reports, tied, holder, listed, crowded, blocked, content, same_as = row
            if wanted is None or (kind, text) in wanted:
                accounts = tuple(map(int, listed.split()))
                known = Known(number, kind, text, reports, tied, holder, accounts, crowded, blocked, content, same_as)
                known.idle = tied == 0
                self._add(known)

    def read_values(self, keys: Iterable[Key]) -> None:
        """Reads the values with these keys, where they exist."""
        wanted = {key for key in keys if key not in self.values}
        self._read(Value.objects.filter(value__among={text for _, text in wanted}), wanted)

    def read_values_by_id(self, ids: Iterable[int]) -> None:
        """Reads the values with these ids."""
        self._read(Value.objects.filter(id__among={i for i in ids if i not in self.by_id}))

    def read_values_of(self, contents: Collection[int]) -> None:
        """Reads the values of these contents."""
        self.read_values_by_id(Value.objects.filter(content__among=contents).values_list("id", flat=True))

    def enter_values(self, keys: Iterable[Key]) -> None:
        """Gives ids to those that were not found, in the order of the keys."""
        following = 0
        for key in keys:
            if key not in self.values:
                following = (following or rows.last(Value)) + 1
                self._add(Known(following, *key, new=True))

    def new_thread(self) -> int:
        """The id of a thread that does not exist yet."""
        self.last_thread = (rows.last(Thread) if self.last_thread is None else self.last_thread) + 1
        return self.last_thread

    def read_places(self, report_keys: Iterable[int]) -> None:
        """Reads where these reports stand."""
        self._places(Member.objects.filter(report_key__among={key for key in report_keys if key not in self.places}))

    def read_threads_whole(self, thread_keys: Collection[int]) -> None:
        """Reads where every report of these threads stands."""
        self._places(Member.objects.filter(thread_key__among=thread_keys))

    def _places(self, members: QuerySet[Member]) -> None:
        columns = ("report_key", "version_key", "at", "thread_key", "traits")
        for key, version, at, thread, traits in members.values_list(*columns):
            if key not in self.places:
                self.places[key] = Place(version, at, thread, _traits.decode(traits))
                self.places_before[key] = copy(self.places[key])

    def read_knots(self, thread_keys: Iterable[int]) -> None:
        """Reads the counts of these threads."""
        wanted = {key for key in thread_keys if key not in self.knots}
        for key, *counts in Thread.objects.filter(id__among=wanted).values_list("id", *KNOT):
            self.knots[key], self.knots_before[key] = Knot(*counts), Knot(*counts)

    def read_circles(self, content_keys: Iterable[int]) -> None:
        """Reads the counts of these contents; a content of one report has none."""
        wanted = {key for key in content_keys if key not in self.circles}
        for key, *counts in Content.objects.filter(id__among=wanted).values_list("id", *CIRCLE):
            self.circles[key], self.circles_before[key] = Circle(*counts), Circle(*counts)

    def write_values(self) -> None:
        """Writes the values that are new or changed."""
        new, changed = [], []
        for value in self.by_id.values():
            if not (value.new or value.changed):
                continue
            accounts = " ".join(map(str, value.accounts))
            marks = (value.reports, value.tied, value.holder, accounts, value.crowded, value.blocked)
            cells = (*marks, value.content, value.same_as)
            if value.new:
                new.append((value.id, value.kind, value.value, *cells))
            else:
                changed.append((*cells, value.id))
            value.new = value.changed = False
        rows.insert(Value, _VALUE, new)
        rows.update(Value, _MARKS, changed)
