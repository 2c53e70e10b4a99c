"""A home whose ledger can be written."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from vigie.evidence import keys


@pytest.fixture
def home(settings: Settings, tmp_path: Path) -> Path:
    """An installation's folder, with its keys."""
    settings.VIGIE_HOME = tmp_path
    keys.make(tmp_path / "keys")
    return tmp_path
