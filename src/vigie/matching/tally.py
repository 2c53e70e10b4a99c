"""How many entries of a list say what: kept as the list changes, for nobody can count ten million while a page waits.
Pure."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from msgspec import Struct, field

from vigie.matching.source import Entry

CATEGORIES = 60  # that are told apart
OTHER = "…"  # the others together


class Tally(Struct):
    """Entries by what is said of them. Negative numbers are what a change takes away."""

    voted_for: int = 0
    voted_against: int = 0
    disputed: int = 0  # of these, voted for too: opinions differ
    identified: int = 0  # the child is
    circulating: int = 0
    series: int = 0  # that belong to one
    categories: dict[str, int] = field(default_factory=dict)  # in the list's own words: "profile category"

    def take(self, entries: Iterable[Entry], sign: int = 1) -> None:
        """Count entries; with -1, take them off."""
        categories: dict[tuple[str | None, str], int] = {}
        for one in entries:
            if one.votes_for or one.votes_against:
                self.voted_for += sign * bool(one.votes_for)
                self.voted_against += sign * bool(one.votes_against)
                self.disputed += sign * bool(one.votes_for and one.votes_against)
            if one.victim_identified:
                self.identified += sign
            if one.distributed:
                self.circulating += sign
            if one.series:
                self.series += sign
            if one.category is not None:
                said = (one.profile, one.category)
                categories[said] = categories.get(said, 0) + sign
        for (profile, category), number in categories.items():
            name = f"{profile or ''} {category}".strip()[:100]
            self.categories[name] = self.categories.get(name, 0) + number

    def joined(self, other: Tally) -> Tally:
        """Both together."""
        names = dict.fromkeys([*self.categories, *other.categories])
        counts = {name: self.categories.get(name, 0) + other.categories.get(name, 0) for name in names}
        numbers = {
            name: getattr(self, name) + getattr(other, name) for name in self.__struct_fields__ if name != "categories"
        }
        return Tally(**numbers, categories=_few({name: count for name, count in counts.items() if count}))


def _few(counts: dict[str, int]) -> dict[str, int]:
    """The commonest, and the others as one."""
    ordered = sorted(counts, key=lambda name: (name == OTHER, -counts[name]))
    kept = {name: counts[name] for name in ordered[:CATEGORIES]}
    rest = sum(counts[name] for name in ordered[CATEGORIES:])
    return kept if not rest else {**kept, OTHER: kept.get(OTHER, 0) + rest}


def text(tally: Tally) -> str:
    return msgspec.json.encode(tally).decode()


read = msgspec.json.Decoder(Tally).decode
