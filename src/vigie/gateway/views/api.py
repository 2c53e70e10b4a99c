"""The JSON interface for partners and hotlines, described by itself at `/api/v1/openapi.json`."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET
from ninja import Status
from pydantic import ValidationError

from vigie.gateway.body import PIECE, Body
from vigie.gateway.form import file_name
from vigie.gateway.views.interface import api
from vigie.gateway.views.shapes import (
    Feedback,
    FieldTold,
    FileKept,
    Opened,
    Problem,
    QualityTold,
    ReportIn,
    StatusTold,
    UrgentIn,
    body_of,
)
from vigie.gateway.views.stream import seal_file
from vigie.services.codes import Code, Done, Wrong
from vigie.services.models import Submission
from vigie.services.tasks import partner, submit
from vigie.services.tasks.entry import Caller
from vigie.services.tasks.keep import files
from vigie.services.tasks.quotas import pace

DOCUMENT = 16 * 1024 * 1024  # bytes of one report
LARGEST = 2 * 1024**3  # bytes of one file
Shape = TypeVar("Shape", bound=ReportIn)


WRONG: Any = {
    400: Problem,
    401: Problem,
    404: Problem,
    409: Problem,
    413: Problem,
    422: Problem,
    429: Problem,
    503: Problem,
}


def _who(request: HttpRequest) -> Caller:
    who: Caller = request.auth  # type: ignore[attr-defined]  # ninja sets it
    pace(who.service)
    return who


@api.get("/status", response={200: StatusTold, **WRONG}, operation_id="status")
def status(request: HttpRequest) -> StatusTold:
    """Whether the desk is there, and as whom it knows you."""
    who = _who(request)
    return StatusTold(service=who.service.name, sandbox=who.sandbox, time=datetime.now(UTC))


@api.post("/reports", response={201: Opened, **WRONG}, operation_id="report", openapi_extra=body_of(ReportIn))
def report(request: HttpRequest) -> Status[Opened]:
    """A report. Send an `Idempotency-Key` of your own: asked again with the same, it is the same report."""
    who = _who(request)
    done = partner.open_report(who, _body(request), _key(request), _look)
    return Status(201, _opened(who, done))


@api.post("/urgent", response={201: Opened, **WRONG}, operation_id="urgent", openapi_extra=body_of(UrgentIn))
def urgent(request: HttpRequest) -> Status[Opened]:
    """A threat to somebody's life or safety (Digital Services Act, article 18). It is on its way at once, and rings."""
    who = _who(request)
    done = partner.open_report(who, _body(request), _key(request), _look_at_urgent)
    return Status(201, _opened(who, done))


@api.post(
    "/reports/{int:number}/versions",
    response={201: Opened, **WRONG},
    operation_id="follow_up",
    openapi_extra=body_of(ReportIn),
)
def follow_up(request: HttpRequest, number: int) -> Status[Opened]:
    """The whole report again, with more or otherwise. Files that came before stay with it."""
    who = _who(request)
    return Status(201, _opened(who, partner.tell_again(who, number, _body(request), _look)))


_FILE = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@api.post(
    "/reports/{int:number}/files", response={201: FileKept, **WRONG}, operation_id="add_file", openapi_extra=_FILE
)
def add_file(request: HttpRequest, number: int, name: str = "file") -> Status[FileKept]:
    """One file, as it is, of up to 2 GB. It is sealed as it arrives."""
    who = _who(request)
    partner.still_open(who, number)
    body = Body(request.META, LARGEST)
    done = seal_file(io.BufferedReader(_Pieces(body), PIECE), lambda: number, file_name(name), who)
    return Status(201, FileKept(report=done.report or number, file=done.file or "", md5=done.hash))


class _Pieces(io.RawIOBase):
    """A request's body as a stream."""

    def __init__(self, body: Body) -> None:
        self._body, self._held = body, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # typeshed's buffer protocol
        self._held = self._held or self._body.read()
        piece, self._held = self._held[: len(buffer)], self._held[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)


@api.post("/reports/{int:number}/finish", response={200: Opened, **WRONG}, operation_id="finish")
def finish(request: HttpRequest, number: int) -> Opened:
    """All that belongs to the report was sent: it goes on its way. Asked again, the answer is the same."""
    who = _who(request)
    if partner.mine(who, number).state != Submission.State.FINISHED:
        submit.finish(who, number)
    return _opened(who, Done(number))


@api.delete("/reports/{int:number}", response={200: Opened, **WRONG}, operation_id="retract")
def retract(request: HttpRequest, number: int) -> Opened:
    """Takes a report back that was not finished. It is recorded that it was there."""
    who = _who(request)
    submit.retract(who, number)
    return _opened(who, Done(number))


@api.get("/reports/{int:number}", response={200: Opened, **WRONG}, operation_id="look")
def look(request: HttpRequest, number: int) -> Opened:
    """Where a report stands."""
    return _opened(_who(request), Done(number))


@api.get("/reports/{int:number}/feedback", response={200: Feedback, **WRONG}, operation_id="feedback")
def feedback(request: HttpRequest, number: int) -> Feedback:
    """How well the report is made, field by field, and what would have made it workable."""
    told = partner.feedback(_who(request), number)
    fields = [
        FieldTold(name=one.name, given=one.given, points=one.points, of=one.of, advice=str(one.advice))
        for one in told.fields
    ]
    missing = [str(one) for one in told.missing]
    return Feedback(report=number, score=told.score, workable=told.workable, missing=missing, fields=fields)


@api.get("/quality", response={200: QualityTold, **WRONG}, operation_id="quality")
def quality(request: HttpRequest) -> QualityTold:
    """How well your reports of the last thirty days were made."""
    told = partner.recent(_who(request).service.pk)
    return QualityTold(reports=told.reports, score=told.score, workable=told.workable, given=told.given)


def _body(request: HttpRequest) -> bytes:
    return Body(request.META, DOCUMENT).whole()


def _key(request: HttpRequest) -> str:
    return request.headers.get("Idempotency-Key", "")[:200]


def _look(body: bytes) -> partner.Look:
    told = _parsed(ReportIn, body)
    return partner.Look(told.complete, told.escalation is not None, told.your_reference or "")


def _look_at_urgent(body: bytes) -> partner.Look:
    told = _parsed(UrgentIn, body)
    return partner.Look(True, True, told.your_reference or "", told.escalation or "", told.contact)


def _parsed(model: type[Shape], body: bytes) -> Shape:
    """A document, checked. Raises `Wrong` with each place that is not as described."""
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        wrong = [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors(include_input=False)[:20]]
        malformed = any(one["type"] == "json_invalid" for one in error.errors(include_input=False))
        raise Wrong(Code.INVALID_REQUEST if malformed else Code.VALIDATION_FAILED, "; ".join(wrong)) from error


def _opened(who: Caller, done: Done) -> Opened:
    of = partner.mine(who, done.report or 0)
    return Opened(
        report=of.number,
        version=of.version,
        state=of.state,  # type: ignore[arg-type]  # one of its choices
        reading=partner.reading(of),
        sandbox=of.sandbox,
        your_reference=of.reference or None,
        opened=of.opened_at,
        finished=of.ended_at,
        files=files(of),
    )


def _schema() -> dict[str, Any]:
    return dict(api.get_openapi_schema(path_prefix="/api/v1/"))


@require_GET
@login_not_required
def openapi(request: HttpRequest) -> HttpResponse:
    """The interface, for programs."""
    return JsonResponse(_schema())


@require_GET
@login_not_required
def described(request: HttpRequest) -> HttpResponse:
    """The interface, for people."""
    schema = _schema()
    operations = [
        {"method": method.upper(), "path": path, **told}
        for path, methods in schema["paths"].items()
        for method, told in methods.items()
    ]
    return render(request, "gateway/api.html", {"operations": operations, "title": schema["info"]["title"]})
