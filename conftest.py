"""For every test: no test may touch the installation of the person who runs it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings


@pytest.fixture(scope="session", autouse=True)
def _home_of_nobody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    before = settings.VIGIE_HOME
    settings.VIGIE_HOME = tmp_path_factory.mktemp("home")
    yield
    settings.VIGIE_HOME = before
