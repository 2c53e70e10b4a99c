"""One row by what it is equal to, asked for with a question that was put into words once.

Django writes its SQL anew at each query, which costs three times the query itself; a service's request asks for
the same few rows a hundred times a second.
"""

from __future__ import annotations

from functools import cache
from typing import TypeVar

from django.db import connection
from django.db.models import Model

Row = TypeVar("Row", bound=Model)


def one(model: type[Row], **equal: int | str) -> Row | None:
    """The row with these values in these columns, None when there is none; the first of several, by their keys."""
    found: list[Row] = list(model._base_manager.raw(_question(model, tuple(equal)), list(equal.values())))
    return found[0] if found else None


@cache
def _question(model: type[Model], columns: tuple[str, ...]) -> str:
    quoted = connection.ops.quote_name
    all_ = ", ".join(quoted(str(field.column)) for field in model._meta.concrete_fields)
    asked = " AND ".join(f"{quoted(name)} = %s" for name in columns)
    key = quoted(str(model._meta.pk.column))
    return f"SELECT {all_} FROM {quoted(model._meta.db_table)} WHERE {asked} ORDER BY {key} LIMIT 1"
