"""Coming in by the agency's own sign-in: a real OpenID Connect provider, a real browser between the two."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.agency import CLIENT, CLIENT_SECRET
from tests.browser.conftest import SECRET, Desk, _port, _served
from tests.browser.windows import opened
from tests.conftest import Installation, new_installation

pytestmark = [pytest.mark.browser]
ROOT = Path(__file__).resolve().parents[2]
NAMES = ("anne", "xavier")  # at the agency; the desk has an account for the first alone


@contextmanager
def agency(installation: Installation, folder: Path, port: int, back: str) -> Iterator[None]:
    """The provider, until the block ends."""
    command = [sys.executable, "-m", "tests.browser.agency", str(folder), str(port), back, SECRET, *NAMES]
    serving = subprocess.Popen(command, cwd=ROOT, env=installation.environment(), stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/o/.well-known/openid-configuration", timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        serving.terminate()
        serving.wait(30)


@pytest.fixture(scope="module")
def desk_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk with an agency. Second factors are asked of whoever comes by a password."""
    folder, port = tmp_path_factory.mktemp("agency"), _port()
    with new_installation(folder / "home", "fr") as installation:
        secret = folder / "secret"
        secret.write_text(SECRET + "\n", "utf-8")
        installation.command("user", "add", "anne", "--role", "officer", "--password-file", secret)
        installation.settings.update(
            VIGIE_SECOND_FACTOR="yes",
            VIGIE_OIDC_ISSUER=f"http://127.0.0.1:{port}/o",
            VIGIE_OIDC_CLIENT=CLIENT,
            VIGIE_OIDC_SECRET=CLIENT_SECRET,
        )
        with (
            _served(installation) as address,
            agency(installation, folder, port, f"{address}/sign-in/agency/back"),
        ):
            yield Desk(address, installation)


def _by_agency(page: Page, desk: Desk, name: str) -> None:
    page.goto(f"{desk.address}/sign-in")
    page.click("a[href$='/sign-in/agency']")
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", SECRET)
    page.click("button")


def test_whom_the_agency_vouches_for_comes_in(chromium: Browser, desk_of: Desk) -> None:
    with opened(chromium) as context:
        page = desk_of.watched(context.new_page())
        _by_agency(page, desk_of, "anne")
        page.wait_for_url(f"{desk_of.address}/")
        page.goto(f"{desk_of.address}/account")
        expect(page.locator("main")).to_contain_text("connexion de l’administration")


def test_whom_the_desk_does_not_know_stays_outside(chromium: Browser, desk_of: Desk) -> None:
    with opened(chromium) as context:
        page = context.new_page()
        _by_agency(page, desk_of, "xavier")
        page.wait_for_url("**/sign-in")
        expect(page.locator(".notice")).to_contain_text("ne vous ouvre pas ce service")
        page.goto(f"{desk_of.address}/reports/1")
        expect(page.locator("h1")).to_have_text("Rien ici")
