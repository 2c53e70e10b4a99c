"""The queue's order, its pages and its filters."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from vigie.access.models import Officer
from vigie.desk import filters
from vigie.desk.filters import Filters, Mark
from vigie.desk.tests import caseload
from vigie.desk.tests.conftest import Enter
from vigie.desk.views import queue_rows
from vigie.report import models as rows
from vigie.report.models import Standing
from vigie.report.nouns import Class

NOW = datetime.now(UTC)


def many(count: int) -> None:
    """Reports with scores that tie often, in several states, classes and services."""
    for number in range(count):
        row = rows.Report.objects.create(
            source="s", report_id=f"R{number:04d}", company=f"Service {number % 7}", first_received_at=NOW
        )
        content = caseload.version(row, caseload.report(row.report_id), 1, 1)
        assert content.pk == row.current_id
        Standing.objects.create(
            report=row,
            state=("open", "open", "claimed", "decided")[number % 4],
            claimed_by="anne" if number % 8 == 2 else "",
            class_name=list(Class)[number % 3].value,
            score=number % 5 * 10,
            total=number % 3,
            home=(True, False, None)[number % 3],
            unit=f"unit-{number % 4}",
            deadline=NOW + timedelta(days=number) if number % 2 else None,
            received_at=NOW - timedelta(minutes=number % 6),
        )


def expected(officer: Officer, wanted: Filters) -> list[int]:
    """The whole view, as one sorted query says it."""
    return list(queue_rows.chosen(officer, wanted, NOW).order_by(*queue_rows.ORDER).values_list("pk", flat=True))


VIEWS = [
    Filters(), Filters(state="all"), Filters(class_="viral"), Filters(home="unknown"), Filters(unit="unit-1"),
    Filters(state="mine"), Filters(least=20), Filters(within=30, state="all"), Filters(company="Service 3"),
    Filters(text="R00", state="all"), Filters(text="service 5"), Filters(company="Service 1", text="R001"),
    Filters(home="abroad", class_="insufficient", state="decided"), Filters(within=30, home="unknown", state="all"),
]  # fmt: skip


@pytest.mark.parametrize(("few", "most", "furthest"), [(10_000, 10_000, 0), (2, 10_000, 0), (2, 3, 500), (2, 3, 20)])
@pytest.mark.parametrize("wanted", VIEWS, ids=lambda view: view.query or "plain")
def test_pages_forth_and_back_show_each_report_once_in_order(
    officer: Officer, monkeypatch: pytest.MonkeyPatch, wanted: Filters, few: int, most: int, furthest: int
) -> None:
    many(90)
    monkeypatch.setattr(queue_rows, "PAGE", 7)
    monkeypatch.setattr(queue_rows, "MANY", most)  # small: words are read; large: keys are handed over
    monkeypatch.setattr(queue_rows, "FURTHEST", furthest)  # small: reading is given up
    monkeypatch.setattr(queue_rows, "AT_ONCE", 10)
    monkeypatch.setattr(queue_rows, "FEW", few)  # small: every view is walked; large: small views are fetched
    monkeypatch.setattr(queue_rows, "SIFTED", few)
    whole, seen, view = expected(officer, wanted), list[int](), wanted
    while True:
        page = queue_rows.page(officer, view, NOW)
        seen += [row.pk for row in page.rows]
        assert page.total in (None, len(whole))
        if not page.after:
            break
        view = filters.read(
            dict(re.findall(r"(\w+)=([^&]*)", wanted.but(after=queue_rows.mark(page.rows[-1])).query.replace("+", " ")))
        )
    assert seen == whole
    back = [row.pk for row in page.rows]
    while page.before:
        page = queue_rows.page(officer, wanted.but(before=queue_rows.mark(page.rows[0])), NOW)
        back = [row.pk for row in page.rows] + back
    assert back == whole


@pytest.mark.parametrize("wanted", VIEWS, ids=lambda view: view.query or "plain")
def test_the_page_says_how_many_there_are(officer: Officer, enter: Enter, wanted: Filters) -> None:
    many(40)
    page = enter(officer).get(f"/queue?{wanted.query}").content.decode()
    shown = re.search(r'class="total">(\d+) report', page)
    assert shown
    assert int(shown.group(1)) == len(expected(officer, wanted))


def test_a_page_asks_the_same_number_of_questions_however_much_there_is(officer: Officer, enter: Enter) -> None:
    client = enter(officer)
    asked = []
    for more in (3, 60):
        many_more = rows.Report.objects.count()
        for number in range(many_more, many_more + more):
            caseload.kept(str(number), thread="T-1")
        client.get("/queue")
        with CaptureQueriesContext(connection) as queue:
            client.get("/queue")
        with CaptureQueriesContext(connection) as sheet:
            client.get(f"/reports/{Standing.objects.latest('pk').pk}")
        asked.append(_questions(queue))
        assert _questions(sheet) <= 33  # with drafts, swaps, cases and news
    assert asked[0] == asked[1]
    assert asked[0] <= 18  # with announcements and alarms


def _questions(asked: CaptureQueriesContext) -> int:
    """How often something was read. The entry that says who looked is written in the database's own way: PostgreSQL
    takes a lock by a statement and SQLite when it begins."""
    said = [query["sql"] for query in asked.captured_queries]
    return sum(sql.startswith("SELECT") and "pg_advisory" not in sql for sql in said)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL scans a small table whatever its indexes")
@pytest.mark.parametrize("home", ["home", "abroad", "unknown"])
@pytest.mark.parametrize("class_", ["", "viral"])
def test_a_territory_is_counted_by_its_index_alone(officer: Officer, home: str, class_: str) -> None:
    asked = queue_rows.chosen(officer, Filters(home=home, class_=class_), NOW).order_by().values_list("home")
    assert "COVERING INDEX queue_count" in asked.explain()


def test_no_page_makes_a_set_of_all_that_one_may_know_of(officer: Officer, enter: Enter) -> None:
    """Such a set is made anew for each page: of a million reports it takes longer than the page."""
    many(3)
    client = enter(officer)
    for address in ("/", "/queue", "/requests", "/dossiers", "/problems", "/authorisations", "/retention"):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code in (200, 403), address
        for query in asked.captured_queries:
            assert not re.search(r'IN \(SELECT U?\d*"?\w*"?\."report_id" AS "pk" FROM "report_standing"', query["sql"])


@pytest.mark.parametrize(
    "address",
    [
        "state=none",
        "class=none",
        "least=-3",
        "within=9999999",
        "after=1.2.3",
        "after=9.9.99999999999999999.1",
        "before=x",
        "q=%00",
        "least=٣",
    ],
)
def test_an_address_that_makes_no_sense_shows_the_queue(officer: Officer, enter: Enter, address: str) -> None:
    caseload.kept()
    assert enter(officer).get(f"/queue?{address}").status_code == 200


def test_a_mark_survives_its_address() -> None:
    mark = Mark(80, 120, datetime(2026, 11, 22, 2, 3, 4, 567891, tzinfo=UTC), 17)
    wanted = Filters(
        state="all", class_="viral", home="unknown", unit="u", company="A & B", least=40, within=3, text="é", after=mark
    )
    asked = dict(part.split("=", 1) for part in wanted.query.split("&"))
    assert filters.read({**asked, "company": "A & B", "q": "é"}) == wanted
