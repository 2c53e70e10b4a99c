"""Brings the facts into columns, where figures are computed in a blink."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db.models import Max

from vigie.figures import columns
from vigie.figures.fact import COLUMNS
from vigie.figures.models import FactRow

AT_ONCE = 250_000


def folder() -> Path:
    """Where the columns are."""
    return Path(settings.VIGIE_HOME) / "figures"


def facts() -> columns.Columns:
    """The facts as they stand, with what was appended since the last time."""
    refresh()
    return columns.Columns(folder())


def refresh() -> None:
    """Writes out the rows that are not in a file yet. Two that do so at once write the same file."""
    place = folder()
    newest = FactRow.objects.aggregate(last=Max("pk"))["last"] or 0
    written = columns.parts(place)
    if written and (written[-1][1] > newest or not columns.current(place)):  # of another database, or program
        rebuild()
        return
    first = written[-1][1] + 1 if written else 1
    while first <= newest:
        rows = list(FactRow.objects.filter(pk__gte=first).order_by("pk").values_list("pk", *COLUMNS)[:AT_ONCE])
        columns.append(place, first, rows[-1][0], [row[1:] for row in rows])
        first = rows[-1][0] + 1
    columns.melt(place)


def rebuild() -> None:
    """Makes the columns anew from the database."""
    for *_, path in columns.parts(folder()):
        path.unlink()
    refresh()
