"""A conversation came with the report: what was said to a child can be read, and the company found it worth sending."""

from __future__ import annotations

from vigie.report.nouns import ReportedFile, say
from vigie.triage.examples import ALWAYS, PICTURE, case, report
from vigie.triage.rule import Case, Heard, Rule

LOG = ReportedFile(name="chat-1.csv", relevance="Supplemental Reported")


def weigh(case: Case) -> Heard | None:
    """A table or a text among the files, where the company does not always send one."""
    weight = case.hears("file:conversation")
    return Heard(say("A conversation came with the report"), weight) if weight else None


RULE = Rule(
    version=1,
    about="Conversation to read",
    points=5,
    weigh=weigh,
    raises=lambda: case(report(files=(PICTURE, LOG))),
    leaves=lambda: case(report(files=(PICTURE, LOG)), habits={"file:conversation": ALWAYS}),
    danger=False,
)
