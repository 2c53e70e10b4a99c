"""What makes a day quick: drafts, several at once, views kept, versions compared, what is new, the search."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from msgspec import structs

from vigie.access.models import Officer
from vigie.cases import tasks as cases
from vigie.desk.compare import compare
from vigie.desk.ground import ground
from vigie.desk.models import Decision, Draft, View
from vigie.desk.tasks import bulk, hold
from vigie.desk.tests import caseload
from vigie.desk.tests.conftest import Enter
from vigie.desk.views.news import news
from vigie.ledger.models import Entry
from vigie.report.models import Standing
from vigie.report.nouns import Address, Person, Role
from vigie.search.tasks import keep
from vigie.search.words import of
from vigie.territory import outline


def test_a_draft_is_kept_shown_again_and_gone_with_the_decision(officer: Officer, enter: Enter) -> None:
    standing, browser = caseload.kept(), enter(officer)
    version = standing.report.current_id
    sent = {"version": version, "class_": "workable", "outcome": "keep", "reason": "half a thou"}
    told = browser.post(f"/reports/{standing.pk}/draft", sent, headers={"HX-Request": "true"}).content.decode()
    assert told.startswith("Draft kept at ")
    page = browser.get(f"/reports/{standing.pk}").content.decode()
    assert "half a thou</textarea>" in page
    assert Decision.objects.count() == 0
    browser.post(f"/reports/{standing.pk}/decide", {**sent, "reason": "half a thought, whole"})
    assert Decision.objects.get().reason == "half a thought, whole"
    assert Draft.objects.count() == 0


def test_a_draft_on_a_report_one_may_not_know_of_is_not_kept(elsewhere: Officer, enter: Enter) -> None:
    standing = caseload.kept()
    assert enter(elsewhere).post(f"/reports/{standing.pk}/draft", {"reason": "x"}).status_code == 404
    assert Draft.objects.count() == 0


def _several(*standings: Standing, **sent: str) -> dict[str, object]:
    versions = {f"version-{one.pk}": one.report.current_id for one in standings}
    return {"key": [one.pk for one in standings], "class_": "viral", "outcome": "viral", **versions, **sent}


def test_one_decision_on_several_is_recorded_for_each_and_what_another_holds_is_told(
    officer: Officer, colleague: Officer, elsewhere: Officer, enter: Enter
) -> None:
    mine = [caseload.kept(f"900000{n}") for n in range(3)]
    hold.claim(colleague, mine[0].pk)
    browser = enter(officer)
    assert "One decision on 3 reports" in browser.post("/bulk", {"key": [one.pk for one in mine]}).content.decode()
    page = browser.post("/bulk", _several(*mine, reason="the same meme")).content.decode()
    assert "2 reports decided" in page
    assert "bruno already holds this report" in page
    assert Decision.objects.count() == 2
    assert Entry.objects.filter(tag="desk:report:decided").count() == 2
    enter(elsewhere).post("/bulk", _several(mine[0], reason="not mine"))
    assert Decision.objects.count() == 2


def test_several_that_were_ticked_are_undone_together_from_where_it_is_told(officer: Officer, enter: Enter) -> None:
    mine, browser = [caseload.kept(f"900000{n}") for n in range(3)], enter(officer)
    page = browser.post("/bulk", _several(*mine, reason="the same meme")).content.decode()
    first = Decision.objects.order_by("pk")[0]
    assert f'action="/reports/{first.report_key}/decisions/{first.pk}/undo-all"' in page
    assert Entry.objects.filter(tag="desk:report:decided", payload__contains="together").count() == 2
    told = browser.post(
        f"/reports/{first.report_key}/decisions/{first.pk}/undo-all", {"then": "queue", "reason": "x"}, follow=True
    )
    assert "3 decisions are undone." in told.content.decode()
    assert set(Standing.objects.values_list("state", "claimed_by")) == {("open", "")}


def test_more_than_can_be_decided_at_a_time_is_said(
    officer: Officer, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MOST", 2)
    mine = [caseload.kept(f"900000{n}", cluster="C-000001") for n in range(3)]
    page = enter(officer).post("/bulk", {"key": [one.pk for one in mine]}).content.decode()
    assert "2 are decided at a time; left for the next time: 1." in page


def test_several_are_not_decided_without_a_reason(officer: Officer, enter: Enter) -> None:
    standing = caseload.kept()
    answer = enter(officer).post("/bulk", _several(standing, reason=""))
    assert answer.status_code == 422
    assert Decision.objects.count() == 0


def test_a_view_is_kept_shared_and_dropped_by_its_owner_alone(
    officer: Officer, colleague: Officer, enter: Enter
) -> None:
    browser = enter(officer)
    browser.post("/queue/views", {"name": "Urgent here", "class": "workable", "least": "60", "shared": "1", "x": "y"})
    view = View.objects.get()
    assert view.query == "class=workable&least=60"
    assert "Urgent here" in enter(colleague).get("/queue").content.decode()
    enter(colleague).post(f"/queue/views/{view.pk}/drop")
    assert View.objects.exists()
    browser.post(f"/queue/views/{view.pk}/drop")
    assert not View.objects.exists()


def test_columns_are_chosen(officer: Officer, enter: Enter) -> None:
    caseload.kept()
    browser = enter(officer)
    assert "Threat to pass pictures on" not in browser.get("/queue").content.decode()
    assert "child is at risk" in browser.get("/queue").content.decode()
    browser.post("/queue/columns", {"column": ["where", "clock"]})
    assert "child is at risk" not in browser.get("/queue").content.decode()


@pytest.mark.parametrize("typed", ["grey heron", "GREY_HERON", "06 39 98 12 34", "192.0.2.17", "one@mail.invalid"])
def test_the_queue_is_searched_within_what_one_may_know(
    typed: str, officer: Officer, elsewhere: Officer, enter: Enter
) -> None:
    standing = caseload.kept()
    keep({standing.pk: of(caseload.report(), "FR")})
    assert "9000001" in enter(officer).get("/queue", {"q": typed, "state": "all"}).content.decode()
    assert "9000001" not in enter(elsewhere).get("/queue", {"q": typed, "state": "all"}).content.decode()


def test_what_is_new_since_one_last_looked(officer: Officer, colleague: Officer, enter: Enter) -> None:
    standing, browser = caseload.kept(), enter(officer)
    assert "New since you last looked" not in browser.get(f"/reports/{standing.pk}").content.decode()
    hold.claim(colleague, standing.pk)
    hold.release(colleague, standing.pk)
    journal = list(Entry.objects.order_by("-number"))
    assert news(officer, journal, datetime.now(UTC)) is None  # the same reading still
    later = news(officer, journal, datetime.now(UTC) + timedelta(hours=2))
    assert later is not None
    assert dict(later.acts) == {"desk:report:claimed": 1, "desk:report:released": 1}
    assert news(colleague, journal, datetime.now(UTC) + timedelta(hours=2)) is None


def test_two_versions_stand_side_by_side(officer: Officer, enter: Enter) -> None:
    standing = caseload.kept()
    changed = structs.replace(caseload.report(), escalation="a child is named")
    caseload.version(standing.report, changed, 2, 1)
    page = enter(officer).get(f"/reports/{standing.pk}/compare").content.decode()
    assert "<ins>a child is named</ins>" in page
    assert "<del>child may be at risk now</del>" in page
    assert enter(officer).get(f"/reports/{standing.pk}/compare?a=1&b=7").status_code == 200


def test_the_same_version_twice_shows_no_change() -> None:
    assert not any(section.changed for section in compare(caseload.report(), caseload.report()))


def test_places_lie_on_the_map_of_the_country_and_an_estimate_is_drawn_as_one() -> None:
    drawn = ground({7: ("9000001", caseload.report(), caseload.routing())}, "FR", "fr")
    assert drawn and [tint.kind for tint in drawn.tints] == ["guessed"]
    assert [(pin.name, pin.n, pin.kind) for pin in drawn.pins] == [("Ille-et-Vilaine", 1, "guessed")]
    assert {line.spot.where for line in drawn.lines} == {"Rennes", "Example Télécom"}
    assert drawn.elsewhere == 1  # of an address only the country is known: it is no point


def test_an_address_that_was_said_is_drawn_as_told() -> None:
    lives = Person(role=Role.REPORTED, addresses=(Address(postal_code="67000", city="Strasbourg", country="FR"),))
    drawn = ground({7: ("1", caseload.report(people=(lives,)), None)}, "FR", "fr")
    assert drawn and [(pin.name, pin.kind) for pin in drawn.pins] == [("Bas-Rhin", "told")]
    assert [tint.name for tint in drawn.tints if tint.kind == "told"] == ["Bas-Rhin"]


def test_where_a_country_has_no_outline_the_table_speaks_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outline, "of", lambda _: None)  # each of our packs has one
    lives = Person(role=Role.REPORTED, addresses=(Address(city="Luxembourg", country="LU"),))
    drawn = ground({7: ("1", caseload.report(people=(lives,)), None)}, "LU", "fr")
    assert drawn and drawn.lines and not drawn.tints


def test_a_case_that_was_changed_meanwhile_keeps_what_one_wrote(
    officer: Officer, colleague: Officer, enter: Enter
) -> None:
    case = cases.start(officer, "Grey heron")
    cases.change(colleague, case.pk, 1, "Grey heron and others", "")
    answer = enter(officer).post(f"/cases/{case.pk}/change", {"revision": 1, "title": "Heron", "about": "my own words"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "my own words" in page and "Grey heron and others" in page
    assert "bruno changed this case at" in page
