"""Begins trainings, keeps answers, ends. Everything is private to the trainee and whoever trains them."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import msgspec
from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.module_loading import import_string

from vigie.access.models import Officer
from vigie.access.roles import Act
from vigie.report.nouns import Saying, say
from vigie.training.exercise import Exercise
from vigie.training.models import Task, Training

Paint = Callable[[int, str], bytes]
Draw = Callable[[int], Sequence[Exercise]]
MOST = 40  # people in one class


class Refused(Exception):
    """This cannot be done; `why` says it to a person. Permanent."""

    permanent = True

    def __init__(self, why: Saying) -> None:
        super().__init__(str(why))
        self.why = why


def known(officer: Officer) -> QuerySet[Training]:
    """The trainings that somebody may know of: their own, and those they gave."""
    return Training.objects.filter(Q(trainee=officer.username) | Q(trainer=officer.username)).order_by("-begun_at")


def begin(officer: Officer) -> Training:
    """A training of one's own, with reports that nobody saw before."""
    (made,) = _made([officer.username], "", "")
    return made


def give(officer: Officer, names: Sequence[str], title: str) -> list[Training]:
    """The same reports for a class. Raises `Refused`."""
    wanted = sorted(set(names))
    found = [one for one in Officer.objects.filter(username__in=wanted, is_active=True) if one.may(Act.TRAIN)]
    if not wanted or len(found) != len(wanted):
        raise Refused(say("Choose who takes part: people who work here and may train."))
    if len(wanted) > MOST:
        raise Refused(say("A class has at most {n} people.", n=MOST))
    return _made([one.username for one in found], officer.username, title.strip()[:120])


def _made(names: Sequence[str], trainer: str, title: str) -> list[Training]:
    draw: Draw = import_string(settings.EXERCISES)
    seed, now = secrets.randbelow(2**31 - 1), datetime.now(UTC)
    exercises = sorted(draw(seed), key=lambda one: -one.verdict.total)
    contents = [msgspec.json.encode(one).decode() for one in exercises]
    with transaction.atomic():
        made = [
            Training.objects.create(trainee=name, trainer=trainer, title=title, seed=seed, begun_at=now)
            for name in names
        ]
        Task.objects.bulk_create(
            Task(training=one, number=number, content=content)
            for one in made
            for number, content in enumerate(contents, 1)
        )
    return made


def read(task: Task) -> Exercise:
    """The exercise of a task."""
    return msgspec.json.decode(task.content, type=Exercise)


def opened(task: Task) -> None:
    """The trainee has it before them: from now on the time is counted, for them alone."""
    Task.objects.filter(pk=task.pk, opened_at=None).update(opened_at=datetime.now(UTC))


def show(task: Task, file: int, reason: str) -> None:
    """The trainee asks for a picture, with a reason as at the desk. Raises `Refused`."""
    exercise = read(task)
    if not 0 <= file < len(exercise.drawings) or not exercise.drawings[file]:
        raise Refused(say("There is no picture of that file."))
    if len(reason.strip()) < 3:
        raise Refused(say("Say why, in a few words: whoever reads this later needs it."))
    if file not in task.shown and not task.training.ended_at:
        task.shown = sorted({*task.shown, file})
        task.save(update_fields=["shown"])


def picture(task: Task, file: int) -> bytes | None:
    """The generated picture that stands for a file, once it was asked for; None before."""
    if file not in task.shown:
        return None
    paint: Paint = import_string(settings.EXERCISE_PICTURE)
    return paint(task.training.seed, read(task).drawings[file])


def answer(task: Task, said: Task) -> None:
    """Keeps what the trainee decides; it may be changed until the end. Raises `Refused`."""
    if not (said.danger and said.class_name and said.outcome):
        raise Refused(say("Answer the three questions: a class, the danger, what is to be done."))
    with transaction.atomic():
        if not Training.objects.filter(pk=task.training_id, ended_at=None).exists():
            raise Refused(say("This training has ended: its answers stay as they are."))
        Task.objects.filter(pk=task.pk).update(
            danger=said.danger,
            class_name=said.class_name,
            outcome=said.outcome,
            reason=said.reason.strip()[:4000],
            answered_at=datetime.now(UTC),
        )


def end(training: Training) -> None:
    """Ends a training: from now on its debrief can be read."""
    Training.objects.filter(pk=training.pk, ended_at=None).update(ended_at=datetime.now(UTC))


def discard(training: Training) -> None:
    """Throws a training away, answers and all: a trainee may do so at any time, and owes nobody a reason."""
    training.delete()
