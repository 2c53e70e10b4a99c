"""Counters of pages: a busy database costs nobody a page, and loses no count."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError
from django.utils import translation

from vigie.reporters.models import Count
from vigie.reporters.tasks import counting


@pytest.fixture(autouse=True)
def _nothing_counted(db: None) -> None:
    counting.write()
    Count.objects.all().delete()


def test_a_page_is_counted_by_day_and_language(db: None) -> None:
    for language in ("fr", "fr", "nl"):
        with translation.override(language):
            counting.page("page:hello")
    counting.count("sent:child", 2)
    counting.write()
    counting.write()
    rows = Count.objects.values_list("day", "what", "language", "n")
    assert {row[1:] for row in rows} == {("page:hello", "fr", 2), ("page:hello", "nl", 1), ("sent:child", "", 2)}
    assert all(isinstance(row[0], date) for row in rows)


def test_what_a_busy_database_did_not_take_is_written_the_next_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object) -> None:
        raise DatabaseError("locked")

    counting.count("sent:child")
    with monkeypatch.context() as patched:
        patched.setattr(counting, "run", busy)
        counting.write()
    assert not Count.objects.exists()
    counting.count("sent:child")
    counting.write()
    assert list(Count.objects.values_list("what", "n")) == [("sent:child", 2)]


def test_what_waits_is_written_once_it_is_time(monkeypatch: pytest.MonkeyPatch) -> None:
    counting.count("sent:child")
    counting.settle()
    assert not Count.objects.exists()  # a moment ago something was written
    monkeypatch.setattr(counting, "EVERY", -1.0)
    counting.settle()
    assert Count.objects.count() == 1
