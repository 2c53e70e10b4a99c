"""For a court's expert: what the ledger is, where its head stands, and proofs to take away."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from vigie.access.models import visible
from vigie.access.roles import Act
from vigie.access.tasks.scope import Unknown
from vigie.desk.views.door import Asked, may
from vigie.ledger import proof as proofs
from vigie.ledger import tasks
from vigie.ledger.models import Checkpoint, Entry
from vigie.ledger.note import BadNote
from vigie.ledger.stamp import BadStamp
from vigie.papers.signing import PapersError
from vigie.papers.tasks import keys

SHOWN = 12


@may(Act.SEE_PROOF)
def proof(request: Asked) -> HttpResponse:
    """The page."""
    try:
        verifier = str(tasks.signer().verifier)
    except BadNote as error:
        verifier = ""
        messages.warning(request, str(error))
    context = {
        "entries": Entry.objects.count(),
        "checkpoints": Checkpoint.objects.order_by("-size")[:SHOWN],
        "verifier": verifier,
        "witness": settings.VIGIE_WITNESS,
        "stamps": keys.authority() is not None,
        "may_prove": request.user.may(Act.READ_REPORT),
    }
    return render(request, "desk/proof.html", context)


@require_POST
@may(Act.SEE_PROOF)
def take(request: Asked) -> HttpResponse:
    """Signs the head of the ledger as it stands, and has it stamped when somebody does."""
    try:
        who = keys.authority()
        row = tasks.anchor(who) if who else tasks.checkpoint()
        messages.success(request, gettext("A checkpoint of {n} entries is taken.").format(n=row.size))
    except (tasks.TooSoon, BadNote, BadStamp, PapersError) as error:
        messages.warning(request, str(error))
    return redirect("ledger")


@may(Act.SEE_PROOF)
def checkpoint(request: Asked, size: int) -> HttpResponse:
    """A checkpoint as a file."""
    row = Checkpoint.objects.filter(size=size).first()
    if row is None:
        raise Unknown
    return _file(row.note.encode(), "text/plain; charset=utf-8", f"checkpoint-{size}.txt")


@may(Act.READ_REPORT)
def of_report(request: Asked, key: int) -> HttpResponse:
    """The proof of every entry about a report, as a file."""
    standing = visible(request.user).select_related("report").defer("report__current").filter(pk=key).first()
    if standing is None:
        raise Unknown
    numbers = list(Entry.objects.filter(subject=f"report:{standing.report.name}").values_list("number", flat=True))
    try:
        made = tasks.prove(numbers, tasks.checkpoint())
    except (tasks.TooSoon, BadNote) as error:
        messages.warning(request, str(error))
        return redirect("report", key=key)
    return _file(proofs.encoded(made), "application/json", f"proof-{key}.json")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store, private"}
    return HttpResponse(content, content_type=kind, headers=headers)
