"""Means and room count among the units of a place, are shown as grounds, and are never guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from vigie.dispatch.step import route
from vigie.dispatch.tests.cast import dossier, needs, suspect
from vigie.report.nouns import Address, Person, Role, Routing
from vigie.territory import tables
from vigie.territory.shapes import Means, Unit

LYON = suspect(addresses=(Address(city="Lyon", postal_code="69003", country="FR"),))
CHILD = Person(Role.VICTIM)


def unit(name: str, **said: Any) -> Unit:
    return Unit({"fr": name}, "territorial", "69", **said)


def sent(*people: Person, open_: dict[str, int] | None = None, **units: Unit) -> Routing:
    """Where a report goes when these are the units of the Rhône."""
    given = needs()
    others = {key: one for key, one in given.home.units.items() if one.area != "69"}
    home = replace(given.home, units={**others, **units})
    return route([dossier(*people)], replace(given, home=home, open=open_ or {}))[0]


def test_a_unit_that_can_hear_a_child_stands_before_one_that_cannot() -> None:
    first, second = unit("A", means=Means(interviewers=0)), unit("B", means=Means(interviewers=3, rooms=1))
    assert sent(LYON, CHILD, a=first, b=second).unit == "b"
    assert sent(LYON, a=first, b=second).unit == "a"  # nobody need be heard: the first is as good


def test_what_a_unit_has_stands_among_the_grounds() -> None:
    said = [str(one) for one in sent(LYON, a=unit("A", means=Means(3, 1, 2), capacity=9), open_={"a": 4}).why]
    assert "officers trained to hear children: 3" in said
    assert "rooms for hearing children: 1" in said
    assert "undecided reports it holds: 4 of 9" in said


def test_what_is_not_known_is_not_said_and_not_held_against_it() -> None:
    unknown, none = unit("A"), unit("B", means=Means(interviewers=0))
    found = sent(LYON, CHILD, b=none, a=unknown)
    assert found.unit == "a"
    assert not any("trained" in str(one) for one in found.why)


def test_a_unit_with_room_stands_before_one_that_is_full() -> None:
    found = sent(LYON, a=unit("A", capacity=5), b=unit("B", capacity=5), open_={"a": 5, "b": 1})
    assert found.unit == "b"
    assert any(str(one) == "other units of the place: A" for one in found.notes)


def test_one_that_is_full_and_alone_is_proposed_and_says_so() -> None:
    found = sent(LYON, a=unit("A", capacity=5), open_={"a": 7})
    assert found.unit == "a"
    assert any("a person decides" in str(one) for one in found.notes)


def test_a_unit_that_no_longer_exists_gets_nothing() -> None:
    assert sent(LYON, a=unit("A", until=date(2026, 1, 1)), b=unit("B")).unit == "b"


def test_the_commune_decides_the_court_and_the_zone_where_they_were_imported() -> None:
    given = needs()
    day = date(2026, 1, 1)
    row = ("69264", "69", "Villefranche-sur-Saône")
    home = replace(
        given.home,
        units={**given.home.units, "z": unit("Z")},
        courts_of=tables.of([tables.Row(*row, "de Villefranche-sur-Saône", day)]),
        zones=tables.of([tables.Row(*row, "z", day)]),
    )
    there = suspect(addresses=(Address(city="Villefranche sur Saone", postal_code="69400", country="FR"),))
    found = route([dossier(there), dossier(LYON)], replace(given, home=home))
    assert "de Villefranche-sur-Saône" in str(found[0].prosecutor) and found[0].unit == "z"
    assert not any("courts" in str(one) for one in found[0].notes)
    assert "de Lyon" in str(found[1].prosecutor) and found[1].unit != "z"
    assert any("has 2 courts" in str(one) for one in found[1].notes)  # its commune is in no table
