"""What an officer can decide of a report, and what each decision needs to be complete. Pure.

The figures of FACTS S-2 are counted from these: what was passed on, and how much of it was punishable.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from vigie.report.nouns import Class, Saying, say


class Outcome(StrEnum):
    KEEP = "keep"
    PASS_ON = "pass-on"
    ABROAD = "abroad"
    ASK = "ask"
    INSUFFICIENT = "insufficient"
    VIRAL = "viral"
    NOT_PUNISHABLE = "not-punishable"
    DUPLICATE = "duplicate"


class Punishable(StrEnum):
    """Whether the facts are punishable under the law of this desk."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not-known"


OUTCOMES: dict[Outcome, tuple[Saying, Saying]] = {
    Outcome.KEEP: (say("Keep at the central office"), say("a producer, live danger, or a file already open here")),
    Outcome.PASS_ON: (say("Pass on to a unit"), say("the territorially competent service takes it up")),
    Outcome.ABROAD: (say("Pass on to another country"), say("its desk is competent")),
    Outcome.ASK: (say("Ask for more"), say("waits for the service or a partner")),
    Outcome.INSUFFICIENT: (say("Cannot be worked"), say("not enough to find anybody; kept, and linked if more comes")),
    Outcome.VIRAL: (say("Viral, no further action"), say("circulating content, shared in indignation or as a joke")),
    Outcome.NOT_PUNISHABLE: (say("Not punishable"), say("nothing here falls under national law")),
    Outcome.DUPLICATE: (say("Duplicate"), say("the same facts stand in another report")),
}

PUNISHABLE: dict[Punishable, Saying] = {
    Punishable.YES: say("Yes"),
    Punishable.NO: say("No"),
    Punishable.NOT_KNOWN: say("Not known yet"),
}


class Ruling(Struct, frozen=True):
    """A decision as an officer means it, before it is written."""

    outcome: Outcome
    class_: Class
    reason: str
    punishable: Punishable = Punishable.NOT_KNOWN
    unit: str = ""  # for PASS_ON
    country: str = ""  # for ABROAD, ISO 3166-1 alpha-2
    duplicate_of: str = ""  # for DUPLICATE: the sender's id of the other report
    offences: tuple[str, ...] = ()  # codes of the proposed offences that the officer confirms


def lacks(ruling: Ruling) -> dict[str, Saying]:
    """What a ruling still needs, by field. Empty: it is complete."""
    wants: dict[str, Saying] = {}
    if len(ruling.reason.strip()) < 3:
        wants["reason"] = say("Say why, in a few words: whoever reads this later needs it.")
    if ruling.outcome is Outcome.PASS_ON and not ruling.unit:
        wants["unit"] = say("Choose the unit that takes it up.")
    if ruling.outcome is Outcome.ABROAD and not (len(ruling.country) == 2 and ruling.country.isalpha()):
        wants["country"] = say("Give the country as two letters, for example BE.")
    if ruling.outcome is Outcome.DUPLICATE and not ruling.duplicate_of:
        wants["duplicate_of"] = say("Give the number of the report that already holds these facts.")
    if ruling.outcome is Outcome.NOT_PUNISHABLE and ruling.punishable is Punishable.YES:
        wants["punishable"] = say("“Not punishable” and “punishable: yes” contradict each other.")
    if ruling.outcome is Outcome.NOT_PUNISHABLE and ruling.offences:
        wants["offences"] = say("An offence is confirmed, yet the outcome is “not punishable”.")
    return wants


def settled(ruling: Ruling) -> Punishable:
    """What the ruling says of punishability: the outcome itself may say it."""
    return Punishable.NO if ruling.outcome is Outcome.NOT_PUNISHABLE else ruling.punishable
