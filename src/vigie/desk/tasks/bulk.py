"""One decision on several reports, each recorded by itself: what cannot be decided is told, and stops nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from vigie.access.models import Officer, visible
from vigie.desk.outcomes import Ruling
from vigie.desk.tasks import rule
from vigie.desk.tasks.act import Refused
from vigie.report.nouns import Saying

MOST = 200


class Told(Struct, frozen=True):
    """What became of one of them. `why` is None when it is decided, by the `decision` of that number."""

    number: str
    key: int
    why: Saying | None
    decision: int | None = None


def decide(officer: Officer, versions: Sequence[tuple[int, int]], ruling: Ruling) -> list[Told]:
    """Records the ruling on each report (row, version that was shown). Raises `Refused` when it is not complete."""
    keys = [key for key, _ in versions[:MOST]]
    numbers = dict(visible(officer).filter(pk__in=keys).values_list("pk", "report__report_id"))
    told: list[Told] = []
    for key, version in versions[:MOST]:
        if key in numbers:
            first = next((one.decision for one in told if one.decision), None)
            told.append(_one(officer, (key, version), ruling, numbers[key], first))
    return told


def _one(officer: Officer, shown: tuple[int, int], ruling: Ruling, number: str, first: int | None) -> Told:
    key, version = shown
    try:
        decision = rule.decide(officer, key, version, ruling, first)
    except Refused as error:
        if error.field:
            raise  # the same is missing for all of them
        return Told(number, key, error.why)
    return Told(number, key, None, decision.pk)
