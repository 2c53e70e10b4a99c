"""The whole caseload: hidden cases until there are enough reports of them, then the order in which these come in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from bench.afar.materials import Materials
from bench.third import chances
from bench.third.people import Person, Town
from bench.third.seen import Report, seen, sent_again
from bench.third.tables import sources

END = 75 * 1440  # minutes; what comes up past the end comes up at the beginning
APART = 8000  # minutes between reports of the same
MOST = 40  # reports of one
PREFIXES = {"csv": "{}-", "ndjson": "{}-", "portal": "P-"}


@dataclass(frozen=True)
class Caseload:
    """All reports in order of arrival, and the files that there are."""

    reports: list[Report]
    materials: Materials


def more(again: float) -> float:
    """The chance of a further report."""
    return again / (1 + again)


def _count(rng: Random, again: float) -> int:
    found = 1
    while rng.random() < more(again) and found < MOST:
        found += 1
    return found


def _of(rng: Random, materials: Materials, who: Person) -> list[Report]:
    start, found = rng.randrange(END), []
    weights = chances.weights(who.kind)
    for _ in range(_count(rng, who.kind.again)):
        report = seen(rng, materials, who, rng.choices(sources(), weights)[0])
        minute = int(start + rng.expovariate(1 / APART)) % END
        found.append(replace(report, minute=minute))
        if report.source.form != "portal" and rng.random() < chances.COPY:
            found.append(replace(sent_again(report), minute=minute + rng.randrange(5, 4000)))
    return found


def _numbered(reports: list[Report]) -> list[Report]:
    """In order of arrival, each with the number that its sender gives."""
    number, found = 310_000_000, []
    rng = Random(len(reports))
    for order, report in enumerate(sorted(reports, key=lambda one: one.minute)):
        number += rng.randrange(1, 60)
        prefix = PREFIXES.get(report.source.form, "").format(report.source.key[:2].upper())
        found.append(replace(report, number=f"{prefix}{number}", order=order))
    return found


def draw(reports: int, seed: int) -> Caseload:
    """A caseload of so many reports. The same seed gives the same."""
    rng = Random(seed)
    materials, town = Materials(Random(rng.random())), Town(Random(rng.random()))
    found: list[Report] = []
    while len(found) < reports:
        found += _of(rng, materials, town.next())
    return Caseload(_numbered(found[:reports]), materials)
