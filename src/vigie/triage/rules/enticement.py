"""Somebody is in contact with a child for a sexual purpose."""

from __future__ import annotations

from vigie.report.nouns import Role, Saying, say
from vigie.triage.concerned import in_part
from vigie.triage.examples import case, child, report
from vigie.triage.rule import Case, Heard, Rule, together

KIND = "incident:online enticement of children for sexual acts"
ADDRESSED = 0.15  # somebody of unknown age was written to, or it happened in a game: alone that says little
OBSCENE = "incident:unsolicited obscene material sent to a child"


def weigh(case: Case) -> Heard | None:
    """The kind of incident, the annotation, a child among the recipients, words that ask for pictures."""
    kind = max(case.hears(KIND), 0.6 * case.hears(OBSCENE))
    asked, recipient = case.hears("mark:csamsolicitation"), case.hears("victim:recipient")
    words = case.cue("asks_pictures")
    addressed, played = case.hears("report:recipient"), case.hears("channel:game")
    strength = together(0.8 * kind, 0.5 * asked, 0.5 * recipient, 0.4 * words, ADDRESSED * max(addressed, played))
    if not strength:
        return None
    return in_part(case, Heard(_why(case, bool(recipient), bool(kind or asked)), strength))


def _why(case: Case, recipient: bool, reported: bool) -> Saying:
    if words := case.words_of("asks_pictures"):
        return say("Words that ask for pictures: {words}", words=words)
    if recipient:
        return say("A child is among the recipients")
    if reported:
        return say("Reported as contact with a child for sexual acts")
    return say("Somebody was written to, or it happened in a game: it may be a child")


RULE = Rule(
    version=4,
    about="In contact with a child",
    points=18,
    weigh=weigh,
    raises=lambda: case(report(child(Role.RECIPIENT, 12))),
    leaves=lambda: case(report(child(Role.ASSOCIATED, 40))),
    person=True,
)
