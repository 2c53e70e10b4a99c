"""The account is closed or its user was told: evidence goes, and the person may be wiping the rest."""

from __future__ import annotations

from msgspec.structs import replace

from vigie.report.nouns import Disabled, say
from vigie.triage.examples import SUSPECT, case, report
from vigie.triage.rule import Case, Heard, Rule, together


def weigh(case: Case) -> Heard | None:
    """The user was notified; the account was closed."""
    notified, closed = case.hears("person:notified"), case.hears("person:closed")
    if not notified and not closed:
        return None
    strength = together(0.8 * notified, 0.4 * closed)
    if notified:
        return Heard(say("The person was told that the account is closed"), strength)
    return Heard(say("The account is closed: its data will go"), strength)


RULE = Rule(
    version=1,
    about="Evidence going",
    points=3,
    weigh=weigh,
    raises=lambda: case(report(replace(SUSPECT, disabled_for_good=Disabled(disabled=True, user_notified=True)))),
    leaves=lambda: case(report()),
    danger=False,
)
