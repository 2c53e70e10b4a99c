"""For few people: a report that sleeps wakes, many alike are decided at once, the next one suits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from vigie.access.models import Officer
from vigie.desk.models import Decision
from vigie.desk.outcomes import Outcome, Ruling
from vigie.desk.tasks import alike, hold, rule, together
from vigie.desk.tasks.act import Refused
from vigie.desk.tasks.punishable import shares
from vigie.desk.tests import caseload
from vigie.desk.tests.conftest import Enter
from vigie.journey.tasks.write import short_write
from vigie.ledger.chain import Act
from vigie.ledger.models import Entry
from vigie.ledger.tags import Tag
from vigie.report.models import Standing
from vigie.report.nouns import Class
from vigie.steering.models import Profile
from vigie.steering.tasks import sleep
from vigie.steering.tasks.policies import NotSo

SOON = timedelta(days=3)
VIRAL = Ruling(Outcome.VIRAL, Class.VIRAL, "a picture that everybody passes on")


def laid_aside(officer: Officer, row: Standing) -> None:
    sleep.snooze(officer, row, datetime.now(UTC) + SOON, "waits for the service")


def test_a_report_sleeps_until_its_day(officer: Officer) -> None:
    row = caseload.kept()
    laid_aside(officer, row)
    assert sleep.asleep() == {row.pk}
    assert hold.next_for(officer) is None
    assert sleep.asleep(datetime.now(UTC) + SOON + timedelta(minutes=1)) == frozenset()


def test_a_new_version_wakes_it(officer: Officer) -> None:
    row = caseload.kept()
    laid_aside(officer, row)
    caseload.version(row.report, caseload.report(), 2, 77)
    assert sleep.asleep() == frozenset()
    assert (given := hold.next_for(officer)) and given.report_key == row.pk


def test_another_report_of_its_thread_wakes_it(officer: Officer) -> None:
    row = caseload.kept("9000001", thread="t1")
    laid_aside(officer, row)
    caseload.kept("9000002", thread="t1")
    assert row.pk not in sleep.asleep()


def test_an_answer_to_one_of_its_requests_wakes_it_and_no_earlier_one(officer: Officer) -> None:
    row, other = caseload.kept("9000001"), caseload.kept("9000002")
    answered = Act(Tag.REQUEST_ANSWERED, f"report:{row.report.name}", "anne", {"request": "R-1"})
    with short_write() as acts:
        acts.append(answered)
    laid_aside(officer, row)
    laid_aside(officer, other)
    assert sleep.asleep() == {row.pk, other.pk}
    with short_write() as acts:
        acts.append(answered)
    assert sleep.asleep() == {other.pk}


def test_it_waits_for_what_is_new_whenever_that_comes(officer: Officer, enter: Enter) -> None:
    row = caseload.kept()
    page = enter(officer).get(f"/reports/{row.pk}").content.decode()
    assert '<option value="90">until something new comes (90 days at most)</option>' in page
    enter(officer).post(f"/reports/{row.pk}/snooze", {"days": "90", "reason": "waits for the service"})
    assert sleep.asleep(datetime.now(UTC) + timedelta(days=89)) == {row.pk}


def test_it_is_given_back_and_written_down(officer: Officer, colleague: Officer) -> None:
    row = caseload.kept()
    hold.claim(officer, row.pk)
    with pytest.raises(NotSo):
        laid_aside(colleague, row)
    laid_aside(officer, row)
    row.refresh_from_db()
    assert (row.state, row.claimed_by) == (Standing.State.OPEN, "")
    assert Entry.objects.filter(tag="steering:report:snoozed", actor="anne").count() == 1
    sleep.wake(officer, row)
    assert sleep.asleep() == frozenset()
    with pytest.raises(NotSo):
        sleep.wake(officer, row)


@pytest.mark.parametrize("days", [-1, 0, 91])
def test_nothing_sleeps_for_ever_or_into_the_past(officer: Officer, days: int) -> None:
    with pytest.raises(NotSo, match="within"):
        sleep.snooze(officer, caseload.kept(), datetime.now(UTC) + timedelta(days=days, seconds=-1), "later")


def virals(number: int) -> list[Standing]:
    return [caseload.kept(str(9000001 + n), cluster="c1", class_=Class.VIRAL, score=9 + n) for n in range(number)]


def test_many_alike_are_decided_at_once_and_each_is_recorded(officer: Officer) -> None:
    first, *rest = virals(4)
    batch = alike.decide_alike(officer, first, [row.pk for row in rest], VIRAL)
    assert set(batch.decided) == {row.pk for row in rest}
    assert Decision.objects.filter(outcome="viral", reason__contains="alike: 9000001").count() == 3
    assert Entry.objects.filter(tag="desk:report:decided").count() == 3


def test_what_is_not_alike_or_in_other_hands_is_left(officer: Officer, colleague: Officer) -> None:
    first, same, held = virals(3)
    other = caseload.kept("9000009", cluster="c2", class_=Class.VIRAL)
    worse = caseload.kept("9000010", cluster="c1", class_=Class.WORKABLE)
    hold.claim(colleague, held.pk)
    keys = [same.pk, held.pk, other.pk, worse.pk, first.pk]
    assert alike.decide_alike(officer, first, keys, VIRAL).decided == (same.pk,)


def test_reports_of_another_unit_are_not_decided_with_one_s_own(elsewhere: Officer) -> None:
    first, *rest = virals(2)
    assert alike.decide_alike(elsewhere, first, [row.pk for row in rest], VIRAL).decided == ()


def test_a_decision_about_a_person_is_made_for_each_by_itself(officer: Officer) -> None:
    first, *rest = virals(2)
    with pytest.raises(Refused, match="by itself"):
        alike.decide_alike(
            officer, first, [row.pk for row in rest], Ruling(Outcome.KEEP, Class.WORKABLE, "all of them")
        )


def test_the_next_report_suits_who_asks(officer: Officer) -> None:
    caseload.kept("9000001", content=caseload.report("9000001", language="fr"), score=40)
    dutch = caseload.kept("9000002", content=caseload.report("9000002", language="nl"), score=40)
    Profile.objects.create(officer=officer.username, languages=["nl"])
    assert (given := hold.next_for(officer)) and given.report_key == dutch.pk


def test_the_language_is_heard_where_no_sender_names_it_and_the_page_says_why(officer: Officer, enter: Enter) -> None:
    said = "ik kom je halen bij het station, zeg niets tegen je ouders"
    caseload.kept("9000001", content=caseload.report("9000001", texts=()), score=41)
    dutch = caseload.kept("9000002", content=caseload.report("9000002", texts=(said,)), score=40)
    Profile.objects.create(officer=officer.username, languages=["nl"])
    client = enter(officer)
    home = client.get("/").content.decode()
    assert "Why this one" in home
    assert "It stands near the highest, and suits you better." in home
    assert "Language that you read: Dutch." in home
    taken = client.post("/next", follow=True)
    assert taken.redirect_chain[-1][0] == f"/reports/{dutch.pk}"
    assert "Why this one: It stands near the highest" in taken.content.decode()
    assert Entry.objects.get(tag="desk:report:claimed").payload.count("Dutch") == 0


def test_laying_aside_and_taking_up_again_on_the_page(officer: Officer, enter: Enter) -> None:
    row, client = caseload.kept(), enter(officer)
    page = f"/reports/{row.pk}"
    assert "Lay it aside" in client.get(page).content.decode()
    client.post(f"{page}/snooze", {"days": "7", "reason": "waits for the service"})
    assert "Laid aside by anne" in client.get(page).content.decode()
    client.post(f"{page}/wake")
    assert sleep.asleep() == frozenset()


@pytest.mark.parametrize("days", ["", "x", "0", "9999"])
def test_a_day_that_is_none_lays_nothing_aside(officer: Officer, enter: Enter, days: str) -> None:
    row = caseload.kept()
    enter(officer).post(f"/reports/{row.pk}/snooze", {"days": days, "reason": "later"})
    assert sleep.asleep() == frozenset()


def test_the_alike_are_offered_after_the_first_and_decided_from_its_page(officer: Officer, enter: Enter) -> None:
    first, *rest = virals(3)
    client = enter(officer)
    page = client.get(f"/reports/{first.pk}").content.decode()
    assert "2 more free reports have the same content and the same class." in page
    assert "One decision on 3 reports" in page
    sent = {"version": first.report.current_id, "class_": "viral", "outcome": "viral", "reason": "an old meme"}
    told = client.post(f"/reports/{first.pk}/decide", sent, follow=True).content.decode()
    assert f'2 more reports with the same content: <a href="/reports/{first.pk}#alike">' in told
    assert "Decide all 2 alike" in client.get(f"/reports/{first.pk}").content.decode()
    client.post(f"/reports/{first.pk}/alike", {"alike": [row.pk for row in rest]})
    assert Decision.objects.filter(outcome="viral").count() == 3


def test_all_of_a_ruling_is_undone_at_once_each_by_itself(officer: Officer, colleague: Officer, enter: Enter) -> None:
    first, *rest = virals(4)
    decision = rule.decide(officer, first.pk, first.report.current_id or 0, VIRAL)
    client = enter(officer)
    client.post(f"/reports/{first.pk}/alike", {"alike": [row.pk for row in rest]})
    page = client.get(f"/reports/{rest[0].pk}").content.decode()
    assert "Decided together with 3 others." in page
    undo = f"/reports/{first.pk}/decisions/{decision.pk}/undo-all"
    enter(colleague).post(undo, {"reason": "not mine"})
    assert Decision.objects.filter(undone_at=None).count() == 4
    told = client.post(undo, {"reason": "a child is named in it"}, follow=True).content.decode()
    assert "4 decisions are undone." in told
    assert Decision.objects.filter(undone_at=None).count() == 0
    assert set(Decision.objects.values_list("undone_why", flat=True)) == {"a child is named in it"}
    assert Entry.objects.filter(tag="desk:decision:undone").count() == 4
    assert {row.pk: row.state for row in Standing.objects.all()} == {
        first.pk: "claimed",
        **{row.pk: "open" for row in rest},
    }


def test_what_was_decided_anew_meanwhile_stands(officer: Officer, colleague: Officer) -> None:
    first, second, third = virals(3)
    decision = rule.decide(officer, first.pk, first.report.current_id or 0, VIRAL)
    alike.decide_alike(officer, first, [second.pk, third.pk], VIRAL, decision.pk)
    own = Decision.objects.get(report_key=second.pk)
    rule.undo(officer, second.pk, own.pk, "not this one", held=False)
    rule.decide(colleague, second.pk, second.report.current_id or 0, VIRAL)
    assert together.undo_all(officer, first.pk, decision.pk, "all wrong") == 2
    assert list(Decision.objects.filter(undone_at=None).values_list("report_key", flat=True)) == [second.pk]


def test_after_an_hour_only_a_supervisor_takes_all_back(officer: Officer, supervisor: Officer) -> None:
    first, second = virals(2)
    decision = rule.decide(officer, first.pk, first.report.current_id or 0, VIRAL)
    alike.decide_alike(officer, first, [second.pk], VIRAL, decision.pk)
    Decision.objects.update(at=datetime.now(UTC) - timedelta(hours=2))
    with pytest.raises(Refused, match="supervisor"):
        together.undo_all(officer, first.pk, decision.pk, "late")
    assert together.undo_all(supervisor, first.pk, decision.pk, "late", held=False) == 2


def test_nobody_extends_another_one_s_decision(officer: Officer, colleague: Officer, enter: Enter) -> None:
    first, *rest = virals(2)
    rule.decide(officer, first.pk, first.report.current_id or 0, VIRAL)
    assert enter(colleague).post(f"/reports/{first.pk}/alike", {"alike": [rest[0].pk]}).status_code == 404
    assert Decision.objects.count() == 1


def test_the_share_that_is_punishable_is_told_by_month(officer: Officer) -> None:
    rulings = [("pass-on", "yes"), ("keep", "yes"), ("abroad", "not-known"), ("pass-on", "no"), ("viral", "no")]
    for key, (outcome, punishable) in enumerate(rulings, 1):
        Decision.objects.create(
            report_key=key,
            version_key=key,
            at=datetime(2026, 3, key, 12, tzinfo=UTC),
            officer=officer.username,
            outcome=outcome,
            punishable=punishable,
            class_decided="workable",
            score=1,
            reason="x",
        )
    (march,) = shares(datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
    assert (march.decided, march.passed_on, march.punishable) == (5, 4, 2)
    assert (march.not_punishable, march.not_known, march.share) == (1, 1, 0.5)
    assert shares(datetime(2027, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC), by="year") == []
