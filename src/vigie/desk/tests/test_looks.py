"""Who looked at what, why, and who is shown it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from vigie.access.models import Emergency, Officer
from vigie.access.tasks import compartments
from vigie.access.tasks.scope import Unknown
from vigie.desk.knocks import EACH, Knocks
from vigie.desk.tests import caseload
from vigie.desk.tests.conftest import Enter
from vigie.ledger.models import Entry
from vigie.report.models import Standing


@pytest.fixture
def controller() -> Officer:
    return Officer.objects.create(username="ines", role="controller", language="en", password="!")


def _held_by(standing: Standing, name: str) -> None:
    Standing.objects.filter(pk=standing.pk).update(state="claimed", claimed_by=name)


def test_reading_what_waits_is_written_with_the_reason_of_duty(officer: Officer, enter: Enter) -> None:
    standing = caseload.kept()
    enter(officer).get(f"/reports/{standing.pk}")
    entry = Entry.objects.get(tag="desk:report:read")
    assert '"reason":"waiting"' in entry.payload


def test_what_a_colleague_holds_opens_for_a_reason_which_stands_for_the_day(officer: Officer, enter: Enter) -> None:
    standing, client = caseload.kept(), enter(officer)
    _held_by(standing, "bruno")
    address = f"/reports/{standing.pk}"
    asked = client.get(address).content.decode()
    assert "Why do you look?" in asked
    assert "one@mail.invalid" not in asked
    sent = client.post(f"{address}/why", {"words": "the same account as in 9000007", "next": address}, follow=True)
    assert "one@mail.invalid" in sent.content.decode()
    assert "one@mail.invalid" in client.get(address).content.decode()
    assert "the same account as in 9000007" in Entry.objects.filter(tag="desk:report:read").latest("number").payload


def test_without_a_reason_it_stays_closed(officer: Officer, enter: Enter) -> None:
    standing, client = caseload.kept(), enter(officer)
    _held_by(standing, "bruno")
    sent = client.post(f"/reports/{standing.pk}/why", {"words": " ", "reason": ""}, follow=True)
    assert "Why do you look?" in sent.content.decode()
    assert not Entry.objects.filter(tag="desk:report:read").exists()


def test_a_controller_is_shown_who_looked_and_not_what_they_read(
    officer: Officer, controller: Officer, enter: Enter
) -> None:
    standing = caseload.kept()
    enter(officer).get(f"/reports/{standing.pk}")
    client = enter(controller)
    for address in (f"/reports/{standing.pk}/looked", "/looks/anne", "/journal?actor=anne", "/journal?subject=9000001"):
        page = client.get(address).content.decode()
        assert "Report ncmec/9000001" in page or "report 9000001" in page
        assert "It was waiting in the queue" in page
        assert "one@mail.invalid" not in page
    assert client.get(f"/reports/{standing.pk}").status_code == 403
    assert Entry.objects.filter(tag="desk:looks:shown", actor="ines").count() == 2
    assert Entry.objects.filter(tag="desk:journal:searched", actor="ines").count() == 2


def test_everybody_is_shown_their_own_looks(officer: Officer, enter: Enter) -> None:
    standing, client = caseload.kept(), enter(officer)
    client.get(f"/reports/{standing.pk}")
    assert "Report ncmec/9000001" in client.get("/looks").content.decode()
    assert client.get("/looks/anne").status_code == 403
    assert client.get("/journal").status_code == 403


def test_a_supervisor_of_a_unit_is_shown_its_own_people_alone(
    officer: Officer, elsewhere: Officer, enter: Enter
) -> None:
    chief = Officer.objects.create(
        username="fanny", role="supervisor", unit=elsewhere.unit, language="en", password="!"
    )
    assert enter(chief).get("/looks/carla").status_code == 200
    assert enter(chief).get("/looks/anne").status_code == 404
    enter(officer).get("/nowhere")
    page = enter(chief).get("/journal").content.decode()
    assert ">fanny</td>" in page
    assert ">anne</td>" not in page


def test_the_journal_is_sought_by_day_act_and_page(controller: Officer, officer: Officer, enter: Enter) -> None:
    for number in range(60):
        caseload.kept(f"91{number:05}")
    client = enter(controller)
    first = client.get("/journal?tag=intake:report:new").content.decode()
    assert "9100059" in first
    assert "9100003" not in first
    below = Entry.objects.filter(subject="report:ncmec/9100010").get().number
    older = client.get(f"/journal?tag=intake:report:new&below={below}").content.decode()
    assert "9100003" in older
    assert "9100003" not in client.get("/journal?until=2020-01-01").content.decode()


def test_an_emergency_opens_a_report_of_another_unit_and_a_supervisor_judges_it(
    elsewhere: Officer, supervisor: Officer, enter: Enter
) -> None:
    standing, client = caseload.kept(), enter(elsewhere)
    assert client.get(f"/reports/{standing.pk}").status_code == 404
    compartments.open_in_emergency(elsewhere, "9000001", "the child is in our town tonight")
    page = client.get(f"/reports/{standing.pk}")
    assert "one@mail.invalid" in page.content.decode()
    opened = Emergency.objects.get()
    with pytest.raises(Unknown):
        compartments.judge(elsewhere, opened.pk, justified=True, remark="by myself")
    compartments.judge(supervisor, opened.pk, justified=False, remark="no danger was named")
    assert client.get(f"/reports/{standing.pk}").status_code == 404
    tags = Entry.objects.filter(tag__startswith="access:emergency").order_by("number").values_list("tag", flat=True)
    assert list(tags) == ["access:emergency:opened", "access:emergency:judged"]


def test_no_emergency_opens_what_concerns_a_colleague(elsewhere: Officer, supervisor: Officer) -> None:
    standing = caseload.kept()
    closed = compartments.open_compartment(supervisor, "C-1", "colleague", "a colleague is named")
    compartments.enclose(supervisor, closed.pk, standing.pk, "a colleague is named")
    for number in ("9000001", "0000000"):
        with pytest.raises(Unknown):
            compartments.open_in_emergency(elsewhere, number, "a guess")
    assert Entry.objects.filter(tag="access:emergency:opened", subject="report:unknown").count() == 2


def test_the_journal_tells_of_strangers_without_growing_as_they_please() -> None:
    knocks, now = Knocks(), datetime.now(UTC)
    written = [count for _ in range(5000) if (count := knocks.note(now))]
    assert written[:EACH] == list(range(1, EACH + 1))
    assert written[EACH:] == [128, 256, 512, 1024, 2048, 4096]
    assert knocks.note(now + timedelta(hours=1)) == 1
