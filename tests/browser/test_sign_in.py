"""Coming in with a passkey, by Chromium's virtual authenticator: set up, used, and another key refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import SECRET, Desk, _served
from tests.browser.windows import opened
from tests.conftest import new_installation

pytestmark = [pytest.mark.browser]
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk that asks for a second factor. Passkeys need a name: an address of numbers has none."""
    folder: Path = tmp_path_factory.mktemp("strict")
    with new_installation(folder / "home", "fr") as installation:
        installation.settings["VIGIE_SECOND_FACTOR"] = "yes"
        secret = folder / "secret"
        secret.write_text(SECRET + "\n", "utf-8")
        installation.command("user", "add", "anne", "--role", "officer", "--password-file", secret)
        with _served(installation) as address:
            yield Desk(address.replace("127.0.0.1", "localhost"), installation)


def _with_key(page: Page) -> None:
    """A telephone or laptop that can hold passkeys."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})


def _password(desk: Desk, page: Page) -> None:
    page.goto(f"{desk.address}/sign-in")
    page.fill("#name", "anne")
    page.fill("#password", SECRET)
    page.click("main button.primary")


def test_a_passkey_is_set_up_and_lets_in_again(chromium: Browser, strict: Desk) -> None:
    with opened(chromium) as context:
        page = strict.watched(context.new_page())
        _with_key(page)
        _password(strict, page)
        page.wait_for_url("**/sign-in/set-up")
        page.fill("#key-name", "portable")
        page.click("form[data-passkey] button.primary")
        page.wait_for_url("**/account/codes-shown")
        expect(page.locator(".codes li")).to_have_count(10)
        page.click("main .buttons a")
        page.wait_for_url(f"{strict.address}/")
        context.clear_cookies()
        _password(strict, page)
        page.wait_for_url("**/sign-in/second")
        page.click("form[data-passkey] button.primary")
        page.wait_for_url(f"{strict.address}/")
        page.goto(f"{strict.address}/account")
        expect(page.locator("main")).to_contain_text("portable")
    with opened(chromium) as context:
        page = context.new_page()
        _with_key(page)  # another one, which nobody registered
        _password(strict, page)
        page.wait_for_url("**/sign-in/second")
        page.click("form[data-passkey] button.primary")
        expect(page.locator("[data-failed]")).to_be_visible()
        page.goto(f"{strict.address}/reports/1")
        expect(page.locator("h1")).to_have_text("Rien ici")
    assert strict.complaints == []
