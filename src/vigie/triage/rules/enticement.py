"""Somebody is in contact with a child for a sexual purpose."""

from __future__ import annotations

from vigie.report.nouns import Role, say
from vigie.triage.examples import case, child, report
from vigie.triage.rule import ADULTS, MINORS, Case, Heard, Rule, together

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
    strength *= MINORS if case.among_minors else ADULTS if case.of_adults else 1.0
    if not strength:
        return None
    if words:
        return Heard(say("Words that ask for pictures: {words}", words=case.words_of("asks_pictures")), strength)
    if recipient:
        return Heard(say("A child is among the recipients"), strength)
    if kind or asked:
        return Heard(say("Reported as contact with a child for sexual acts"), strength)
    return Heard(say("Somebody was written to, or it happened in a game: it may be a child"), strength)


RULE = Rule(
    version=3,
    about="In contact with a child",
    points=18,
    weigh=weigh,
    raises=lambda: case(report(child(Role.RECIPIENT, 12))),
    leaves=lambda: case(report(child(Role.ASSOCIATED, 40))),
    person=True,
)
