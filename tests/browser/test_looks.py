"""What every page must be: readable by everybody, at desk and phone width, in light and dark, in three languages."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Desk
from tests.browser.conftest import violations as axe
from tests.browser.windows import DESK, PHONE, opened

pytestmark = pytest.mark.browser
DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = (
    "/", "/queue?class=viral&least=20", "REPORT", "THREAD", "CONTENT", "COMPARE", "/cases", "CASE", "TRAINING",
    "/comfort/resting", "/comfort/stopped", "/parts", "/problems", "/problems?closed=1", "/deliveries", "/nowhere",
)  # fmt: skip
AXE: dict[str, object] = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


SOUGHT = {
    "REPORT": ("/queue", "[data-open-row]"),
    "THREAD": ("REPORT OF THREAD", "[data-thread]"),
    "CONTENT": ("REPORT OF CONTENT", "a[href^='/contents/']"),
    "REPORT OF THREAD": ("/queue", ".line:has-text('fil de') [data-open-row]"),
    "REPORT OF CONTENT": ("/queue?class=viral", ".line:has-text('même contenu') [data-open-row]"),
    "REPORT OF VERSIONS": ("/queue?state=all", ".line:has-text('version 2') [data-open-row]"),
    "COMPARE": ("REPORT OF VERSIONS", "a[href$='/compare']"),
}


def go(page: Page, desk: Desk, address: str) -> None:
    """To a page; a word in capitals is found by the links that lead there."""
    page.goto(f"{desk.address}{where(page, desk, address)}")
    page.wait_for_load_state("networkidle")


def where(page: Page, desk: Desk, address: str) -> str:
    """The address of a page that is known by a word."""
    if address == "CASE":
        return _case(page, desk)
    if address == "TRAINING":
        return _training(page, desk)
    if address in SOUGHT and address not in FOUND:
        start, link = SOUGHT[address]
        page.goto(f"{desk.address}{where(page, desk, start)}")
        if address == "REPORT OF VERSIONS":
            while not page.locator(link).count():
                page.click("a[rel=next]")
                page.wait_for_load_state("networkidle")
        FOUND[address] = str(page.locator(link).first.get_attribute("href"))
    return FOUND.get(address, address)


def _training(page: Page, desk: Desk) -> str:
    """A report of a training, begun the first time."""
    if "TRAINING" not in FOUND:
        page.goto(f"{desk.address}/training")
        page.click("text=Commencer un entraînement")
        page.click("[data-open-row] >> nth=0")
        FOUND["TRAINING"] = page.url.removeprefix(desk.address)
    return FOUND["TRAINING"]


FOUND: dict[str, str] = {}  # by word: the caseload is one for all tests


def _case(page: Page, desk: Desk) -> str:
    """A case with something in every part, made the first time."""
    if "CASE" not in FOUND:
        page.goto(f"{desk.address}{where(page, desk, 'REPORT OF THREAD')}")
        page.click(".in-cases summary")
        page.fill("#case-title", "Lanterne urbaine, deux fournisseurs")
        page.locator(".in-cases form", has=page.locator("#case-title")).locator("button").click()
        for summary, filled, button in (
            (
                "#tasks",
                {"#task-words": "demander le port au fournisseur", "#due": "2027-01-15"},
                "#tasks details button",
            ),
            (
                "#people",
                {"#person-name": "compte lanterne", "#person-about": "vu chez deux fournisseurs"},
                "#people details button",
            ),
        ):
            page.click(f"{summary} details summary")
            for field, words in filled.items():
                page.fill(field, words)
            page.click(button)
        page.fill("#note", "@bruno le fournisseur répond sous huit jours")
        page.click(".note-form button")
        FOUND["CASE"] = page.url.partition("#")[0].removeprefix(desk.address)
    return FOUND["CASE"]


def violations(page: Page) -> list[str]:
    """What axe finds wrong, with the places."""
    found = axe(page, AXE)
    return [f"{one['id']}: {json.dumps([node['target'] for node in one['nodes']][:3])}" for one in found]


@pytest.mark.parametrize(
    ("size", "scheme", "language"),
    [(DESK, "light", "fr"), (DESK, "dark", "nl"), (PHONE, "light", "en"), (PHONE, "dark", "fr")],
    ids=["desk-light-fr", "desk-dark-nl", "phone-light-en", "phone-dark-fr"],
)
def test_every_page_is_open_to_everybody(
    chromium: Browser, desk: Desk, size: tuple[int, int], scheme: str, language: str
) -> None:
    with opened(chromium, size, color_scheme=scheme, bypass_csp=True) as context:
        page = context.new_page()
        page.goto(f"{desk.address}/sign-in")
        assert violations(page) == []
        desk.sign_in(page)
        for address in PAGES:  # found while the page speaks French
            where(page, desk, address)
        page.goto(f"{desk.address}/")
        page.click(".menu.me summary")
        page.click(f"[name=language][value={language}]")
        for address in PAGES:
            go(page, desk, address)
            assert violations(page) == [], address
        page.click(".menu.me summary")
        page.click("[name=language][value=fr]")


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
        page.click(".menu.me summary")
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


def test_light_dark_and_grey_are_chosen_and_kept(page: Page, desk: Desk) -> None:
    for name, value, shown in (("scheme", "dark", "[data-scheme=dark]"), ("scheme", "auto", "html:not([data-scheme])")):
        page.click(".menu.me summary")
        page.click(f".look-of [name={name}][value={value}]")
        expect(page.locator(shown).first).to_be_attached()
    page.click(".menu.me summary")
    page.click("text=Tout en gris")
    go(page, desk, "REPORT")
    assert "grayscale" in page.evaluate("getComputedStyle(document.documentElement).filter")
    page.click(".menu.me summary")
    page.click("text=Remettre les couleurs")
    expect(page.locator("html:not([data-grey])")).to_be_attached()


def test_on_paper_there_is_nothing_to_press(page: Page, desk: Desk) -> None:
    go(page, desk, "REPORT")
    page.emulate_media(media="print")
    expect(page.locator(".top")).to_be_hidden()
    expect(page.locator("#decide")).to_be_hidden()
    expect(page.locator("#why")).to_be_visible()


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("home", "/"),
        ("queue", "/queue"),
        ("report", "REPORT"),
        ("thread", "THREAD"),
        ("case", "CASE"),
        ("training", "TRAINING"),
    ],
)
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
