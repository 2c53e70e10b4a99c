"""Orders of magistrates and what is said under a pseudonym, from their pages."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from vigie.access.models import Officer
from vigie.authority.models import Authorisation, Exchange, Line
from vigie.desk.tests.conftest import Enter


def _person(name: str, role: str) -> Officer:
    return Officer.objects.create(username=name, role=role, language="en", password="!")


def _registered(browser: Client, **changes: object) -> str:
    now = timezone.localtime()

    def written(at: datetime) -> str:
        return f"{at:%Y-%m-%dT%H:%M}"

    given = {
        "magistrate": "Mme Hirondelle",
        "court": "Paris",
        "number": "ORD-17",
        "holder": "ursula",
        "allowed": ["pseudonym"],
        "limits": "one exchange",
        "begins": written(now - timedelta(days=1)),
        "ends": written(now + timedelta(hours=30)),
    }
    return browser.post("/authorisations/enter", given | changes, follow=True).content.decode()


@pytest.fixture
def liaison(enter: Enter) -> Client:
    return enter(_person("leo", "liaison"))


@pytest.fixture
def undercover(enter: Enter) -> Client:
    return enter(_person("ursula", "undercover"))


def _begun(undercover: Client) -> str:
    order = Authorisation.objects.get()
    sent = {"service": "example.chat", "pseudonym": "fawn", "other": "lantern"}
    undercover.post(f"/authorisations/{order.pk}/exchange", sent)
    return f"/exchanges/{Exchange.objects.get().pk}"


def _said(undercover: Client, path: str, side: str, words: str, **more: str) -> str:
    at = f"{timezone.localtime():%Y-%m-%dT%H:%M:%S}"
    sent = {"side": side, "words": words, "said_at": at} | more
    return undercover.post(f"{path}/line", sent, follow=True).content.decode()


def test_an_order_is_registered_and_its_end_is_announced_to_its_holder(liaison: Client, undercover: Client) -> None:
    assert "ORD-17" in _registered(liaison)
    page = undercover.get("/authorisations").content.decode()
    assert "Ending" in page and "ends soon" in page
    assert "1</span></a></li>" in undercover.get("/").content.decode()  # beside “Authorisations” in the menu


def test_what_is_said_is_told_in_order_with_who_spoke_first(liaison: Client, undercover: Client) -> None:
    _registered(liaison)
    path = _begun(undercover)
    _said(undercover, path, "ours", "good evening")
    page = _said(undercover, path, "theirs", "tell me of you", begins="on")
    assert "The other side spoke first of what is punishable: message 2." in page
    order = Authorisation.objects.get().pk
    report = liaison.get(f"/authorisations/{order}").content.decode()
    assert report.index("good evening") < report.index("tell me of you")


def test_under_a_withdrawn_order_nothing_of_ours_is_written_and_the_page_says_so(
    liaison: Client, undercover: Client
) -> None:
    _registered(liaison)
    path = _begun(undercover)
    order = Authorisation.objects.get().pk
    liaison.post(f"/authorisations/{order}/withdraw", {"reason": "the judge lifted it"})
    page = undercover.get(path).content.decode()
    assert "The order does not hold now" in page and 'value="ours"' not in page
    assert "Begin an exchange" not in undercover.get(f"/authorisations/{order}").content.decode()
    assert "notice warning" in _said(undercover, path, "ours", "still there?")
    assert not Line.objects.exists()
    _said(undercover, path, "theirs", "still here")
    assert Line.objects.get().side == "theirs"


def test_a_colleague_of_the_same_desk_does_not_know_of_it(liaison: Client, undercover: Client, enter: Enter) -> None:
    _registered(liaison)
    path = _begun(undercover)
    other = enter(_person("ulla", "undercover"))
    assert other.get(path).status_code == 404
    assert "ORD-17" not in other.get("/authorisations").content.decode()
