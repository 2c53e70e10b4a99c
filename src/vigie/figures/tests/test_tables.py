"""Every figure runs on an invented desk's years, hides its small cells, and can be drawn and taken away."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from lxml import etree
from odfdo import Document
from pyhanko.pdf_utils.reader import PdfFileReader

from vigie.figures import atlas, printed, published, sheet
from vigie.figures.answer import Question, draft
from vigie.figures.export import KINDS
from vigie.figures.fact import Event
from vigie.figures.sheet import HIDDEN, Reader
from vigie.figures.table import Asked, BadQuestion, Facts, Period
from vigie.figures.tests.conftest import speak
from vigie.figures.weeks import beside
from vigie.territory import pack

NOT_INVENTED = ("outcomes", "cases-by-unit", "requests-by-unit", "papers-by-unit", "awaited-by-unit")
TOO_FEW = ("delays", Period.WEEK)  # of the invented reports, fewer than five in any week
SPAN = Asked(date(2023, 1, 1), date(2024, 12, 31), Period.QUARTER)


@pytest.mark.parametrize("name", sheet.tables())
@pytest.mark.parametrize("period", [Period.YEAR, Period.MONTH, Period.WEEK])
def test_a_figure_is_made_drawn_and_hides_what_is_small(
    name: str, period: Period, facts: Facts, reader: Reader
) -> None:
    made = sheet.made(name, facts, Asked(SPAN.first, SPAN.last, period), reader)
    assert made.empty == (name in NOT_INVENTED or (name, period) == TOO_FEW)
    if made.unit.counts:
        assert not [n for line in made.numbers for n in line if n is not None and 0 < n < 5]
    if made.drawing:
        assert etree.fromstring(made.drawing).tag.endswith("svg")


def test_counts_are_those_of_the_facts(facts: Facts, reader: Reader) -> None:
    made = sheet.made("received", facts, SPAN, reader)
    assert sum(int(n or 0) for n in made.numbers[0]) == 3000
    assert made.columns[0] == "Q1 2023"
    assert len(made.columns) == 8


def test_what_waits_is_what_came_less_what_was_decided(facts: Facts, reader: Reader) -> None:
    decided = sum(facts.count(Event.DECIDED, SPAN).values())
    later = sum(facts.count(Event.DECIDED, Asked(date(2025, 1, 1), date(2030, 1, 1))).values())
    waiting = sheet.made("backlog", facts, SPAN, reader).totals[-1]
    assert int("".join(filter(str.isdigit, waiting))) == 3000 - decided
    assert later > 0


def test_a_break_is_marked_where_it_happened(facts: Facts, reader: Reader) -> None:
    made = sheet.made("received", facts, SPAN, reader)
    assert [(mark.column, mark.label) for mark in made.marks] == [(2, "01/07/2023 — Rupture d'essai")]
    assert 'class="break"' in made.drawing


def test_the_same_weeks_of_the_year_before_are_compared(facts: Facts, reader: Reader) -> None:
    asked = Asked(date(2024, 3, 4), date(2024, 3, 31), Period.WEEK)
    made = sheet.made("year-before", facts, asked, reader)
    assert made.columns == ("w10 2024", "w11 2024", "w12 2024", "w13 2024")
    before = facts.count(Event.RECEIVED, Asked(date(2023, 3, 6), date(2023, 4, 2), Period.WEEK), by_receipt=True)
    assert [n or before[(202310 + place,)] for place, n in enumerate(made.numbers[1])] == [
        before[(202310 + place,)] for place in range(4)
    ]


def test_an_unknown_figure_and_dates_the_wrong_way_round_are_refused(facts: Facts, reader: Reader) -> None:
    with pytest.raises(BadQuestion, match="no figure"):
        sheet.made("nothing", facts, SPAN, reader)
    with pytest.raises(BadQuestion, match="before"):
        sheet.made("received", facts, Asked(SPAN.last, SPAN.first), reader)


def test_a_file_says_what_the_page_says(facts: Facts, reader: Reader, tmp_path: Path) -> None:
    made = sheet.made("by-company", facts, SPAN, reader)
    table = list(csv.reader(io.StringIO(KINDS["csv"][1](made).decode("utf-8-sig"))))
    assert table[0] == [made.title, *made.columns]
    assert [row[0] for row in table[1 : len(made.rows) + 1]] == list(made.rows)
    assert any(HIDDEN in row for row in table) == any(None in line for line in made.numbers)
    told = json.loads(KINDS["json"][1](made))
    assert [row["values"] for row in told["rows"]] == [list(line) for line in made.numbers]
    place = tmp_path / "x.ods"
    place.write_bytes(KINDS["ods"][1](made))
    leaf = Document(place).body.get_table(0)
    assert leaf is not None
    assert leaf.get_value((0, 2)) == made.rows[0]


def test_an_answer_to_parliament_holds_question_tables_and_method(facts: Facts, reader: Reader, tmp_path: Path) -> None:
    put = Question("29779", "Mme Exemple", "Combien ?\nEt depuis quand ?", date(2020, 5, 26))
    sheets = [sheet.made(name, facts, SPAN, reader) for name in ("received", "punishable")]
    place = tmp_path / "answer.odt"
    place.write_bytes(draft(put, sheets, reader, datetime(2026, 11, 22, tzinfo=UTC).date()))
    body = Document(place).body
    text = str(body.text_recursive)
    assert "Combien ?" in text
    assert "29779" in text
    assert [table.name for table in body.tables] == ["figure-1", "figure-2"]
    assert "Figures are counted from facts" in text


def changes() -> dict[str, str]:
    series = [one for home in pack.every() for one in published.of(home).series]
    told = {one.key: published.verdict(one, lambda value: f"{value:+.1f}") for one in series}
    return {key: speak(verdict) for key, verdict in told.items() if verdict}


def test_what_the_sources_state_is_held_against_their_own_numbers() -> None:
    assert changes() == {
        "ofmin-received": "The source says +12000.0 %; its own numbers give +9837.5 %.",
        "119-spring": "+56.2 %, as the source says.",
    }


def test_the_punishable_shares_of_2018_and_2020_are_drawn() -> None:
    one = next(one for one in published.of(pack.load("be")).series if one.key == "ncmec-punishable")
    assert [(period, round(100 * part / whole)) for period, whole, part in published.parts(one)] == [
        ("2018", 38),
        ("2020", 54),
    ]


def test_the_printed_answer_is_a_tagged_pdf_of_the_same_tables(facts: Facts, reader: Reader) -> None:
    put = Question("29779", "Mme Exemple", "Combien ?", date(2020, 5, 26))
    sheets = [sheet.made(name, facts, SPAN, reader) for name in ("received", "by-company")]
    today = date(2026, 11, 22)
    made = printed.pdf(put, sheets, reader, today, "The desk")
    root = PdfFileReader(io.BytesIO(made)).root
    assert root["/StructTreeRoot"] and root["/Lang"] == "fr"
    assert made == printed.pdf(put, sheets, reader, today, "The desk")


def test_a_measure_and_a_page_are_named_in_words_and_what_is_rare_is_hidden(facts: Facts, reader: Reader) -> None:
    made = sheet.made("measures", facts, SPAN, reader)
    assert "Identification of a subscriber — Answered: somebody is named" in made.rows
    assert "Papers handed over — Accepted" in made.rows
    assert sheet.made("page-connections", facts, SPAN, reader).rows[0] in ("Children’s page", "Report form")
    assert set(sheet.made("page-languages", facts, SPAN, reader).rows) == {"français", "néerlandais", "anglais"}
    weekly = sheet.made("measures", facts, Asked(SPAN.first, SPAN.last, Period.WEEK), reader)
    assert weekly.hidden and not [n for line in weekly.numbers for n in line if n is not None and 0 < n < 5]


@pytest.mark.parametrize(("name", "event"), [("measures-year-before", "measure"), ("pages-year-before", "visit")])
def test_measures_and_connections_are_compared_with_the_same_weeks_too(
    name: str, event: str, facts: Facts, reader: Reader
) -> None:
    made = sheet.made(name, facts, Asked(date(2024, 3, 4), date(2024, 3, 31)), reader)
    before = facts.count(event, Asked(date(2023, 3, 6), date(2023, 4, 2), Period.WEEK))
    assert made.columns == ("w10 2024", "w11 2024", "w12 2024", "w13 2024")
    assert [n or before.get((202310 + place,), 0) for place, n in enumerate(made.numbers[1])] == [
        before.get((202310 + place,), 0) for place in range(4)
    ]
    assert [mark.label for mark in sheet.made(name, facts, SPAN, reader).marks] == ["01/07/2023 — Rupture d'essai"]


def test_a_comparison_does_not_tell_the_small_week_that_its_table_hides(facts: Facts) -> None:
    weeks = {202410: 20, 202411: 3, 202310: 10, 202311: 12}

    class Weeks:
        def count(self, event: str, asked: Asked, by: object = (), *, by_receipt: bool = False) -> dict[object, int]:
            return {(week,): n for week, n in weeks.items() if asked.first.year == week // 100}

    grid = beside(Weeks(), Asked(date(2024, 3, 4), date(2024, 3, 17)), "x")  # type: ignore[arg-type]
    assert [speak(note) for note in grid.notes] == [
        "20 against 10: +100.0 %.",
        "Weeks with fewer than 5 are left out of the comparison.",
    ]


def test_what_has_no_place_does_not_make_the_areas_of_the_map_pale() -> None:
    ground = atlas.of(pack.load("fr"))
    assert ground is not None
    drawn = atlas.drawn(ground, "x", {"": 1848, "31": 14, "29": 3, "974": None}, str, str)
    shades = {re.search(r"<title>(\w+):", one)[1]: one.split('"')[0] for one in drawn.split('class="area ')[1:]}  # type: ignore[index]
    assert (shades["31"], shades["29"], shades["974"], shades["75"]) == ("shade5", "shade2", "hidden-cell", "none")
