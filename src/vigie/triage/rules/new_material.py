"""Pictures on no list of known material: the child in them may still be abused, so they are read first (S-3)."""

from __future__ import annotations

from vigie.report.nouns import say
from vigie.triage.examples import PICTURE, case, match, report
from vigie.triage.rule import Case, Heard, Rule
from vigie.triage.state import State

SPREAD = 0.5  # a new picture that many suspects and companies already share is less likely to be first-hand
# As is one of which the company itself says that it goes round, is drawn, or made by a machine. A person may see it
# otherwise, so it is heard in part.
CALLED = {"file:viral": 0.5, "file:potentialmeme": 0.5, "file:animedrawingvirtualhentai": 0.4, "file:generativeai": 0.5}
UNCOMPARED = 0.4  # nobody knows: neither as low as known material nor as high as new
HANDS = 5  # suspects from which a picture is in many hands
FIRST, EACH, MOST = 0.75, 0.05, 1.0


def weigh(case: Case) -> Heard | None:
    """New files, the more the stronger; files that could not be compared, when a list is there to compare with."""
    new = [place for place, state in enumerate(case.states) if state is State.NEW]
    if not new:
        return _uncompared(case)
    full = [place for place in new if _called(case, place) == 1.0]
    shared = case.thread.cluster_suspects >= HANDS and case.thread.cluster_companies > 1
    strength = min(MOST, FIRST + EACH * (len(full or new) - 1))
    strength *= (SPREAD if shared else 1.0) * max(_called(case, place) for place in new)
    if len(new) == 1:
        return Heard(say("A file on no list of known material"), strength)
    return Heard(say("{n} files on no list of known material", n=len(new)), strength)


def _called(case: Case, place: int) -> float:
    """How much a new file still says, by what the company calls it: 1.0 when it calls it nothing."""
    marks = {f"file:{mark.casefold()}" for mark in case.report.files[place].annotations}
    return min((CALLED[mark] for mark in marks & CALLED.keys() if case.says_something(mark)), default=1.0)


def _uncompared(case: Case) -> Heard | None:
    if not case.found.lists or State.UNCOMPARED not in case.states:
        return None
    return Heard(say("Files that could not be compared with the lists: they may be new"), UNCOMPARED)


RULE = Rule(
    version=3,
    about="Material on no list",
    points=12,
    weigh=weigh,
    raises=lambda: case(report(files=(PICTURE, PICTURE))),
    leaves=lambda: case(report(), match()),
    person=True,
)
