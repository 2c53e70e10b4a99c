"""A value behind which too many different accounts stand is nobody's: it stops tying, and what it held falls apart."""

from __future__ import annotations

from datetime import timedelta

import pytest

from vigie.linking import tasks
from vigie.linking.tests.cast import NOON, dossier, keep, suspect, threads
from vigie.report.nouns import Dossier, Sighting

pytestmark = pytest.mark.django_db


def _at_one_address(key: int, identifier: str | None = None, version: int = 0) -> Dossier:
    seen = (Sighting("203.0.113.7", "login", NOON + timedelta(seconds=key)),)
    return dossier(key, suspect(None, identifier or f"u-{key}", sightings=seen), version=version)


def test_a_few_accounts_at_one_address_are_one_thread() -> None:
    keep(*(_at_one_address(key) for key in (1, 2, 3)))
    assert threads([1, 2, 3]) == {frozenset({1, 2, 3})}


def test_one_account_more_and_all_fall_apart() -> None:
    keep(*(_at_one_address(key) for key in (1, 2, 3)))
    kept = keep(_at_one_address(4))
    assert threads([1, 2, 3, 4]) == {frozenset({key}) for key in (1, 2, 3, 4)}
    assert kept.again == {1, 2, 3}


def test_a_crowd_that_comes_at_once_ties_nobody() -> None:
    keep(*(_at_one_address(key) for key in (1, 2, 3, 4)))
    assert threads([1, 2, 3, 4]) == {frozenset({key}) for key in (1, 2, 3, 4)}


def test_the_same_account_many_times_is_no_crowd() -> None:
    keep(*(_at_one_address(key, "u-1") for key in range(1, 10)))
    assert threads(range(1, 10)) == {frozenset(range(1, 10))}


def test_what_other_ties_hold_together_stays_together() -> None:
    keep(_at_one_address(1, "u-1"), _at_one_address(2, "u-1"), _at_one_address(3), _at_one_address(4))
    keep(_at_one_address(5))
    assert threads([1, 2, 3, 4, 5]) == {frozenset({1, 2}), frozenset({3}), frozenset({4}), frozenset({5})}


def test_a_crowd_that_was_a_mistake_of_one_report_ties_again_when_it_is_corrected() -> None:
    keep(*(_at_one_address(key) for key in (1, 2, 3, 4)))
    keep(dossier(4, suspect(None, "u-4"), version=1))
    assert threads([1, 2, 3, 4]) == {frozenset({1, 2, 3}), frozenset({4})}


def test_a_name_that_two_accounts_bear_ties_nobody() -> None:
    keep(dossier(1, suspect(None, "u-1", screen_name="anna")), dossier(2, suspect(None, None, screen_name="Anna")))
    assert threads([1, 2]) == {frozenset({1, 2})}
    keep(dossier(3, suspect(None, "u-3", screen_name="anna")))
    assert threads([1, 2, 3]) == {frozenset({1}), frozenset({2}), frozenset({3})}


def test_an_identifier_that_is_a_filler_is_found_out_by_the_addresses_behind_it() -> None:
    keep(*(dossier(key, suspect(f"s{key}@mail.example", "the-same")) for key in range(1, 61)))
    assert {facts.thread for facts in tasks.facts_of(range(1, 61)).values()} == {None}
