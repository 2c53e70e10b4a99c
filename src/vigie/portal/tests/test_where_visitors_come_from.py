"""A visitor behind a proxy is not the proxy: else ten reports an hour would make everybody else wait."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import RequestFactory
from pytest_django import Settings

from vigie.portal.tasks.sending import Shown
from vigie.portal.tests.test_floods import HUMAN, at_the_door
from vigie.portal.views import origin


@pytest.mark.parametrize(
    ("proxies", "peer", "told", "found"),
    [
        ((), "198.51.100.7", "", "198.51.100.7"),
        ((), "198.51.100.7", "192.0.2.1", "198.51.100.7"),  # anybody can send a header
        ((), "127.0.0.1", "192.0.2.1", ""),  # a proxy that nobody has named
        (("127.0.0.1",), "127.0.0.1", "192.0.2.1", "192.0.2.1"),
        (("127.0.0.1",), "127.0.0.1", "203.0.113.9, 192.0.2.1", "192.0.2.1"),  # the first was the visitor's own claim
        (("127.0.0.1", "10.0.0.0/8"), "127.0.0.1", "203.0.113.9, 10.1.2.3", "203.0.113.9"),
        (("127.0.0.1",), "127.0.0.1", "nonsense", ""),
        (("127.0.0.1",), "127.0.0.1", "", ""),
        (("::1",), "::1", "2001:db8::5", "2001:db8::5"),
    ],
)
def test_the_address_is_the_visitor_s_or_none(
    settings: Settings, proxies: tuple[str, ...], peer: str, told: str, found: str
) -> None:
    settings.VIGIE_PROXIES = proxies
    headers = {"X-Forwarded-For": told} if told else {}
    assert origin.of(RequestFactory(REMOTE_ADDR=peer).get("/signaler/", headers=headers)) == found


def test_who_has_no_address_is_not_slowed_by_others_who_have_none() -> None:
    now = datetime.now(UTC)
    for n in range(12):
        assert at_the_door(f"{n} quite another thing each time {n * 7} {HUMAN[: 20 + n]}", "", now, Shown("")) in (
            "",
            "same",
        )
    assert at_the_door(HUMAN, "", now, Shown("")) == ""
