"""`vigie pack check`: every pack is complete; a broken one is named with its file."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from vigie.authority.scope import Allowed
from vigie.project.commands.pack import command
from vigie.requests.letter import letters
from vigie.territory import pack


def test_every_pack_is_complete_and_says_what_nobody_verified() -> None:
    done = CliRunner().invoke(command, ["check", "--json"])
    told = json.loads(done.output)
    assert done.exit_code == 0
    assert [one["country"] for one in told] == [one.country for one in pack.every()]
    assert all(one["problems"] == [] and one["unverified"] for one in told)


def test_a_third_country_takes_data_only() -> None:
    assert "LU" in {one["country"] for one in json.loads(CliRunner().invoke(command, ["list", "--json"]).output)}


def test_what_is_wrong_is_said_with_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = {name: part for name, part in pack.load("lu").parts.items() if name != "courts"}
    broken = pack.Pack("LU", "1", parts)
    monkeypatch.setattr(pack, "load", lambda _country: broken)
    done = CliRunner().invoke(command, ["check", "lu"])
    assert done.exit_code == 1
    assert "courts.toml" in done.output


def test_a_country_without_a_pack_is_said_so() -> None:
    done = CliRunner().invoke(command, ["check", "zz"])
    assert done.exit_code == 1
    assert "no pack" in done.output


def test_what_the_packs_ask_for_is_something_that_an_order_can_allow() -> None:
    asked = {one.needs for land in pack.every() if "requests" in land.parts for one in letters(land).kind.values()}
    assert asked <= {"", *Allowed}
    assert "subscriber" in asked
