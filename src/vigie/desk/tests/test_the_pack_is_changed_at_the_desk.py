"""Units, clocks and terms without a shell: light changes at once, heavy ones by two people, each with its history."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from vigie.access.models import Officer, Proposal
from vigie.amendments.models import Amendment
from vigie.amendments.tasks import changing
from vigie.desk.tests import caseload
from vigie.desk.tests.conftest import Enter
from vigie.desk.units import unit_label, units
from vigie.evidence import keys
from vigie.journey.models import Item
from vigie.ledger.models import Entry
from vigie.territory import amendment, land, pack

UNIT = "/installation/country/unit/departement-35"
CLOCK = "/installation/country/clock/access-provider"


@pytest.fixture(autouse=True)
def _home(settings: Settings, tmp_path: Path) -> Iterator[None]:
    before = list(pack._desk)
    settings.VIGIE_HOME, settings.VIGIE_COUNTRY = tmp_path, "FR"
    (tmp_path / "packs" / "fr").mkdir(parents=True)
    pack.lay_over(tmp_path / "packs")
    keys.make(tmp_path / "keys")
    yield
    pack.lay_over(before[0])


def _tags() -> list[str]:
    return list(Entry.objects.filter(subject__startswith="pack:").order_by("pk").values_list("tag", flat=True))


def test_the_means_of_a_unit_are_said_at_once_with_a_reason(administrator: Officer, enter: Enter) -> None:
    browser = enter(administrator)
    assert browser.post(f"{UNIT}/change", {"interviewers": "4"}).status_code == 422  # no reason
    browser.post(f"{UNIT}/change", {"interviewers": "4", "rooms": "", "capacity": "30", "reason": "letter of the unit"})
    unit = land.of(pack.load("fr")).units["departement-35"]
    assert unit.means and (unit.means.interviewers, unit.means.rooms, unit.capacity) == (4, None, 30)
    assert _tags() == ["territory:pack:amended"]
    page = browser.get("/installation/country").content.decode()
    assert "Officers trained to hear children: <strong>4</strong>" in page and "elsa" in page
    assert "letter of the unit" in browser.get(UNIT).content.decode()


def test_what_is_not_known_stays_not_known(administrator: Officer, enter: Enter) -> None:
    page = enter(administrator).post(f"{UNIT}/change", {"interviewers": "", "reason": "nothing said"})
    assert page.status_code == 422 and "Nothing was changed." in page.content.decode()
    assert land.of(pack.load("fr")).units["departement-35"].means is None


def test_a_clock_waits_for_a_second_person_and_then_every_report_is_routed_anew(
    administrator: Officer, supervisor: Officer, enter: Enter
) -> None:
    standing = caseload.kept()
    Item.objects.create(kind=Item.Kind.REPORT, key=standing.pk, delivery_key=1, step="done", rank=99)
    given = {"days": "180", "source": "decree 2026-1", "since": "2026-01-01", "reason": "the decree was published"}
    enter(administrator).post(f"{CLOCK}/change", given)
    waits = Proposal.objects.get()
    assert not Amendment.objects.exists()
    page = enter(supervisor).get("/second-person").content.decode()
    assert "Access providers: who had an address" in page and "180 days" in page and "decree 2026-1" in page
    enter(administrator).post(f"/second-person/{waits.pk}", {"as": "confirmed", "reason": "by myself"})
    assert not Amendment.objects.exists()  # nobody confirms what they proposed
    enter(supervisor).post(f"/second-person/{waits.pk}", {"as": "confirmed", "reason": "read the decree"})
    made = Amendment.objects.get()
    assert (made.by, made.confirmed_by) == ("elsa", "denis")
    kept = land.of(pack.load("fr")).retentions[0]
    assert (kept.days, kept.source) == (180, "decree 2026-1")
    assert Item.objects.get(key=standing.pk).step == "dispatch"
    assert "territory:pack:amended" in _tags()


def test_what_two_agreed_on_is_taken_back_by_two(administrator: Officer, supervisor: Officer, enter: Enter) -> None:
    given = {"days": "180", "review": "60", "source": "decree 2026-1", "reason": "the decree was published"}
    enter(administrator).post("/installation/country/term/viral/change", given)
    enter(supervisor).post(f"/second-person/{Proposal.objects.get().pk}", {"as": "confirmed", "reason": "read it"})
    assert pack.load("fr").parts["erasure"]["rule"][1]["days"] == 180
    number = Amendment.objects.get().pk
    enter(administrator).post(f"/installation/country/changes/{number}/restore", {"reason": "annulled"})
    assert Amendment.objects.get().withdrawn_at is None
    waits = Proposal.objects.get(settled_at=None)
    enter(supervisor).post(f"/second-person/{waits.pk}", {"as": "confirmed", "reason": "annulled, read it"})
    assert pack.load("fr").parts["erasure"]["rule"][1]["days"] == 365
    assert _tags()[-1] == "territory:pack:restored"


def test_a_unit_is_added_by_two_and_its_reports_find_its_name(
    administrator: Officer, supervisor: Officer, enter: Enter
) -> None:
    given = {"key": "bdpm-rennes", "level": "territorial", "area": "35", "label-fr": "BDPM Rennes", "reason": "founded"}
    bad = enter(administrator).post("/installation/country/unit/new/change", {**given, "area": ""})
    assert bad.status_code == 422
    enter(administrator).post("/installation/country/unit/new/change", given)
    assert "bdpm-rennes" not in units("FR")
    enter(supervisor).post(f"/second-person/{Proposal.objects.get().pk}", {"as": "confirmed", "reason": "it exists"})
    assert units("FR")["bdpm-rennes"]["fr"] == "BDPM Rennes"
    assert land.of(pack.load("fr")).unit_of["35"] == "bdpm-rennes"
    assert "35" in unit_label("FR", "departement-35", "fr")  # a report that was routed before keeps a name to read


def test_the_file_is_made_again_from_the_rows(administrator: Officer, enter: Enter, tmp_path: Path) -> None:
    enter(administrator).post(f"{UNIT}/change", {"capacity": "12", "reason": "letter of the unit"})
    path = tmp_path / "packs" / "fr" / amendment.FILE
    path.unlink()  # a crash between the rows and the file
    assert land.of(pack.load("fr")).units["departement-35"].capacity is None
    assert changing.publish() and not changing.publish()
    assert land.of(pack.load("fr")).units["departement-35"].capacity == 12


def test_nobody_but_an_administrator_changes_the_pack(
    officer: Officer, supervisor: Officer, administrator: Officer, enter: Enter
) -> None:
    for who in (officer, supervisor):
        assert enter(who).post(f"{UNIT}/change", {"capacity": "1", "reason": "for a try"}).status_code == 403
    for nowhere in ("weather/x", "unit/atlantis", "clock/atlantis"):
        assert enter(administrator).get(f"/installation/country/{nowhere}").status_code == 404
