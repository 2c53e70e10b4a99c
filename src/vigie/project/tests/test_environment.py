"""Settings are read strictly: a misspelt one does not pass in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from vigie.project.environment import BadSetting, read, yes


def test_an_unknown_setting_is_refused_by_name() -> None:
    with pytest.raises(BadSetting, match="VIGIE_HOEM"):
        read({"VIGIE_HOEM": "/tmp"})


def test_a_secret_can_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hush\n")
    assert read({"VIGIE_SECRET_KEY_FILE": str(tmp_path / "secret")})["VIGIE_SECRET_KEY"] == "hush"


def test_a_setting_said_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hush")
    with pytest.raises(BadSetting, match="both"):
        read({"VIGIE_SECRET_KEY": "x", "VIGIE_SECRET_KEY_FILE": str(tmp_path / "secret")})


def test_a_missing_file_is_named() -> None:
    with pytest.raises(BadSetting, match="VIGIE_HOME_FILE"):
        read({"VIGIE_HOME_FILE": "/nowhere/at/all"})


def test_yes_and_no_are_the_only_answers() -> None:
    assert yes("X", "Yes") and not yes("X", "0")
    with pytest.raises(BadSetting):
        yes("X", "maybe")
