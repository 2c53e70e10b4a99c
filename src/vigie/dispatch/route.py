"""What a route is: a ground on which a report belongs to a country and a place in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from vigie.report.nouns import Country, Dossier, Saying, Sighting, Territory
from vigie.territory.land import Land


class Whose(StrEnum):
    """Of whom a ground speaks. A suspect's outweighs all others."""

    SUSPECT = "suspect"
    LINKED = "linked"  # an account the service ties to somebody in the report
    RECIPIENT = "recipient"
    VICTIM = "victim"


class Use(StrEnum):
    """What an address was seen doing, as far as it matters: an upload is the offence, the rest is the account."""

    UPLOAD = "upload"
    LOGIN = "login"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Seen:
    """One sighting of an address, with whose it is and what it was doing."""

    sighting: Sighting
    whose: Whose
    use: Use


@dataclass(frozen=True, slots=True)
class Question:
    """All that a route may know: the dossier, what is known of its addresses, and the countries we have files of."""

    dossier: Dossier
    home: Land
    lands: Mapping[str, Land]  # by territory code: RE and FR both give France
    seen: tuple[Seen, ...] = ()  # in order of evidence: whose, what it did, newest first
    territories: tuple[Territory, ...] = ()  # one for each distinct address of `seen`, in the same order
    known: Mapping[str, Territory] = field(default_factory=dict)  # the same by address


@dataclass(frozen=True, slots=True)
class Proposal:
    """Where a route would send the report. The best evidence wins: the highest `weight`.

    A proposal of weight 0 decides no country: it only places a report which another ground has given to `country`.
    """

    why: Saying
    weight: int
    country: Country | None = None
    place: str | None = None  # an area of the pack: département, arrondissement
    whose: Whose = Whose.SUSPECT
    communes: frozenset[str] = frozenset()  # of the place: its court and its police zone hang on them


# Weights: what somebody says of himself to be billed stands above what a service estimates, and that above an address.
# A subscriber's identification by his access provider stands above all.
SUBSCRIBER = 100
BILLED, DECLARED, VERIFIED_PLACE, ESTIMATED_PLACE = 85, 80, 65, 60
PHONE, UPLOADED, SEEN, HIDDEN, MENTIONED, VICTIM, RECIPIENT = 50, 45, 40, 20, 15, 10, 5
SOLID = SEEN  # from here on a ground pointing home keeps a report from leaving unread


@dataclass(frozen=True, slots=True)
class Route:
    """One route, in one file of `routes/`. A change of what it hears is a new `version`.

    `propose(question)` is pure, and None when it has nothing to go by. `example` makes it propose; `silent` does not.
    """

    version: int
    about: str
    propose: Callable[[Question], Proposal | None]
    example: Callable[[], Question]
    silent: Callable[[], Question]
