"""Compares what a trainee decided with what is true. No mark, no rank: what was there, what could be seen. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum
from statistics import median

from msgspec import Struct

from vigie.training.exercise import Exercise


class Seen(StrEnum):
    """How a trainee's word on the danger stands to the truth."""

    FOUND = "found"  # grave, and said so
    MISSED = "missed"  # grave, visibly, and not said
    HIDDEN = "hidden"  # grave, and nobody could have seen it in this report
    ALARM = "alarm"  # not grave, and said to be: too careful, which is the better mistake
    RIGHT = "right"  # not grave, and not said to be
    OPEN = "open"  # left as not known
    UNANSWERED = "unanswered"


class Answer(Struct, frozen=True):
    """What a trainee decided of one exercise; empty: nothing."""

    danger: str = ""
    class_name: str = ""
    outcome: str = ""
    reason: str = ""
    took: timedelta | None = None
    shown: tuple[int, ...] = ()  # files whose picture was asked for


class Line(Struct, frozen=True):
    """One exercise with its answer, compared."""

    number: int
    exercise: Exercise
    answer: Answer
    seen: Seen
    class_right: bool | None  # None: not answered


class Debrief(Struct, frozen=True):
    """A whole training. `grave` could each lead to a child; `hidden` of them no reader could have told."""

    lines: tuple[Line, ...]
    grave: int
    found: int
    missed: int
    hidden: int
    alarms: int
    classes: int
    answered: int
    middle: timedelta | None  # half of the reports took longer
    looks: int = 0  # pictures that were asked for
    spared: int = 0  # of these, known to a list: nobody need have looked


def compared(exercise: Exercise, answer: Answer) -> Seen:
    """How one answer stands to the truth."""
    if not answer.danger:
        return Seen.UNANSWERED
    if exercise.truth.grave:
        if answer.danger == "yes":
            return Seen.FOUND
        return Seen.MISSED if exercise.truth.visible else Seen.HIDDEN
    if answer.danger == "yes":
        return Seen.ALARM
    return Seen.RIGHT if answer.danger == "no" else Seen.OPEN


def debriefed(pairs: Sequence[tuple[Exercise, Answer]]) -> Debrief:
    """The debrief of a training's exercises, in their order."""
    lines = tuple(
        Line(
            number,
            exercise,
            answer,
            compared(exercise, answer),
            answer.class_name == exercise.truth.class_name if answer.class_name else None,
        )
        for number, (exercise, answer) in enumerate(pairs, 1)
    )
    took = [line.answer.took for line in lines if line.answer.took is not None]
    return Debrief(
        lines=lines,
        grave=sum(line.exercise.truth.grave for line in lines),
        found=sum(line.seen is Seen.FOUND for line in lines),
        missed=sum(line.seen is Seen.MISSED for line in lines),
        hidden=sum(line.seen is Seen.HIDDEN for line in lines),
        alarms=sum(line.seen is Seen.ALARM for line in lines),
        classes=sum(bool(line.class_right) for line in lines),
        answered=sum(line.seen is not Seen.UNANSWERED for line in lines),
        looks=sum(len(line.answer.shown) for line in lines),
        spared=sum(line.exercise.known(file) for line in lines for file in line.answer.shown),
        middle=timedelta(seconds=median(one.total_seconds() for one in took)) if took else None,
    )
