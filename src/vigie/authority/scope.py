"""What an authorisation can allow, and when it does. Pure.

A scope is never wider than what the order says; nothing may be provoked (FACTS S-18): the first word comes from the
other side, or the exchange says in so many words why it did not.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from vigie.report.nouns import Saying, say

SOON = timedelta(days=7)  # before the end: announced
LONGEST = timedelta(days=366)


class Allowed(StrEnum):
    """An act that needs a magistrate's order each time."""

    PSEUDONYM = "pseudonym"  # exchanges under a pseudonym
    CONTENT = "content"  # keep or pass content that the other side sent
    SUBSCRIBER = "subscriber"  # ask who is behind an address
    TRAFFIC = "traffic"  # traffic and location data
    SEARCH = "search"  # remote or on-site search of systems
    OBSERVE = "observe"  # observe public peer-to-peer networks


ALLOWED: Mapping[str, Saying] = {
    Allowed.PSEUDONYM: say("Exchanges under a pseudonym"),
    Allowed.CONTENT: say("Keep content that was sent"),
    Allowed.SUBSCRIBER: say("Ask for a subscriber"),
    Allowed.TRAFFIC: say("Traffic and location data"),
    Allowed.SEARCH: say("Search of systems"),
    Allowed.OBSERVE: say("Observation of peer-to-peer networks"),
}


class Standing(StrEnum):
    """Where an authorisation stands now."""

    NOT_YET = "not-yet"
    HOLDS = "holds"
    SOON = "soon"
    OVER = "over"
    WITHDRAWN = "withdrawn"


class Order(Struct, frozen=True):
    """What a magistrate signed, as it is registered."""

    magistrate: str
    court: str
    number: str
    allowed: tuple[Allowed, ...]
    limits: str  # in the words of the order: whom, which accounts, which means
    begins: datetime
    ends: datetime


def lacks(order: Order) -> dict[str, Saying]:
    """What a register entry still needs, by field. Empty: it is complete."""
    wants: dict[str, Saying] = {}
    for name, text in (("magistrate", order.magistrate), ("court", order.court), ("number", order.number)):
        if not text.strip():
            wants[name] = say("This must be said as it stands in the order.")
    if not order.allowed:
        wants["allowed"] = say("Say what the order allows.")
    if len(order.limits.strip()) < 3:
        wants["limits"] = say("Say whom and what the order covers, in its own words.")
    if order.ends <= order.begins:
        wants["ends"] = say("It ends before it begins.")
    elif order.ends - order.begins > LONGEST:
        wants["ends"] = say("Longer than a year: register each renewal with its own order.")
    return wants


def standing(begins: datetime, ends: datetime, withdrawn: bool, now: datetime) -> Standing:
    """Where an authorisation stands at a time."""
    if withdrawn:
        return Standing.WITHDRAWN
    if now < begins:
        return Standing.NOT_YET
    if now >= ends:
        return Standing.OVER
    return Standing.SOON if ends - now <= SOON else Standing.HOLDS
