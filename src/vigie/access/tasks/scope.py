"""One report, as far as somebody may know of it."""

from __future__ import annotations

from vigie.access.models import Officer, visible
from vigie.report.models import Standing


class Unknown(Exception):
    """There is no such thing, or this officer may not know of it. Permanent."""

    permanent = True


def standing_of(officer: Officer, report_key: int) -> Standing:
    """A report's place in the queue. Raises `Unknown`."""
    standing = visible(officer).select_related("report").defer("report__current").filter(pk=report_key).first()
    if standing is None:
        raise Unknown
    return standing
