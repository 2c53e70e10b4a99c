"""`vigie user`: who may sign in, told to people and to programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from vigie.access import tasks
from vigie.access.models import Officer
from vigie.ledger.models import Entry
from vigie.project import home
from vigie.project.commands.user import command

SECRET = "seven grey herons at dawn"


@pytest.fixture(autouse=True)
def _installed(db: None) -> None:
    home.make()


def user(*words: str) -> Result:
    return CliRunner().invoke(command, list(words))


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "secret"
    path.write_text(f"{SECRET}\nanything after the first line is not read\n", "utf-8")
    return str(path)


def test_an_officer_added_can_sign_in_with_the_password_of_the_file(file: str) -> None:
    done = user("add", "anne", "--role", "officer", "--password-file", file, "--json")
    assert done.exit_code == 0, done.output
    row = json.loads(done.output)
    assert (row["name"], row["role"], row["unit"], row["active"]) == ("anne", "officer", None, True)
    assert SECRET not in done.output
    assert tasks.recognise("anne", SECRET) is not None


def test_a_password_that_is_made_is_told_once_and_works() -> None:
    made = json.loads(user("add", "anne", "--role", "supervisor", "--unit", "bpm-paris", "--json").output)
    assert tasks.recognise("anne", made["password"]) is not None
    assert "password" not in json.loads(user("list", "--json").output)[0]
    assert not any(made["password"] in entry.payload for entry in Entry.objects.all())


def test_somebody_disabled_no_longer_comes_in_until_enabled(file: str) -> None:
    user("add", "anne", "--role", "officer", "--password-file", file)
    assert json.loads(user("disable", "anne", "--json").output)["active"] is False
    assert tasks.recognise("anne", SECRET) is None
    assert "disabled" in user("list").output
    user("enable", "anne")
    assert tasks.recognise("anne", SECRET) is not None


def test_what_cannot_be_is_refused_with_a_reason(file: str) -> None:
    user("add", "anne", "--role", "officer", "--password-file", file)
    again = user("add", "anne", "--role", "officer", "--password-file", file)
    assert again.exit_code == 1
    assert "already an officer" in again.output
    assert user("disable", "nobody").exit_code == 1
    assert user("add", "bruno", "--role", "king").exit_code == 2
    assert Officer.objects.count() == 1
