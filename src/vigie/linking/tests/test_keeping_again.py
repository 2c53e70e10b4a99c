"""The same version kept again changes nothing; a later one replaces what the earlier one said."""

from __future__ import annotations

import pytest
from django.apps import apps

from vigie.linking.models import Turn
from vigie.linking.tests.cast import clusters, dossier, keep, print_of, suspect, threads, victim
from vigie.report.nouns import Dossier

pytestmark = pytest.mark.django_db


def _rows() -> dict[str, list[object]]:
    models = [model for model in apps.get_app_config("linking").get_models() if model is not Turn]
    return {model.__name__: sorted(model._default_manager.values_list()) for model in models}


def _batch() -> list[Dossier]:
    return [
        dossier(1, suspect("a@mail.example", "u-1"), victim("v@mail.example"), prints=[print_of("one")]),
        dossier(2, suspect("a@mail.example", "u-2"), prints=[print_of("one"), print_of("two")]),
        dossier(3, suspect("b@mail.example", "u-3"), prints=[print_of("two")]),
    ]


def test_a_batch_kept_twice_leaves_the_same_rows_and_facts_and_nobody_is_told() -> None:
    first = keep(*_batch())
    rows = _rows()
    second = keep(*_batch())
    assert _rows() == rows
    assert second.findings == first.findings
    assert second.again == frozenset()


def test_a_correction_takes_a_report_out_of_its_thread() -> None:
    keep(*_batch())
    keep(dossier(2, suspect("c@mail.example", "u-2"), prints=[print_of("two")], version=1))
    assert threads([1, 2, 3]) == {frozenset({1}), frozenset({2}), frozenset({3})}
    assert clusters([1, 2, 3]) == {frozenset({1}), frozenset({2, 3})}


def test_two_versions_in_one_batch_count_as_the_later_one() -> None:
    keep(dossier(1, suspect("a@mail.example")))
    kept = keep(dossier(2, suspect("b@mail.example"), version=1), dossier(2, suspect("a@mail.example"), version=0))
    assert threads([1, 2]) == {frozenset({1}), frozenset({2})}
    assert [links.facts.thread for links in kept.findings] == [None, None]


def test_an_earlier_version_that_comes_late_changes_nothing() -> None:
    keep(dossier(1, suspect("a@mail.example")), dossier(2, suspect("b@mail.example"), version=1))
    keep(dossier(2, suspect("a@mail.example"), version=0))
    assert threads([1, 2]) == {frozenset({1}), frozenset({2})}


def test_two_corrections_at_once_part_what_only_they_held() -> None:
    keep(dossier(1, suspect("a@mail.example", "u-1")), dossier(2, suspect("a@mail.example", "u-2")))
    keep(dossier(1, suspect(None, "u-1"), version=1), dossier(2, suspect(None, "u-2"), version=1))
    assert threads([1, 2]) == {frozenset({1}), frozenset({2})}
