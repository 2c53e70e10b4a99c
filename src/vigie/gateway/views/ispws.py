"""The CyberTipline Reporting API: a client of NCMEC's works here when its base address is changed."""

from __future__ import annotations

import io

from django.http import HttpRequest, HttpResponse

from vigie.gateway import schema
from vigie.gateway.answers import response
from vigie.gateway.body import PIECE, Body
from vigie.gateway.form import Form, fields, number
from vigie.gateway.views.door import XML, door
from vigie.gateway.views.stream import seal_file
from vigie.services.codes import Code, Done, Wrong
from vigie.services.tasks import find, submit
from vigie.services.tasks.entry import Caller

DOCUMENT = 16 * 1024 * 1024  # bytes of one XML document
LARGEST = 2 * 1024**3 + 1024**2  # bytes of an upload: a file of 2 GB and the form around it
FORM = 64 * 1024
KEY = 200  # letters of a client's own key


@door("GET")
def status(request: HttpRequest, who: Caller) -> HttpResponse:
    """Whether the desk is there and knows who asks."""
    return HttpResponse(response(Code.SUCCESS, f"Remote User : {who.service.username}", Done()), content_type=XML)


@door("GET")
def xsd(request: HttpRequest, who: Caller) -> HttpResponse:
    """The schema that judges what is sent here."""
    return HttpResponse(schema.SCHEMA, content_type=XML)


@door("GET")
def openapi(request: HttpRequest, who: Caller) -> HttpResponse:
    """This interface, described for programs."""
    return HttpResponse(schema.DESCRIPTION, content_type="application/json")


@door("POST")
def submit_report(request: HttpRequest, who: Caller) -> Done:
    """Opens a report."""
    key = request.headers.get("Idempotency-Key", "")[:KEY]
    return submit.open_report(who, Body(request.META, DOCUMENT).whole(), key, schema.look_at_report)


@door("POST")
def file_info(request: HttpRequest, who: Caller) -> Done:
    """Says more of a file."""
    return submit.describe(who, Body(request.META, DOCUMENT).whole(), _look_at_details)


def _look_at_details(body: bytes) -> submit.Described:
    return submit.Described(*schema.look_at_details(body))


@door("POST")
def upload(request: HttpRequest, who: Caller) -> Done:
    """Adds a file, which is sealed as it comes."""
    form = Form(Body(request.META, LARGEST), request.headers.get("Content-Type", ""))
    stream = form.file()
    if stream is None:
        raise Wrong(Code.INVALID_REQUEST, "the form has no field “file”")
    if "id" in form.fields:  # as every client has it: a file that belongs nowhere need not be sealed
        find.open_submission(who.service, _about(request, form.fields))

    def about() -> int:
        form.rest()  # what follows the file may be its report's number
        return _about(request, form.fields)

    return seal_file(io.BufferedReader(stream, PIECE), about, form.name, who)


@door("POST", done=True)
def finish(request: HttpRequest, who: Caller) -> Done:
    """The report is complete."""
    return submit.finish(who, _about(request, _fields(request)))


@door("POST")
def retract(request: HttpRequest, who: Caller) -> Done:
    """The report is taken back."""
    return submit.retract(who, _about(request, _fields(request)))


def _fields(request: HttpRequest) -> dict[str, str]:
    body = Body(request.META, FORM)
    return dict(fields(body, request.headers.get("Content-Type", ""), request.META.get("QUERY_STRING", "")))


def _about(request: HttpRequest, told: dict[str, str]) -> int:
    """The report that the request is about, noted for the answer."""
    found = number(told)
    request.vigie_report = found  # type: ignore[attr-defined]  # read by `door` alone
    return found
