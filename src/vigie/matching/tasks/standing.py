"""How the lists stand: what each knows, how fresh it is, and what it contributes; and how the index stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from django.db.models import Count, Exists, OuterRef
from msgspec import Struct

from vigie.matching.living.arrays import Torn
from vigie.matching.models import Entry, HashList, Hit, Quarantined
from vigie.matching.tasks.following import behind, living
from vigie.matching.tasks.lists import Listed, listed

STALE = timedelta(days=30)  # after which a list is not fresh any more
NAMED = 20  # quarantined entries that are named


class ListStanding(Struct, frozen=True):
    """One list. `reports` it matched when they were last looked at; `alone`: no other list did."""

    told: Listed
    reports: int
    alone: int
    quarantined: int
    named: tuple[str, ...]  # the first of these

    @property
    def stale(self) -> bool:
        at = self.told.imported_at
        return at is not None and at < datetime.now(UTC) - STALE

    @property
    def lapsed(self) -> bool:
        """Whether it may not be used any more."""
        return self.told.valid_until is not None and self.told.valid_until < datetime.now(UTC).date()

    @property
    def commonest(self) -> list[tuple[str, int]]:
        """Categories with their entries, the commonest first."""
        return sorted(self.told.tally.categories.items(), key=lambda one: -one[1])


class IndexStanding(Struct, frozen=True):
    """The index of this machine. `whole` is None when it is not readable: it is made anew when next asked."""

    pictures: int = 0
    digests: int = 0
    size: int = 0  # bytes
    whole: bool | None = None  # whether it has followed all that the database says


def standing() -> list[ListStanding]:
    """Every list that matches, by name."""
    rows = list(HashList.objects.filter(removed=False).order_by("name"))
    reports, alone = _hits(), _alone()
    quarantined = _counts(Quarantined.objects.values_list("list_key").annotate(n=Count("entry_key", distinct=True)))
    return [
        ListStanding(
            listed(row),
            reports.get(row.pk, 0),
            alone.get(row.pk, 0),
            quarantined.get(row.pk, 0),
            _named(row.pk) if quarantined.get(row.pk) else (),
        )
        for row in rows
    ]


def _counts(rows: object) -> Mapping[int, int]:
    return dict(rows.order_by())  # type: ignore[attr-defined]  # a query set of pairs


def _hits() -> Mapping[int, int]:
    return _counts(Hit.objects.values_list("list_key").annotate(n=Count("pk")))


def _alone() -> Mapping[int, int]:
    """By list, the reports that no other list matches."""
    others = Hit.objects.filter(report_key=OuterRef("report_key")).exclude(list_key=OuterRef("list_key"))
    return _counts(Hit.objects.filter(~Exists(others)).values_list("list_key").annotate(n=Count("pk")))


def _named(list_key: int) -> tuple[str, ...]:
    keys = Quarantined.objects.filter(list_key=list_key).order_by("pk").values_list("entry_key", flat=True)[:NAMED]
    return tuple(Entry.objects.filter(pk__in=list(keys)).order_by("pk").values_list("key", flat=True))


def index_standing() -> IndexStanding:
    """How the index stands; it is not brought up to date for this."""
    try:
        view = living().view()
    except Torn:
        return IndexStanding()
    late = view.late()
    return IndexStanding(
        sum(len(one.look_keys) for one in view.segments) + len(late.look_keys),
        sum(len(one.tag_keys) for one in view.segments) + len(late.tag_keys),
        living().size(),
        None if (missing := behind(view.state)) is None else not missing,
    )
