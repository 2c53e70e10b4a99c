"""The account is closed or its user was told: evidence goes, and the person may be wiping the rest."""

from __future__ import annotations

from msgspec.structs import replace

from vigie.report.nouns import Disabled, say
from vigie.triage.examples import SUSPECT, case, report
from vigie.triage.rule import Case, Heard, Rule, together


def weigh(case: Case) -> Heard | None:
    """The user was notified, or knows of the report; the account was closed."""
    notified = max(case.hears("person:notified"), case.hears("person:aware"))
    closed = case.hears("person:closed")
    if not notified and not closed:
        return None
    strength = together(0.8 * notified, 0.4 * closed)
    if notified:
        return Heard(say("The person was told: the account is closed, or reported"), strength)
    return Heard(say("The account is closed: its data will go"), strength)


RULE = Rule(
    version=2,
    about="Evidence going",
    points=3,
    weigh=weigh,
    raises=lambda: case(report(replace(SUSPECT, disabled_for_good=Disabled(disabled=True, user_notified=True)))),
    leaves=lambda: case(report()),
    danger=False,
)
