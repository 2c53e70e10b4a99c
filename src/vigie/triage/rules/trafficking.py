"""A child is sold: trafficking, pimping (S-14)."""

from __future__ import annotations

from vigie.report.nouns import say
from vigie.triage.examples import case, report
from vigie.triage.rule import Case, Heard, Rule, together


def weigh(case: Case) -> Heard | None:
    """The kind of incident, and words."""
    kind, words = case.hears("incident:child sex trafficking"), case.cue("traffic")
    if not kind and not words:
        return None
    strength = together(kind, 0.45 * words)
    if not words:
        return Heard(say("Reported as trafficking of a child"), strength)
    return Heard(say("Words of trafficking: {words}", words=case.words_of("traffic")), strength)


RULE = Rule(
    version=1,
    about="Trafficking",
    points=18,
    weigh=weigh,
    raises=lambda: case(report(incident="Child Sex Trafficking")),
    leaves=lambda: case(report(incident="Misleading Domain Name")),
    person=True,
)
