"""What others published, as data: series, their sources, and the breaks in them, from `packs/<country>/figures.toml`.

A percentage that a source states is kept beside the one that its own numbers give: where they differ, both are shown.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from msgspec import Struct

from vigie.report.nouns import Saying, say
from vigie.territory.pack import Pack

Words = dict[str, str]


class Break(Struct, frozen=True, forbid_unknown_fields=True):
    """A day from which a series cannot be compared with what was before: a law, a company's habits, a way to count."""

    on: date
    label: Words
    tables: tuple[str, ...] = ()  # empty: all
    source: str = ""


class Point(Struct, frozen=True, forbid_unknown_fields=True):
    """One number. `period` as it is written: 2013, "first half of 2020"."""

    period: str
    value: float
    share: float | None = None  # of `value`, in percent, where the source gives it so
    part: float | None = None  # of `value`, where it gives a number

    @property
    def some(self) -> float | None:
        """The part, whichever way it was given."""
        return self.value * self.share / 100 if self.share is not None else self.part


class Series(Struct, frozen=True, forbid_unknown_fields=True):
    """A published series. `states`: the change in percent that its source gives, from the first point to the last."""

    key: str
    title: Words
    source: str
    points: tuple[Point, ...]
    kind: str = "count"  # count | share
    states: float | None = None
    note: Words = {}


class Published(Struct, frozen=True, forbid_unknown_fields=True):
    """`figures.toml`."""

    series: tuple[Series, ...] = ()
    breaks: tuple[Break, ...] = ()


def of(pack: Pack) -> Published:
    """What a country's pack holds of published figures; nothing when it has none. Raises `BadPack`."""
    return pack.part("figures", Published) if "figures" in pack.parts else Published()


def change(series: Series) -> float | None:
    """From the first point to the last, in percent; None of fewer than two, or from nothing."""
    first, last = series.points[0].value, series.points[-1].value
    return 100 * (last / first - 1) if len(series.points) > 1 and first else None


def verdict(series: Series, written: Callable[[float], str]) -> Saying | None:
    """What the source states, and what its numbers give, when it states a change."""
    computed = change(series)
    if series.states is None or computed is None:
        return None
    stated = written(series.states)
    if abs(computed - series.states) <= abs(series.states) * 0.001:
        return say("{stated} %, as the source says.", stated=stated)
    return say(
        "The source says {stated} %; its own numbers give {computed} %.", stated=stated, computed=written(computed)
    )


def parts(series: Series) -> list[tuple[str, float, float]]:
    """Of a series of shares: (period, the whole, the part), the part as a count."""
    return [(one.period, one.value, one.some) for one in series.points if one.some is not None]
