"""The pages of oversight: nobody is shut out of them by how they see or work, and they fit a telephone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import DESK, PHONE, Desk, opened, violations

pytestmark = [pytest.mark.browser]
PAGES = (
    "/compartments", "/emergency", "/authorisations", "/retention", "/second-person", "/journal", "/looks", "/account",
    "/policies", "/policies/desk@4", "/capacity?officers=1,2",
)  # fmt: skip


@pytest.mark.parametrize(("size", "scheme"), [(DESK, "light"), (PHONE, "dark")])
def test_the_pages_of_oversight_are_for_everybody(
    chromium: Browser, desk: Desk, size: tuple[int, int], scheme: str
) -> None:
    with opened(chromium, size, color_scheme=scheme) as context:
        page = desk.watched(context.new_page())
        desk.sign_in(page, "denis")
        for address in PAGES:
            page.goto(f"{desk.address}{address}")
            page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true })")
            found = [(one["id"], one["nodes"][0]["html"]) for one in violations(page)]
            assert found == [], address
            assert page.evaluate("document.documentElement.scrollWidth") <= size[0], address
