"""Taking a report, giving it back, deciding, undoing: rows and ledger together, whatever races."""

from __future__ import annotations

from datetime import timedelta

import pytest

from vigie.access.models import Officer
from vigie.desk.models import Decision
from vigie.desk.outcomes import Outcome, Punishable, Ruling
from vigie.desk.tasks import hold, rule
from vigie.desk.tasks.act import Refused, Unknown
from vigie.desk.tests import caseload
from vigie.desk.tests.conftest import Enter
from vigie.ledger import chain
from vigie.ledger.models import Entry
from vigie.ledger.models import chain as whole_chain
from vigie.report.models import Standing
from vigie.report.nouns import Class

KEEP = Ruling(Outcome.KEEP, Class.WORKABLE, "producer, live danger", Punishable.YES, offences=("fr:227-22-1",))


def tags() -> list[str]:
    return list(Entry.objects.order_by("number").values_list("tag", flat=True))


def test_a_claim_is_held_and_written(officer: Officer) -> None:
    standing = caseload.kept()
    hold.claim(officer, standing.pk)
    standing.refresh_from_db()
    assert (standing.state, standing.claimed_by) == ("claimed", "anne")
    assert tags()[-1] == "desk:report:claimed"
    assert list(chain.flaws(whole_chain())) == []


def test_the_second_is_told_who_holds_it(officer: Officer, colleague: Officer, enter: Enter) -> None:
    standing = caseload.kept()
    hold.claim(officer, standing.pk)
    with pytest.raises(Refused, match="anne already holds this report"):
        hold.claim(colleague, standing.pk)
    page = enter(colleague).post(f"/reports/{standing.pk}/claim", follow=True).content.decode()
    assert "anne already holds this report, since " in page
    assert tags().count("desk:report:claimed") == 1


def test_claiming_twice_oneself_is_no_second_act(officer: Officer) -> None:
    standing = caseload.kept()
    hold.claim(officer, standing.pk)
    hold.claim(officer, standing.pk)
    assert tags().count("desk:report:claimed") == 1


def test_a_report_given_back_is_free_again(officer: Officer, colleague: Officer) -> None:
    standing = caseload.kept()
    hold.claim(officer, standing.pk)
    with pytest.raises(Refused):
        hold.release(colleague, standing.pk)
    hold.release(officer, standing.pk)
    standing.refresh_from_db()
    assert (standing.state, standing.claimed_by, standing.claimed_at) == ("open", "", None)


def test_a_supervisor_takes_a_report_back_from_whoever_holds_it(officer: Officer, supervisor: Officer) -> None:
    standing = caseload.kept()
    hold.claim(officer, standing.pk)
    hold.release(supervisor, standing.pk)
    last = Entry.objects.latest("number")
    assert (last.tag, last.actor) == ("desk:report:released", "denis")
    assert '"held_by":"anne"' in last.payload


def test_the_next_report_is_the_best_free_one(officer: Officer, colleague: Officer) -> None:
    low, high = caseload.kept("1", score=40), caseload.kept("2", score=90)
    given = [hold.next_for(one) for one in (officer, colleague, officer)]
    assert [one and one.report_key for one in given] == [high.pk, low.pk, None]


def test_a_decision_is_recorded_with_what_was_proposed(officer: Officer) -> None:
    standing = caseload.kept(class_=Class.VIRAL)
    hold.claim(officer, standing.pk)
    version = standing.report.current_id or 0
    decision = rule.decide(officer, standing.pk, version, KEEP)
    standing.refresh_from_db()
    assert (standing.state, standing.class_name, standing.claimed_by) == ("decided", "workable", "")
    assert (decision.class_proposed, decision.class_decided, decision.punishable) == ("viral", "workable", "yes")
    payload = Entry.objects.latest("number").payload
    assert '"reason":"producer, live danger"' in payload
    assert '"offences":["fr:227-22-1"]' in payload


def test_passing_on_gives_the_report_to_that_unit(officer: Officer, elsewhere: Officer, enter: Enter) -> None:
    standing = caseload.kept()
    assert enter(elsewhere).get(f"/reports/{standing.pk}").status_code == 404
    ruling = Ruling(Outcome.PASS_ON, Class.WORKABLE, "lives there", unit="departement-59")
    rule.decide(officer, standing.pk, standing.report.current_id or 0, ruling)
    assert enter(elsewhere).get(f"/reports/{standing.pk}").status_code == 200


def test_what_somebody_else_holds_cannot_be_decided(officer: Officer, colleague: Officer) -> None:
    standing = caseload.kept()
    hold.claim(colleague, standing.pk)
    with pytest.raises(Refused, match="bruno"):
        rule.decide(officer, standing.pk, standing.report.current_id or 0, KEEP)
    assert not Decision.objects.exists()


def test_a_version_that_came_in_meanwhile_stops_the_decision(officer: Officer) -> None:
    standing = caseload.kept()
    read = standing.report.current_id or 0
    caseload.version(standing.report, caseload.report(platform="Another"), 2, 1)
    with pytest.raises(Refused, match="new version"):
        rule.decide(officer, standing.pk, read, KEEP)
    assert not Decision.objects.exists()


def test_nobody_decides_on_what_they_may_not_know_of(elsewhere: Officer) -> None:
    standing = caseload.kept()
    with pytest.raises(Unknown):
        rule.decide(elsewhere, standing.pk, standing.report.current_id or 0, KEEP)
    with pytest.raises(Unknown):
        hold.claim(elsewhere, standing.pk)


def test_a_decision_undone_brings_everything_back(officer: Officer) -> None:
    standing = caseload.kept(class_=Class.INSUFFICIENT, unit="departement-35")
    ruling = Ruling(Outcome.PASS_ON, Class.WORKABLE, "lives there", unit="departement-59")
    decision = rule.decide(officer, standing.pk, standing.report.current_id or 0, ruling)
    rule.undo(officer, standing.pk, decision.pk, "wrong unit")
    standing.refresh_from_db()
    assert (standing.state, standing.claimed_by) == ("claimed", "anne")
    assert (standing.class_name, standing.unit) == ("insufficient", "departement-35")
    assert tags()[-1] == "desk:decision:undone"
    rule.decide(officer, standing.pk, standing.report.current_id or 0, KEEP)
    assert Decision.objects.filter(undone_at=None).count() == 1


def test_a_character_that_no_database_takes_is_left_out(officer: Officer, enter: Enter) -> None:
    standing = caseload.kept()
    decision = rule.decide(officer, standing.pk, standing.report.current_id or 0, KEEP)
    enter(officer).post(f"/reports/{standing.pk}/decisions/{decision.pk}/undo", {"reason": "wrong\0 unit"})
    assert Decision.objects.get().undone_why == "wrong unit"


def test_after_an_hour_only_a_supervisor_undoes(officer: Officer, colleague: Officer, supervisor: Officer) -> None:
    standing = caseload.kept()
    decision = rule.decide(officer, standing.pk, standing.report.current_id or 0, KEEP)
    late = decision.at + rule.UNDO_WITHIN + timedelta(seconds=1)
    for who, when in ((officer, late), (colleague, decision.at)):
        with pytest.raises(Refused):
            rule.undo(who, standing.pk, decision.pk, "", now=when)
    rule.undo(supervisor, standing.pk, decision.pk, "asked by the prosecutor", now=late)
    assert Decision.objects.get().undone_by == "denis"


def test_a_decision_through_the_form_leads_back_to_the_queue(officer: Officer, enter: Enter) -> None:
    standing = caseload.kept()
    sent = {
        "version": standing.report.current_id, "class_": "workable", "outcome": "pass-on", "unit": "departement-59",
        "punishable": "yes", "reason": "lives there", "offences": ["fr:227-22-1"],
    }  # fmt: skip
    response = enter(officer).post(f"/reports/{standing.pk}/decide", sent)
    assert (response.status_code, response["Location"]) == (302, "/queue")
    decision = Decision.objects.get()
    assert (decision.unit, decision.offences) == ("departement-59", ["fr:227-22-1"])


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"reason": ""}, "Say why, in a few words"),
        ({"outcome": ""}, "Choose an outcome."),
        ({"outcome": "pass-on"}, "Choose the unit that takes it up."),
        ({"outcome": "pass-on", "unit": "nowhere"}, "There is no such unit."),
        ({"outcome": "abroad"}, "Give the country as two letters"),
        ({"outcome": "duplicate", "duplicate_of": "424242"}, "There is no other report 424242"),
        ({"outcome": "not-punishable", "punishable": "yes"}, "contradict each other"),
        ({"outcome": "not-punishable", "offences": ["fr:227-22-1"]}, "yet the outcome is “not punishable”"),
    ],
)
def test_an_incomplete_decision_says_what_it_lacks_and_keeps_what_was_written(
    officer: Officer, enter: Enter, changed: dict[str, object], words: str
) -> None:
    standing = caseload.kept()
    sent = {"version": standing.report.current_id, "class_": "viral", "outcome": "keep", "reason": "my own words"}
    response = enter(officer).post(f"/reports/{standing.pk}/decide", sent | changed)
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert changed.get("reason") == "" or "my own words" in page
    assert not Decision.objects.exists()


def test_every_act_stands_in_the_chain_and_the_chain_holds(officer: Officer, enter: Enter) -> None:
    standing = caseload.kept()
    client = enter(officer)
    client.get(f"/reports/{standing.pk}")
    client.get(f"/reports/{standing.pk}")
    client.post(f"/reports/{standing.pk}/claim")
    client.post(f"/reports/{standing.pk}/release")
    client.post("/next")
    assert tags() == [
        "intake:report:new", "desk:report:read", "desk:report:claimed", "desk:report:released", "desk:report:claimed",
    ]  # fmt: skip
    assert list(chain.flaws(whole_chain())) == []
    assert Standing.objects.get().claimed_by == "anne"


def test_what_one_wrote_while_a_colleague_was_quicker_is_kept_and_shown(
    officer: Officer, colleague: Officer, enter: Enter
) -> None:
    row = caseload.kept()
    mine, theirs, page = enter(officer), enter(colleague), f"/reports/{row.pk}"
    version = row.report.current_id
    given = {"version": version, "class_": "workable", "outcome": "keep", "punishable": "yes"}
    assert mine.get(page).status_code == theirs.get(page).status_code == 200
    theirs.post(f"{page}/decide", {**given, "reason": "a first look"})
    late = mine.post(f"{page}/decide", {**given, "reason": "what I had seen in it"})
    told = late.content.decode()
    assert "Nothing is lost" in told and "bruno" in told
    assert f'name="next" value="{page}"' in told  # an address that can be opened: not the form's
    mine.post(f"{page}/why", {"reason": "To check a decision", "next": page})
    assert "what I had seen in it" in mine.get(page).content.decode()
    assert [one.officer for one in Decision.objects.all()] == ["bruno"]
