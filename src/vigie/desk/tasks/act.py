"""What every act shares: on what, by whom, and why it could not be done."""

from __future__ import annotations

from vigie.access.models import Officer
from vigie.access.tasks import Unknown as Unknown
from vigie.access.tasks import standing_of as standing_of
from vigie.ledger.chain import Act, Value
from vigie.ledger.tags import Tag
from vigie.report.models import Standing
from vigie.report.nouns import Saying, say

WHY = say("Say why, in a few words: whoever reads this later needs it.")


class Refused(Exception):
    """An act that could not be done, with the reason for the officer. Not permanent when the state may change."""

    def __init__(self, why: Saying, *, permanent: bool = False, field: str = "") -> None:
        super().__init__(str(why))
        self.why, self.permanent, self.field = why, permanent, field


def act(tag: Tag, standing: Standing, officer: Officer, **facts: Value) -> Act:
    """The ledger entry of something an officer did to a report."""
    return Act(tag, f"report:{standing.report.name}", officer.username, facts)


def given(reason: str) -> str:
    """A reason worth keeping. Raises `Refused`."""
    words = reason.replace("\0", "").strip()
    if len(words) < 3:
        raise Refused(WHY, field="reason")
    return words
