"""A whole caseload: the hidden persons first, then the reports of what they do, in order of arrival."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from bench.elsewhere.companies import HOTLINES
from bench.elsewhere.events import START, Scene, again, report
from bench.elsewhere.kinds import GRAVE, ORDINARY, Kind
from bench.elsewhere.materials import Materials
from bench.elsewhere.persons import Person, person
from bench.elsewhere.told import Told, carried

PREVALENCE, DAYS = 0.01, 45
_VERSIONS, _REPEATS = 0.02, 0.01


@dataclass
class Case:
    """A report, its later version if there is one, and what is true of it."""

    told: Told
    later: Told | None
    repeated: bool
    who: Person
    grave: bool

    @property
    def latest(self) -> Told:
        """What a reader of the queue sees last."""
        return self.later or self.told


@dataclass
class Caseload:
    """All of it, in order of arrival."""

    cases: list[Case]
    materials: Materials


def _count(rng: Random, kind: Kind) -> int:
    more, most = kind.reports
    count = 1
    while count < most and rng.random() < more:
        count += 1
    return count


def _leads(told: Told) -> bool:
    """Whether anything points to somebody: an address at a time, an e-mail, a telephone, a name, a place."""
    one = told.reported
    seen = any(sighting.time and not sighting.proxy for sighting in one.sightings)
    return bool(seen or one.emails or one.phones or one.name or one.city)


def _form(rng: Random, who: Person, xml: float) -> str:
    if rng.random() < who.kind.public:
        return "ndjson" if who.language == "nl" else "csv"
    return "xml" if rng.random() < xml else "json"


def _cases(rng: Random, who: Person, count: int, numbers: list[int], materials: Materials) -> list[Case]:
    """The reports of one person: within some days of each other, some seen by two companies at once."""
    begin, found = START + timedelta(days=rng.random() * DAYS), list[Case]()
    for _ in range(count):
        company = rng.choice(who.companies)
        time = begin + timedelta(hours=rng.random() * 24 * rng.choice((1, 7, 30)))
        form = _form(rng, who, company.xml)
        number = str(numbers.pop()) if form in ("xml", "json") else f"{HOTLINES[form][:2].upper()}-{numbers.pop()}"
        told = carried(report(Scene(rng, who, company, time), number, form, materials))
        if form in HOTLINES:
            told.company = HOTLINES[form]
        later = None
        if form in ("xml", "json") and rng.random() < _VERSIONS:
            later = _copy(told)
            again(later, who.kind, rng)
        repeated = later is None and form in ("xml", "json") and rng.random() < _REPEATS
        found.append(Case(told, later, repeated, who, who.kind.grave and _leads(told)))
    return found


def _copy(told: Told) -> Told:
    return Told(**{name: getattr(told, name) for name in told.__dataclass_fields__})


def _arrival(case: Case) -> datetime:
    return case.told.received


def caseload(reports: int, seed: int) -> Caseload:
    """Draws so many reports: about one in a hundred is grave."""
    rng = Random(f"elsewhere {seed}")
    numbers = rng.sample(range(610_000_000, 619_999_999), reports * 2 + 200)
    materials, cases, place = Materials(rng, max(20, reports // 12)), list[Case](), 0
    for kinds, wanted in ((GRAVE, max(1, round(reports * PREVALENCE))), (ORDINARY, reports)):
        made: Counter[str] = Counter()
        while len(cases) < wanted:  # next the kind that lags most behind its share of reports
            kind = min(kinds, key=lambda one: made[one.name] / one.share)
            who, place = person(rng, place, kind), place + 1
            found = _cases(rng, who, min(_count(rng, kind), wanted - len(cases)), numbers, materials)
            cases += found
            made[kind.name] += len(found)
    return Caseload(sorted(cases, key=_arrival), materials)
