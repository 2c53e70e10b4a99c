"""The cast: a service that reports, in an installation of the test's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from vigie.evidence import keys
from vigie.evidence.tasks import vault
from vigie.gateway.tests.client import Reporter
from vigie.services.tasks import together


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, settings: Settings, db: None) -> None:
    settings.VIGIE_HOME = tmp_path / "home"
    keys.make(settings.VIGIE_HOME / "keys")
    vault.cache_clear()
    together.begin_anew()


@pytest.fixture
def one() -> Reporter:
    return Reporter.new(company="Example")
