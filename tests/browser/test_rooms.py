"""The pages beside the daily work: nobody is shut out of them by how they see, work or speak, and they fit a phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import SECRET, Desk, violations
from tests.browser.rows import rows
from tests.browser.windows import DESK, PHONE, opened

pytestmark = [pytest.mark.browser]
OVERSIGHT = (
    "/compartments", "/emergency", "/authorisations", "/retention", "/second-person", "/journal", "/looks", "/account",
    "/policies", "POLICY", "/capacity?officers=1,2", "/requests", "/talks", "/threshold", "/exposure",
    "/services", "/lists", "/dossiers", "/ledger", "/figures", "/figures/published", "/training", "/help",
    "REQUEST", "DOSSIER", "ORDER", "EXCHANGE", "TALK",
)  # fmt: skip
ADMINISTRATION = (
    "/people",
    "/installation",
    "/installation/country",
    "/installation/country/unit/departement-35",
    "/installation/country/unit/new",
    "/installation/country/clock/access-provider",
    "/installation/country/term/viral",
    "/installation/country/courts",
    "/installation/country/court/de%20Rennes",
    "/installation/country/court/new",
    "/installation/country/letters",
    "/installation/country/letter/letters.letter",
    "/installation/country/letter/requests.subscriber",
    "/installation/country/offences",
    "/installation/country/offence/fr:312-1",
    "/lists",
    "/services",
    "/problems",
    "/second-person",
    "/account",
    "/help",
)


@pytest.mark.parametrize(
    ("size", "scheme", "language"),
    [(DESK, "light", "fr"), (PHONE, "dark", "nl"), (PHONE, "light", "en")],
    ids=["desk-light-fr", "phone-dark-nl", "phone-light-en"],
)
@pytest.mark.parametrize(("who", "pages"), [("denis", OVERSIGHT), ("elsa", ADMINISTRATION)], ids=["denis", "elsa"])
def test_the_pages_beside_the_daily_work_are_for_everybody(
    chromium: Browser,
    desk: Desk,
    tmp_path: Path,
    who: str,
    pages: tuple[str, ...],
    size: tuple[int, int],
    scheme: str,
    language: str,
) -> None:
    secret = tmp_path / "secret"
    secret.write_text(SECRET + "\n", "utf-8")
    made = rows(chromium, desk, str(secret))
    with opened(chromium, size, color_scheme=scheme) as context:
        page = desk.watched(context.new_page())
        desk.sign_in(page, who)
        page.goto(f"{desk.address}/account")
        page.click(".menu.me summary")
        page.click(f"[name=language][value={language}]")
        for address in pages:
            page.goto(f"{desk.address}{made.get(address, address)}")
            page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true })")
            found = [(one["id"], one["nodes"][0]["html"]) for one in violations(page)]
            assert found == [], address
            assert page.evaluate("document.documentElement.scrollWidth") <= size[0], address
