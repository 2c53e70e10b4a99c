"""What a desk of so many people would reach: curves and their table."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from msgspec import Struct

from vigie.access.roles import Act
from vigie.desk.curves import Chart, chart
from vigie.desk.tasks.known import known
from vigie.desk.templatetags.desk import called
from vigie.desk.views.door import Asked, may
from vigie.steering.simulate import MINUTES, Arrival, Desk, Played
from vigie.steering.tasks import capacity as tasks

KEPT = 600  # seconds for which the arrivals of a period are remembered: playing is quick, asking the rows is less so
CLASSES = ("workable", "insufficient", "viral")


class Chosen(Struct, frozen=True):
    """What is asked of the simulator, within what it can answer while somebody waits."""

    officers: tuple[int, ...]
    factor: float
    days: int
    merge: bool
    minutes: dict[str, float]


class Board(Struct, frozen=True):
    """The curves of one number of officers."""

    officers: int
    reached: Chart
    waiting: Chart


class Row(Struct, frozen=True):
    """One line of the table, reached and missed in hundredths of the grave."""

    played: Played
    shares: tuple[float, ...]


@may(Act.STEER)
def capacity(request: Asked) -> HttpResponse:
    """The page, for what its form asks."""
    days = round(_number(request.GET, "days", 30, 1, 400))
    came = _arrivals(days)
    chosen = _chosen(request.GET, days, tasks.crews(len(came), days))
    desks = [Desk(number, minutes={**MINUTES, **chosen.minutes}, merge=chosen.merge) for number in chosen.officers]
    found = tasks.played(came, desks, [chosen.factor]) if came else []
    context = {
        "chosen": chosen,
        "proposed": not request.GET.get("officers"),
        "minutes": [(kind, chosen.minutes[kind]) for kind in CLASSES],
        "reports": len(came),
        "grave": sum(one.grave for one in came),
        "boards": [_board(number, found) for number in chosen.officers] if found else [],
        "rows": [Row(one, _shares(one)) for one in found],
    }
    return render(request, "desk/capacity.html", context)


def _arrivals(days: int) -> list[Arrival]:
    key = f"capacity-{days}"
    told: list[Arrival] | None = cache.get(key)
    if told is None:
        told = tasks.arrivals(known(), days=days)
        cache.set(key, told, KEPT)
    return told


def _chosen(asked: QueryDict, days: int, crews: tuple[int, int]) -> Chosen:
    officers = [int(one) for one in asked.get("officers", "").replace(" ", "").split(",") if one.isdecimal()]
    return Chosen(
        officers=tuple(min(max(1, one), 2000) for one in officers[:2]) or crews,
        factor=_number(asked, "factor", 1.0, 0.1, 10.0),
        days=days,
        merge=asked.get("merge") == "1",
        minutes={kind: _number(asked, f"minutes-{kind}", MINUTES[kind], 0.1, 600) for kind in CLASSES},
    )


def _number(asked: QueryDict, name: str, usual: float, least: float, most: float) -> float:
    said = asked.get(name, "").strip().replace(",", ".")
    try:
        value = float(said) if said else usual
    except ValueError:
        value = usual
    return min(max(value, least), most) if value == value else usual  # NaN is no number


def _board(officers: int, found: list[Played]) -> Board:
    mine = [one for one in found if one.officers == officers]
    names = [str(called(one.order, "order")) for one in mine]
    reached = [
        (name, [100 * day.reached / max(one.grave, 1e-9) for day in one.days])
        for name, one in zip(names, mine, strict=True)
    ]
    waiting = [(name, [float(day.waiting) for day in one.days]) for name, one in zip(names, mine, strict=True)]
    return Board(officers, chart(reached, most=100.0, suffix=" %"), chart(waiting))


def _shares(one: Played) -> tuple[float, ...]:
    return tuple(100 * part / max(one.grave, 1e-9) for part in (one.within_day, one.within_week, one.later, one.never))
