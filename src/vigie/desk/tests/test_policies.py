"""A supervisor changes points on trial, replays, proposes; a second one approves; nobody else comes in."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from vigie.access.models import Compartment, Enclosed, Officer
from vigie.desk.curves import chart
from vigie.desk.models import Decision
from vigie.desk.tasks.known import known
from vigie.desk.tests import caseload
from vigie.desk.tests.conftest import Enter
from vigie.steering.tasks.capacity import arrivals, crews
from vigie.steering.tasks.replay import stored
from vigie.triage.tasks.policies import current


@pytest.fixture
def second() -> Officer:
    return Officer.objects.create(username="edda", role="supervisor", language="en", password="!")


def _try(client: Client, points: int = 40) -> str:
    told = client.post("/policies/try", {"points-meeting": str(points), "reason": "meetings matter more"})
    assert told.status_code == 302
    return str(told.headers["Location"])


def _act(client: Client, page: str, act: str) -> str:
    return client.post(f"{page}/act", {"act": act, "reason": "as agreed"}, follow=True).content.decode()


def test_a_policy_goes_its_way_on_the_pages(supervisor: Officer, second: Officer, enter: Enter) -> None:
    caseload.kept()
    one, other = enter(supervisor), enter(second)
    before = str(current())
    page = _try(one)
    assert f"meeting {current().points['meeting']}&gt;40" in one.get(page).content.decode()
    assert "Propose it" not in one.get(page).content.decode()  # not replayed yet
    assert one.post(f"{page}/replay").status_code == 302
    assert "Read instead" in one.get(page).content.decode()
    _act(one, page, "propose")
    assert "somebody else must approve it" in one.get(page).content.decode()
    _act(one, page, "approve")
    assert str(current()) == before
    _act(other, page, "approve")
    _act(other, page, "adopt")
    assert str(current()) == page.rpartition("/")[2]
    assert "20 points are ten times" in one.get("/policies").content.decode()


def test_points_that_do_not_change_are_not_tried(supervisor: Officer, enter: Enter) -> None:
    assert _try(enter(supervisor), points=current().points["meeting"]) == "/policies"


def test_an_officer_does_not_come_in(officer: Officer, enter: Enter) -> None:
    client = enter(officer)
    assert {client.get(page).status_code for page in ("/policies", "/capacity")} == {403}
    assert client.post("/policies/try", {"points-meeting": "0", "reason": "mine"}).status_code == 403


def test_a_policy_that_is_not_there_is_not_found(supervisor: Officer, enter: Enter) -> None:
    client = enter(supervisor)
    assert client.get("/policies/none@1").status_code == 404
    assert client.get("/policies/nonsense").status_code == 404
    assert client.post("/policies/desk@1/act", {"act": "erase", "reason": "why"}).status_code == 404


def test_what_a_desk_would_reach_is_drawn_and_told(supervisor: Officer, enter: Enter) -> None:
    for number in range(3):
        caseload.kept(str(9000001 + number))
    page = enter(supervisor).get("/capacity?officers=1,2&factor=2&merge=1").content.decode()
    assert page.count('<svg class="curve" viewBox="0 0 420') == 4
    assert "First come, first served" in page
    assert "style=" not in page


def test_a_small_caseload_is_played_with_few_officers_and_the_page_says_so(supervisor: Officer, enter: Enter) -> None:
    assert crews(318_000, 365) == (40, 85)
    assert crews(2_000, 30) == (3, 7)
    assert crews(0, 30) == (1, 2)
    caseload.kept("9000001")
    assert "what 40 and 85 are for 318,000 reports a year" in enter(supervisor).get("/capacity").content.decode()


@pytest.mark.parametrize("asked", ["officers=x&factor=nan", "officers=&days=-3", "factor=1e9&minutes-viral=zzz"])
def test_a_wrong_question_is_answered_within_limits(supervisor: Officer, enter: Enter, asked: str) -> None:
    assert enter(supervisor).get(f"/capacity?{asked}").status_code == 200


def test_curves_stay_in_their_frame() -> None:
    drawn = chart([("a", [0.0, 50.0, 400.0]), ("b", [1.0])], most=100.0)
    heights = [float(y) for y in re.findall(r"[ML][\d.]+ ([\d.]+)", drawn.lines[0].path)]
    assert min(heights) >= drawn.top
    assert max(heights) <= drawn.bottom


def test_a_ruling_says_whether_the_report_was_grave_and_worth_it(officer: Officer) -> None:
    outcomes = {
        "keep": (True, True),
        "pass-on": (False, True),
        "viral": (False, False),
        "ask": (False, None),
    }
    for key, outcome in enumerate(outcomes, 1):
        Decision.objects.create(
            report_key=key,
            version_key=key,
            at=caseload.NOW,
            officer=officer.username,
            outcome=outcome,
            punishable="not-known",
            class_decided="workable",
            score=1,
            reason="x",
        )
    told = known()
    assert [(told[key].grave, told[key].right) for key in (1, 2, 3, 4)] == list(outcomes.values())


def test_what_a_compartment_closes_is_neither_replayed_nor_named(supervisor: Officer, enter: Enter) -> None:
    row, now, client = caseload.kept(), caseload.NOW, enter(supervisor)
    page = _try(client)
    client.post(f"{page}/replay")
    made = Compartment.objects.create(name="C", kind="undercover", reason="x", opened_at=now, opened_by="bruno")
    Enclosed.objects.create(compartment=made, report_key=row.pk, at=now, by="bruno", reason="x")
    assert stored(10) == []
    assert row.report.name not in client.get(page).content.decode()
    assert arrivals({}, days=1) == []
