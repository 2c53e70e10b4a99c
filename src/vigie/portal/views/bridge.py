"""The bridge's door: lines in, lines out, each request signed. `docs/bridge.md` has the whole of it."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from django.http import HttpResponse, JsonResponse
from msgspec import Struct

from vigie.intake.portal.document import Band
from vigie.portal.views.asked import Asked
from vigie.reporters.models import Talk
from vigie.reporters.tasks import bridges, counting, talks

LARGEST = 16 * 1024  # bytes of a request


class Line(Struct):
    """What a bridge sends: `conversation` is its own name for the talk, `end` closes it."""

    conversation: str
    text: str = ""
    language: str = ""
    age: Band | None = None
    end: bool = False


def signed(view: Callable[[Asked, str], HttpResponse]) -> Callable[[Asked, str], HttpResponse]:
    """Lets only signed requests in. Who is not known learns nothing of which bridges there are."""

    def guarded(request: Asked, name: str) -> HttpResponse:
        body = request.body if request.method == "POST" else b""
        given = (request.headers.get("X-Vigie-Time", ""), request.headers.get("X-Vigie-Signature", ""))
        if len(body) > LARGEST or not bridges.trusted(
            name, *given, request.method or "", request.get_full_path(), body
        ):
            return JsonResponse({"error": "not signed by a bridge of this desk"}, status=403)
        return view(request, name)

    guarded.signed = True  # type: ignore[attr-defined]  # read by the door: it does not come from our own pages
    return guarded


@signed
def lines(request: Asked, name: str) -> HttpResponse:
    """POST: a child's line, or its end. GET: what the desk has said since `after`."""
    if request.method == "POST":
        return _in(request, name)
    said = request.GET.get("after", "")
    after = int(said) if said.isdecimal() and len(said) < 19 else 0
    out = [
        {"id": one.id, "talk": number, "by": one.by, "text": one.text} for number, one in bridges.outgoing(name, after)
    ]
    return JsonResponse({"lines": out, "ended": bridges.ended(name), "open": talks.is_open()})


def _in(request: Asked, name: str) -> HttpResponse:
    try:
        told = msgspec.json.decode(request.body, type=Line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return JsonResponse({"error": str(error)}, status=422)
    if not told.conversation or len(told.conversation) > 200:
        return JsonResponse({"error": "conversation: 1 to 200 characters"}, status=422)
    going = talks.through(name, told.conversation)
    if going is None:
        going = talks.begin(told.language, told.age, name, told.conversation)
        counting.count(f"talk:bridge:{name}")
    if told.text.strip():
        talks.say(going, "child", told.text)
    if told.end:
        talks.end(going.pk, f"bridge:{name}")
    going.refresh_from_db()
    ahead = talks.before(going) if going.state == Talk.State.WAITING else 0
    return JsonResponse(
        {"talk": going.number, "state": going.state, "ahead": ahead, "open": talks.is_open()}, status=202
    )
