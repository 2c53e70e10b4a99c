"""One report, as far as somebody may know of it; and what every act of a person needs: a reason."""

from __future__ import annotations

from vigie.access.models import Officer, visible
from vigie.report.models import Standing
from vigie.report.nouns import Saying, say

WHY = say("Say why, in a few words: whoever reads this later needs it.")


class Unknown(Exception):
    """There is no such thing, or this officer may not know of it. Permanent."""

    permanent = True


class Refused(Exception):
    """An act that could not be done, with the reason for the officer. Not permanent when the state may change."""

    def __init__(self, why: Saying, *, permanent: bool = False, field: str = "") -> None:
        super().__init__(str(why))
        self.why, self.permanent, self.field = why, permanent, field


def given(reason: str) -> str:
    """A reason worth keeping. Raises `Refused`."""
    words = reason.replace("\0", "").strip()
    if len(words) < 3:
        raise Refused(WHY, field="reason")
    return words[:4000]


def standing_of(officer: Officer, report_key: int) -> Standing:
    """A report's place in the queue. Raises `Unknown`."""
    standing = visible(officer).select_related("report").defer("report__current").filter(pk=report_key).first()
    if standing is None:
        raise Unknown
    return standing
