"""Sentences and the names in them are told in the reader's language; what a report says of itself never is."""

from __future__ import annotations

import msgspec

from vigie.report.nouns import Saying, say

FRENCH = {"seen {n} times: {signs}": "vu {n} fois : {signs}", "live stream": "direct", "by {who}": "par {who}"}


def french(text: str) -> str:
    return FRENCH.get(text, text)


def test_names_within_a_sentence_are_translated_too() -> None:
    saying = say("seen {n} times: {signs}", n=2, signs=(say("live stream"), say("by {who}", who="live stream")))
    assert str(saying) == "seen 2 times: live stream, by live stream"
    assert saying.told(french) == "vu 2 fois : direct, par live stream"


def test_a_door_says_how_plain_values_are_shown() -> None:
    saying = say("seen {n} times: {signs}", n=2, signs=say("live stream"))
    assert saying.told(french, lambda name, value: f"«{value}»") == "vu «2» fois : direct"


def test_it_comes_back_from_its_row_as_it_was() -> None:
    saying = say("seen {n} times: {signs}", n=2, signs=(say("live stream"), say("by {who}", who="x")))
    assert msgspec.json.decode(msgspec.json.encode(saying), type=Saying) == saying
