"""Reports become a dossier in two clicks; it leaves with a receipt, and what came of it is written down."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from pyrage import x25519

from vigie.access.models import Officer
from vigie.desk.tests import caseload
from vigie.desk.tests.conftest import Enter
from vigie.ledger.models import Entry
from vigie.ledger.proof import decoded, flaws
from vigie.ledger.tags import Tag
from vigie.papers.content import Content, addressed
from vigie.papers.models import Dossier, Result, Sending
from vigie.papers.unpack import opened
from vigie.papers.verify import Known, verify
from vigie.report.models import Standing


@pytest.fixture
def standing(db: None) -> Standing:
    found = caseload.kept()
    found.refresh_from_db()
    return found


def made(officer: Officer, enter: Enter, standing: Standing, **more: str) -> Dossier:
    client = enter(officer)
    page = client.get(f"/reports/{standing.pk}").content.decode()
    assert f"/dossiers/new?reports={standing.pk}" in page
    assert client.get(f"/dossiers/new?reports={standing.pk}").status_code == 200
    client.post("/dossiers/make", {"report": [standing.pk], "language": "fr", "to": "Parquet de Brest", **more})
    return Dossier.objects.get()


def test_a_report_becomes_a_dossier_that_anybody_can_check(
    officer: Officer, enter: Enter, standing: Standing, tmp_path: Path
) -> None:
    row = made(officer, enter, standing)
    client = enter(officer)
    answer = client.post(f"/dossiers/{row.pk}/send", {"to": "Parquet de Brest", "way": "download"})
    assert answer["Content-Disposition"].endswith('.zip"')
    (tmp_path / "bag.zip").write_bytes(answer.content)
    files, noticed = opened(tmp_path / "bag.zip")
    told = verify(files, Known(), noticed)
    assert told.ok and told.reference == row.reference
    assert {"data/proces-verbal.pdf", "data/transmission.pdf", "data/annexes.pdf"} <= set(files)
    sending = Sending.objects.get()
    assert (sending.to, sending.by) == ("Parquet de Brest", "anne")
    tags = Entry.objects.filter(subject=f"dossier:{row.reference}").order_by("number").values_list("tag", flat=True)
    assert list(tags) == [Tag.DOSSIER_MADE, Tag.DOSSIER_SEALED, Tag.DOSSIER_SENT]


def test_the_same_request_gives_the_same_dossier(officer: Officer, enter: Enter, standing: Standing) -> None:
    first = made(officer, enter, standing)
    assert made(officer, enter, standing).sha256 == first.sha256


def test_for_a_recipient_it_leaves_encrypted(
    officer: Officer, enter: Enter, standing: Standing, tmp_path: Path
) -> None:
    row, key = made(officer, enter, standing), x25519.Identity.generate()
    sent = {"to": "Parquet", "way": "download", "recipients": str(key.to_public())}
    answer = enter(officer).post(f"/dossiers/{row.pk}/send", sent)
    (tmp_path / "bag.zip.age").write_bytes(answer.content)
    files, noticed = opened(tmp_path / "bag.zip.age", [str(key)])
    assert verify(files, Known(), noticed).ok
    assert enter(officer).post(f"/dossiers/{row.pk}/send", {**sent, "recipients": "age1none"}).status_code == 302
    assert Sending.objects.count() == 1


def test_media_go_in_by_a_supervisors_act_and_with_a_reason_alone(
    officer: Officer, supervisor: Officer, enter: Enter, standing: Standing
) -> None:
    assert made(officer, enter, standing, media="1", reason="needed").media == 0
    Dossier.objects.all()
    posted = {"report": [standing.pk], "language": "fr", "media": "1"}
    assert enter(supervisor).post("/dossiers/make", posted).status_code == 422
    assert Dossier.objects.count() == 1


def test_an_answer_and_an_outcome_come_back(officer: Officer, enter: Enter, standing: Standing) -> None:
    row, client = made(officer, enter, standing), enter(officer)
    client.post(f"/dossiers/{row.pk}/send", {"to": "Parquet", "way": "download"})
    sending = Sending.objects.get()
    client.post(f"/dossiers/{row.pk}/sendings/{sending.pk}", {"answer": "refused"})
    assert Sending.objects.get().answer == ""  # a refusal needs its reason
    client.post(f"/dossiers/{row.pk}/sendings/{sending.pk}", {"answer": "refused", "reason": "not competent"})
    assert Sending.objects.get().answer == "refused"
    day = {"report": standing.pk, "kind": "safeguarded", "on": "2026-01-05", "count": "2", "source": "Parquet"}
    client.post(f"/dossiers/{row.pk}/results", day)
    client.post(
        f"/dossiers/{row.pk}/results", {**day, "on": (datetime.now(UTC) + timedelta(days=3)).date().isoformat()}
    )
    result = Result.objects.get()
    assert (result.kind, result.count, result.report_key) == ("safeguarded", 2, standing.pk)
    entry = Entry.objects.get(tag=Tag.OUTCOME_RECORDED)
    assert entry.subject == f"report:{standing.report.name}" and json.loads(entry.payload)["outcome"] == "safeguarded"
    client.post(f"/dossiers/{row.pk}/results/{result.pk}/withdraw", {"reason": "another child"})
    assert Result.objects.get().withdrawn_why == "another child"
    assert client.get(f"/dossiers/{row.pk}").status_code == 200


def test_who_may_not_know_of_a_report_does_not_know_of_its_dossier(
    officer: Officer, elsewhere: Officer, administrator: Officer, enter: Enter, standing: Standing
) -> None:
    row = made(officer, enter, standing)
    assert enter(elsewhere).get(f"/dossiers/{row.pk}").status_code == 404
    assert row.reference not in enter(elsewhere).get("/dossiers").content.decode()
    assert enter(elsewhere).get(f"/dossiers/new?reports={standing.pk}").status_code == 404
    assert enter(elsewhere).post("/dossiers/make", {"report": [standing.pk]}).status_code == 404
    assert enter(administrator).get(f"/dossiers/{row.pk}").status_code == 403


def test_an_expert_takes_proofs_away(
    officer: Officer, administrator: Officer, enter: Enter, standing: Standing
) -> None:
    client = enter(officer)
    client.post("/ledger/take")
    page = client.get("/ledger").content.decode()
    assert "RFC 9162" in page and "vigie/fr/" in page
    proof = decoded(client.get(f"/reports/{standing.pk}/proof").content)
    assert list(flaws(proof)) == []
    size = proof.checkpoint.split("\n")[1]
    assert client.get(f"/ledger/{size}").content.decode() == proof.checkpoint
    assert enter(administrator).get("/ledger").status_code == 200
    assert enter(administrator).get(f"/reports/{standing.pk}/proof").status_code == 403


def test_it_is_handed_out_to_whom_the_route_named(officer: Officer, enter: Enter, standing: Standing) -> None:
    row = made(officer, enter, standing, to="")
    content = msgspec.json.decode(row.content, type=Content)
    for_whom = addressed(content.asked, content.pieces)
    assert for_whom and not row.addressee
    page = enter(officer).get(f"/dossiers/{row.pk}").content.decode()
    assert f'name="to" required minlength="3" maxlength="300" value="{for_whom}"' in page
