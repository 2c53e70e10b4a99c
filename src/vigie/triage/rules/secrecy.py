"""A child is being won over: a secret to keep, a conversation to wipe or to move elsewhere, gifts."""

from __future__ import annotations

from vigie.report.nouns import say
from vigie.triage.concerned import in_part
from vigie.triage.examples import case, report
from vigie.triage.rule import Case, Heard, Rule, together


def weigh(case: Case) -> Heard | None:
    """Words of secrecy, and of gifts."""
    secrecy, gift = case.cue("secrecy"), case.cue("gift")
    if not secrecy and not gift:
        return None
    words = case.words_of("secrecy", "gift")
    strength = together(0.8 * secrecy, 0.6 * gift)
    return in_part(case, Heard(say("Words of secrecy or of gifts: {words}", words=words), strength))


RULE = Rule(
    version=5,
    about="Secrets and gifts",
    points=10,
    weigh=weigh,
    raises=lambda: case(report(text="It is our secret, he writes.")),
    leaves=lambda: case(report(text="Everybody knows.")),
    person=True,
)
