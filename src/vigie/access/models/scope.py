"""Need-to-know, in one place: which reports somebody may know of. Pages, search, counts, exports and APIs ask here.

The central desk (no unit) knows of every report, a unit of its own. On top of that a compartment hides its reports from
everybody who is not admitted; whoever is admitted knows of them, whatever their unit.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from vigie.access.models.compartment import Admission, Emergency, Enclosed
from vigie.access.models.officer import Officer
from vigie.access.roles import Act
from vigie.report.models import Standing

FEW = 500  # closed reports that are named one by one


class Scope(NamedTuple):
    """How far somebody sees: their unit, the compartments they are admitted to, the reports opened in an emergency."""

    unit: str
    admitted: tuple[int, ...] = ()
    opened: tuple[int, ...] = ()
    closed: tuple[int, ...] | None = ()  # the reports hidden from them; None: too many to name one by one


def scope_of(officer: Officer) -> Scope:
    """Asked for once in the life of the officer's object, which is that of a request."""
    if officer.scope is None:
        now, name = datetime.now(UTC), officer.username
        admitted = Admission.objects.filter(officer=name, ended_at=None, compartment__closed_at=None)
        opened = Emergency.objects.filter(officer=name, until__gt=now).exclude(seen_as="not")
        scope = Scope(
            officer.unit,
            tuple(admitted.values_list("compartment_id", flat=True)),
            tuple(opened.values_list("report_key", flat=True)),
        )
        closed = tuple(_hidden(scope)[: FEW + 1])
        officer.scope = scope._replace(closed=closed if len(closed) <= FEW else None)
    return officer.scope


def hidden(officer: Officer) -> QuerySet[Enclosed, int]:
    """The keys of reports that a compartment hides from somebody: for `exclude(report_key__in=...)`."""
    return _hidden(scope_of(officer))


def _hidden(scope: Scope) -> QuerySet[Enclosed, int]:
    closed = Enclosed.objects.filter(ended_at=None, compartment__closed_at=None)
    closed = closed.exclude(compartment_id__in=scope.admitted).exclude(report_key__in=scope.opened)
    return closed.values_list("report_key", flat=True)


def _closed(officer: Officer, scope: Scope) -> Iterable[int]:
    return hidden(officer) if scope.closed is None else scope.closed


def visible(officer: Officer) -> QuerySet[Standing]:
    """The reports somebody may know of."""
    if not officer.may(Act.READ_QUEUE):
        return Standing.objects.none()
    scope = scope_of(officer)
    # A few keys by themselves leave the queue's indexes enough to count and walk by; a subquery does not.
    rows = Standing.objects.all() if scope.closed == () else Standing.objects.exclude(pk__in=_closed(officer, scope))
    if not scope.unit:
        return rows
    own = Q(unit=scope.unit)
    if scope.opened:
        own |= Q(pk__in=scope.opened)
    if scope.admitted:
        inside = Enclosed.objects.filter(ended_at=None, compartment_id__in=scope.admitted)
        own |= Q(pk__in=inside.values("report_key"))
    return rows.filter(own)


def known_to(officer: Officer, key: str = "report_key") -> Exists:
    """Whether somebody may know of the report that a row is about (`key`): for `filter(...)` of other tables. Asked row
    by row: a set of all that one may know of would be made anew for every page, a million keys of it."""
    return Exists(visible(officer).filter(pk=OuterRef(key)))
