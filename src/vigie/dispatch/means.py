"""Among the units of a place, the one that has what a report asks for and room to take it. It is proposed, with what
speaks for it and against it; a person decides. What is not known of a unit is never held against it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from vigie.dispatch.keeping import heard
from vigie.report.nouns import Dossier, Saying, say
from vigie.territory.land import Land
from vigie.territory.shapes import Need, Unit

Named = tuple[str, tuple[Saying, ...]]


def wanted(dossier: Dossier, needs: Sequence[Need]) -> frozenset[str]:
    """The means that a report asks for, by the pack's `[[need]]`."""
    spoke, _ = heard(dossier.verdict)
    roles = {person.role.value for person in dossier.report.people}
    return frozenset(need.means for need in needs if spoke & set(need.rules) or roles & set(need.roles))


def has(unit: Unit, name: str) -> int | None:
    """How many of one means a unit has; None: not known."""
    found: int | None = getattr(unit.means, name) if unit.means else None
    return found


def full(unit: Unit, open_: int | None) -> bool:
    """Whether it holds as much as it can. Not known: no."""
    return unit.capacity is not None and open_ is not None and open_ >= unit.capacity


def best(home: Land, keys: Sequence[str], asked: Collection[str], open_: Mapping[str, int]) -> Named:
    """The unit to propose: the first of those that lack least of what is asked, then of those with room. With it, what
    an officer should know of the choice."""

    def order(key: str) -> tuple[int, bool, int]:
        unit = home.units[key]
        lacking = sum(has(unit, name) == 0 for name in asked)
        return lacking, full(unit, open_.get(key)), -sum(bool(has(unit, name)) for name in asked)

    first = min(keys, key=order)
    return first, tuple(_notes(home, first, keys, asked, open_))


def told(unit: Unit, open_: int | None) -> Iterator[Saying]:
    """What is known of a unit's means, as grounds."""
    if (count := has(unit, "interviewers")) is not None:
        yield say("officers trained to hear children: {n}", n=count)
    if (count := has(unit, "rooms")) is not None:
        yield say("rooms for hearing children: {n}", n=count)
    if (count := has(unit, "responders")) is not None:
        yield say("digital first responders: {n}", n=count)
    if unit.capacity is not None and open_ is not None:
        yield say("undecided reports it holds: {n} of {capacity}", n=open_, capacity=unit.capacity)


def _notes(
    home: Land, first: str, keys: Sequence[str], asked: Collection[str], open_: Mapping[str, int]
) -> Iterator[Saying]:
    unit = home.units[first]
    if full(unit, open_.get(first)):
        yield say("{unit} holds as much as it can: a person decides whether it goes there", unit=home.unit_label(first))
    if "interviewers" in asked and has(unit, "interviewers") == 0:
        yield say("a child may have to be heard, and {unit} has nobody trained for it", unit=home.unit_label(first))
    if "responders" in asked and has(unit, "responders") == 0:
        yield say("{unit} has no digital first responder", unit=home.unit_label(first))
    others = [home.unit_label(key) for key in keys if key != first]
    if others:
        yield say("other units of the place: {units}", units=", ".join(others[:4]))
