"""A new officer finds their way alone: help on the page, the first decision, and a training from end to end."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Desk, violations
from tests.browser.windows import DESK, PHONE, opened

pytestmark = pytest.mark.browser


def _trained(page: Page, desk: Desk) -> None:
    """Begins a training and answers all of it: the danger in those that the desk puts first, none in the others."""
    page.goto(f"{desk.address}/training")
    page.click("text=Commencer un entraînement")
    page.click("[data-open-row] >> nth=0")
    for number in range(12):
        page.check(f"[name=danger][value={'yes' if number < 4 else 'no'}]", force=True)
        page.check("[name=class_name][value=workable]", force=True)
        page.check("[name=outcome][value=keep]", force=True)
        page.click("main [data-record]")
    page.click("text=Terminer et lire le bilan")


def test_a_training_is_done_on_a_phone_without_javascript(chromium: Browser, desk: Desk) -> None:
    with opened(chromium, PHONE, java_script_enabled=False) as context:
        page = desk.watched(context.new_page())
        desk.sign_in(page, "bruno")
        _trained(page, desk)
        expect(page.locator("h1")).to_contain_text("Bilan")
        expect(page.locator("main")).to_contain_text("3 signalements pouvaient mener à un enfant en danger.")
        expect(page.locator(".training-banner")).to_be_visible()
        expect(page.locator(".cards > .card")).to_have_count(12)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_training_is_open_to_everybody_and_marked_on_every_page(chromium: Browser, desk: Desk, scheme: str) -> None:
    with opened(chromium, DESK, color_scheme=scheme) as context:
        page = desk.watched(context.new_page())
        desk.sign_in(page, "bruno")
        page.goto(f"{desk.address}/training")
        page.click("text=Commencer un entraînement")
        for _ in range(3):  # the list, a report, the debrief
            expect(page.locator(".training-banner")).to_be_visible()
            assert [one["id"] for one in violations(page)] == []
            if page.locator("[data-open-row]").count():
                page.click("[data-open-row] >> nth=0")
            elif page.locator("[data-record]").count():
                page.click(".back a")
                page.click("text=Terminer et lire le bilan")
        expect(page.locator("h1")).to_contain_text("Bilan")


def test_help_is_reached_by_its_key_and_closed_by_escape(chromium: Browser, desk: Desk) -> None:
    with opened(chromium) as context:
        page = desk.watched(context.new_page())
        desk.sign_in(page, "bruno")
        page.keyboard.press("h")
        expect(page.locator(".page-help .drop")).to_be_visible()
        assert [one["id"] for one in violations(page)] == []
        page.keyboard.press("Escape")
        expect(page.locator(".page-help .drop")).to_be_hidden()
        expect(page.locator("[data-help]")).to_be_focused()


def test_help_is_there_without_javascript(chromium: Browser, desk: Desk) -> None:
    with opened(chromium, java_script_enabled=False) as context:
        page = desk.watched(context.new_page())
        desk.sign_in(page, "bruno")
        page.click(".page-help summary")
        expect(page.locator(".page-help .drop")).to_contain_text("Votre journée")
        page.click("text=Toutes les touches, toutes les pages")
        expect(page.locator("main > .column .key-list")).to_contain_text("aide sur cette page")


def test_a_new_officer_decides_with_the_keyboard_alone(chromium: Browser, desk: Desk) -> None:
    """Nothing was read before: what is to be done stands on the page. Eight keys and a reason."""
    with opened(chromium) as context:
        page = desk.watched(context.new_page())
        desk.sign_in(page, "nadia")
        expect(page.locator(".first-steps")).to_contain_text("Première fois ici ?")
        page.keyboard.press("n")
        page.wait_for_url("**/reports/*")
        page.keyboard.press("d")
        page.keyboard.press("Space")
        while page.evaluate("document.activeElement.id") != "reason":
            page.keyboard.press("Tab")
        page.keyboard.type("adresse avec son heure, compte connu")
        page.keyboard.press("Control+Enter")
        page.wait_for_url("**/queue")
        expect(page.locator("#notices")).to_contain_text("Décision enregistrée")
        page.goto(f"{desk.address}/")
        expect(page.locator(".first-steps")).to_have_count(0)
