"""`POST /match`: a service whose contract allows it asks whether files are known."""

from __future__ import annotations

import logging
import uuid

import msgspec
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from vigie.gateway.body import Body, CutOff, TooLarge
from vigie.matching.answering import BODY, BadBatch, read
from vigie.services.codes import Wrong
from vigie.services.errors import Refused, Spared
from vigie.services.tasks.entry import caller
from vigie.services.tasks.match import NotAgreed, ask
from vigie.services.tasks.quotas import pace

log = logging.getLogger(__name__)
BUSY = 30  # seconds
_encode = msgspec.json.Encoder().encode


@csrf_exempt
@login_not_required
@require_POST
def match(request: HttpRequest) -> HttpResponse:
    """One batch. Every answer has a `Request-ID` by which it is found in the log."""
    request_id = uuid.uuid4().hex
    answer = _answered(request, request_id)
    answer.headers["Request-ID"] = request_id
    return answer


def _answered(request: HttpRequest, request_id: str) -> HttpResponse:
    try:
        who = caller(request.headers.get("Authorization", ""))
        pace(who.service)
        body = Body(request.META, BODY).whole()
        return _json({"answers": ask(who, body, read(body))})
    except Refused:
        return _json({"error": "authentication is needed"}, 401, {"WWW-Authenticate": 'Basic realm="Vigie"'})
    except NotAgreed as error:
        return _json({"error": str(error)}, 403)
    except Spared as spared:
        return _json({"error": str(spared)}, 429, {"Retry-After": str(spared.seconds)})
    except TooLarge as error:
        return _json({"error": error.why}, 413)
    except (BadBatch, CutOff, Wrong) as error:
        return _json({"error": str(error)}, 400)
    except (DatabaseError, OSError) as error:
        log.error("request %s was not answered: %s", request_id, error)
        return _json({"error": "ask again later"}, 503, {"Retry-After": str(BUSY)})


def _json(said: object, status: int = 200, headers: dict[str, str] | None = None) -> HttpResponse:
    return HttpResponse(_encode(said), content_type="application/json", status=status, headers=headers)
