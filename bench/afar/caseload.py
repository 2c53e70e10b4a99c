"""The whole caseload: people until there are enough reports, then the order in which these come in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from bench.afar.happenings import Report, happening, sent_again
from bench.afar.materials import Materials
from bench.afar.people import Person, person
from bench.afar.tables import Company, Kind, companies, kinds

END = 60 * 1440  # minutes; who is seen past the end is seen at the beginning
SENT_AGAIN = 0.02  # of the reports: once more under another number


@dataclass(frozen=True)
class Caseload:
    """All reports in order of arrival, and the files that there are."""

    reports: list[Report]
    materials: Materials


def company_weights(kind: Kind, known: list[Company]) -> list[float]:
    """Where people of a kind are seen."""
    return [one.size * kind.at.get(one.key, 1.0) for one in known]


def happens(rng: Random, again: float) -> int:
    """How many reports there are about somebody: one, and further ones that become rarer and rarer."""
    count, more = 1, again / (1 + again)
    while rng.random() < more and count < 40:
        count += 1
    return count


def _of(rng: Random, materials: Materials, who: Person, known: list[Company]) -> list[Report]:
    weights = company_weights(who.kind, known)
    start, told = rng.randrange(END), []
    for _ in range(happens(rng, who.kind.again)):
        report = happening(rng, materials, who, rng.choices(known, weights)[0])
        minute = int(start + rng.expovariate(1 / 7000)) % END
        told.append(replace(report, minute=minute))
        if rng.random() < SENT_AGAIN:
            told.append(replace(sent_again(report), minute=minute + rng.randrange(5, 3000)))
    return told


def _numbered(rng: Random, reports: list[Report]) -> list[Report]:
    """In order of arrival, each with the number that its sender gives."""
    number, found = 210_000_000, []
    for order, report in enumerate(sorted(reports, key=lambda one: one.minute)):
        number += rng.randrange(1, 40)
        prefix = {"ligne_claire": "LC-", "meldpunt_oost": "MO-", "hinweis_nord": "HN-"}.get(report.company.key, "")
        found.append(replace(report, number=f"{prefix}{number}", order=order))
    return found


def draw(reports: int, seed: int) -> Caseload:
    """A caseload of so many reports. The same seed gives the same."""
    rng = Random(seed)
    materials, known, every = Materials(Random(rng.random())), companies(), kinds()
    shares, count = [one.share for one in every], 0
    found: list[Report] = []
    while len(found) < reports:
        found += _of(rng, materials, person(rng, count, rng.choices(every, shares)[0]), known)
        count += 1
    return Caseload(_numbered(rng, found[:reports]), materials)
