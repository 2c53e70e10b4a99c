"""The words of each report, and how both databases look them up: FTS5 on SQLite, tsvector on PostgreSQL.

Their indexes follow this table by themselves (migration 0002), so that what is erased here is erased there.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler

from vigie.search.words import Phrase, Query


@models.TextField.register_lookup
class Found(models.Lookup):
    """`words__found=typed(...)`: the documents that answer a query."""

    lookup_name = "found"
    prepare_rhs = False

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """By the FTS5 table, whose rows have the same keys."""
        table = self.process_lhs(compiler, connection)[0].rpartition(".")[0]
        return f"{table}.report_key IN (SELECT rowid FROM search_words WHERE search_words MATCH %s)", (fts5(self.rhs),)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """By the generated column."""
        table = self.process_lhs(compiler, connection)[0].rpartition(".")[0]
        return f"{table}.vector @@ to_tsquery('simple', %s)", (tsquery(self.rhs),)


def fts5(query: Query) -> str:
    """A query in FTS5's language. Words are letters and digits alone: nothing in them can be syntax."""
    return " AND ".join("(" + " OR ".join(_fts5(phrase) for phrase in group) + ")" for group in query)


def _fts5(phrase: Phrase) -> str:
    return f'"{" ".join(phrase.words)}"' + (" *" if phrase.begins else "")


def tsquery(query: Query) -> str:
    """A query in PostgreSQL's language. Each word begins with x there, so that no parser takes it for a number."""
    return " & ".join("(" + " | ".join(_tsquery(phrase) for phrase in group) + ")" for group in query)


def _tsquery(phrase: Phrase) -> str:
    words = [f"x{word}" for word in phrase.words]
    return "(" + " <-> ".join([*words[:-1], words[-1] + (":*" if phrase.begins else "")]) + ")"


class Document(models.Model):
    """What can be searched for in one report: all its versions together, a line for each thing said."""

    report_key = models.BigIntegerField(primary_key=True)
    words = models.TextField()
