"""A tie that a person finds wrong is cut, stays cut, and can be restored; nothing else is lost by it."""

from __future__ import annotations

import pytest

from vigie.linking import tasks
from vigie.linking.tests.cast import clusters, dossier, keep, print_of, suspect, threads

pytestmark = pytest.mark.django_db
SHARED = ("email", "shared@mail.example")
ALL, APART = {frozenset({1, 2, 3})}, {frozenset({1, 2}), frozenset({3})}


def _three_with_a_shared_address() -> None:
    for key in (1, 2, 3):
        keep(dossier(key, suspect("shared@mail.example", f"u-{key}")))


def test_a_cut_takes_one_report_out_and_the_rest_holds() -> None:
    _three_with_a_shared_address()
    assert threads([1, 2, 3]) == ALL
    again = tasks.cut(3, *SHARED, by="anne", why="an internet café")
    assert threads([1, 2, 3]) == APART
    assert again >= {1, 2, 3}


def test_a_cut_stays_when_a_new_version_of_that_report_comes() -> None:
    _three_with_a_shared_address()
    tasks.cut(3, *SHARED, by="anne", why="an internet café")
    keep(dossier(3, suspect("shared@mail.example", "u-3"), version=1))
    assert threads([1, 2, 3]) == APART


def test_a_cut_stays_when_new_reports_bear_the_same_value() -> None:
    _three_with_a_shared_address()
    tasks.cut(3, *SHARED, by="anne", why="an internet café")
    keep(dossier(4, suspect("shared@mail.example", "u-4")))
    assert threads([1, 2, 3, 4]) == {frozenset({1, 2, 4}), frozenset({3})}


def test_what_is_cut_everywhere_ties_nobody_also_later() -> None:
    _three_with_a_shared_address()
    tasks.cut(None, *SHARED, by="anne", why="the address of a shop")
    keep(dossier(4, suspect("shared@mail.example", "u-4")))
    assert threads([1, 2, 3, 4]) == {frozenset({key}) for key in (1, 2, 3, 4)}


def test_a_cut_that_is_restored_ties_as_before() -> None:
    _three_with_a_shared_address()
    tasks.cut(3, *SHARED, by="anne", why="an internet café")
    tasks.restore(3, *SHARED, by="bert", why="it is her own connection")
    assert threads([1, 2, 3]) == ALL


def test_what_was_cut_everywhere_and_restored_ties_again_but_for_single_cuts() -> None:
    _three_with_a_shared_address()
    tasks.cut(3, *SHARED, by="anne", why="an internet café")
    tasks.cut(None, *SHARED, by="anne", why="the address of a shop")
    tasks.restore(None, *SHARED, by="bert", why="it is not")
    assert threads([1, 2, 3]) == APART


def test_a_cut_leaves_other_ties_of_the_report() -> None:
    for key in (1, 2):
        keep(dossier(key, suspect("shared@mail.example", "u-1")))
    tasks.cut(2, *SHARED, by="anne", why="an internet café")
    assert threads([1, 2]) == {frozenset({1, 2})}


def test_a_file_can_be_cut_from_its_cluster() -> None:
    one = print_of("a file")
    for key in (1, 2, 3):
        keep(dossier(key, suspect(f"s{key}@mail.example"), prints=[one]))
    tasks.cut(3, "file", f"sha256:{one.sha256}", by="anne", why="a company's logo")
    assert clusters([1, 2, 3]) == APART
    assert tasks.facts_of([3])[3].cluster is None


def test_cutting_what_is_not_there_is_refused() -> None:
    _three_with_a_shared_address()
    with pytest.raises(tasks.CannotUndo):
        tasks.cut(1, "email", "nobody@mail.example", by="anne", why="")
    with pytest.raises(tasks.CannotUndo):
        tasks.restore(1, *SHARED, by="anne", why="")
    tasks.cut(1, *SHARED, by="anne", why="")
    with pytest.raises(tasks.CannotUndo):
        tasks.cut(1, *SHARED, by="anne", why="twice")


def test_the_thread_tells_how_it_came_about_and_what_was_undone() -> None:
    _three_with_a_shared_address()
    tasks.cut(3, *SHARED, by="anne", why="an internet café")
    seen = tasks.thread("T-000001")
    assert seen is not None
    assert (seen.name, seen.report_keys, seen.reports) == ("T-000001", (1, 2), 2)
    turns = [(turn.what, turn.part, turn.rest, turn.kind, turn.value) for turn in seen.turns]
    assert turns == [
        ("tied", "T-000002", "T-000001", *SHARED),
        ("tied", "T-000003", "T-000001", *SHARED),
        ("apart", "T-000003", "T-000001", None, None),
    ]
    assert [(cut.report_key, cut.by, cut.why) for cut in seen.cuts] == [(3, "anne", "an internet café")]
    tie = next(one for one in seen.evidence if (one.kind, one.value) == SHARED)
    assert tie.ties and tie.report_keys == (1, 2) and tie.reports == 3


def test_an_old_name_leads_to_the_thread_in_which_its_oldest_report_is() -> None:
    keep(dossier(5, suspect("a@mail.example")), dossier(6, suspect("a@mail.example")))
    keep(dossier(8, suspect("b@mail.example")), dossier(9, suspect("b@mail.example")))
    assert tasks.facts_of([9])[9].thread == "T-000008"
    keep(dossier(10, suspect("a@mail.example"), suspect("b@mail.example")))
    seen = tasks.thread("T-000008")
    assert seen is not None and seen.name == "T-000005" and seen.report_keys == (5, 6, 8, 9, 10)
