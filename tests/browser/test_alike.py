"""One decision on forty-five reports of one content: offered, taken with the keyboard alone, taken back as a whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import SECRET, Desk, _served
from tests.browser.windows import opened
from tests.conftest import new_installation
from tests.journey.inputs import encoded, picture, police_json, put

pytestmark = pytest.mark.browser

MANY = 45
DECIDED, UNDONE = "desk:report:decided", "desk:decision:undone"


@pytest.fixture
def same(tmp_path: Path) -> Iterator[Desk]:
    """A desk to which two services sent the same drawing, each time of another account."""
    image = encoded(picture(11))
    for n in range(MANY):
        report = json.dumps(police_json(970_000_100 + n, f"u{n}", emails=[f"u{n}@mail.example"], files=["p.jpg"]))
        told = report.replace('"Two"', f'"Example {("Chat", "Forum")[n % 2]}"')
        put(tmp_path / "in", {f"{970_000_100 + n}/report.json": told, f"{970_000_100 + n}/p.jpg": image})
    (tmp_path / "secret").write_text(SECRET + "\n", "utf-8")
    with new_installation(tmp_path / "home", "fr") as installation:
        assert installation.answer("take", tmp_path / "in")["new"] == MANY
        installation.command("user", "add", "anne", "--role", "officer", "--password-file", tmp_path / "secret")
        with _served(installation) as address:
            made = Desk(address, installation)
            yield made
            assert made.complaints == []


def written(desk: Desk, tag: str) -> int:
    """How many entries of a kind the ledger has; it must be whole."""
    desk.installation.command("ledger", "verify")
    return sum(line["tag"] == tag for line in desk.installation.answer("ledger", "show", "--last", "100000"))


def ruled(page: Page, words: str) -> None:
    """A ruling by the keyboard alone, in whatever form stands on the page."""
    page.keyboard.press("d")
    page.locator("[name=outcome][value=viral]").focus()
    page.keyboard.press("Space")
    page.locator("#reason").focus()
    page.keyboard.type(words)
    page.keyboard.press("Control+Enter")


def test_one_decision_on_forty_five_reports_and_back(chromium: Browser, same: Desk) -> None:
    with opened(chromium) as context:
        page = same.watched(context.new_page())
        same.sign_in(page)
        page.goto(f"{same.address}/queue")
        page.keyboard.press("j")
        page.keyboard.press("o")
        expect(page.locator(".alike-offer")).to_contain_text("44 autres signalements libres ont le même contenu")

        ruled(page, "contenu viral, indignation")
        page.locator("#notices a[href$='#alike']").focus()
        page.keyboard.press("Enter")
        page.locator("#alike button.primary").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#notices")).to_contain_text("44 signalements décidés de même")
        assert written(same, DECIDED) == MANY

        page.locator("#undo-why").fill("un enfant y est nommé")
        page.locator("button[formaction$='/undo-all']").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#notices")).to_contain_text("45 décisions sont annulées")
        assert written(same, UNDONE) == MANY

        page.locator(".alike-offer button").focus()
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_contain_text(f"{MANY} signalements")
        ruled(page, "contenu viral")
        expect(page.locator("h1")).to_contain_text(f"{MANY} signalements décidés")
        page.locator("#undo-why").fill("essai")
        page.keyboard.press("Enter")
        expect(page.locator("#queue-title")).to_contain_text(f"{MANY} signalements")
        assert (written(same, DECIDED), written(same, UNDONE)) == (2 * MANY, 2 * MANY)
