"""Keeps the words of reports, forgets them, finds them. The first two inside the caller's short write."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db import connection, transaction
from django.db.models import QuerySet

from vigie.report.tasks import insert, update
from vigie.search.models import Document
from vigie.search.words import joined, typed

COLUMNS = ("report_key", "words")


def keep(words: Mapping[int, str]) -> None:
    """Adds words to reports (row: lines). What was known of them stays: an earlier version is found too."""
    rows = Document.objects.filter(report_key__among=set(words)) if words else Document.objects.none()
    there = dict(rows.values_list(*COLUMNS))
    insert(Document, COLUMNS, [(key, said) for key, said in words.items() if key not in there])
    more = {key: joined([*words[key].split("\n"), *known.split("\n")]) for key, known in there.items()}
    update(Document, ("words",), [(said, key) for key, said in more.items() if said != there[key]], by="report_key")


def forget(report_keys: Collection[int]) -> int:
    """Forgets reports: their words, and what the index made of them. Returns how many it knew."""
    gone, _ = Document.objects.filter(report_key__among=set(report_keys)).delete() if report_keys else (0, {})
    if gone:
        tidy()
    return gone


def tidy() -> None:
    """Drops from SQLite's index the words of documents that are gone: else they stay until its pieces are merged."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_words(search_words) VALUES('optimize')")


def find(text: str, country: str) -> QuerySet[Document, int]:
    """The keys of the reports that hold what was typed; none when there is no word in it."""
    query = typed(text, country)
    rows = Document.objects.filter(words__found=query) if query else Document.objects.none()
    return rows.values_list("report_key", flat=True)


def look_up(text: str, country: str, most: int) -> list[int]:
    """The keys of reports that hold what was typed, at most so many, in no order. PostgreSQL is kept to its index: how
    many hold the beginning of a word it can only guess, and where it guesses too many it reads the whole table, since
    so few are asked for, and finds none in half a second."""
    found = find(text, country)[:most]
    if connection.vendor != "postgresql":
        return list(found)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        keys = list(found)
        cursor.execute("SET LOCAL enable_seqscan TO DEFAULT")  # a transaction around this one goes on
    return keys
