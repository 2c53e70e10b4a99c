"""The public's and the children's pages in a real browser: with scripts, without, and what never leaves."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import Desk
from tests.browser.conftest import violations as axe
from tests.browser.windows import PHONE, opened
from vigie.kernels import pdq
from vigie.portal.country import public

AXE: dict[str, object] = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PAGES = (
    "/signaler/", "/signaler/suite", "/signaler/ailleurs/bullying", "/infos/", "/infos/moi", "/infos/parents",
    "/infos/ecole", "/bonjour/", "/bonjour/parler", "/bonjour/photo", "/bonjour/conseils",
)  # fmt: skip
AWAY = public("fr").exit
STEPS = ("quoi", "danger", "qui", "age", "dire", "montrer", "ou")


def violations(page: Page) -> list[str]:
    found = axe(page, AXE)
    return [f"{page.url} {one['id']}: {json.dumps([node['target'] for node in one['nodes']][:3])}" for one in found]


def tell_as_a_child(page: Page, address: str) -> None:
    """The whole children's way, up to the page that asks whether to send."""
    page.goto(f"{address}/bonjour/")
    page.click("a:has-text('Je raconte')")
    page.check("input[value=threatens]")
    page.click("button.primary")
    page.check("input[value=no]")
    page.click("button.primary")
    page.check("input[value=online-person]")
    page.click("button.primary")
    page.click("button:has-text('Je passe')")
    page.fill("#words", "il veut une carte cadeau")
    for _ in range(3):
        page.click("button.primary")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_open_to_everybody(chromium: Browser, desk: Desk, scheme: str) -> None:
    found: list[str] = []
    with opened(chromium, PHONE, color_scheme=scheme, bypass_csp=True) as context:
        page = context.new_page()
        for address in PAGES if scheme == "light" else PAGES[7:10]:
            page.goto(desk.address + address)
            found += violations(page)
        for question in STEPS if scheme == "light" else STEPS[:2]:
            page.goto(f"{desk.address}/bonjour/{question}")
            found += violations(page)
        page.goto(f"{desk.address}/signaler/")
        page.check("input[value=account]")
        for _ in range(4):
            page.click("form button[value=on]")
            found += violations(page)
        tell_as_a_child(page, desk.address)
        found += violations(page)
    assert found == []


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_page_is_open_to_everybody_in_the_other_languages(chromium: Browser, desk: Desk, language: str) -> None:
    found: list[str] = []
    with opened(chromium, PHONE, bypass_csp=True) as context:
        page = context.new_page()
        for address in (*PAGES, *(f"/bonjour/{question}" for question in STEPS)):
            page.goto(f"{desk.address}{address}{'&' if '?' in address else '?'}l={language}")
            assert page.get_attribute("html", "lang") == language, address
            found += violations(page)
    assert found == []


@pytest.mark.parametrize("size", [(320, 640), (1200, 800)], ids=["small", "wide"])
def test_no_page_is_wider_than_its_window_and_all_can_be_tapped(
    chromium: Browser, desk: Desk, size: tuple[int, int]
) -> None:
    with opened(chromium, size) as context:
        page = context.new_page()
        for address in (*PAGES, *(f"/bonjour/{question}" for question in STEPS)):
            page.goto(desk.address + address)
            assert page.evaluate("document.documentElement.scrollWidth") <= size[0], address
            small = page.evaluate(
                """() => [...document.querySelectorAll("button, .button, .tile, .tap, .strip a")]
                .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 43.5)
                .map(one => one.outerHTML.slice(0, 80))"""
            )
            assert small == [], address


def test_a_child_tells_without_any_script(chromium: Browser, desk: Desk) -> None:
    with opened(chromium, PHONE, java_script_enabled=False) as context:
        page = desk.watched(context.new_page())
        tell_as_a_child(page, desk.address)
        page.click("button:has-text('J’envoie')")
        expect(page.locator(".words li")).to_have_count(6)
        words = " ".join(page.locator(".words li").all_inner_texts())
        context.clear_cookies()
        page.goto(f"{desk.address}/signaler/suite")
        page.fill("#words", words)
        page.click("main button.primary")
        expect(page.locator("h1")).to_have_text("Nos messages")


def test_the_public_form_works_without_scripts_and_with_proof_of_work(chromium: Browser, desk: Desk) -> None:
    for scripts in (False, True):
        with opened(chromium, PHONE, java_script_enabled=scripts) as context:
            page = desk.watched(context.new_page())
            page.goto(f"{desk.address}/signaler/")
            page.check("input[value=account]")
            page.click("form button[value=on]")
            page.fill("#account", "synthetic_user")
            for _ in range(3):
                page.click("form button[value=on]")
            with page.expect_request(lambda asked: asked.url.endswith("/envoi")) as asked:
                page.click("button[value=send]")
            page.wait_for_url("**/signaler/recu")
            expect(page.locator(".words li")).to_have_count(6)
            posted = asked.value.post_data or ""
            assert ("counter=&" in posted or posted.endswith("counter=")) is not scripts


def _away(route: Route) -> None:
    route.fulfill(status=200, content_type="text/html", body="<title>Weather</title><h1>Sunny</h1>")


@pytest.mark.parametrize("how", ["button", "keys", "link"])
def test_leaving_is_at_once_and_back_shows_nothing(chromium: Browser, desk: Desk, how: str) -> None:
    with opened(chromium, PHONE, java_script_enabled=how != "link") as context:
        context.route(f"{AWAY}**", _away)
        page = context.new_page()
        page.goto(f"{desk.address}/infos/")
        page.goto(f"{desk.address}/bonjour/quoi")
        page.check("input[value=secret]")
        page.click("button.primary")
        assert any(cookie["name"] == "v" for cookie in context.cookies())
        page.wait_for_url("**/bonjour/danger")
        if how == "keys":
            for _ in range(3):
                page.keyboard.press("Shift")
        else:
            page.click(".exit")
        page.wait_for_url(AWAY)
        page.wait_for_timeout(300)
        assert not any(cookie["name"] == "v" for cookie in context.cookies())
        if how != "link":
            page.go_back()
            assert "/bonjour/danger" not in page.url


def _reference(name: str) -> NDArray[np.uint8]:
    """Benign pictures of our own: waves, rings, a noisy slope, a tiny one, a wide one."""
    chance = np.random.default_rng(7)
    y, x = np.mgrid[0:240, 0:320].astype(np.float64)
    shapes = {
        "waves": np.stack([127 + 120 * np.sin(x / 17 + y / 31), 127 + 90 * np.cos(y / 13), x % 256], axis=-1),
        "rings": np.repeat((128 + 127 * np.sin(np.hypot(x - 160, y - 90) / 9))[..., None], 3, axis=-1),
        "slope": np.clip(np.stack([x / 2, y, (x + y) / 3], axis=-1) + chance.normal(0, 12, (240, 320, 3)), 0, 255),
        "tiny": chance.uniform(0, 255, (9, 7, 3)),
        "wide": chance.uniform(0, 255, (40, 900, 3)),
    }
    return shapes[name].astype(np.uint8)


def test_a_picture_of_oneself_never_leaves_and_its_fingerprint_is_ours(
    chromium: Browser, desk: Desk, tmp_path: Path
) -> None:
    names = ("waves", "rings", "slope", "tiny", "wide")
    expected, contents = {}, {}
    for name in names:
        pixels, out = _reference(name), io.BytesIO()
        Image.fromarray(pixels).save(out, "PNG")
        contents[name] = out.getvalue()
        (tmp_path / f"{name}.png").write_bytes(out.getvalue())
        looks = pdq.reference(pixels)
        expected[name] = f"{_sha256(out.getvalue())} {pdq.bits(looks.dct).hex()} {looks.quality}"
    with opened(chromium, PHONE) as context:
        page = desk.watched(context.new_page())
        sent: list[bytes] = []
        page.on("request", lambda request: sent.append(request.post_data_buffer or b""))
        page.goto(f"{desk.address}/bonjour/photo")
        page.set_input_files("#photo", [tmp_path / f"{name}.png" for name in names])
        page.wait_for_selector("#ready:not([hidden])")
        given = page.eval_on_selector_all("input[name=fingerprint]", "all => all.map(one => one.value)")
        assert given == [expected[name] for name in names]
        page.click("button[data-send]")
        page.wait_for_url("**/bonjour/danger")
    assert sum(map(len, sent)) < 5 * 160
    for content in contents.values():
        assert not any(content[at : at + 16] in one for one in sent for at in range(0, len(content) - 16, 997))


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_a_child_and_an_officer_talk_as_they_write(chromium: Browser, desk: Desk, page: Page) -> None:
    page.goto(f"{desk.address}/talks")
    page.click("button:has-text('Je suis là pour parler')")
    with opened(chromium, PHONE) as context:
        child = desk.watched(context.new_page())
        child.goto(f"{desk.address}/bonjour/parler")
        child.fill("#text", "bonjour")
        child.click("main button.primary")
        expect(child.locator("#thread")).to_contain_text("bonjour")
        page.goto(f"{desk.address}/talks")
        page.click("button:has-text('Je la prends')")
        page.fill("#text", "Je suis là avec toi.")
        page.click("button[value=say]")
        expect(child.locator("#thread")).to_contain_text("Je suis là avec toi.", timeout=15_000)
        child.fill("#text", "merci")
        child.click("#say button.primary")
        expect(page.locator("#thread")).to_contain_text("merci", timeout=15_000)
