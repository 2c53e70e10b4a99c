"""Training on invented reports: begun alone or given to a class, read and decided as at the desk, then debriefed.

Nothing here reads or writes a real report. A training is private to its trainee and to whoever gave it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET, require_POST

from vigie.access.models import Officer
from vigie.access.roles import Act
from vigie.desk import telling
from vigie.desk.compare import compare
from vigie.desk.ground import ground
from vigie.desk.outcomes import OUTCOMES, Outcome
from vigie.desk.tasks import media
from vigie.desk.templatetags.desk import said
from vigie.desk.timeline import moments
from vigie.desk.views import sheet
from vigie.desk.views.door import Asked, may
from vigie.desk.views.files import file_lines
from vigie.desk.views.report import PersonLine
from vigie.desk.wording import CLASSES
from vigie.training.debrief import Answer, Debrief, debriefed
from vigie.training.exercise import Exercise
from vigie.training.models import Task, Training
from vigie.training.tasks import course

SHOWN = 50
CHOICES = {
    "danger": set(Task.Danger.values),
    "class_name": {key for key in CLASSES if key},
    "outcome": set(map(str, Outcome)),
}


@may(Act.TRAIN)
def trainings(request: Asked) -> HttpResponse:
    """My trainings, and those of the classes that I train."""
    officer = request.user
    rows = list(course.known(officer)[:SHOWN])
    context = {
        "own": [one for one in rows if one.trainee == officer.username],
        "given": [one for one in rows if one.trainee != officer.username],
        "may_give": officer.may(Act.GIVE_TRAINING),
        "people": _people() if officer.may(Act.GIVE_TRAINING) else [],
    }
    return render(request, "desk/trainings.html", context)


def _people() -> list[str]:
    return [one.username for one in Officer.objects.filter(is_active=True).order_by("username") if one.may(Act.TRAIN)]


@require_POST
@may(Act.TRAIN)
def begin(request: Asked) -> HttpResponse:
    """A training for oneself."""
    return redirect("training", course.begin(request.user).pk)


@require_POST
@may(Act.GIVE_TRAINING)
def give(request: Asked) -> HttpResponse:
    """The same training for everybody of a class."""
    try:
        made = course.give(request.user, request.POST.getlist("name"), request.POST.get("title", ""))
    except course.Refused as error:
        messages.warning(request, str(said(error.why)))
    else:
        messages.success(request, gettext("Given to {n} people.").format(n=len(made)))
    return redirect("trainings")


def _known(officer: Officer, key: int) -> Training:
    row = course.known(officer).filter(pk=key).first()
    if row is None:
        raise Http404
    return row


@may(Act.TRAIN)
def training(request: Asked, key: int) -> HttpResponse:
    """A training: its reports while it lasts, its debrief afterwards. A trainer reads nothing before the end."""
    row = _known(request.user, key)
    tasks = list(Task.objects.filter(training=row).order_by("number"))
    mine = row.trainee == request.user.username
    context: dict[str, Any] = {"training": row, "mine": mine, "answered": sum(bool(one.answered_at) for one in tasks)}
    if row.ended_at:
        return render(request, "desk/training_debrief.html", {**context, "debrief": _debrief(tasks)})
    context["lines"] = [(one, course.read(one)) for one in tasks]
    return render(request, "desk/training.html", context)


def _debrief(tasks: list[Task]) -> Debrief:
    return debriefed([(course.read(one), _answer(one)) for one in tasks])


def _answer(task: Task) -> Answer:
    took = task.answered_at - task.opened_at if task.answered_at and task.opened_at else None
    return Answer(task.danger, task.class_name, task.outcome, task.reason, took, tuple(task.shown))


def _task(request: Asked, key: int, number: int) -> Task:
    """A task that somebody may read: the trainee always, the trainer once it has ended."""
    row = _known(request.user, key)
    if row.trainee != request.user.username and not row.ended_at:
        raise Http404
    task = Task.objects.filter(training=row, number=number).select_related("training").first()
    if task is None:
        raise Http404
    return task


@may(Act.TRAIN)
def task(request: Asked, key: int, number: int) -> HttpResponse:
    """One invented report, shown as the desk shows a real one."""
    row = _task(request, key, number)
    if row.training.trainee == request.user.username:
        course.opened(row)
    exercise = course.read(row)
    context = {
        **_shown(exercise, _asked(request, row)),
        "may_look": row.training.trainee == request.user.username,
        "task": row,
        "training": row.training,
        "exercise": exercise,
        "open": not row.training.ended_at,
        "line": _debrief([row]).lines[0] if row.training.ended_at else None,
        "total": Task.objects.filter(training=row.training).count(),
        "dangers": Task.Danger.values,
        "classes": [(name, words) for name, words in CLASSES.items() if name],
        "outcomes": [(one.value, *OUTCOMES[one]) for one in Outcome if one is not Outcome.DUPLICATE],
    }
    return render(request, "desk/training_report.html", context)


def _asked(request: Asked, row: Task) -> dict[int, str]:
    """The file whose picture was asked for just now, as the report page wants it."""
    text = request.GET.get("shown", "")[:4]
    file = int(text) if text.isascii() and text.isdigit() else -1
    return {file: text} if file in row.shown else {}


def _shown(exercise: Exercise, asked: dict[int, str]) -> dict[str, Any]:
    content, verdict, earlier = exercise.report, exercise.verdict, exercise.earlier
    return {
        "content": content,
        "found": sheet.Found(matching=exercise.matches, triage=verdict, dispatch=exercise.routing),
        "reasons": sorted(verdict.reasons, key=lambda one: -one.points),
        "people": [PersonLine(person, telling.person(person)) for person in content.people],
        "channels": [telling.channel(channel) for channel in content.channels],
        "enforcement": telling.enforcement(content.law_enforcement),
        "files": file_lines(content, exercise.matches, asked),
        "changes": [one for one in compare(earlier, content) if one.changed] if earlier else [],
        "moments": moments(content, exercise.received_at),
        "places": ground(
            {0: ("", content, exercise.routing)}, settings.VIGIE_COUNTRY, get_language() or settings.LANGUAGE_CODE
        ),
    }


@require_POST
@may(Act.TRAIN)
def show(request: Asked, key: int, number: int, file: int) -> HttpResponse:
    """Asks for a picture, as at the desk: with a reason, one at a time."""
    row = _own(request, key, number)
    try:
        course.show(row, file, request.POST.get("reason", ""))
    except course.Refused as error:
        messages.warning(request, str(said(error.why)))
        return redirect("training-report", key, number)
    if request.htmx:
        return render(request, "desk/parts/picture.html", {"training": row.training, "task": row, "index": file})
    return redirect(f"{reverse('training-report', args=[key, number])}?shown={file}#file-{file}")


@require_GET
@may(Act.TRAIN)
def picture(request: Asked, key: int, number: int, file: int) -> HttpResponse:
    """A drawn pattern or landscape, small, grey and blurred as a real picture would be."""
    content = course.picture(_own(request, key, number), file)
    if not content:
        raise Http404
    return HttpResponse(media.veiled(content), content_type="image/png", headers={"Cache-Control": "no-store, private"})


def _own(request: Asked, key: int, number: int) -> Task:
    """A task of one's own training."""
    row = _task(request, key, number)
    if row.training.trainee != request.user.username:
        raise Http404
    return row


@require_POST
@may(Act.TRAIN)
def answer(request: Asked, key: int, number: int) -> HttpResponse:
    """Keeps an answer, and leads to the next report that has none."""
    row = _own(request, key, number)
    given = {name: request.POST.get(name, "") for name in CHOICES}
    valid = {name: value if value in CHOICES[name] else "" for name, value in given.items()}
    try:
        course.answer(row, Task(**valid, reason=request.POST.get("reason", "")))
    except course.Refused as error:
        messages.warning(request, str(said(error.why)))
        return redirect("training-report", key, number)
    left = Task.objects.filter(training=row.training, answered_at=None).order_by("number")
    following = left.filter(number__gt=number).first() or left.first()
    return redirect("training-report", key, following.number) if following else redirect("training", key)


@require_POST
@may(Act.TRAIN)
def change(request: Asked, key: int, act: str) -> HttpResponse:
    """Ends a training or throws it away: the trainee alone does."""
    row = _known(request.user, key)
    if row.trainee != request.user.username or act not in ("end", "discard"):
        raise Http404
    if act == "end":
        course.end(row)
        return redirect("training", key)
    course.discard(row)
    messages.success(request, gettext("Thrown away."))
    return redirect("trainings")
