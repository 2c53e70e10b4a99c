"""The arrivals of a past period, for the simulator: from the queue's rows, without reading any report again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from vigie.steering.known import Outcomes
from vigie.steering.simulate import DAY, ORDERS, Arrival, Desk, Played, chances, multiplied, play
from vigie.steering.tasks.outside import outside
from vigie.triage.tasks.learning import saying

MOST = 30_000  # reports of the period, the newest
SHARE = 0.01  # of reports that are grave, while too few were decided to say
OFFICERS, A_YEAR = (40, 85), 318_000  # the desk of S-2 and what it received in 2023; and the desk that was asked for
ENOUGH = 200  # decisions from which the share is counted


def arrivals(
    outcomes: Outcomes,
    *,
    days: int = 30,
    totals: Mapping[int, int] | None = None,
    truth: Mapping[int, bool] | None = None,
    share: float | None = None,
    until: datetime | None = None,
) -> list[Arrival]:
    """The reports received in the last `days` before `until`, in hours from the Monday before. What was decided counts
    as decided; the rest by the chance that its points give. `totals`: those of another policy; `truth`: where it is
    known. Reports that were all handed in within an hour are spread over the period."""
    end = until or datetime.now(UTC)
    rows = outside().filter(received_at__gte=end - timedelta(days=days), received_at__lt=end)
    told = list(
        rows.order_by("-received_at", "-pk").values_list("pk", "received_at", "class_name", "total", "cluster")[:MOST]
    )
    told.reverse()
    points = [totals.get(key, total) if totals else total for key, _, _, total, _ in told]
    guessed = chances(points, share if share is not None else _share(outcomes))
    loud, hours = saying("report:escalated"), _hours([at for _, at, *_ in told], days)
    return [
        Arrival(hours[at], kind, _grave(key, guessed[at], outcomes, truth), points[at], key in loud, cluster)
        for at, (key, _, kind, _, cluster) in enumerate(told)
    ]


def _grave(key: int, guessed: float, outcomes: Outcomes, truth: Mapping[int, bool] | None) -> float:
    if truth is not None:
        return float(truth.get(key, False))
    known = outcomes.get(key)
    return guessed if known is None or known.right is None else float(known.grave)


def _share(outcomes: Outcomes) -> float:
    told = [known for known in outcomes.values() if known.right is not None]
    if len(told) < ENOUGH:
        return SHARE
    # What was read stood high: the share among it is the most that the whole can have.
    return min(SHARE, sum(known.grave for known in told) / len(told))


def _hours(moments: list[datetime], days: int) -> list[float]:
    if not moments:
        return []
    if moments[-1] - moments[0] < timedelta(hours=1):
        return [place * days * DAY / len(moments) for place in range(len(moments))]
    first = moments[0].replace(hour=0, minute=0, second=0, microsecond=0)
    monday = first - timedelta(days=first.weekday())
    return [(at - monday) / timedelta(hours=1) for at in moments]


def crews(reports: int, days: int) -> tuple[int, int]:
    """How many officers to play with when nobody said: 40 and 85, fewer where less comes in."""
    share = min(1.0, reports * 365 / max(1, days) / A_YEAR)
    first = max(1, round(OFFICERS[0] * share))
    return first, max(first + 1, round(OFFICERS[1] * share))


def played(came: list[Arrival], desks: list[Desk], factors: list[float]) -> list[Played]:
    """Every desk with every order, the policy's first."""
    found = []
    for factor in factors:
        loaded = multiplied(came, factor) if factor != 1.0 else came
        found += [play(loaded, desk, order, factor) for desk in desks for order in ORDERS]
    return found
