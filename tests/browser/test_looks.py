"""What every page must be: readable by everybody, at desk and phone width, in light and dark, in three languages."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESK, PHONE, Desk, opened

pytestmark = pytest.mark.browser
DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = ("/", "/?class=viral&least=20", "REPORT", "/problems", "/problems?closed=1", "/deliveries", "/nowhere")
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def go(page: Page, desk: Desk, address: str) -> None:
    """To a page; `REPORT` is the first of the queue."""
    if address == "REPORT":
        page.goto(f"{desk.address}/")
        address = str(page.locator("[data-open-row]").first.get_attribute("href"))
    page.goto(f"{desk.address}{address}")
    page.wait_for_load_state("networkidle")


def violations(page: Page) -> list[str]:
    """What axe finds wrong, with the places."""
    found = Axe().run(page, options=AXE).response["violations"]
    return [f"{one['id']}: {json.dumps([node['target'] for node in one['nodes']][:3])}" for one in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_every_page_is_open_to_everybody(chromium: Browser, desk: Desk, size: tuple[int, int], scheme: str) -> None:
    with opened(chromium, size, color_scheme=scheme, bypass_csp=True) as context:
        page = context.new_page()
        page.goto(f"{desk.address}/sign-in")
        assert violations(page) == []
        desk.sign_in(page)
        for address in PAGES:
            go(page, desk, address)
            assert violations(page) == [], address


@pytest.mark.parametrize("size", [DESK, PHONE, (320, 640), (820, 1180)], ids=["desk", "phone", "small", "tablet"])
def test_no_page_is_wider_than_its_window(chromium: Browser, desk: Desk, size: tuple[int, int]) -> None:
    with opened(chromium, size) as context:
        page = context.new_page()
        desk.sign_in(page)
        for address in PAGES:
            go(page, desk, address)
            assert page.evaluate("document.documentElement.scrollWidth") <= size[0], address


def test_what_is_touched_on_a_phone_is_large_enough(chromium: Browser, desk: Desk) -> None:
    with opened(chromium, PHONE, has_touch=True) as context:
        page = context.new_page()
        desk.sign_in(page)
        for address in PAGES:
            go(page, desk, address)
            small = page.evaluate(
                """() => [...document.querySelectorAll("button, select, summary, .line h2 a, .ways a, .pages a,"
                + " input:not([type=hidden], [type=radio], [type=checkbox])")]
                .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 43.5)
                .map(one => one.outerHTML.slice(0, 80))"""
            )
            assert small == [], address


def test_nothing_is_blocked_missing_or_asked_elsewhere(page: Page, desk: Desk) -> None:
    for address in PAGES[:-1]:
        go(page, desk, address)
    assert desk.complaints == []


def test_the_language_is_changed_from_any_page(page: Page, desk: Desk) -> None:
    for name, words in (("Nederlands", "Wachtrij"), ("English", "Queue"), ("Français", "File")):
        page.click(".menu summary")
        page.click(f".menu button:has-text('{name}')")
        expect(page.locator("h1")).to_contain_text(words)


@pytest.mark.parametrize("wish", [{"forced_colors": "active"}, {"reduced_motion": "reduce"}], ids=["forced", "still"])
def test_colours_forced_and_motion_reduced_are_respected(chromium: Browser, desk: Desk, wish: dict[str, Any]) -> None:
    with opened(chromium, **wish) as context:
        page = desk.watched(context.new_page())
        desk.sign_in(page)
        go(page, desk, "REPORT")
        moving = page.evaluate("getComputedStyle(document.querySelector('.chip')).transitionDuration")
        assert moving in ("0s", "")
        expect(page.locator(".score svg").first).to_be_visible()


def test_on_paper_there_is_nothing_to_press(page: Page, desk: Desk) -> None:
    go(page, desk, "REPORT")
    page.emulate_media(media="print")
    expect(page.locator(".top")).to_be_hidden()
    expect(page.locator("#decide")).to_be_hidden()
    expect(page.locator("#why")).to_be_visible()


@pytest.mark.parametrize(("name", "address"), [("queue", "/"), ("report", "REPORT")])
def test_the_documentation_shows_the_desk(page: Page, desk: Desk, name: str, address: str) -> None:
    go(page, desk, address)
    taken = page.screenshot(caret="initial")
    with Image.open(io.BytesIO(taken)) as picture:
        assert picture.size == DESK
        small = picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=128)
        out = io.BytesIO()
        small.save(out, "PNG", optimize=True)
    assert len(out.getvalue()) < 300_000
    kept = DOCS / f"{name}.png"
    if not kept.exists():
        kept.write_bytes(out.getvalue())
