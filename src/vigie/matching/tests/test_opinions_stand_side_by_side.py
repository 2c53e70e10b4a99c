"""Lists that do not agree: a harmless list goes before a likeness, contradictions are told, nothing is averaged."""

from __future__ import annotations

from typing import Any

from vigie.matching.opinions import disagreeing, overruled
from vigie.report.nouns import Match, Purpose


def match(list_: str, purpose: Purpose = Purpose.KNOWN, kind: str = "md5", **said: Any) -> Match:
    return Match(list=list_, purpose=purpose, entry="e", kind=kind, distance=0 if kind != "pdq" else 12, file=0, **said)


def opinions(*matches: Match) -> list[str]:
    return [str(remark.what).partition(": ")[2] for remark in disagreeing(2, matches)]


def test_a_likeness_gives_way_to_equal_bytes_on_a_harmless_list() -> None:
    good, near = match("stock", Purpose.KNOWN_GOOD), match("national", kind="pdq")
    assert [one.overruled for one in overruled([good, near])] == [None, "stock"]


def test_equal_bytes_on_both_are_a_contradiction_that_a_person_decides() -> None:
    both = overruled([match("stock", Purpose.KNOWN_GOOD), match("national", category="1", profile="vics/2.0/UK")])
    assert [one.overruled for one in both] == [None, None]
    assert opinions(*both) == ["stock says known to be harmless, national says 1 (vics/2.0/UK)"]


def test_a_harmless_likeness_overrules_nothing() -> None:
    both = overruled([match("stock", Purpose.KNOWN_GOOD, kind="pdq"), match("national", kind="pdq")])
    assert [one.overruled for one in both] == [None, None]


def test_categories_of_one_vocabulary_that_differ_are_told_with_who_said_them() -> None:
    one = match("ncmec", category="A1", profile="ncmec", member="One", votes_for=3, votes_against=1)
    other = match("ncmec", category="B2", profile="ncmec", member="Two")
    assert opinions(one, other) == [
        "ncmec (One) says A1 (ncmec) (votes: 3 for, 1 against), ncmec (Two) says B2 (ncmec)"
    ]


def test_categories_of_different_vocabularies_do_not_contradict_each_other() -> None:
    one, other = match("ncmec", category="A1", profile="ncmec"), match("uk", category="1", profile="vics/2.0/UK")
    assert opinions(one, other) == []


def test_a_vote_against_is_told() -> None:
    assert opinions(match("ncmec", category="A1", profile="ncmec", votes_against=2)) == [
        "ncmec says A1 (ncmec) (votes: 0 for, 2 against)"
    ]
