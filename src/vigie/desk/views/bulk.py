"""One decision on several reports, with one reason; and the views of the queue that an officer keeps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from vigie.access.models import visible
from vigie.access.roles import Act
from vigie.desk import filters as choice
from vigie.desk.forms import Decide
from vigie.desk.models import Comfort, View
from vigie.desk.outcomes import OUTCOMES, PUNISHABLE, Outcome, Punishable
from vigie.desk.tasks import bulk
from vigie.desk.tasks.act import Refused, Unknown
from vigie.desk.templatetags.desk import said
from vigie.desk.units import units
from vigie.desk.views.door import Asked, may
from vigie.desk.views.queue import Line, lines, named_units
from vigie.desk.views.queue_rows import COLUMNS, ORDER
from vigie.desk.wording import CLASSES

LEFT = (Outcome.DUPLICATE,)  # says which report: one at a time


@require_POST
@may(Act.DECIDE)
def several(request: Asked) -> HttpResponse:
    """The chosen reports, and the form for all of them; sent with an outcome, it decides."""
    keys = [
        int(key)
        for key in request.POST.getlist("key")[: bulk.MOST]
        if key.isascii() and key.isdigit() and len(key) < 18
    ]
    rows = visible(request.user).filter(pk__in=keys).select_related("report__current").only(*COLUMNS)
    chosen = lines(list(rows.order_by(*ORDER)))
    if not chosen:
        messages.info(request, gettext("No report is chosen."))
        return redirect("queue")
    form = Decide(request.POST, units=tuple(units(settings.VIGIE_COUNTRY))) if "outcome" in request.POST else None
    if form is not None and form.is_valid():
        versions = [(line.row.pk, _shown(request, line.row.pk)) for line in chosen]
        try:
            told = bulk.decide(request.user, versions, form.ruling())
        except Refused as error:
            form.add_error(error.field or None, str(said(error.why)))
        else:
            done, left = ([one for one in told if (one.why is None) is well] for well in (True, False))
            return render(request, "desk/bulk_done.html", {"done": done, "left": left, "ruling": form.ruling()})
    return _form(request, form, chosen)


def _shown(request: Asked, key: int) -> int:
    text = request.POST.get(f"version-{key}", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


def _form(request: Asked, form: Decide | None, chosen: Sequence[Line]) -> HttpResponse:
    """The form; where all were proposed for one class, it is chosen already."""
    classes = {line.row.class_name for line in chosen}
    proposed = {"class_": classes.pop()} if len(classes) == 1 else {}
    context = {
        "chosen": chosen,
        "left_out": max(0, len(request.POST.getlist("key")) - bulk.MOST),
        "form": form or Decide(initial={"punishable": "not-known", **proposed}),
        "outcomes": [(one.value, *OUTCOMES[one]) for one in Outcome if one not in LEFT],
        "punishables": [(one.value, PUNISHABLE[one]) for one in Punishable],
        "classes": [(key, words) for key, words in CLASSES.items() if key],
        "units": named_units(),
    }
    return render(request, "desk/bulk.html", context, status=422 if form is not None else 200)


@require_POST
@may(Act.READ_QUEUE)
def keep_view(request: Asked) -> HttpResponse:
    """Keeps the filters one sees under a name; the same name again replaces it."""
    name = request.POST.get("name", "").replace("\0", "").strip()[:60]
    query = choice.read({name: request.POST.get(name, "") for name in choice.NAMES}).query[:600]
    if not name:
        return redirect("queue")
    values = {"query": query, "shared": request.POST.get("shared") == "1", "at": datetime.now(UTC)}
    row, _ = View.objects.update_or_create(officer=request.user.username, name=name, defaults=values)
    messages.success(request, gettext("The view is kept."))
    return redirect("view", key=row.pk)


@may(Act.READ_QUEUE)
def view(request: Asked, key: int) -> HttpResponse:
    """To the queue as a kept view shows it: one's own, or one that a colleague shares."""
    row = View.objects.filter(Q(officer=request.user.username) | Q(shared=True), pk=key).first()
    if row is None:
        raise Unknown
    return redirect(f"{reverse('queue')}?{row.query}")


@require_POST
@may(Act.READ_QUEUE)
def drop_view(request: Asked, key: int) -> HttpResponse:
    """Forgets one of one's own views."""
    View.objects.filter(pk=key, officer=request.user.username).delete()
    return redirect("queue")


@require_POST
@may(Act.READ_QUEUE)
def columns(request: Asked) -> HttpResponse:
    """Which columns of the queue this officer wants."""
    wanted = [name for name in choice.COLUMNS if name in request.POST.getlist("column")]
    Comfort.objects.update_or_create(officer=request.user.username, defaults={"columns": wanted})
    return redirect("queue")
