"""What changes of the country's pack are called: each field, each kind of entry, each kind of unit. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from vigie.report.nouns import Saying, say
from vigie.territory.amendment import Kind

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
KINDS: Mapping[str, Saying] = {
    Kind.UNIT: say("Unit"),
    Kind.CLOCK: say("Clock"),
    Kind.ANSWER: say("Answer due"),
    Kind.TERM: say("Life of data"),
}
