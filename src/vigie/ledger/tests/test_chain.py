"""Any change, gap or reordering of the journal is found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from django.db import Error, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from vigie.ledger.chain import GENESIS, Act, Link, checkpoint, flaws, forge, read_checkpoint
from vigie.ledger.models import Entry, chain, lock, write
from vigie.ledger.tags import Tag

NOW = datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)


def acts(count: int) -> list[Act]:
    return [Act(Tag.REPORT_NEW, f"report:ncmec/{n}", "vigie", {"n": n, "what": "é"}) for n in range(count)]


def whole(count: int = 10) -> list[Link]:
    return list(forge(acts(count), 0, GENESIS, NOW))


def test_a_chain_as_it_was_forged_has_no_flaw() -> None:
    assert list(flaws(whole())) == []


@given(st.integers(0, 9), st.sampled_from(["tag", "subject", "actor", "payload", "previous", "hash"]))
def test_any_changed_field_is_found(place: int, field: str) -> None:
    links = whole()
    links[place] = links[place]._replace(**{field: getattr(links[place], field) + "x"})
    assert list(flaws(links))


@given(st.integers(0, 9))
def test_a_changed_time_is_found(place: int) -> None:
    links = whole()
    links[place] = links[place]._replace(at=NOW + timedelta(microseconds=1))
    assert [flaw.number for flaw in flaws(links)] == [place + 1]


@given(st.integers(0, 8))
def test_a_missing_entry_is_found(place: int) -> None:
    links = whole()
    del links[place]
    assert list(flaws(links))


@given(st.permutations(range(6)))
def test_a_reordering_is_found(order: Sequence[int]) -> None:
    links = whole(6)
    assert bool(list(flaws([links[place] for place in order]))) == (list(order) != sorted(order))


def test_a_checkpoint_of_another_key_is_not_believed() -> None:
    line = checkpoint(3, "ab", b"key")
    assert read_checkpoint(line, b"key") == (3, "ab")
    assert read_checkpoint(line, b"other") is None
    assert read_checkpoint("3 ab", b"key") is None


@pytest.mark.django_db
def test_what_is_written_is_read_back_whole() -> None:
    for _ in range(3):
        with transaction.atomic():
            lock()
            write(acts(4))
    links = list(chain())
    assert [link.number for link in links] == list(range(1, 13))
    assert list(flaws(links)) == []


@pytest.mark.django_db
@pytest.mark.parametrize("sql", ["UPDATE ledger_entry SET actor = 'x'", "DELETE FROM ledger_entry WHERE number = 1"])
def test_the_database_refuses_to_change_or_delete(sql: str) -> None:
    with transaction.atomic():
        lock()
        write(acts(2))
    with pytest.raises(Error, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert Entry.objects.filter(actor="vigie").count() == 2
