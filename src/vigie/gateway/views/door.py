"""What every request of a service passes: who it is, how fast it may ask, and an answer in its own words."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable
from functools import wraps

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from vigie.evidence.seal import SealError
from vigie.gateway.answers import done_response, response
from vigie.gateway.body import CutOff, TooLarge, drain
from vigie.services.codes import Code, Done, Wrong
from vigie.services.errors import Refused, Spared
from vigie.services.tasks.entry import Caller, caller
from vigie.services.tasks.quotas import pace

log = logging.getLogger(__name__)
Ask = Callable[[HttpRequest, Caller], "Done | HttpResponse"]
XML = "text/xml;charset=UTF-8"
BUSY = 30  # seconds


def door(method: str, *, done: bool = False) -> Callable[[Ask], Callable[[HttpRequest], HttpResponse]]:
    """A view of the CyberTipline interface: authenticated, paced, and answered with `reportResponse`, or with
    `reportDoneResponse` where `done`. Every answer has a `Request-ID` by which it is found in the log."""

    def guard(ask: Ask) -> Callable[[HttpRequest], HttpResponse]:
        @wraps(ask)
        def guarded(request: HttpRequest) -> HttpResponse:
            request_id = uuid.uuid4().hex
            if request.method != method:
                answer: HttpResponse = HttpResponseNotAllowed([method])
            else:
                answer = _answered(request, ask, done, request_id)
            drain(request.META)
            return numbered(answer, request_id)

        return guarded

    return guard


def numbered(answer: HttpResponse, request_id: str = "") -> HttpResponse:
    """An answer with the number by which it is found in the log."""
    answer.headers["Request-ID"] = request_id or uuid.uuid4().hex
    return answer


def _answered(request: HttpRequest, ask: Ask, done: bool, request_id: str) -> HttpResponse:
    try:
        who = caller(request.headers.get("Authorization", ""))
        pace(who.service)
        found = ask(request, who)
        return found if isinstance(found, HttpResponse) else _xml(Code.SUCCESS, "Success", found, done)
    except Refused:
        # As the interface has it: no body.
        return HttpResponse(status=401, headers={"WWW-Authenticate": 'Basic realm="Vigie", charset="UTF-8"'})
    except Spared as spared:
        return _later(str(spared), spared.seconds, done, 429)
    except Wrong as wrong:
        told = Done(_about(request))
        return _xml(wrong.code, wrong.why, told, done, 413 if isinstance(wrong, TooLarge) else 200)
    except CutOff as error:
        return _xml(Code.INVALID_REQUEST, str(error), Done(), done, 400)
    except (SealError, DatabaseError, OSError) as error:
        log.error("request %s was not kept: %s", request_id, error)
        return _later("the report could not be kept: ask again later", BUSY, done, 503)


def _about(request: HttpRequest) -> int:
    """The report that a refused request was about, 0 when that is not known: clients need a number in every answer."""
    return int(getattr(request, "vigie_report", 0))


def _xml(code: Code, what: str, told: Done, done: bool, status: int = 200) -> HttpResponse:
    body = done_response(code, told) if done else response(code, what, told)
    return HttpResponse(body, content_type=XML, status=status)


def _later(why: str, seconds: int, done: bool, status: int) -> HttpResponse:
    answer = _xml(Code.SERVER_ERROR, f"{why}; ask again in {seconds} seconds", Done(), done, status)
    answer.headers["Retry-After"] = str(seconds)
    return answer
