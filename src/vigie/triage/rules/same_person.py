"""What other reports of the same person say, in part: danger is the person's, not the report's (S-19)."""

from __future__ import annotations

from vigie.report.nouns import say
from vigie.triage.examples import case, report
from vigie.triage.rule import Case, Elsewhere, Heard, Rule

ALL = 0.45  # of the points which those reports have, taken together, more than this one
ONE = 0.45  # of the points which the strongest of them has more: many reports add up noise too
FULL = 90  # points: beyond this, thread evidence adds nothing
SAME_CAMERA = 6  # points: unlisted files of several reports were taken with the same camera
SHOWN = 4


def weigh(case: Case) -> Heard | None:
    """What rules on the person said of other reports of the thread, beyond what they say of this one; and whether a
    camera took unlisted files of several of them."""
    said = [told for told in case.elsewhere if not told.rule.startswith("#")]
    cameras = [told.rule.partition(" ")[2] for told in case.elsewhere if told.rule.startswith("#camera ")]
    strongest = max((told.points for told in case.elsewhere if told.rule == "#whole"), default=0)
    points = ALL * sum(told.points for told in said) + ONE * strongest + (SAME_CAMERA if cameras else 0)
    strength = min(1.0, points / FULL)
    if not strength:
        return None
    most = ", ".join(t.rule for t in sorted(said, key=lambda told: (-told.points, told.rule))[:SHOWN])
    if cameras:
        why = say(
            "Unlisted files of several reports of the same person come from one camera: {camera}. {rules}",
            camera=cameras[0],
            rules=most,
        )
        return Heard(why, strength)
    return Heard(say("Other reports of the same person say: {rules}", rules=most), strength)


RULE = Rule(
    version=3,
    about="Said of the same person elsewhere",
    points=FULL,
    weigh=weigh,
    raises=lambda: case(report(), elsewhere=(Elsewhere("access", 20),)),
    leaves=lambda: case(report()),
)
