"""The people behind the reports, drawn first and hidden: what they do, where they live, which accounts they hold.

Nothing here is written into a report as such; `telling` shows parts of it, changed and blurred by the company.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from random import Random

from vigie.sample import addresses, identities
from vigie.sample.companies import BY_WEIGHT, COMPANIES, Company
from vigie.sample.draws import Weighted, chance, stream
from vigie.sample.places import BY_CODE
from vigie.sample.places import BY_WEIGHT as LAND


class Hidden(StrEnum):
    """What a suspect truly is. The first four: a child could be found now."""

    HANDS_ON = "hands-on"  # abuses a child, makes new material
    LIVE_ORDER = "live-order"  # orders abuse by live stream
    SEXTORTION_ACUTE = "sextortion-acute"  # the child speaks of harming itself
    MEETING = "grooming-meeting"  # a meeting is planned
    SEXTORTION = "sextortion"
    GROOMING = "grooming"
    COLLECTOR = "collector"
    SHARER = "sharer"  # passes on what everybody passes on, as a joke or in outrage
    MINOR = "minor-self"  # a minor and its own picture
    MACHINE = "machine-made"
    FAMILY = "family-pictures"  # a false positive: the beach, the bath
    JUNK = "junk"  # a stolen account, spam, nothing


GRAVE = frozenset({Hidden.HANDS_ON, Hidden.LIVE_ORDER, Hidden.SEXTORTION_ACUTE, Hidden.MEETING})
_KIND = Weighted(
    {
        Hidden.HANDS_ON: 0.58,
        Hidden.LIVE_ORDER: 0.26,
        Hidden.SEXTORTION_ACUTE: 0.36,
        Hidden.MEETING: 0.45,
        Hidden.SEXTORTION: 1.3,
        Hidden.GROOMING: 2.6,
        Hidden.COLLECTOR: 24,
        Hidden.SHARER: 38,
        Hidden.MINOR: 9,
        Hidden.MACHINE: 3.5,
        Hidden.FAMILY: 14,
        Hidden.JUNK: 5.5,
    }
)
_EVENTS = {  # how many reports there will be of one suspect
    Hidden.HANDS_ON: Weighted({1: 35, 2: 25, 3: 20, 4: 12, 6: 8}),
    Hidden.LIVE_ORDER: Weighted({1: 45, 2: 30, 3: 25}),
    Hidden.SEXTORTION_ACUTE: Weighted({1: 35, 2: 35, 4: 30}),
    Hidden.MEETING: Weighted({1: 60, 2: 30, 3: 10}),
    Hidden.SEXTORTION: Weighted({1: 45, 2: 30, 4: 25}),
    Hidden.GROOMING: Weighted({1: 65, 2: 25, 3: 10}),
    Hidden.COLLECTOR: Weighted({1: 55, 2: 23, 3: 12, 5: 10}),
    Hidden.SHARER: Weighted({1: 90, 2: 9, 3: 1}),
    Hidden.MINOR: Weighted({1: 90, 2: 10}),
    Hidden.MACHINE: Weighted({1: 70, 3: 30}),
    Hidden.FAMILY: Weighted({1: 90, 2: 10}),
    Hidden.JUNK: Weighted({1: 85, 2: 15}),
}
_CROSSING = frozenset(
    {*GRAVE, Hidden.SEXTORTION, Hidden.GROOMING, Hidden.COLLECTOR}
)  # hold accounts at several companies
_VICTIMS = {Hidden.HANDS_ON: 2, Hidden.SEXTORTION_ACUTE: 5, Hidden.SEXTORTION: 5, Hidden.MEETING: 2, Hidden.GROOMING: 4}
_WORK_WITH_CHILDREN = (
    "primary school teacher",
    "swimming coach",
    "night guard in a boarding school",
    "youth club leader",
    "school bus driver",
    "football coach",
    "childminder",
    "music teacher",
    "animateur périscolaire",
    "surveillant d'internat",
    "zwemleraar",
    "jeugdleider",
    "foster parent",
    "priest",
)
_WORK = (
    "cook",
    "warehouse worker",
    "student",
    "driver",
    "retired",
    "electrician",
    "salesperson",
    "unemployed",
    "nurse",
    "developer",
    "comptable",
    "mason",
    "kok",
    "cleaner",
)
_HOUSEHOLD = (
    "father",
    "stepfather",
    "uncle",
    "grandfather",
    "mother's partner",
    "half-brother",
    "neighbour who babysits",
)
_MAKES = (("Nokolta", "N12"), ("Fotaro", "P7"), ("Lumerix", "L40"), ("Opalix", "Z3"), ("Telvio", "A9"))


@dataclass(frozen=True, slots=True)
class Account:
    """One account at one company. Numbers are unique in the world."""

    company: Company
    identifier: str
    screen_name: str
    email: str
    phone: str | None


@dataclass(frozen=True, slots=True)
class Victim:
    """A child of this world."""

    key: str
    first_name: str
    age: int
    screen_name: str
    school: str


@dataclass(frozen=True, slots=True)
class Suspect:
    """One person, and everything that is true of it."""

    index: int
    hidden: Hidden
    country: str
    city: str
    language: str
    age: int
    first_name: str
    last_name: str
    works_with_children: bool
    occupation: str
    relationship: str | None  # to a child
    accounts: tuple[Account, ...]
    victims: tuple[Victim, ...]
    home: addresses.Provider | None  # None: stands on a reserved address
    hides: float  # share of its connections that come through a proxy
    devices: tuple[tuple[str, str], ...]
    camera: tuple[str, str]

    @property
    def grave(self) -> bool:
        """True when finding this person now would find a child in danger."""
        return self.hidden in GRAVE


def sort_and_events(seed: int, index: int) -> tuple[Hidden, int]:
    """What the n-th suspect is and how many reports there will be of it: the cheap part of `suspect`."""
    rng = stream(seed, "sort", index)
    hidden = _KIND.pick(rng)
    return hidden, _EVENTS[hidden].pick(rng)


def _accounts(rng: Random, index: int, crossing: bool) -> tuple[Account, ...]:
    count = rng.choice((1, 2, 2, 3, 4)) if crossing else 1 + chance(rng, 0.12)
    mail, number = identities.email(rng, index * 8), identities.phone(index) if chance(rng, 0.7) else None
    name = identities.handle(rng, index * 8)
    found: dict[str, Account] = {}
    for place in range(count):
        company = COMPANIES[BY_WEIGHT.pick(rng)]
        shown = name if chance(rng, 0.45) else identities.handle(rng, index * 8 + 1 + place)
        address = mail if chance(rng, 0.6) else identities.email(rng, index * 8 + 1 + place)
        own = Account(company, f"u-{identities.tag(index * 8 + place)}", shown, address, number)
        found.setdefault(company.name, own)
    return tuple(found.values())


def _victims(rng: Random, index: int, hidden: Hidden) -> tuple[Victim, ...]:
    most = _VICTIMS.get(hidden, 0)
    if not most:
        return ()
    return tuple(
        Victim(
            f"victim-{index}-{place}",
            rng.choice(identities.FIRST),
            rng.randrange(6, 17),
            identities.handle(rng, 2**34 + index * 8 + place),
            f"Synthetic school {rng.randrange(400)}",
        )
        for place in range(1 + rng.randrange(most))
    )


def _age(rng: Random, hidden: Hidden) -> int:
    if hidden is Hidden.MINOR:
        return rng.randrange(11, 18)
    if hidden is Hidden.SHARER and chance(rng, 0.3):
        return rng.randrange(13, 18)
    return min(78, max(18, int(rng.gauss(36, 13))))


def _home(rng: Random, country: str) -> addresses.Provider | None:
    rows = addresses.providers().get(country, ())
    return rng.choice(rows) if rows and chance(rng, 0.5) else None


def suspect(seed: int, index: int) -> Suspect:
    """The n-th suspect of the world: the same whenever it is asked for."""
    hidden, _ = sort_and_events(seed, index)
    rng = stream(seed, "suspect", index)
    land = BY_CODE[LAND.pick(rng)]
    with_children = chance(rng, 0.4 if hidden is Hidden.HANDS_ON else 0.035)
    near = chance(rng, {Hidden.HANDS_ON: 0.75, Hidden.FAMILY: 0.7}.get(hidden, 0.03))
    return Suspect(
        index=index,
        hidden=hidden,
        country=land.code,
        city=rng.choice(land.cities),
        language=land.languages.pick(rng),
        age=_age(rng, hidden),
        first_name=rng.choice(identities.FIRST),
        last_name=rng.choice(identities.LAST),
        works_with_children=with_children,
        occupation=rng.choice(_WORK_WITH_CHILDREN if with_children else _WORK),
        relationship=rng.choice(_HOUSEHOLD) if near else None,
        accounts=_accounts(rng, index, hidden in _CROSSING),
        victims=_victims(rng, index, hidden),
        home=_home(rng, land.code),
        hides=rng.choice((0, 0, 0, 0.2, 0.8)) if hidden in _CROSSING else rng.choice((0, 0, 0, 0, 0.5)),
        devices=tuple(identities.device(rng) for _ in range(1 + chance(rng, 0.3))),
        camera=rng.choice(_MAKES),
    )
