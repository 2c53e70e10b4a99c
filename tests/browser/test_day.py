"""An officer's day in a real browser: from the queue to a decision, by mouse, by keyboard, without scripts."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import SECRET, Desk
from tests.browser.windows import opened

pytestmark = pytest.mark.browser


def first(page: Page) -> str:
    """The number of the first report of the queue."""
    return page.locator("[data-open-row]").first.inner_text()


def test_from_the_queue_to_a_decision_and_back(page: Page) -> None:
    number = first(page)
    page.locator("[data-open-row]").first.click()
    expect(page.locator("h1")).to_contain_text(number)
    page.click("[data-claim]")
    expect(page.locator(".held")).to_contain_text("Entre vos mains")
    page.click("label.outcome.keep")
    page.click(".decide button.primary")
    assert "/reports/" in page.url  # the browser itself asks for the reason
    page.fill("#reason", "producteur, danger immédiat")
    page.click(".decide button.primary")
    expect(page.locator("#notices")).to_contain_text("Décision enregistrée")
    assert first(page) != number
    page.goto(page.url.partition("?")[0] + "?state=decided")
    page.locator("[data-open-row]").first.click()
    expect(page.locator(".held")).to_contain_text("Garder à l’office central")
    page.fill("#undo-why", "essai")
    page.click(".undo button")
    expect(page.locator("#notices")).to_contain_text("annulée")
    page.click(".holding form button")
    expect(page.locator("#notices")).to_contain_text("de retour dans la file")


def test_with_the_keyboard_alone(page: Page) -> None:
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    second = page.locator("[data-open-row]").nth(1)
    expect(second).to_be_focused()
    number = second.inner_text()
    page.keyboard.press("o")
    expect(page.locator("h1")).to_contain_text(number)
    page.keyboard.press("c")
    expect(page.locator(".held")).to_contain_text("Entre vos mains")
    page.keyboard.press("d")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[name=outcome][value=pass-on]")).to_be_checked()
    expect(page.locator("select[name=unit]")).to_be_visible()
    page.locator("select[name=unit]").select_option(index=3)
    page.locator("#reason").focus()
    page.keyboard.type("domicile dans ce ressort")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#notices")).to_contain_text("Décision enregistrée")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("p")
    page.wait_for_url("**/problems")
    page.keyboard.press("g")
    page.keyboard.press("q")
    expect(page.locator("h1")).to_contain_text("File")


def test_filters_change_the_list_the_address_and_survive_going_back(page: Page) -> None:
    page.locator(".facet a", has_text="Viral").click()
    expect(page.locator(".line .chip.class.viral").first).to_be_visible()
    page.wait_for_url("**/queue?class=viral")
    assert page.locator(".line .chip.class.workable").count() == 0
    page.select_option("#least", "20")
    page.wait_for_url(re.compile("least=20"))
    page.go_back()
    page.wait_for_url(re.compile(r"class=viral$"))
    page.locator("[data-open-row]").first.click()
    page.locator("[data-back]").click()
    page.wait_for_url("**/queue?class=viral")


def test_a_picture_is_shown_only_when_asked_for_and_once(page: Page, desk: Desk) -> None:
    for link in page.locator("[data-open-row]").all():
        address = link.get_attribute("href")
        shown = page.request.get(f"{desk.address}{address}").text()
        if 'hx-target="#look-0"' in shown:
            break
    page.goto(f"{desk.address}{address}")
    assert page.locator("main img").count() == 0
    look = page.locator("#file-0")
    for anyway in look.locator(".anyway summary").all():
        anyway.click()
    look.locator("input[name=reason]").fill("un paysage ?")
    look.locator("button", has_text="Montrer").click()
    picture = look.locator("img")
    expect(picture).to_be_visible()
    assert "blur" in _veil(page)
    box = look.locator(".veil").bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    assert "blur" not in _veil(page)
    page.mouse.up()
    assert "blur" in _veil(page)
    look.locator(".veil").focus()
    page.keyboard.down("Space")
    assert "blur" not in _veil(page)
    page.keyboard.up("Space")
    assert "blur" in _veil(page)
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("one => one.naturalWidth") > 0
    source = picture.get_attribute("src")
    assert page.request.get(f"{desk.address}{source}").status == 404
    expect(page.locator("#journal")).not_to_contain_text("Image montrée")
    page.reload()
    expect(page.locator("#journal")).to_contain_text("Image montrée")
    assert page.locator("main img").count() == 0


def _veil(page: Page) -> str:
    """How the picture is shown now."""
    return str(page.evaluate("getComputedStyle(document.querySelector('.picture img')).filter"))


def test_a_new_officer_decides_from_the_home_page_and_a_draft_survives_a_closed_window(page: Page, desk: Desk) -> None:
    page.goto(f"{desk.address}/")
    expect(page.locator("main h2").first).to_contain_text("Mon prochain signalement")
    page.keyboard.press("n")
    expect(page.locator(".held")).to_contain_text("Entre vos mains")
    page.click("label.outcome.ask")
    page.fill("#reason", "demander le port à l’opérateur")
    expect(page.locator("#draft-told")).to_contain_text("Brouillon gardé")
    number = page.locator("h1").inner_text().split()[0]
    page.goto(f"{desk.address}/")
    held = page.locator(".mine li", has_text=number)
    expect(held).to_contain_text("brouillon")
    held.locator("a").click()
    expect(page.locator("#reason")).to_have_value("demander le port à l’opérateur")
    expect(page.locator("[name=outcome][value=ask]")).to_be_checked()
    page.locator("#reason").focus()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#notices")).to_contain_text("Décision enregistrée")


def test_several_are_ticked_with_the_keyboard_and_decided_together(page: Page, desk: Desk) -> None:
    page.goto(f"{desk.address}/queue?class=viral")
    for _ in range(3):
        page.keyboard.press("j")
        page.keyboard.press("x")
    page.locator(".bulk-bar button").click()
    expect(page.locator("h1")).to_contain_text("3 signalements")
    page.click("label:has([name=class_][value=viral])")
    page.click("label.outcome.viral")
    page.fill("#reason", "le même contenu viral")
    page.locator("form.bulk-decide button.primary").click()
    expect(page.locator("h1")).to_contain_text("3 signalements décidés")


def test_who_must_stop_presses_one_button_and_is_asked_nothing(chromium: Browser, desk: Desk) -> None:
    with opened(chromium) as context:
        page = desk.watched(context.new_page())
        desk.sign_in(page, "denis")
        page.keyboard.press("n")
        expect(page.locator(".held")).to_contain_text("Entre vos mains")
        page.click(".menu.me summary")
        page.click(".stop")
        expect(page.locator("h1")).to_have_text("C’est fait")
        page.goto(f"{desk.address}/queue?state=mine")
        expect(page.locator(".empty")).to_be_visible()


def test_a_case_is_opened_from_a_report_and_a_colleague_is_addressed(page: Page, chromium: Browser, desk: Desk) -> None:
    page.locator("[data-open-row]").nth(2).click()
    page.click(".in-cases summary")
    page.fill("#case-title", "Héron gris")
    page.locator(".in-cases form", has=page.locator("#case-title")).locator("button").click()
    expect(page.locator("h1")).to_contain_text("Héron gris")
    expect(page.locator("#reports li")).to_have_count(1)
    page.fill("#note", "@bruno le fournisseur a répondu")
    page.click(".note-form button")
    expect(page.locator(".notes li")).to_have_count(1)
    with opened(chromium) as context:
        other = desk.watched(context.new_page())
        desk.sign_in(other, "bruno")
        other.click("text=Héron gris")
        expect(other.locator(".notes")).to_contain_text("le fournisseur a répondu")


def test_reading_and_deciding_need_no_script(chromium: Browser, desk: Desk) -> None:
    with opened(chromium, java_script_enabled=False) as context:
        page = desk.watched(context.new_page())
        desk.sign_in(page, "bruno")
        page.goto(f"{desk.address}/queue")
        page.fill("#company", "")
        page.locator(".choices button", has_text="Filtrer").click()
        number = first(page)
        page.locator("[data-open-row]").first.click()
        page.click("[data-claim]")
        page.check("[name=outcome][value=viral]")
        page.fill("#reason", "contenu viral, indignation")
        page.click(".decide button.primary")
        expect(page.locator("#notices")).to_contain_text("Décision enregistrée")
        assert first(page) != number


def _entered(desk: Desk, name: str) -> OpenerDirector:
    """A browser without a screen, of somebody who signed in."""
    opener = build_opener(HTTPCookieProcessor(CookieJar()))
    _post(opener, f"{desk.address}/sign-in", f"{desk.address}/sign-in", name=name, password=SECRET)
    return opener


def _post(opener: OpenerDirector, shown: str, address: str, **sent: str) -> str:
    with opener.open(shown) as page:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.read().decode())
    assert token
    body = urlencode({**sent, "csrfmiddlewaretoken": token.group(1)}).encode()
    with opener.open(address, body) as answer:
        return str(answer.read().decode())


def test_of_officers_who_race_for_a_report_one_wins_and_the_others_are_told(page: Page, desk: Desk) -> None:
    address = desk.address + str(page.locator("[data-open-row]").last.get_attribute("href"))
    racers = [_entered(desk, name) for name in ("anne", "bruno", "denis") * 2]
    with ThreadPoolExecutor(len(racers)) as pool:
        answers = list(pool.map(lambda racer: _post(racer, address, f"{address}/claim"), racers))
    holding = [answer for answer in answers if "Entre vos mains" in answer]
    told = [answer for answer in answers if "a déjà pris ce signalement" in answer]
    assert len(holding) == 2  # the winner's two windows
    assert len(told) == 4
    journal = desk.installation.command("ledger", "verify")
    assert journal
