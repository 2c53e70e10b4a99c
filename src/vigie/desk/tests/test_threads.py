"""A thread says why it holds together, and that others work on it, without saying more than one may know."""

from __future__ import annotations

import pytest

from vigie.access.models import Officer
from vigie.desk.graph import Bearer, draw
from vigie.desk.tests import caseload
from vigie.desk.tests.conftest import Enter
from vigie.journey.tasks.write import short_write
from vigie.ledger.models import Entry
from vigie.linking.models import Cut
from vigie.linking.tasks import keep
from vigie.report.models import Standing
from vigie.report.nouns import Dossier, Links, Role, Selector


def _linked(*standings: Standing, value: str = "one@mail.invalid") -> str:
    """Reports that share one address; the name of their thread."""
    found = Links((Selector("email", value, Role.REPORTED, person=0),))
    dossiers = [
        Dossier(one.report.current_id or 0, one.pk, caseload.report(one.report.report_id), caseload.NOW)
        for one in standings
    ]
    with short_write():
        kept = keep(dossiers, [found] * len(dossiers))
    name = kept.findings[-1].facts.thread
    assert name
    Standing.objects.filter(pk__in=[one.pk for one in standings]).update(thread=name)
    return name


@pytest.fixture
def cast() -> tuple[Standing, Standing, str]:
    """Two reports of one person, at two units."""
    here = caseload.kept("9000001", unit="departement-35")
    there = caseload.kept("9000002", unit="departement-59")
    Standing.objects.filter(pk=there.pk).update(state="claimed", claimed_by="carla")
    return here, there, _linked(here, there)


def test_it_is_drawn_and_told_with_what_ties_it(
    cast: tuple[Standing, Standing, str], officer: Officer, enter: Enter
) -> None:
    page = enter(officer).get(f"/threads/{cast[2]}").content.decode()
    assert "<svg" in page
    assert page.count("one@mail.invalid") >= 2  # in the drawing and in the table
    assert "9000001" in page and "9000002" in page
    assert Entry.objects.filter(tag="desk:thread:read", actor="anne").count() == 1


def test_a_unit_learns_that_another_works_on_its_selector_and_nothing_more(
    cast: tuple[Standing, Standing, str], elsewhere: Officer, enter: Enter
) -> None:
    elsewhere.unit = "departement-35"
    elsewhere.save()
    page = enter(elsewhere).get(f"/threads/{cast[2]}").content.decode()
    assert "Others work on this" in page
    assert "(59)" in page or "Nord" in page
    assert "1 report in hand" in page
    assert "9000001" in page
    assert "9000002" not in page
    assert "held by carla" not in page


def test_who_knows_none_of_its_reports_finds_no_thread(
    cast: tuple[Standing, Standing, str], elsewhere: Officer, enter: Enter
) -> None:
    elsewhere.unit = "departement-75"
    elsewhere.save()
    assert enter(elsewhere).get(f"/threads/{cast[2]}").status_code == 404
    assert enter(elsewhere).post(f"/threads/{cast[2]}/cut", {"report": cast[0].pk, "kind": "email"}).status_code == 404
    assert not Cut.objects.exists()


def test_a_tie_is_cut_from_the_thread_with_a_reason(
    cast: tuple[Standing, Standing, str], officer: Officer, enter: Enter
) -> None:
    sent = {"report": cast[1].pk, "kind": "email", "value": "one@mail.invalid"}
    browser, address = enter(officer), f"/threads/{cast[2]}/cut"
    assert "Say why" in browser.post(address, sent, follow=True).content.decode()
    browser.post(address, {**sent, "reason": "a shared mailbox"})
    assert Cut.objects.get().why == "a shared mailbox"


def test_only_a_supervisor_says_that_a_value_ties_nobody(
    cast: tuple[Standing, Standing, str], officer: Officer, supervisor: Officer, enter: Enter
) -> None:
    sent = {"report": "all", "kind": "email", "value": "one@mail.invalid", "reason": "the company's own address"}
    assert enter(officer).post(f"/threads/{cast[2]}/cut", sent).status_code == 404
    enter(supervisor).post(f"/threads/{cast[2]}/cut", sent)
    assert Cut.objects.get().report_key is None


def test_the_drawing_is_always_the_same_and_says_what_it_leaves_out() -> None:
    reports = [(str(n), f"90000{n:02}", "") for n in range(40)]
    bearers = [Bearer(f"v{n}", f"value {n}", "e-mail", (str(n), str(n + 1)), ties=n % 2 == 0) for n in range(39)]
    drawn = draw(reports, bearers)
    assert drawn == draw(reports, bearers)
    assert len(drawn.reports) == 30
    assert drawn.left_out == 40 - 30 + 39 - len(drawn.values)
    assert len({(node.x, node.y) for node in (*drawn.reports, *drawn.values)}) == len(drawn.reports) + len(drawn.values)
