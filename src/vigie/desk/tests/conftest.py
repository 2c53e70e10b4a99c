"""The cast: an officer, an officer of another unit, a supervisor, an administrator, and a stranger."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from vigie.access.models import Officer
from vigie.evidence import keys

Enter = Callable[[Officer], Client]


@pytest.fixture(autouse=True)
def _house(db: None, settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the real one is slow on purpose
    settings.VIGIE_SECOND_FACTOR = False  # test_second.py is about it
    keys.make(settings.VIGIE_HOME / "keys")
    cache.clear()


def _made(name: str, role: str = "officer", unit: str = "") -> Officer:
    return Officer.objects.create(username=name, role=role, unit=unit, language="en", password="!")


@pytest.fixture
def officer() -> Officer:
    return _made("anne")


@pytest.fixture
def colleague() -> Officer:
    return _made("bruno")


@pytest.fixture
def elsewhere() -> Officer:
    """An officer of another unit than the reports'."""
    return _made("carla", unit="departement-59")


@pytest.fixture
def supervisor() -> Officer:
    return _made("denis", role="supervisor")


@pytest.fixture
def administrator() -> Officer:
    return _made("elsa", role="administrator")


@pytest.fixture
def enter() -> Enter:
    """A browser of somebody who signed in."""

    def entered(who: Officer) -> Client:
        client = Client()
        client.force_login(who)
        return client

    return entered


@pytest.fixture
def stranger() -> Client:
    return Client()
