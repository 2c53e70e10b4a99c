"""A debrief says what was there and what could be seen; it never blames for what nobody could see."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from vigie.report.nouns import Class, Matches, Report, ReportId, Routing, SourceName, Verdict
from vigie.training.debrief import Answer, Seen, compared, debriefed
from vigie.training.exercise import Exercise, Truth

NOWHERE = Routing(country=None, home=None, unit=None, unit_label=None, prosecutor=None, why=())


def _exercise(*, grave: bool = False, visible: bool = False, class_name: str = "workable") -> Exercise:
    report = Report(source=SourceName("ncmec"), report_id=ReportId("1"), format="invented")
    truth = Truth(grave, "collector", "collector", class_name, visible=visible)
    verdict = Verdict(
        class_=Class.WORKABLE, grounds=(), missing=(), score=1, total=1, reasons=(), offences=(), policy="p@1"
    )
    return Exercise(report, datetime(2026, 7, 1, tzinfo=UTC), Matches(), verdict, NOWHERE, truth)


@pytest.mark.parametrize(
    ("grave", "visible", "said", "seen"),
    [
        (True, True, "yes", Seen.FOUND),
        (True, False, "yes", Seen.FOUND),
        (True, True, "no", Seen.MISSED),
        (True, True, "not-known", Seen.MISSED),
        (True, False, "no", Seen.HIDDEN),
        (False, False, "yes", Seen.ALARM),
        (False, False, "no", Seen.RIGHT),
        (False, True, "not-known", Seen.OPEN),
        (True, True, "", Seen.UNANSWERED),
    ],
)
def test_an_answer_is_compared_with_what_could_be_seen(grave: bool, visible: bool, said: str, seen: Seen) -> None:
    assert compared(_exercise(grave=grave, visible=visible), Answer(said)) is seen


def test_a_training_is_summed_up_without_a_mark() -> None:
    told = debriefed(
        [
            (_exercise(grave=True, visible=True), Answer("yes", "workable", "keep", took=timedelta(seconds=40))),
            (_exercise(grave=True), Answer("no", "viral", took=timedelta(seconds=80))),
            (_exercise(class_name="viral"), Answer("yes", "viral", took=timedelta(seconds=60))),
            (_exercise(), Answer()),
        ]
    )
    assert (told.grave, told.found, told.missed, told.hidden, told.alarms) == (2, 1, 0, 1, 1)
    assert (told.classes, told.answered, told.middle) == (2, 3, timedelta(seconds=60))
    assert [line.class_right for line in told.lines] == [True, False, True, None]


def test_who_did_nothing_is_told_all_the_same() -> None:
    told = debriefed([(_exercise(grave=True, visible=True), Answer())])
    assert (told.grave, told.answered, told.middle) == (1, 0, None)
