"""An installation of nobody, a browser of somebody, an officer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import Settings

from vigie.access.models import Officer
from vigie.evidence import keys
from vigie.evidence import tasks as evidence
from vigie.journey.steps import READ
from vigie.journey.tasks.work import work
from vigie.portal.pace import PACE
from vigie.reporters import sealing
from vigie.reporters.tasks import boxes, door

Journey = Callable[[], None]


@pytest.fixture(autouse=True)
def _house(db: None, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    keys.make(settings.VIGIE_HOME / "keys")
    evidence.vault.cache_clear()
    PACE.clear()
    door.FULL.clear()
    monkeypatch.setattr(sealing, "MEMORY", 64)  # the real ones are slow on purpose
    monkeypatch.setattr(boxes, "EACH_TAKES", 0.0)


@pytest.fixture
def somebody() -> Client:
    """A browser that speaks English, without scripts."""
    return Client(headers={"Accept-Language": "en"})


@pytest.fixture
def officer() -> Officer:
    return Officer.objects.create(username="anne", role="officer", unit="", language="en", password="!")


@pytest.fixture
def desk(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


@pytest.fixture
def journey() -> Journey:
    """Takes all that waits through its journey."""

    def through() -> None:
        for _ in work():
            continue

    return through


@pytest.fixture
def reading() -> Journey:
    """Reads all that waits to be read, and no more: media are compared beside the test's own transaction."""

    def through() -> None:
        for _ in work(READ):
            continue

    return through
