"""A compartment from its page: in, out, and what the others see of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from vigie.access.models import Compartment, Enclosed, Officer, Proposal
from vigie.access.tasks import proposals
from vigie.access.tasks.scope import Refused, Unknown
from vigie.desk.tests import caseload
from vigie.desk.tests.conftest import Enter
from vigie.ledger.models import Entry
from vigie.report.nouns import SourceName
from vigie.reporters.models import Waiting


def test_a_compartment_is_run_from_its_page(
    supervisor: Officer, officer: Officer, colleague: Officer, enter: Enter
) -> None:
    standing, chief = caseload.kept(), enter(supervisor)
    chief.post("/compartments/open", {"name": "Heron", "kind": "undercover", "reason": "an undercover file"})
    key = Compartment.objects.get().pk
    for act, fields in (("admit", {"name": "anne"}), ("enclose", {"number": "9000001"})):
        sent = chief.post(f"/compartments/{key}/{act}", {**fields, "reason": "works on it"}, follow=True)
        assert "Done, and written in the journal." in sent.content.decode()
    assert enter(officer).get(f"/reports/{standing.pk}").status_code == 200
    assert "Heron" in enter(officer).get("/compartments").content.decode()
    assert enter(colleague).get(f"/reports/{standing.pk}").status_code == 404
    assert "Heron" not in enter(colleague).get("/compartments").content.decode()
    chief.post(f"/compartments/{key}/dismiss", {"name": "anne", "reason": "another unit now"})
    assert enter(officer).get(f"/reports/{standing.pk}").status_code == 404
    chief.post(f"/compartments/{key}/disclose", {"report": str(standing.pk), "reason": "the file is over"})
    assert enter(colleague).get(f"/reports/{standing.pk}").status_code == 200
    assert Entry.objects.filter(tag__startswith="access:compartment:").count() == 5


def test_the_last_one_inside_cannot_leave_and_who_is_outside_changes_nothing(
    supervisor: Officer, officer: Officer, enter: Enter
) -> None:
    enter(supervisor).post("/compartments/open", {"name": "Heron", "kind": "other", "reason": "a test of it"})
    key = Compartment.objects.get().pk
    sent = enter(supervisor).post(f"/compartments/{key}/dismiss", {"name": "denis", "reason": "it is me"}, follow=True)
    assert "Somebody must stay inside" in sent.content.decode()
    other = Officer.objects.create(username="gus", role="supervisor", language="en", password="!")
    assert enter(other).post(f"/compartments/{key}/admit", {"name": "gus", "reason": "it is me"}).status_code == 404
    assert enter(officer).post(f"/compartments/{key}/admit", {"name": "anne", "reason": "it is me"}).status_code == 403


def test_an_emergency_is_opened_and_judged_from_its_page(elsewhere: Officer, supervisor: Officer, enter: Enter) -> None:
    caseload.kept()
    sent = enter(elsewhere).post("/emergency", {"number": "9000001", "reason": "a child in our town"}, follow=True)
    assert "one@mail.invalid" in sent.content.decode()
    page = enter(supervisor).get("/emergency").content.decode()
    assert "a child in our town" in page
    assert enter(elsewhere).post("/emergency", {"number": "424242", "reason": "a child"}).status_code == 404


def test_nobody_confirms_what_they_proposed(supervisor: Officer, administrator: Officer) -> None:
    row = proposals.propose(supervisor, "erase", "report:x/1", {"report": 1}, "the time is over")
    with pytest.raises(Refused, match="Somebody else"):
        proposals.settle(supervisor, row.pk, confirmed=True, why="I said so")
    with pytest.raises(Refused, match="proposed already"):
        proposals.propose(administrator, "erase", "report:x/1", {"report": 1}, "again")
    settled, act = proposals.settle(administrator, row.pk, confirmed=True, why="checked with the file")
    assert (settled.settled_as, act.payload["by"]) == ("confirmed", "denis")
    with pytest.raises(Unknown):
        proposals.settle(administrator, row.pk, confirmed=True, why="twice")


def test_a_stranger_to_the_matter_settles_nothing_and_the_proposer_withdraws(
    supervisor: Officer, officer: Officer
) -> None:
    row = proposals.propose(supervisor, "erase", "report:x/1", {}, "the time is over")
    with pytest.raises(Unknown):
        proposals.refuse(officer, row.pk, "I would not")
    proposals.refuse(supervisor, row.pk, "a mistake")
    assert Proposal.objects.get().settled_as == "withdrawn"


def test_what_is_like_a_closed_report_waits_for_whoever_may_know_of_it(supervisor: Officer, enter: Enter) -> None:
    told = caseload.report("P-4242", source=SourceName("portal"))
    standing, now = caseload.kept(content=told), datetime.now(UTC)
    Waiting.objects.create(number="P-4243", why="same", like="P-4242", at=now)
    made = Compartment.objects.create(name="closed", kind="other", reason="a reason", opened_at=now, opened_by="bruno")
    Enclosed.objects.create(compartment=made, report_key=standing.pk, at=now, by="bruno", reason="a reason")
    browser = enter(supervisor)
    assert "P-4242" not in browser.get("/threshold").content.decode()
    assert browser.post("/threshold", {"like": "P-4242", "why": "same"}).status_code == 404
    assert Waiting.objects.filter(let_in_at=None).exists()
