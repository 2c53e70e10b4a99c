"""A day begins on one page; and nobody has to carry on who cannot."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from vigie.access.models import Officer
from vigie.cases import tasks as cases
from vigie.cases.models import Case
from vigie.desk.exposure import Band, Severity, Shown, bands, load
from vigie.desk.models import Break, Draft, Offer, Showing
from vigie.desk.tasks import hold, swap
from vigie.desk.tasks.act import Refused
from vigie.desk.tests import caseload
from vigie.desk.tests.conftest import Enter
from vigie.ledger.models import Entry
from vigie.report.models import Standing

NOW = datetime.now(UTC)


def test_it_shows_what_is_next_what_one_holds_and_the_clocks(officer: Officer, enter: Enter) -> None:
    best, held = caseload.kept("9000001", score=90), caseload.kept("9000002", score=60)
    hold.claim(officer, held.pk)
    Draft.objects.create(officer="anne", report_key=held.pk, version_key=1, at=datetime.now(UTC), said={})
    cases.start(officer, "Grey heron")
    page = enter(officer).get("/").content.decode()
    next_one, _, rest = page.partition("In my hands")
    assert best.report.report_id in next_one
    assert held.report.report_id in rest
    assert "draft, just now" in rest
    assert "Grey heron" in rest
    assert "All deadlines of the week" in page


def test_somebody_who_is_addressed_in_a_note_finds_it_at_home(
    officer: Officer, colleague: Officer, enter: Enter
) -> None:
    case = cases.start(officer, "Grey heron")
    cases.note(officer, case.pk, "@bruno the company answered")
    browser = enter(colleague)
    assert "the company answered" in browser.get("/").content.decode()
    browser.get(f"/cases/{case.pk}")
    assert "the company answered" not in browser.get("/").content.decode()


def test_to_stop_hands_everything_over_and_asks_nothing(officer: Officer, colleague: Officer, enter: Enter) -> None:
    first, second = caseload.kept("9000001"), caseload.kept("9000002")
    for standing in (first, second):
        hold.claim(officer, standing.pk)
    cases.start(officer, "Grey heron")
    swap.offer(officer, first.pk, "bruno")
    page = enter(officer).post("/comfort/stop", follow=True).content.decode()
    assert "Nobody asks why" in page
    assert not Standing.objects.exclude(state="open").exists()
    assert not Case.objects.exclude(holder="").exists()
    assert not Offer.objects.filter(ended_at=None).exists()
    told = [entry.payload for entry in Entry.objects.filter(actor="anne", tag="desk:report:released")]
    assert len(told) == 2 and not any("reason" in one for one in told)


def test_a_report_is_swapped_and_of_two_who_take_it_one_wins(
    officer: Officer, colleague: Officer, supervisor: Officer, enter: Enter
) -> None:
    standing = caseload.kept()
    hold.claim(officer, standing.pk)
    enter(officer).post(f"/reports/{standing.pk}/offer", {"to": ""})
    assert standing.report.report_id in enter(colleague).get("/").content.decode()
    swap.take(colleague, standing.pk)
    with pytest.raises(Refused, match="no longer offered"):
        swap.take(supervisor, standing.pk)
    assert Standing.objects.get().claimed_by == "bruno"


def test_it_is_offered_only_to_those_who_may_know_of_it(officer: Officer, elsewhere: Officer) -> None:
    standing = caseload.kept()
    hold.claim(officer, standing.pk)
    with pytest.raises(Refused, match="carla cannot take"):
        swap.offer(officer, standing.pk, "carla")
    assert "carla" not in swap.colleagues(officer, standing)


def test_a_claim_lapses_unless_it_is_renewed(officer: Officer, colleague: Officer) -> None:
    standing = caseload.kept()
    hold.claim(officer, standing.pk)
    Standing.objects.update(claimed_at=NOW - hold.LEASE - timedelta(minutes=1))
    hold.renew(officer, standing.pk)
    with pytest.raises(Refused, match="anne already holds"):
        hold.claim(colleague, standing.pk)
    Standing.objects.update(claimed_at=NOW - hold.LEASE - timedelta(minutes=1))
    hold.claim(colleague, standing.pk)
    assert Standing.objects.get().claimed_by == "bruno"


def _shown(*minutes_ago: int, severity: Severity = Severity.GRAVE) -> list[Shown]:
    return [Shown(NOW - timedelta(minutes=ago), severity) for ago in minutes_ago]


def test_a_break_is_proposed_after_much_in_a_short_time_and_not_after_a_rest() -> None:
    many = _shown(*range(20, 0, -2))
    assert load(many, [], NOW).proposal
    assert not load(many, [NOW - timedelta(seconds=5)], NOW).proposal
    assert not load(many, [], NOW + timedelta(minutes=20)).proposal
    assert not load(_shown(*range(180, 0, -20)), [], NOW).proposal
    assert not load(_shown(*range(20, 0, -2), severity=Severity.OTHER), [], NOW).proposal


def test_a_team_is_shown_in_bands_and_a_small_one_not_at_all() -> None:
    assert bands([3, 90, 0]) == []
    told = bands([0, 3, 12, 90, 95])
    assert told[0] == Band(0, 0, 1)
    assert told[-1] == Band(81, None, 2)
    assert sum(band.people for band in told) == 5


def test_a_supervisor_sees_no_name_and_an_officer_sees_no_team(
    officer: Officer, supervisor: Officer, enter: Enter
) -> None:
    for number in range(5):
        Officer.objects.create(username=f"colleague{number}", role="officer", password="!")
    for number in range(12):
        Showing.objects.create(
            token=str(number), report_key=1, file=0, sha256="0" * 64, officer="anne", at=NOW, reason="x", served_at=NOW
        )
    page = enter(supervisor).get("/exposure").content.decode()
    assert "anne" not in page.partition("<main")[2] and "colleague" not in page.partition("<main")[2]
    assert ">12<" in page
    assert enter(officer).get("/exposure").status_code == 403


def test_a_break_is_noted_without_a_reason(officer: Officer, enter: Enter) -> None:
    assert "Your reports stay yours" in enter(officer).post("/comfort/break", follow=True).content.decode()
    assert Break.objects.filter(officer="anne").count() == 1


def test_all_that_one_holds_is_counted_also_where_not_all_is_shown(officer: Officer, enter: Enter) -> None:
    for number in range(14):
        row = caseload.kept(str(9_000_000 + number))
        hold.claim(officer, row.pk)
    page = enter(officer).get("/").content.decode()
    assert 'In my hands <span class="total">14</span>' in page and 'href="/queue?state=mine"' in page
