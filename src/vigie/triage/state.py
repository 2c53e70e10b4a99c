"""How a file stands to the lists of known material."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from vigie.report.nouns import Match, Purpose


class State(Enum):
    """How a file stands to the lists of known material."""

    NEW = "new"  # compared, and on no list
    KNOWN = "known"
    CIRCULATING = "circulating"  # known, and spread far beyond those who made it
    HARMLESS = "harmless"  # on a list of things that must never match
    UNCOMPARED = "uncompared"  # neither bytes nor digest, or no list to look at
    PAPER = "paper"  # a conversation, a table, a page: read for its words, never a picture that may be new


MANY = 100  # submissions of a known picture, over all countries, from which it circulates
CIRCULATES = 0.1  # what a mark on such a picture still says of the person
LISTED = 0.4  # and on one that lists know: it says what the picture shows, not what this person did


SHARES = {State.CIRCULATING: CIRCULATES, State.KNOWN: LISTED}


def circulating(match: Match) -> bool:
    """Whether a list says that this picture goes round: its presence then says little of who has it."""
    known = match.purpose in (Purpose.KNOWN, Purpose.OWN)
    spread = bool(match.distributed or match.victim_identified) and (match.submissions or 0) >= MANY
    return match.purpose is Purpose.VIRAL or (known and spread)


def state_of(matches: Sequence[Match], comparable: bool) -> State:
    """What the lists say of a file; `comparable`: whether it was compared at all."""
    matches = [match for match in matches if match.overruled is None]
    if any(circulating(match) for match in matches):
        return State.CIRCULATING
    if any(match.purpose is not Purpose.KNOWN_GOOD for match in matches):
        return State.KNOWN
    if matches:
        return State.HARMLESS
    return State.NEW if comparable else State.UNCOMPARED
