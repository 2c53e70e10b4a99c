"""What rules, marks of reviewers, and the facts that offences rest on are called: at the desk and on paper. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from vigie.report.nouns import Saying, say

APART = re.compile(r", (?![^(]*\))")  # a comma, but not one between brackets
RULES: Mapping[str, Saying] = {  # a rule without a name here goes by the name of its file
    "access": say("Access to children"),
    "age-gap": say("Adult and child"),
    "child-reporter": say("A child tells"),
    "convicted": say("Convicted before"),
    "danger-now": say("Danger now"),
    "deadline": say("Deadline near"),
    "enticement": say("In contact with a child"),
    "firearms": say("Firearms"),
    "fresh": say("Fresh"),
    "hands-on": say("Hands-on abuse"),
    "lead": say("Can be traced"),
    "live-order": say("Live-streaming to order"),
    "made-here": say("Made by this person"),
    "meeting": say("Meeting planned"),
    "new-material": say("Material on no list"),
    "perishable": say("Evidence going"),
    "place": say("Here, or not known"),
    "repeated": say("Reported before"),
    "same-person": say("Said of the same person elsewhere"),
    "secrecy": say("Secrecy asked of a child"),
    "seen-by-company": say("Seen by the company"),
    "conversation": say("Conversation to read"),
    "near-child": say("Near the child"),
    "self-harm": say("Risk of self-harm"),
    "self-production": say("Self-produced, perhaps under constraint"),
    "several-victims": say("Several victims"),
    "sextortion": say("Sextortion"),
    "trafficking": say("Trafficking"),
    "travel": say("Travel to a child"),
    "unidentified-victim": say("Known victim not yet found"),
    "victim-known": say("Victim named"),
    "young-victim": say("Young child"),
}
ANNOTATIONS: Mapping[str, Saying] = {
    "sextortion": say("sextortion"),
    "csamSolicitation": say("solicitation of material"),
    "minorToMinorInteraction": say("between minors"),
    "spam": say("spam"),
    "sadisticOnlineExploitation": say("sadistic online exploitation"),
    "informational": say("for information"),
    "animeDrawingVirtualHentai": say("drawing or animation"),
    "potentialMeme": say("perhaps a meme"),
    "viral": say("viral"),
    "possibleSelfProduction": say("perhaps self-produced"),
    "physicalHarm": say("physical harm"),
    "violenceGore": say("violence"),
    "bestiality": say("with an animal"),
    "liveStreaming": say("live stream"),
    "infant": say("very young child"),
    "generativeAi": say("perhaps machine-made"),
}
FACTS: Mapping[str, Saying] = {
    **RULES,
    **{name.casefold(): words for name, words in ANNOTATIONS.items()},
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


def facts(names: str, more: Mapping[str, Saying]) -> list[Saying | str]:
    """Each fact by name, of those here and of `more`; one that has no words goes by its own name."""
    return [more.get(name, FACTS.get(name, name)) for name in APART.split(names)]
