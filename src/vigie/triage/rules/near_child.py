"""The person and the child are in the same town: whoever can write to a child can then also meet it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from vigie.report.nouns import Person, Place, Role, say
from vigie.triage.examples import SUSPECT, case, child, report
from vigie.triage.rule import Case, Heard, Rule
from vigie.triage.words import plain

LYON, LILLE = Place(city="Lyon", country="FR"), Place(city="Lille", country="FR")


def _towns(person: Person) -> Iterator[str]:
    towns = [address.city for address in person.addresses]
    towns.append(person.place.city if person.place else None)
    return (plain(town).strip() for town in towns if town and town.strip())


def weigh(case: Case) -> Heard | None:
    """A town said of the reported person that is also said of a victim or a recipient."""
    here = {town for person in case.suspects for town in _towns(person)}
    if not here:
        return None
    children = (*case.people(Role.VICTIM), *case.people(Role.RECIPIENT))
    shared = sorted(here.intersection(town for person in children for town in _towns(person)))
    return Heard(say("The person and the child are in the same town: {town}", town=shared[0])) if shared else None


RULE = Rule(
    version=1,
    about="Near the child",
    points=10,
    weigh=weigh,
    raises=lambda: case(report(replace(SUSPECT, place=LYON), replace(child(), place=LYON))),
    leaves=lambda: case(report(replace(SUSPECT, place=LYON), replace(child(), place=LILLE))),
    person=True,
)
