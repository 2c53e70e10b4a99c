"""What other reports of the same person say, in part: danger is the person's, not the report's (S-19)."""

from __future__ import annotations

from vigie.report.nouns import say
from vigie.triage.examples import case, report
from vigie.triage.rule import Case, Elsewhere, Heard, Rule

SHARE = 0.7  # of the points which those reports have more than this one
FULL = 40  # points: beyond this, thread evidence adds nothing
SHOWN = 4


def weigh(case: Case) -> Heard | None:
    """What rules on the person said of other reports of the thread, beyond what they say of this one."""
    strength = min(1.0, SHARE * sum(told.points for told in case.elsewhere) / FULL)
    if not strength:
        return None
    most = sorted(case.elsewhere, key=lambda told: (-told.points, told.rule))[:SHOWN]
    return Heard(say("Other reports of the same person say: {rules}", rules=", ".join(t.rule for t in most)), strength)


RULE = Rule(
    version=1,
    about="Said of the same person elsewhere",
    points=FULL,
    weigh=weigh,
    raises=lambda: case(report(), elsewhere=(Elsewhere("access", 20),)),
    leaves=lambda: case(report()),
)
