"""A child talks with a person of the desk: lines as they come, with scripts, without scripts, or hardly connected."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from time import monotonic, sleep, time

from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.utils.translation import get_language

from vigie.intake.portal.document import CHILD as WAY
from vigie.portal import questions, wording
from vigie.portal.tasks import visits
from vigie.portal.views.asked import Asked, go, page, visit_for
from vigie.reporters.models import Talk
from vigie.reporters.tasks import counting, talks
from vigie.reporters.tasks.talks import Said

STREAMS = threading.BoundedSemaphore(3)  # of one process: a stream holds a thread, so the others ask again and again
LASTS, GLANCE = 25.0, 0.7  # seconds that a stream lasts, and between two looks


def _talk(request: Asked) -> Talk | None:
    number = request.visit.draft.talk if request.visit else ""
    return Talk.objects.filter(number=number).first() if number else None


def talk(request: Asked) -> HttpResponse:
    """The room: its door, or the talk that goes on."""
    going = _talk(request)
    if request.method == "POST":
        return _act(request, going)
    if going is None:
        counting.page("page:talk")
        return page(request, "child/parler.html", open=talks.is_open(), bands=wording.BANDS)
    return page(request, "child/salon.html", talk=going, lines=talks.lines(going), ahead=_ahead(going))


def _ahead(going: Talk) -> int:
    return talks.before(going) if going.state == Talk.State.WAITING else 0


def _act(request: Asked, going: Talk | None) -> HttpResponse:
    """Begins, says, or ends."""
    text = request.POST.get("text", "").strip()
    if going is None or (going.state == Talk.State.ENDED and text):
        visit = visit_for(request, WAY, time())
        band = questions.band(request.POST.get("reporter_age", ""))
        going = talks.begin(get_language() or "", band)
        visit.draft.talk = going.number
        visits.save(visit)
        counting.count("talk:begun")
        if text:
            talks.say(going, "child", text)
        return go(request, "talk", visit=visits.renewed(visit))
    if request.POST.get("do") == "end":
        talks.end(going.pk, "child")
    elif text:
        talks.say(going, "child", text)
    return go(request, "talk")


def thread(request: Asked) -> HttpResponse:
    """The lines alone, for a frame that renews itself where there are no scripts."""
    going = _talk(request)
    if going is None:
        return go(request, "talk")
    response = page(request, "child/fil.html", talk=going, lines=talks.lines(going), ahead=_ahead(going))
    response.framed = True  # type: ignore[attr-defined]  # read by the door: our own page may frame it
    return response


def lines(request: Asked) -> HttpResponse:
    """The lines since one, as JSON: asked again and again where a stream cannot be had."""
    going = _talk(request)
    if going is None:
        return JsonResponse({"lines": [], "state": "ended"})
    return JsonResponse(_news(going, _after(request)))


def _after(request: Asked) -> int:
    said = request.headers.get("Last-Event-ID", "") or request.GET.get("after", "")
    return int(said) if said.isdecimal() and len(said) < 19 else 0


def _news(going: Talk, after: int) -> dict[str, object]:
    return {
        "lines": [_plain(one) for one in talks.lines(going, after)],
        "state": going.state,
        "ahead": _ahead(going),
    }


def _plain(one: Said) -> dict[str, object]:
    return {"id": one.id, "by": one.by, "text": one.text}


def stream(request: Asked) -> HttpResponse | StreamingHttpResponse:
    """The lines as they come. Where too many streams are open already, the browser asks again and again instead."""
    going = _talk(request)
    if going is None or not STREAMS.acquire(blocking=False):
        return HttpResponse(status=503)
    response = StreamingHttpResponse(_Stream(going.pk, _after(request)), content_type="text/event-stream")
    response.headers["X-Accel-Buffering"] = "no"
    return response


class _Stream:
    """The events of one talk. It holds a place among the streams until it is closed, also when nobody read any of it:
    a generator that was never begun would keep the place for ever."""

    def __init__(self, key: int, after: int) -> None:
        self._events = _events(key, after)
        self._held = True

    def __iter__(self) -> Iterator[bytes]:
        return self._events

    def close(self) -> None:
        """Gives the place back, once."""
        if self._held:
            self._held = False
            STREAMS.release()


def _events(key: int, after: int) -> Iterator[bytes]:
    until, state = monotonic() + LASTS, ""
    yield b"retry: 1500\n\n"
    while monotonic() < until:
        going = Talk.objects.get(pk=key)
        news = _news(going, after)
        fresh = talks.lines(going, after)
        if fresh or going.state != state:
            after, state = (fresh[-1].id if fresh else after), going.state
            yield f"id: {after}\ndata: {json.dumps(news)}\n\n".encode()
        sleep(GLANCE)
