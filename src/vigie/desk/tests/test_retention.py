"""The life of data from its pages: planned, proposed, confirmed by another, erased; held ones stay."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings

from vigie.access.models import Officer, Proposal
from vigie.authority.models import Authorisation, Deed
from vigie.desk.models import Decision
from vigie.desk.outcomes import Outcome, Ruling
from vigie.desk.tasks import rule
from vigie.desk.tasks.act import Refused
from vigie.desk.tasks.decided import decided
from vigie.desk.tests import caseload
from vigie.desk.tests.conftest import Enter
from vigie.evidence.seal import blank
from vigie.ledger.chain import flaws
from vigie.ledger.models import Entry, chain
from vigie.linking.models import Member, Thread
from vigie.report.models import Report, Standing, Version
from vigie.report.nouns import Class
from vigie.retention.models import Erasure, Hold
from vigie.retention.tasks import erase, plan


@pytest.fixture(autouse=True)
def _vault(_house: None) -> None:
    """The bytes of these invented reports, erased already; tests/journey/test_erased.py has real ones."""
    folder = settings.VIGIE_HOME / "vault"
    folder.mkdir(exist_ok=True)
    (folder / "x").write_bytes(blank(0))


def _decided(number: str, days: int, outcome: str = "not-punishable") -> Standing:
    standing = caseload.kept(number)
    Standing.objects.filter(pk=standing.pk).update(state="decided")
    Decision.objects.create(
        report_key=standing.pk, version_key=standing.report.current_id or 0, officer="anne", outcome=outcome,
        at=caseload.NOW - timedelta(days=days), punishable="no", class_decided="viral", score=1, reason="invented",
    )  # fmt: skip
    return standing


def test_an_erasure_is_planned_proposed_and_confirmed_by_another(
    supervisor: Officer, administrator: Officer, officer: Officer, enter: Enter
) -> None:
    _decided("9000001", 400), _decided("9000002", 10), caseload.kept("9000003")
    page = enter(supervisor).get("/retention").content.decode()
    assert "9000001" in page
    assert "Not punishable" in page
    enter(supervisor).post("/retention/propose", {"reason": "their time is over"})
    row = Proposal.objects.get()
    assert len(row.facts["reports"]) == 1
    said = enter(supervisor).post(f"/second-person/{row.pk}", {"as": "confirmed", "reason": "me too"}, follow=True)
    assert "Somebody else must confirm" in said.content.decode()
    assert enter(officer).post(f"/second-person/{row.pk}", {"as": "confirmed", "reason": "me"}).status_code == 403
    enter(administrator).post(f"/second-person/{row.pk}", {"as": "confirmed", "reason": "the list was checked"})
    (made,) = erase.run(plan.all_due(decided()))
    assert (made.name, made.proposed_by, made.confirmed_by) == ("ncmec/9000001", "denis", "elsa")
    assert list(Report.objects.order_by("report_id").values_list("report_id", flat=True)) == ["9000002", "9000003"]
    assert not Version.objects.filter(report_id=made.erased_key).exists()
    assert erase.run(plan.all_due(decided())) == []
    assert list(flaws(chain())) == []
    assert "ncmec/9000001" in enter(supervisor).get("/retention").content.decode()


def test_what_was_done_under_an_order_stays_in_its_register_without_its_words(supervisor: Officer) -> None:
    key = _decided("9000001", 400).pk
    order = Authorisation.objects.create(
        magistrate="an invented magistrate", court="an invented court", number="26/1", report_key=key, holder="denis",
        begins=caseload.NOW, ends=caseload.NOW, limits="account u1", at=caseload.NOW, by="denis", allowed=[],
    )  # fmt: skip
    Deed.objects.create(
        authorisation=order, what="subscriber", report_key=key, words="who had u1", at=caseload.NOW, by="denis"
    )
    _agreed(supervisor)
    erase.run(plan.all_due(decided()))
    assert Authorisation.objects.values_list("limits", "report_key").get() == ("—", None)
    assert Deed.objects.values_list("by", "words", "report_key").get() == ("denis", "—", None)


def test_what_is_held_meanwhile_is_not_erased(supervisor: Officer, administrator: Officer, enter: Enter) -> None:
    _decided("9000001", 400)
    enter(supervisor).post("/retention/propose", {"reason": "their time is over"})
    row = Proposal.objects.get()
    enter(administrator).post(f"/second-person/{row.pk}", {"as": "confirmed", "reason": "the list was checked"})
    hold = {"number": "9000001", "kind": "legal", "order": "26/7", "reason": "a court asked"}
    enter(supervisor).post("/retention/hold", hold)
    assert erase.run(plan.all_due(decided())) == []
    assert plan.to_erase(plan.all_due(decided())) == []
    enter(supervisor).post("/retention/lift", {"hold": str(Hold.objects.get().pk), "reason": "the court is done"})
    assert len(erase.run(plan.all_due(decided()))) == 1


def test_without_an_order_there_is_no_legal_hold_and_another_unit_holds_nothing(
    supervisor: Officer, enter: Enter
) -> None:
    standing = caseload.kept("9000001")
    given = {"number": "9000001", "kind": "legal", "reason": "a court asked"}
    assert "number of the order" in enter(supervisor).post("/retention/hold", given, follow=True).content.decode()
    chief = Officer.objects.create(username="fanny", role="supervisor", unit="departement-59", password="!")
    assert enter(chief).post("/retention/hold", given | {"order": "1"}).status_code == 404
    assert not Hold.objects.filter(kept_key=standing.pk).exists()


def test_a_thread_whose_report_was_erased_comes_apart(supervisor: Officer) -> None:
    first, second = _decided("9000001", 400), caseload.kept("9000002")
    Thread.objects.create(id=7, oldest=first.pk, reports=2, first_at=0, last_at=0)
    for one in (first, second):
        Member.objects.create(report_key=one.pk, version_key=0, at=0, thread_key=7, traits="[]")
    _agreed(supervisor)
    assert len(erase.run(plan.all_due(decided()))) == 1
    assert Member.objects.get().report_key == second.pk


def _agreed(supervisor: Officer) -> None:
    plan.propose(supervisor, plan.to_erase(plan.all_due(decided())), "their time is over")
    Proposal.objects.update(settled_at=caseload.NOW, settled_by="elsa", settled_as="confirmed")


def test_a_persons_request_has_its_clock_and_its_answer(supervisor: Officer, officer: Officer, enter: Enter) -> None:
    asked = {"kind": "access", "who": "an invented person", "words": "what is kept of me"}
    page = enter(supervisor).post("/retention/ask", asked, follow=True).content.decode()
    assert "an invented person" in page
    assert "in 29 days" in page
    assert enter(officer).get("/retention").status_code == 403
    said = enter(supervisor).post("/retention/answer", {"request": "1", "words": "answered by letter"}, follow=True)
    assert "answered by letter" in said.content.decode()
    assert Entry.objects.filter(tag__startswith="retention:rights").count() == 2
    assert not Erasure.objects.exists()


def test_what_is_frozen_is_kept_and_not_decided(supervisor: Officer, enter: Enter) -> None:
    standing, client = caseload.kept("9000001"), enter(supervisor)
    client.post("/retention/hold", {"number": "9000001", "kind": "freeze", "reason": "contested by the person"})
    ruling = Ruling(outcome=Outcome.VIRAL, class_=Class.VIRAL, reason="an invented reason")
    with pytest.raises(Refused, match="frozen"):
        rule.decide(supervisor, standing.pk, standing.report.current_id or 0, ruling)
    client.post("/retention/lift", {"hold": str(Hold.objects.get().pk), "reason": "settled with the person"})
    assert rule.decide(supervisor, standing.pk, standing.report.current_id or 0, ruling).outcome == "viral"


def test_a_certificate_can_be_read_and_shows_that_nobody_changed_it(
    supervisor: Officer, administrator: Officer, officer: Officer, enter: Enter
) -> None:
    _decided("9000001", 400)
    waits = plan.propose(supervisor, plan.to_erase(plan.all_due(decided())), "its time is over")
    enter(administrator).post(f"/second-person/{waits.pk}", {"as": "confirmed", "reason": "I read the list"})
    (row,) = erase.run(plan.all_due(decided()))
    browser = enter(supervisor)
    page = browser.get(f"/retention/erased/{row.pk}").content.decode()
    for told in (row.digest, "it holds", "its time is over", "I read the list", "denis", "elsa"):
        assert told in page
    Erasure.objects.filter(pk=row.pk).update(confirmed_by="denis")
    assert "it does not fit what stands here" in browser.get(f"/retention/erased/{row.pk}").content.decode()
    assert browser.get("/retention/erased/4242").status_code == 404
    assert enter(officer).get(f"/retention/erased/{row.pk}").status_code == 403
