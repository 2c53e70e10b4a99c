"""`vigie about` shows every licence that asks to be shown."""

from __future__ import annotations

import json

from click.testing import CliRunner

from vigie.project.commands.about import command, licence_of
from vigie.territory import atlas, pack


def test_it_credits_every_data_set_in_full() -> None:
    shown = CliRunner().invoke(command, [], terminal_width=40).output
    for source in atlas.sources():
        assert source.attribution in shown and source.link in shown and source.licence in shown


def test_its_json_names_packs_data_and_libraries() -> None:
    told = json.loads(CliRunner().invoke(command, ["--json"]).output)
    assert told["version"] and told["licence"] == "EUPL-1.2"
    assert {one["country"] for one in told["packs"]} == {one.country for one in pack.every()}
    assert all(one["licence"] and one["date"] and one["link"] for one in told["data"])
    assert {one["licence"] for one in told["libraries"]}.isdisjoint({"?", ""})


def test_a_licence_written_out_in_full_is_told_by_its_classifier() -> None:
    class Found(dict[str, str]):
        def get_all(self, name: str) -> list[str]:
            return ["License :: OSI Approved :: MIT License"]

    assert licence_of(Found({"License": "Permission is\nhereby granted"})) == "MIT License"  # type: ignore[arg-type]
