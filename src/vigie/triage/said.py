"""The short names that rules put into their sentences, in words: at the desk and on paper alike. Pure.

A value that is quoted from a report has no name here and stays as it was said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from vigie.report.nouns import Saying, say

SIGNS: Mapping[str, Saying] = {
    "physicalharm": say("physical harm"),
    "infant": say("very young child"),
    "violencegore": say("violence"),
    "bestiality": say("with an animal"),
    "livestreaming": say("live stream"),
    "viral": say("viral"),
    "possibleselfproduction": say("perhaps self-produced"),
    "generativeai": say("perhaps machine-made"),
    "animedrawingvirtualhentai": say("drawing or animation"),
    "potentialmeme": say("perhaps a meme"),
    "homemade": say("homemade, says the label"),
    "unidentified": say("victim not identified, says the label"),
    "class-a1": say("class A1 (industry: before puberty, sexual act)"),
    "class-a2": say("class A2 (industry: before puberty, nudity)"),
    "class-b1": say("class B1 (industry: adolescent, sexual act)"),
    "class-b2": say("class B2 (industry: adolescent, nudity)"),
    "class-a": say("class A (industry: before puberty)"),
    "class-b": say("class B (industry: adolescent)"),
    "incident": say("the kind of facts reported"),
    "sadistic": say("sadistic, says the service"),
    "parent / guardian": say("a parent's or guardian's account"),
    "child's account": say("a child's account tied to it"),
}
LEADS: Mapping[str, Saying] = {
    "ip": say("IP address"),
    "port": say("source port"),
    "e-mail": say("e-mail address"),
    "tel.": say("phone number"),
    "address": say("name and postal address"),
    "vehicle": say("vehicle"),
    "referral": say("referral by another service"),
    "device": say("device"),
}
ANSWERS: Mapping[str, Saying] = {"yes": say("yes"), "true": say("yes"), "oui": say("yes"), "ja": say("yes")}
NAMES: Mapping[str, Mapping[str, Saying]] = {"signs": {**SIGNS, **ANSWERS}, "leads": LEADS, "said": ANSWERS}
PARTS = re.compile(r"; |, ")


def in_words(key: str, value: str, tell: Callable[[Saying], str]) -> str | None:
    """A value of a rule's sentence, by the name it has there, in words; None where it stands as it is."""
    if key not in NAMES:
        return None
    known = NAMES[key]
    return ", ".join(
        lower(tell(known[part.casefold()])) if part.casefold() in known else part for part in PARTS.split(value)
    )


def lower(words: str) -> str:
    """As it stands within a sentence; an abbreviation keeps its capitals."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]
