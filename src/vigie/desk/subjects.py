"""What an entry of the journal is about, for people: “report:ncmec/900000011” is “Report ncmec/900000011”. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from vigie.report.nouns import Saying, say

KINDS: Mapping[str, Saying] = {
    "report": say("Report"),
    "reports": say("Reports"),
    "officer": say("Person"),
    "shell": say("At the terminal"),
    "case": say("Case"),
    "thread": say("Thread"),
    "dossier": say("Dossier"),
    "request": say("Request"),
    "answer": say("Answer"),
    "authorisation": say("Order"),
    "exchange": say("Exchange"),
    "compartment": say("Compartment"),
    "proposal": say("Proposal"),
    "announcement": say("Announcement"),
    "rights": say("Request of a person"),
    "pack": say("What the pack says"),
    "list": say("List"),
    "policy": say("Policy"),
    "service": say("Service"),
    "submission": say("Submission"),
    "parcel": say("Parcel"),
    "problem": say("Problem"),
    "talk": say("Talk"),
    "address": say("Address of a page"),
    "bridge": say("Bridge"),
}


def parted(subject: str) -> tuple[Saying | None, str]:
    """The kind of a subject, where it has a name, and the rest."""
    kind, _, rest = subject.partition(":")
    return (KINDS[kind], rest) if rest and kind in KINDS else (None, subject)
