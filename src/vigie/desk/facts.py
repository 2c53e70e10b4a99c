"""The facts that an offence was proposed on, in the reader's words: triage names them, this says them. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from vigie.desk.wording import ANNOTATIONS, CHANNELS, INCIDENTS, PURPOSES, RULES
from vigie.report.nouns import Saying, say

APART = re.compile(r", (?![^(]*\))")  # a comma, but not one between brackets
FACTS: Mapping[str, Saying] = {
    **RULES,
    **CHANNELS,
    **{str(name): words for name, words in PURPOSES.items()},
    **{name.casefold(): words for name, words in (*INCIDENTS.items(), *ANNOTATIONS.items())},
    "file": say("a file"),
    "text": say("words"),
    "public": say("shown to everybody"),
    "recipient": say("a child among the recipients"),
    "young": say("a young child"),
    "asks_pictures": say("words that ask for pictures"),
    "threat": say("words that threaten"),
    "secrecy": say("words that ask for secrecy"),
    "ransom": say("words that demand money"),
    "meeting": say("words of a meeting"),
    "hands_on": say("words of abuse within reach"),
    "child_age": say("a child's age in the words"),
}


def facts(names: str) -> list[Saying | str]:
    """Each fact; one that has no words here goes by its own name."""
    return [FACTS.get(name, name) for name in APART.split(names)]
