"""Published series, drawn again from their own numbers."""

from __future__ import annotations

from collections.abc import Mapping

from babel.numbers import format_decimal
from msgspec import Struct

from vigie.figures import chart, published
from vigie.figures.published import Series
from vigie.figures.sheet import Reader
from vigie.territory import pack


class Drawn(Struct, frozen=True):
    """One series ready for a page. `rows` are (period, number, share or nothing)."""

    country: str
    title: str
    drawing: str
    rows: tuple[tuple[str, str, str], ...]
    verdict: str
    note: str
    source: str


def drawings(reader: Reader) -> list[Drawn]:
    """All that the packs hold, this desk's country first."""
    packs = sorted(pack.every(), key=lambda one: (one.country != reader.land.country, one.country))
    return [_drawn(one, each.country, reader) for each in packs for one in published.of(each).series]


def _drawn(series: Series, country: str, reader: Reader) -> Drawn:
    def number(value: float) -> str:
        return str(format_decimal(value, format="#,##0", locale=reader.language))

    def rise(value: float) -> str:
        return str(format_decimal(value, format="+#,##0.#;-#,##0.#", locale=reader.language))

    def share(some: float, whole: float) -> str:
        return f"{format_decimal(100 * some / whole, format='0.#', locale=reader.language)} %"

    title = _words(series.title, reader.language)
    names = [point.period for point in series.points]
    values = [point.value for point in series.points]
    if series.kind == "share":
        shares = published.parts(series)
        drawing = chart.parts(title, names, values, [part for *_, part in shares], number)
    else:
        drawing = chart.bars(title, names, values, number)
    verdict = published.verdict(series, rise)
    return Drawn(
        country=country,
        title=title,
        drawing=drawing,
        rows=tuple(
            (point.period, number(point.value), "" if point.some is None else share(point.some, point.value))
            for point in series.points
        ),
        verdict=reader.speak(verdict) if verdict else "",
        note=_words(series.note, reader.language),
        source=series.source,
    )


def _words(words: Mapping[str, str], language: str) -> str:
    return words.get(language) or next(iter(words.values()), "")
