"""A real desk for a real browser: an installation with an invented caseload, served as `vigie serve` serves it."""

from __future__ import annotations

import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Error, Page, Playwright, sync_playwright

from tests.browser.windows import launched, opened
from tests.conftest import Installation, new_installation

SECRET = "sept hérons gris à l'aube"
LOOK = """options => {
    window.looked = null
    axe.run(document, options).then(found => { window.looked = found })
}"""
PATIENCE = 40_000  # ms for one look of axe; the driver counts them, for a page that hangs cannot


@dataclass(slots=True)
class Desk:
    """A desk that is served, and what its pages complained of."""

    address: str
    installation: Installation
    complaints: list[str] = field(default_factory=list)

    def watched(self, page: Page) -> Page:
        """A page whose console is listened to: nothing may be blocked by the policy, missing, or broken."""
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda asked: self._watch(asked.url))
        return page

    def _watch(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:", "about:")):
            self.complaints.append(f"asked elsewhere: {url}")

    def sign_in(self, page: Page, name: str = "anne") -> None:
        page.goto(f"{self.address}/sign-in")
        page.fill("#name", name)
        page.fill("#password", SECRET)
        page.click("main button.primary")
        page.wait_for_url(lambda url: "/sign-in" not in url)  # each role has a first page of its own


def violations(page: Page, options: dict[str, object] | None = None) -> list[dict[str, Any]]:
    """What axe finds wrong in a page. Now and then a run in headless Chromium never answers: it is begun once more."""
    for again in (True, False):
        page.evaluate(Axe().axe_script)
        page.evaluate(LOOK, options or {})
        try:
            page.wait_for_function("window.looked !== null", timeout=PATIENCE, polling=100)
        except Error:
            if not again:
                raise
            page.reload()
        else:
            break
    return list(page.evaluate("window.looked.violations"))


def _port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _served(installation: Installation) -> Iterator[str]:
    port = _port()
    address = f"http://127.0.0.1:{port}"
    command = installation.arguments("serve", "--port", str(port))
    serving = subprocess.Popen(command, env=installation.environment(), stdout=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{address}/sign-in", timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        serving.terminate()
        serving.wait(30)


@pytest.fixture(scope="session")
def caseload(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation through which an invented caseload has gone, with people who may sign in."""
    folder = tmp_path_factory.mktemp("browser")
    with new_installation(folder / "home", "fr") as installation:
        sample: Path = folder / "sample"
        installation.command("sample", "--reports", "150", "--seed", "3", "--media", sample)
        for purpose in ("known", "viral"):
            given = ("--name", purpose, "--purpose", purpose, "--no-wait", sample / "lists" / f"{purpose}.csv")
            installation.command("lists", "import", *given)
        installation.command("take", "--json", sample / "reports")
        secret = folder / "secret"
        secret.write_text(SECRET + "\n", "utf-8")
        for name, role in (
            ("anne", "officer"),
            ("bruno", "officer"),
            ("denis", "supervisor"),
            ("elsa", "administrator"),
            ("nadia", "officer"),
        ):
            installation.command("user", "add", name, "--role", role, "--password-file", secret)
        yield installation


@pytest.fixture(scope="session")
def _address(caseload: Installation) -> Iterator[str]:
    with _served(caseload) as address:
        yield address


@pytest.fixture
def desk(_address: str, caseload: Installation) -> Iterator[Desk]:
    """The desk. When the test ends, no page may have complained."""
    made = Desk(_address, caseload)
    yield made
    assert made.complaints == []


@pytest.fixture(scope="session")
def _playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def _browsers(_playwright: Playwright) -> Iterator[list[Browser]]:
    launched_so_far: list[Browser] = []
    yield launched_so_far
    for browser in launched_so_far:
        browser.close()


@pytest.fixture
def chromium(_playwright: Playwright, _browsers: list[Browser]) -> Browser:
    """One Chromium for all tests; another, when it had to be killed."""
    if not _browsers or not _browsers[-1].is_connected():
        _browsers.append(launched(_playwright))
    return _browsers[-1]


@pytest.fixture
def page(chromium: Browser, desk: Desk) -> Iterator[Page]:
    """A page at desk width, of an officer who signed in."""
    with opened(chromium) as context:
        made = desk.watched(context.new_page())
        desk.sign_in(made)
        made.goto(f"{desk.address}/queue")
        yield made
