"""Who is concerned, as the report itself says: grown-ups among themselves, or minors of one age."""

from __future__ import annotations

from vigie.report.nouns import say
from vigie.triage.rule import Case, Heard

ADULTS = 0.4  # what signs of a contact say where all concerned are said to be grown up
MINORS = 0.5  # ... and where both are minors of one age


def in_part(case: Case, heard: Heard, minors: float = MINORS) -> Heard:
    """A sign of contact with a child, heard in part where the report itself says who is concerned: grown-ups, or minors
    of one age (`minors`: what it says then). The words that say so are shown."""
    if case.of_adults:
        share, who = ADULTS, say("all concerned are said to be grown up")
    elif case.among_minors:
        share, who = minors, say("both are said to be minors of one age")
    else:
        return heard
    if share >= 1.0:
        return heard
    if words := case.words_of("grown_up", "peers"):
        why = say("{heard}. Heard in part: {who} ({words})", heard=heard.why, who=who, words=words)
    else:
        why = say("{heard}. Heard in part: {who}", heard=heard.why, who=who)
    return Heard(why, heard.strength * share)
