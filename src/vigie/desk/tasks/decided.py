"""What was decided, as retention counts from it."""

from __future__ import annotations

from collections.abc import Iterator

from vigie.desk.models import Decision
from vigie.report.models import Standing
from vigie.retention.rule import Decided


def decided() -> Iterator[Decided]:
    """The ruling that stands on each report that is decided, streamed. A report taken up again is not decided."""
    done = Standing.objects.filter(state=Standing.State.DECIDED).values("pk")
    rows = Decision.objects.filter(undone_at=None, report_key__in=done).order_by("at")
    last = dict[int, Decided]()
    for key, outcome, class_, at in rows.values_list("report_key", "outcome", "class_decided", "at").iterator():
        last[key] = Decided(key, outcome, class_, at)
    yield from last.values()
