"""Known pictures of a child whom nobody has found yet (S-20): the lists say so themselves."""

from __future__ import annotations

from vigie.report.nouns import say
from vigie.triage.examples import case, match, report
from vigie.triage.rule import Case, Heard, Rule
from vigie.triage.state import circulating


def weigh(case: Case) -> Heard | None:
    """A list, or a label of the file, that says "victim not identified", of a picture that does not go round."""
    waiting = [found for found in case.found.matches if found.victim_identified is False and not circulating(found)]
    if not waiting:
        labelled = case.hears_file("file:unidentified")
        return Heard(say("A label of the file says that its victim is not identified"), labelled) if labelled else None
    return Heard(say("A list knows this file, and its victim is not identified: {list}", list=waiting[0].list))


RULE = Rule(
    version=2,
    about="Known victim not yet found",
    points=4,
    weigh=weigh,
    raises=lambda: case(report(), match(victim_identified=False)),
    leaves=lambda: case(report(), match(victim_identified=True)),
    person=True,
)
