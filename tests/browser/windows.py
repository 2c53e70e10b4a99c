"""Debian's Chromium for the tests, and windows of it that close whatever their pages were about to do."""

from __future__ import annotations

import os
import signal
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Error, Playwright

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--font-render-hinting=none")
DESK, PHONE = (1440, 900), (390, 844)
RUN = f"--run-of-tests={uuid.uuid4().hex}"  # Chromium ignores it; its processes are known by it
LEAVING, CLOSING = 5_000, 60.0  # ms for a page to leave, s for a window to close


def launched(playwright: Playwright, *more: str) -> Browser:
    """A Chromium without a window on the screen."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, RUN, *more])


@contextmanager
def opened(browser: Browser, size: tuple[int, int] = DESK, **wishes: object) -> Iterator[BrowserContext]:
    """A browser window of its own, with cookies of its own."""
    viewport = {"width": size[0], "height": size[1]}
    context = browser.new_context(viewport=viewport, locale="fr-FR", **wishes)  # type: ignore[arg-type]  # as they came
    try:
        yield context
    finally:
        _close(context)


def _close(context: BrowserContext) -> None:
    """Closes a window. Chromium may say yes to a close that meets a page just arriving, and never do it (Playwright
    #41900, #42366): so the pages go to an empty one first, and a browser that still does not answer is killed."""
    for page in context.pages:
        with suppress(Error):
            page.goto("about:blank", timeout=LEAVING)
    given_up = threading.Event()
    overdue = threading.Timer(CLOSING, _give_up, [given_up])
    overdue.start()
    try:
        context.close()
    except Error:
        if not given_up.is_set():
            raise
    finally:
        overdue.cancel()


def _give_up(given_up: threading.Event) -> None:
    """Ends every Chromium of this run; what waits for one is then told that it is gone."""
    given_up.set()
    send(signal.SIGKILL)


def send(what: signal.Signals) -> None:
    """A signal to every process of the Chromium that this run launched."""
    for process in Path("/proc").iterdir():
        with suppress(OSError):
            if process.name.isdecimal() and RUN.encode() in (process / "cmdline").read_bytes().split(b"\0"):
                os.kill(int(process.name), what)
