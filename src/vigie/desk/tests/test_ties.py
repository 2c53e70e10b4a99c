"""What ties reports, and cutting it at the desk."""

from __future__ import annotations

import pytest

from vigie.access.models import Officer
from vigie.desk.tests import caseload
from vigie.desk.tests.conftest import Enter
from vigie.journey.tasks.write import short_write
from vigie.ledger.models import Entry
from vigie.linking import step
from vigie.linking import tasks as linking
from vigie.report.models import Standing
from vigie.report.nouns import Dossier


@pytest.fixture
def tied() -> tuple[Standing, Standing]:
    """Two reports of the same account, linked as the journey links them."""
    both = caseload.kept("9000001", score=80), caseload.kept("9000002", score=60)
    for row in both:
        told = caseload.report(row.report.report_id)
        dossier = Dossier(row.report.current_id or 0, row.pk, told, caseload.NOW, matches=caseload.matches())
        kinds = linking.gather([dossier])
        with short_write():
            linking.keep([dossier], step.link([dossier], kinds))
    return both


def test_a_thread_is_shown_with_what_holds_it(officer: Officer, enter: Enter, tied: tuple[Standing, Standing]) -> None:
    client = enter(officer)
    page = client.get(f"/reports/{tied[0].pk}").content.decode()
    assert "the same person or account, 2 reports" in page
    assert f'href="/reports/{tied[1].pk}"' in page
    assert "one@mail.invalid" in page
    assert "thread of 2 reports" in client.get("/queue").content.decode()


def test_a_tie_is_cut_with_a_reason_and_restored(
    officer: Officer, enter: Enter, tied: tuple[Standing, Standing]
) -> None:
    client, address = enter(officer), f"/reports/{tied[0].pk}"
    thread = linking.thread(tied[0].pk)
    assert thread is not None
    ties = [one for one in thread.evidence if one.ties]
    for one in ties:
        sent = {"kind": one.kind, "value": one.value, "reason": "a family shares it"}
        assert "The tie is cut." in client.post(f"{address}/cut", sent, follow=True).content.decode()
    assert linking.thread(tied[0].pk) is None
    page = client.get(address).content.decode()
    assert "Ties cut by a person" in page
    assert "a family shares it" in page
    sent = {"kind": ties[0].kind, "value": ties[0].value, "reason": "the same person after all"}
    assert "The tie is restored." in client.post(f"{address}/restore", sent, follow=True).content.decode()
    assert linking.thread(tied[0].pk) is not None
    tags = list(Entry.objects.filter(actor="anne").order_by("number").values_list("tag", flat=True))
    assert tags.count("desk:link:cut") == len(ties)
    assert tags.count("desk:link:restored") == 1


@pytest.mark.parametrize(
    ("sent", "words"),
    [({"reason": "no such"}, "There is no such tie any more."), ({"reason": ""}, "Say why, in a few words")],
)
def test_a_cut_that_cannot_be_says_why(
    officer: Officer, enter: Enter, tied: tuple[Standing, Standing], sent: dict[str, str], words: str
) -> None:
    asked = {"kind": "email", "value": "nobody@mail.invalid", **sent}
    page = enter(officer).post(f"/reports/{tied[0].pk}/cut", asked, follow=True).content.decode()
    assert words in page


def test_a_tie_names_no_report_that_one_may_not_know_of(
    officer: Officer, enter: Enter, tied: tuple[Standing, Standing]
) -> None:
    Standing.objects.filter(pk=tied[1].pk).update(unit="departement-59")
    neighbour = Officer.objects.create(username="fabrice", unit="departement-35", language="en", password="!")
    page = enter(neighbour).get(f"/reports/{tied[0].pk}").content.decode()
    assert "9000002" not in page
    assert f"/reports/{tied[1].pk}" not in page
    assert "2 reports" in page
    assert enter(neighbour).post(f"/reports/{tied[1].pk}/cut", {"reason": "curious"}).status_code == 404
