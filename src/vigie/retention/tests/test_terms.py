"""When a report is due: by outcome, counted from the decision; a review moves it on; a hold stops it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from vigie.retention.rule import Decided, Rule, copies, due, rules
from vigie.territory.pack import BadPack, Pack, load

NOW = datetime(2026, 11, 22, tzinfo=UTC)
DAY = timedelta(days=1)
SHORT = Rule("short", ("viral",), 100, 50, "a law", classes=("viral",))
LONG = Rule("long", ("viral", "keep"), 1000, 300, "a law")


def test_the_first_rule_that_fits_is_the_one() -> None:
    for class_, key in (("viral", "short"), ("workable", "long")):
        found = due(Decided(1, "viral", class_, NOW), (SHORT, LONG))
        assert found is not None
        assert found.rule.key == key
        assert found.erase_on == NOW + found.rule.days * DAY
    assert due(Decided(1, "ask", "viral", NOW), (SHORT, LONG)) is None


def test_a_review_moves_the_next_one_and_the_end_on_and_never_back() -> None:
    decided = Decided(1, "viral", "viral", NOW)
    plain = due(decided, (SHORT,))
    looked = due(decided, (SHORT,), NOW + 60 * DAY, 365)
    briefly = due(decided, (SHORT,), NOW + 60 * DAY, 1)
    assert plain and looked and briefly
    assert looked.review_on == NOW + 110 * DAY
    assert looked.erase_on == NOW + 425 * DAY
    assert briefly.erase_on == plain.erase_on


@pytest.mark.parametrize("country", ["fr", "be", "lu"])
def test_each_pack_says_terms_for_every_outcome_with_its_source(country: str) -> None:
    found = rules(load(country))
    outcomes = {"keep", "pass-on", "abroad", "ask", "insufficient", "viral", "not-punishable", "duplicate"}
    assert {outcome for one in found for outcome in one.outcomes} == outcomes
    assert all(one.source and not one.verified for one in found)


def test_a_pack_without_terms_erases_nothing_and_a_senseless_one_is_refused() -> None:
    assert rules(Pack("XX", "1", {"pack": {}})) == ()
    senseless = {"rule": [{"key": "x", "outcomes": ["viral"], "days": 0, "review": 1, "source": "s"}]}
    with pytest.raises(BadPack):
        rules(Pack("XX", "1", {"erasure": senseless}))


def with_copies(**told: object) -> Pack:
    return Pack("XX", "1", {"erasure": {"rule": [], "dossiers": told}})


def test_the_desk_s_copy_of_a_dossier_goes_unless_the_pack_keeps_what_was_handed_out() -> None:
    assert copies(Pack("XX", "1", {})).sent == "erase"
    kept = copies(with_copies(sent="keep", days=365, source="a law"))
    assert (kept.sent, kept.days) == ("keep", 365)
    several: list[dict[str, object]] = [{"sent": "keep"}, {"sent": "keep", "days": 365}, {"sent": "perhaps"}]
    for wrong in several:
        with pytest.raises(BadPack):
            copies(with_copies(**wrong))
