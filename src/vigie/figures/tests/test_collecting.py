"""Facts are counted once, corrected by appending, and stay when the report behind them goes."""

from __future__ import annotations

from datetime import UTC, date, datetime

import duckdb

from vigie.figures.fact import Event
from vigie.figures.models import FactRow
from vigie.figures.table import Asked, Period, split, total
from vigie.figures.tasks import columns
from vigie.figures.tasks.collect import collect
from vigie.figures.tests.conftest import Arrive, judge
from vigie.ledger.chain import Act
from vigie.ledger.models import write
from vigie.ledger.tags import Tag
from vigie.report.models import Finding, Report, Version
from vigie.report.nouns import Class
from vigie.reporters.models import Count

YEAR = Asked(date(2026, 1, 1), date(2026, 12, 31), Period.YEAR)  # in which the reports came
NOW = datetime.now(UTC).year  # in which somebody acts on them
TODAY = Asked(date(NOW, 1, 1), date(NOW, 12, 31), Period.YEAR)


def classes() -> dict[str, int]:
    columns.rebuild()
    grid = split(columns.facts(), YEAR, Event.JUDGED, "class_name")
    return {key: int(line[0] or 0) for key, line in zip(grid.keys, grid.cells, strict=True)}


def act(tag: Tag, row: Report, **facts: str) -> None:
    write([Act(tag, f"report:{row.name}", "anne", facts)])


def test_what_was_collected_is_not_collected_again(arrive: Arrive) -> None:
    for number in range(3):
        arrive(number)
    assert collect() == 6
    assert collect() == 0
    assert total(columns.facts(), YEAR, Event.RECEIVED) == {2026: 3}


def test_a_report_that_is_judged_anew_moves_from_one_class_to_the_other(arrive: Arrive) -> None:
    row = arrive(1, Class.WORKABLE)
    arrive(2, Class.WORKABLE)
    collect()
    assert classes() == {"workable": 2}
    judge(row, Class.VIRAL)
    collect()
    assert classes() == {"workable": 1, "viral": 1}
    assert FactRow.objects.filter(n=-1).count() == 1


def test_an_equal_judgement_adds_nothing(arrive: Arrive) -> None:
    row = arrive(1)
    collect()
    before = FactRow.objects.count()
    judge(row, Class.WORKABLE)
    collect()
    assert FactRow.objects.count() == before


def test_only_the_first_look_counts_and_an_undone_decision_does_not(arrive: Arrive) -> None:
    row = arrive(1)
    act(Tag.REPORT_READ, row)
    act(Tag.REPORT_CLAIMED, row)
    act(Tag.REPORT_DECIDED, row, outcome="keep", punishable="yes", decided="workable")
    collect()
    assert total(columns.facts(), YEAR, Event.LOOKED) == {2026: 1}
    assert total(columns.facts(), YEAR, Event.DECIDED) == {2026: 1}
    act(Tag.DECISION_UNDONE, row)
    act(Tag.REPORT_DECIDED, row, outcome="viral", punishable="no", decided="viral")
    collect()
    grid = split(columns.facts(), YEAR, Event.DECIDED, "outcome")
    assert (grid.keys, grid.cells) == (("viral",), ((1,),))


def test_each_outcome_that_is_told_counts_and_one_that_is_withdrawn_does_not(arrive: Arrive) -> None:
    row = arrive(1)
    told = "2026-02-03T10:00:00+00:00"
    act(Tag.OUTCOME_RECORDED, row, outcome="identified", told=told)
    act(Tag.OUTCOME_RECORDED, row, outcome="charged", told=told)
    act(Tag.OUTCOME_RECORDED, row, outcome="dismissed", told=told)
    collect()
    act(Tag.OUTCOME_WITHDRAWN, row, outcome="dismissed", told=told)
    collect()
    found: dict[str, int] = {}
    for outcome, n in FactRow.objects.filter(event=Event.OUTCOME, day=20260203).values_list("outcome", "n"):
        found[outcome] = found.get(outcome, 0) + n
    assert found == {"identified": 1, "charged": 1, "dismissed": 0}


def test_published_numbers_stay_when_the_report_is_erased(arrive: Arrive) -> None:
    row = arrive(1)
    collect()
    Report.objects.update(current=None)
    Finding.objects.all().delete()
    Version.objects.all().delete()
    row.delete()
    collect()
    columns.rebuild()
    assert classes() == {"workable": 1}


def test_no_fact_names_the_report(arrive: Arrive) -> None:
    arrive(987654)
    collect()
    for row in FactRow.objects.values():
        assert "987654" not in str(row)


def test_requests_and_cases_are_counted_by_unit_until_they_are_settled(arrive: Arrive) -> None:
    row, other = arrive(1), arrive(2)
    act(Tag.REQUEST_SENT, row, request="R-1")
    act(Tag.REQUEST_SENT, row, request="R-2")
    act(Tag.REQUEST_SENT, other, request="R-3")
    collect()
    act(Tag.REQUEST_ANSWERED, row, request="R-1")
    act(Tag.REQUEST_ANSWERED, row, request="R-1")  # a second line of the same answer
    act(Tag.REQUEST_CLOSED, other, request="R-3")
    write([Act(Tag.CASE_OPENED, f"case:A-{n}", "anne", {"unit": unit}) for n, unit in enumerate(("u1", "u1", ""))])
    write([Act(Tag.CASE_CLOSED, "case:A-0", "anne", {}), Act(Tag.CASE_CLOSED, "case:A-1", "anne", {})])
    write([Act(Tag.CASE_REOPENED, "case:A-1", "anne", {})])
    collect()
    assert collect() == 0
    columns.rebuild()
    open_ = columns.facts().open
    assert open_(Event.ASKED, Event.ANSWERED, TODAY, "unit") == {(NOW, ""): 1}
    assert open_(Event.CASE, Event.CASE_CLOSED, TODAY, "unit") == {(NOW, "u1"): 1, (NOW, "ofmin"): 1}


def test_what_waits_leaves_the_unit_it_was_proposed_to_whoever_decided(arrive: Arrive) -> None:
    row = arrive(1)
    arrive(2)
    collect()
    columns.rebuild()
    assert columns.facts().open(Event.JUDGED, Event.DECIDED, TODAY, "unit") == {(NOW, ""): 2}
    act(Tag.REPORT_DECIDED, row, outcome="pass-on", unit="elsewhere")
    collect()
    columns.rebuild()
    known = columns.facts()
    assert known.open(Event.JUDGED, Event.DECIDED, TODAY, "unit") == {(NOW, ""): 1}
    assert known.open(Event.JUDGED, Event.DECIDED, TODAY, "unit", old=31) == {(NOW, ""): 1}
    assert known.open(Event.JUDGED, Event.DECIDED, TODAY, "unit", old=3650) == {}


def test_openings_of_public_pages_are_counted_by_day_page_and_language_as_they_grow(db: None) -> None:
    day = date(2026, 3, 2)
    Count.objects.create(day=day, what="page:hello", language="fr", n=40)
    Count.objects.create(day=day, what="page:hello", language="nl", n=7)
    Count.objects.create(day=day, what="sent:child", n=3)  # no page
    assert collect() == 2
    assert collect() == 0
    Count.objects.filter(language="fr").update(n=100_000)
    Count.objects.create(day=date(2026, 2, 27), what="help:parents", language="fr", n=1)  # a buffer's, late
    assert collect() == 2
    columns.rebuild()
    grid = split(columns.facts(), YEAR, Event.VISIT, "kind", by_receipt=False)
    assert dict(zip(grid.keys, grid.cells, strict=True)) == {"page:hello": (100_007,), "help:parents": (1,)}
    assert set(FactRow.objects.values_list("source", "company", "country", "area", "unit")) == {("", "", "", "", "")}


def effects() -> dict[tuple[str, str, str], int]:
    columns.rebuild()
    found = columns.facts().count(Event.MEASURE, TODAY, ("kind", "effect", "timing"))
    return {(str(kind), str(effect), str(timing)): n for (_, kind, effect, timing), n in found.items()}


def test_a_request_is_a_measure_with_its_kind_its_effect_and_whether_it_was_answered_in_time(arrive: Arrive) -> None:
    row = arrive(1)
    soon, past = "2999-01-01T00:00:00+00:00", "2020-01-01T00:00:00+00:00"
    for name, kind, due in (("R-1", "subscriber", soon), ("R-2", "subscriber", past), ("R-3", "preservation", "")):
        act(Tag.REQUEST_DRAFTED, row, request=name, kind=kind)
        act(Tag.REQUEST_SENT, row, request=name, due=due)
    act(Tag.REQUEST_DRAFTED, row, request="R-4", kind="complement")
    act(Tag.REQUEST_CLOSED, row, request="R-4")  # it never left
    collect()
    assert effects() == {("subscriber", "waiting", ""): 2, ("preservation", "waiting", ""): 1}
    write([Act(Tag.REQUEST_ANSWERED, f"report:{row.name}", "anne", {"request": "R-1", "identified": True})])
    write([Act(Tag.REQUEST_ANSWERED, f"report:{row.name}", "anne", {"request": "R-1", "identified": None})])
    write([Act(Tag.REQUEST_ANSWERED, f"report:{row.name}", "anne", {"request": "R-2", "identified": False})])
    act(Tag.REQUEST_CLOSED, row, request="R-3")
    collect()
    assert collect() == 0
    assert effects() == {
        ("subscriber", "identified", "in-time"): 1,
        ("subscriber", "nothing", "late"): 1,
        ("preservation", "given-up", ""): 1,
    }


def test_papers_handed_over_are_a_measure_and_those_for_another_country_a_transfer(arrive: Arrive) -> None:
    here, abroad = arrive(1), arrive(2)
    act(Tag.REPORT_DECIDED, here, outcome="abroad")
    act(Tag.REPORT_DECIDED, here, outcome="pass-on")  # the last word
    act(Tag.REPORT_DECIDED, abroad, outcome="abroad")
    for name, row in (("V-1", here), ("V-2", abroad)):
        write([Act(Tag.DOSSIER_MADE, f"dossier:{name}", "anne", {"reports": [row.name]})])
        write([Act(Tag.DOSSIER_SENT, f"dossier:{name}", "anne", {"sending": 1, "to": "a unit"})])
    collect()
    write([Act(Tag.DOSSIER_ANSWERED, "dossier:V-1", "anne", {"sending": 1, "answer": "received"})])
    write([Act(Tag.DOSSIER_ANSWERED, "dossier:V-1", "anne", {"sending": 1, "answer": "refused"})])
    write([Act(Tag.DOSSIER_ANSWERED, "dossier:V-2", "anne", {"sending": 1, "answer": "accepted"})])
    collect()
    assert effects() == {("delivery", "refused", ""): 1, ("transfer", "accepted", ""): 1}


def test_columns_of_an_older_program_are_made_anew(arrive: Arrive) -> None:
    arrive(1)
    collect()
    columns.refresh()
    (older,) = columns.folder().glob("*.parquet")
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t AS SELECT * EXCLUDE (kind, effect) FROM read_parquet('{older}')")
        connection.execute(f"COPY t TO '{older}' (FORMAT parquet)")
    assert total(columns.facts(), YEAR, Event.RECEIVED) == {2026: 1}
    assert columns.facts().count(Event.VISIT, YEAR, ("kind",)) == {}
