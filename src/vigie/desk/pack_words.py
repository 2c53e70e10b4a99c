"""What changes of the country's pack are called: each field, each kind of entry, each kind of unit, each text. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from vigie.report.nouns import Saying, say
from vigie.territory.amendment import Kind
from vigie.triage.selection import MISSING

FIELDS: Mapping[str, Saying] = {
    "interviewers": say("Officers trained to hear children"),
    "rooms": say("Rooms for hearing children"),
    "responders": say("Digital first responders"),
    "capacity": say("Undecided reports it can hold"),
    "days": say("For how long"),
    "review": say("Between two reviews"),
    "label": say("Name"),
    "level": say("What it is"),
    "area": say("Area"),
    "prosecutor": say("Prosecutor's office"),
    "areas": say("Judges in"),
    "first": say("Comes first in"),
    "address": say("Postal address"),
    "email": say("E-mail"),
    "penalty": say("Penalty"),
    "proposed": say("Proposed to officers"),
    "begins": say("Text in force from"),
    "ends": say("Text in force until the day before"),
    "since": say("First day"),
    "until": say("Last day"),
}
LEVELS: Mapping[str, Saying] = {
    "territorial": say("Territorial unit"),
    "central": say("Central service"),
    "queue": say("A queue of the central service"),
    "partner": say("Partner"),
}
TONGUES: Mapping[str, Saying] = {
    "fr": say("Name in French"),
    "nl": say("Name in Dutch"),
    "en": say("Name in English"),
    "de": say("Name in German"),
}
SPOKEN: Mapping[str, Saying] = {
    "fr": say("In French"),
    "nl": say("In Dutch"),
    "en": say("In English"),
    "de": say("In German"),
}
KINDS: Mapping[str, Saying] = {
    Kind.UNIT: say("Unit"),
    Kind.CLOCK: say("Clock"),
    Kind.ANSWER: say("Answer due"),
    Kind.TERM: say("Life of data"),
    Kind.COURT: say("Court"),
    Kind.LETTER: say("Wording"),
    Kind.OFFENCE: say("Offence"),
}
PAPERS: Mapping[str, Saying] = {
    "letters.head": say("Head of every paper"),
    "letters.report": say("Official report"),
    "letters.letter": say("Letter of transmission"),
    "letters.annexes": say("Annexes"),
    "letters.mention": say("Foot of every page"),
    "completion": say("Draft that asks a service for what is missing"),
}
TEXTS: Mapping[str, Saying] = {
    "state": say("State"),
    "service": say("Service"),
    "place": say("Place of signature"),
    "title": say("Title"),
    "opening": say("Opening"),
    "opening_access": say("Opening, to an access provider"),
    "closing": say("Closing"),
    "salutation": say("Salutation"),
    "farewell": say("Farewell"),
    "secret": say("Mention"),
    "subject": say("Subject"),
    "text": say("Text"),
    "ground": say("Legal ground"),
    "signed_by": say("Signed by"),
    "unknown_account": say("Where no account is known"),
    "piece": say("What is asked for"),
}
SPECIMENS: Mapping[str, Saying | str] = {
    "reference": "V-XX-2026-000012",
    "date": "30/11/2026",
    "time": "10:15",
    "zone": "CET",
    "service": say("Name of the service"),
    "officer": say("Name of the officer"),
    "addressee": say("Name of the addressee"),
    "count": say("{n} reports", n=3),
    "case": "26/00012",
    "report": "900000317",
    "received": "29/11/2026",
    "account": "grey_heron",
    "ip": "192.0.2.17",
    "port": "51515",
    "event": say("Sign-in"),
    "network": "Example Telecom",
    "missing": say("An address of the suspect with its time"),
    "country": "XX",
}


def text(name: str) -> tuple[Saying, Saying | str]:
    """What a text of a paper is called, and which one of several it is: a paragraph, a piece that is asked for."""
    first, _, rest = name.partition(".")
    if rest.isdigit():
        return say("Paragraph {n}", n=int(rest) + 1), ""
    return TEXTS[first] if first in TEXTS else Saying(first, {}), MISSING.get(rest, rest)
