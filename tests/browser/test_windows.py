"""The tests' own browser: one that no longer answers ends a test, and never the run."""

from __future__ import annotations

import signal

import pytest
from playwright.sync_api import Playwright

from tests.browser import windows

pytestmark = pytest.mark.browser


def test_a_browser_that_does_not_close_is_ended(_playwright: Playwright, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "RUN", f"{windows.RUN}-stopped")
    monkeypatch.setattr(windows, "LEAVING", 300)
    monkeypatch.setattr(windows, "CLOSING", 1.0)
    browser = windows.launched(_playwright)
    with windows.opened(browser) as context:
        context.new_page().goto("about:blank")
        windows.send(signal.SIGSTOP)
    assert not browser.is_connected()
