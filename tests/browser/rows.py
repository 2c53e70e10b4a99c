"""Things that exist only once somebody made them: a request, a dossier, an order with its exchange, a talk, a change of
the pack. Made through the pages, once for all tests, as people of the desk would."""

from __future__ import annotations

from datetime import datetime, timedelta

from playwright.sync_api import Browser, Page

from tests.browser.conftest import Desk
from tests.browser.windows import opened

MADE: dict[str, str] = {}  # by word: the caseload is one for all tests


def rows(chromium: Browser, desk: Desk, secret: str) -> dict[str, str]:
    """The address of each, by its word."""
    if not MADE:
        if "ursula" not in desk.installation.command("user", "list"):
            desk.installation.command("user", "add", "ursula", "--role", "undercover", "--password-file", secret)
        with opened(chromium) as context:
            page = context.new_page()
            desk.sign_in(page, "denis")
            MADE["REQUEST"] = _request(page, desk)
            MADE["DOSSIER"] = _dossier(page, desk)
            MADE["ORDER"] = _order(page, desk)
            MADE["TALK"] = _talk(chromium, page, desk)
        with opened(chromium) as context:
            page = context.new_page()
            desk.sign_in(page, "ursula")
            MADE["EXCHANGE"] = _exchange(page, desk, MADE["ORDER"])
        with opened(chromium) as context:
            page = context.new_page()
            desk.sign_in(page, "elsa")
            _change(page, desk)
    return MADE


def _here(page: Page, desk: Desk) -> str:
    return page.url.partition("#")[0].removeprefix(desk.address)


def _report(page: Page, desk: Desk) -> None:
    page.goto(f"{desk.address}/queue?class=workable&home=home")
    page.click("[data-open-row] >> nth=0")


def _request(page: Page, desk: Desk) -> str:
    _report(page, desk)
    page.select_option("#ask-kind", "preservation")
    page.click("#asked form button")
    page.wait_for_url("**/requests/*")
    return _here(page, desk)


def _dossier(page: Page, desk: Desk) -> str:
    _report(page, desk)
    page.click(".make-dossier a")
    page.fill("#reason", "pour le parquet")
    page.click("main button.primary")
    page.wait_for_url(lambda url: url.rsplit("/", 1)[1].isdigit())
    return _here(page, desk)


def _order(page: Page, desk: Desk) -> str:
    page.goto(f"{desk.address}/authorisations")
    now = datetime.now()
    for field, words in {
        "magistrate": "Mme Hirondelle", "court": "Paris", "number": "ORD-2026-17", "holder": "ursula",
        "limits": "un échange", "begins": f"{now - timedelta(days=2):%Y-%m-%dT%H:%M}",
        "ends": f"{now + timedelta(days=2):%Y-%m-%dT%H:%M}",
    }.items():  # fmt: skip
        page.fill(f"#{field}", words)
    page.check("[name=allowed][value=pseudonym]")
    page.click("form[action$='/enter'] button.primary")
    page.wait_for_url("**/authorisations/*")
    return _here(page, desk)


def _exchange(page: Page, desk: Desk, order: str) -> str:
    page.goto(f"{desk.address}{order}")
    for field, words in {"service": "example.chat", "pseudonym": "petitfaon", "other": "lanterne"}.items():
        page.fill(f"#{field}", words)
    page.click("form[action$='/exchange'] button")
    page.wait_for_url("**/exchanges/*")
    page.fill("#words", "bonsoir")
    page.check("[name=begins]")
    page.click("form[action$='/line'] button")
    return _here(page, desk)


def _talk(chromium: Browser, page: Page, desk: Desk) -> str:
    page.goto(f"{desk.address}/talks")
    begin = page.locator("button:has-text('Je suis là pour parler')")
    if begin.count():
        begin.click()
    with opened(chromium) as context:
        child = context.new_page()
        child.goto(f"{desk.address}/bonjour/parler")
        child.fill("#text", "coucou")
        child.click("main button.primary")
        page.goto(f"{desk.address}/talks")
        page.click("button:has-text('Je la prends') >> nth=0")
        page.wait_for_url("**/talks/*")
    return _here(page, desk)


def _change(page: Page, desk: Desk) -> None:
    page.goto(f"{desk.address}/installation/country/unit/departement-35")
    page.fill("#interviewers", "4")
    page.fill("#reason", "courrier du service")
    page.click("main button.primary")
