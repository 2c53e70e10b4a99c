"""A client of NCMEC's hash sharing, version 2: one page after the other of a range of time. FORMATS §3.1.

Knows neither files nor database. Only the server that was named is spoken to: no redirect is followed, and a link to
the next page that leads elsewhere is refused.
"""

from __future__ import annotations

import base64
import http.client
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import urlencode, urljoin, urlsplit
from xml.sax.saxutils import unescape

LARGEST = 64 << 20  # bytes of a page
SECONDS = 60.0  # until an answer
TRIES = 3
PAUSE = 2.0  # seconds before the second try; doubled for each after
NEXT = re.compile(rb"<(?:\w+:)?next>\s*([^<]+?)\s*</(?:\w+:)?next>")
LOCAL = ("localhost", "127.0.0.1", "::1")


class ExchangeError(Exception):
    """The server did not give a page. `permanent`: it will not for this question; else it may when asked later."""

    def __init__(self, message: str, *, permanent: bool, gone: bool = False) -> None:
        super().__init__(message)
        self.permanent = permanent
        self.gone = gone  # the link to a next page is not valid any more


class Page(NamedTuple):
    """One page as it came, and the link to the next: empty on the last."""

    content: bytes
    next: str


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


class Exchange:
    """A server, with the name and password of this desk. `pause` waits between tries, in seconds."""

    def __init__(self, base: str, user: str, password: str, pause: Callable[[float], None] = time.sleep) -> None:
        parts = urlsplit(base)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOCAL):
            raise ExchangeError(f"{base}: only https is spoken, but on this machine", permanent=True)
        self._base, self._origin, self._pause = base.rstrip("/"), (parts.scheme, parts.netloc), pause
        word = base64.b64encode(f"{user}:{password}".encode()).decode()
        self._headers = {"Authorization": f"Basic {word}", "Accept": "application/xml", "User-Agent": "vigie"}
        self._opener = urllib.request.build_opener(_Stay)

    def first(self, start: datetime, end: datetime) -> Page:
        """The first page of what changed from `start` until `end`. Raises `ExchangeError`."""
        asked = urlencode({"from": _zulu(start), "to": _zulu(end)})
        return self._page(f"{self._base}/v2/entries?{asked}")

    def after(self, link: str) -> Page:
        """The page that a link leads to. Raises `ExchangeError`."""
        # A link may repeat the path that the base ends with, or begin after it.
        address = urljoin(self._base + "/", link)
        path = urlsplit(self._base).path
        if link.startswith("/") and path and not link.startswith(path + "/"):
            address = self._base + link
        if urlsplit(address)[:2] != self._origin:
            raise ExchangeError(f"the link to the next page leads elsewhere: {address[:200]}", permanent=True)
        return self._page(address)

    def _page(self, address: str) -> Page:
        for attempt in range(TRIES):
            try:
                return self._once(address)
            except ExchangeError as wrong:
                if wrong.permanent or attempt == TRIES - 1:
                    raise
                self._pause(PAUSE * 2**attempt)
        raise AssertionError("unreachable")

    def _once(self, address: str) -> Page:
        request = urllib.request.Request(address, headers=self._headers)
        try:
            with self._opener.open(request, timeout=SECONDS) as answer:
                content: bytes = answer.read(LARGEST + 1)
        except urllib.error.HTTPError as wrong:
            raise _refusal(wrong.code) from wrong
        except (OSError, http.client.HTTPException) as wrong:
            raise ExchangeError(f"the server cannot be reached: {wrong}", permanent=False) from wrong
        if len(content) > LARGEST:
            raise ExchangeError(f"a page of more than {LARGEST} bytes", permanent=True)
        found = NEXT.search(content)
        return Page(content, unescape(found[1].decode("utf-8", "replace")) if found else "")


def _refusal(code: int) -> ExchangeError:
    if code in (401, 403):
        return ExchangeError(f"the server refuses this name and password ({code})", permanent=True)
    gone = code in (400, 404, 410)
    return ExchangeError(f"the server answered {code}", permanent=gone or 300 <= code < 400, gone=gone)


def _zulu(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
