"""Abuse ordered at a distance and watched live (S-3; a separate offence in France)."""

from __future__ import annotations

from msgspec.structs import replace

from vigie.report.nouns import say
from vigie.triage.examples import PICTURE, case, report
from vigie.triage.rule import Case, Heard, Rule, together


def weigh(case: Case) -> Heard | None:
    """The company's file annotation, words of an order; a payment account, which alone says little."""
    marked = max(case.hears_file("file:livestreaming"), case.hears("incident:abuse streamed live"))
    words, paid = case.cue("order"), max(case.hears("person:payment"), case.cue("paid"))
    strength = together(0.75 * marked, 0.6 * words, (0.5 if marked or words else 0.25) * paid)
    if not strength:
        return None
    if marked and not words:
        return Heard(say("The company says: live streaming"), strength)
    if not words:
        if case.cue("paid"):
            return Heard(say("Payments that somebody lists: {words}", words=case.words_of("paid")), strength)
        return Heard(say("A payment account of the person is named"), strength)
    return Heard(say("Words of an order or of live streaming: {words}", words=case.words_of("order")), strength)


RULE = Rule(
    version=4,
    about="Live-streaming to order",
    points=24,
    weigh=weigh,
    raises=lambda: case(report(files=(replace(PICTURE, annotations=("liveStreaming",)),))),
    leaves=lambda: case(report(text="A picture was sent.")),
    person=True,
)
