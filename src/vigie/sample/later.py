"""What becomes of a report after it was sent: a corrected version, or the same again by mistake."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace as changed
from random import Random

from msgspec.structs import replace

from vigie.report import nouns
from vigie.report.nouns import Role
from vigie.sample import people, texts
from vigie.sample.delivery import NCMEC, form_of
from vigie.sample.draws import chance, stream
from vigie.sample.room import left_of
from vigie.sample.telling import Told, World

_VERSIONS, _RESENT = 0.045, 0.02
_FARTHEST = 600  # reports that arrive before a later version does, at most
_APART = 400  # at least, in a table: rows of one number that follow each other are one report


@dataclass(frozen=True, slots=True)
class Return:
    """A report that will come back: after how many others, and whether it will say something new."""

    after: int
    again: bool  # the same bytes again


def returning(world: World, number: int) -> Return | None:
    """Whether the `number`-th report comes back."""
    rng = stream(world.seed, "return", number)
    draw = rng.random()
    if draw >= _VERSIONS + _RESENT:
        return None
    in_table = form_of(world.seed, number) not in NCMEC
    after = 1 + rng.randrange(_FARTHEST) + (_APART if in_table else 0)
    if in_table and number + after >= len(world.plan):
        return None
    return Return(after, draw >= _VERSIONS)


def _reported(report: nouns.Report, person: nouns.Person) -> nouns.Report:
    """The report with another reported person in the place of the first."""
    rest = [one for one in report.people if one.role is not Role.REPORTED]
    more = list(report.having(Role.REPORTED))[1:]
    return replace(report, people=(person, *more, *rest))


def _add_address(rng: Random, seed: int, told: Told) -> nouns.Report:
    reported = told.report.having(Role.REPORTED)
    person = reported[0] if reported else people.account_only(told.account)
    seen = people.sighting(rng, seed, told.suspect, told.account.company, told.event.at, "login")
    seen = replace(seen, port=seen.port or rng.randrange(1025, 65535))
    return _reported(told.report, replace(person, sightings=(*person.sightings, seen)))


def _change_class(rng: Random, seed: int, told: Told) -> nouns.Report:
    if not told.report.files:
        return _add_note(rng, seed, told)
    first, *rest = told.report.files
    others = [one for one in ("A1", "A2", "B1", "B2") if one != first.classification]
    return replace(told.report, files=(replace(first, classification=rng.choice(others)), *rest))


def _add_person(rng: Random, seed: int, told: Told) -> nouns.Report:
    found = people.others(rng, told.suspect, told.account)
    if not found:
        return _add_address(rng, seed, told)
    fresh = tuple(one for one in found if one not in told.report.people)
    return replace(told.report, people=(*told.report.people, *fresh)) if fresh else _add_address(rng, seed, told)


def _add_note(rng: Random, seed: int, told: Told) -> nouns.Report:
    cue = rng.choice(told.cues) if told.cues and chance(rng, 0.5) else "analyst"
    language = told.report.language or "en"
    return replace(told.report, texts=(*told.report.texts, texts.sentence(rng, (cue,), language)))


_CHANGES = {"address": _add_address, "class": _change_class, "person": _add_person, "note": _add_note}


def version_two(world: World, told: Told) -> tuple[Told, tuple[str, ...]]:
    """The report as it is sent again, and what changed. A thin one often comes back complete."""
    rng = stream(world.seed, "later", told.event.number)
    changes = []
    if told.thin and chance(rng, 0.7):
        full = world.told(told.event.number, full=True)
        files = told.report.files or full.report.files
        told = changed(
            full,
            report=replace(full.report, files=files),
            copies=told.copies or full.copies,
            materials=told.materials or full.materials,
        )
        changes.append("complete")
    else:
        name = rng.choice(tuple(_CHANGES)) if told.form in NCMEC else "note"  # a row has no place for the others
        told = changed(told, report=_CHANGES[name](rng, world.seed, told))
        changes.append(name)
    report = replace(left_of(told.report, told.form), declared_version=2)
    return changed(told, report=report), tuple(changes)
