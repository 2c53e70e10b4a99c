"""A request is drafted from a report, signed by who may, sent, reminded of and answered; that moves the report."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from django.apps import apps
from django.db.models import Manager, Model

from vigie.access.models import Officer
from vigie.journey.models import Item
from vigie.journey.tasks.load import dossiers
from vigie.ledger.models import Entry
from vigie.ledger.tags import Tag
from vigie.report.models import Report
from vigie.report.nouns import Remark, Sighting, say
from vigie.report.nouns import Report as Told
from vigie.requests.models import Request
from vigie.requests.tasks import answering, making
from vigie.requests.tasks.refused import Refused
from vigie.requests.tests.conftest import ADDRESS, AT, made

TABLE = (
    "référence;opérateur;ip;identifié;nom;prénom;adresse;cp;ville;pays\n"
    "{};Example Telecom;{};oui;Exemple;Alex;1 rue X;69003;Lyon;fr\n"
)


def register(name: str) -> Manager[Model]:
    """Rows of the register of orders: a room beside this one, found by name."""
    model: type[Model] = apps.get_model("authority", name)
    return model._default_manager


def ordered(officer: Officer, report: Report) -> None:
    """A magistrate's order for this officer and this report, that holds now."""
    now = datetime.now(UTC)
    register("Authorisation").create(
        magistrate="an invented magistrate", court="an invented court", number=f"O-{report.pk}", limits="one address",
        allowed=["subscriber"], begins=now - timedelta(days=1), ends=now + timedelta(days=9), report_key=report.pk,
        holder=officer.username, at=now, by="liaison",
    )  # fmt: skip


def sent(officer: Officer, supervisor: Officer, report: Report) -> Request:
    ordered(officer, report)
    row = making.draft(officer, report.pk, "subscriber")[0]
    making.sign(supervisor, row)
    making.send(officer, row)
    return row


def test_a_draft_names_the_address_its_port_and_its_second(officer: Officer, report: Report) -> None:
    row = making.draft(officer, report.pk, "subscriber")[0]
    assert (row.recipient, row.ip, row.port, row.seen_at) == ("Example Telecom", ADDRESS, 40123, AT)
    for told in (ADDRESS, "40123", "2026-11-01 10:20:33 UTC", row.reference):
        assert told in row.text
    assert making.flaws(row) == ()


def test_the_same_question_is_not_asked_twice(officer: Officer, report: Report) -> None:
    assert len(making.draft(officer, report.pk, "subscriber")) == 1
    assert making.draft(officer, report.pk, "subscriber") == []


@pytest.mark.parametrize("kind", making.kinds())
def test_every_kind_has_its_letter(kind: str, officer: Officer, report: Report) -> None:
    row = making.draft(officer, report.pk, kind)[0]
    assert row.subject and row.ground and row.reference in row.subject
    assert "{" not in row.text


def test_what_needs_an_order_does_not_leave_without_one(officer: Officer, supervisor: Officer, report: Report) -> None:
    row = making.draft(officer, report.pk, "subscriber")[0]
    making.sign(supervisor, row)
    with pytest.raises(Refused, match="No magistrate's order"):
        making.send(officer, row)
    ordered(supervisor, report)  # somebody else's is not one's own
    with pytest.raises(Refused, match="No magistrate's order"):
        making.send(officer, row)
    row.refresh_from_db()
    assert row.state == "signed"
    assert not register("Deed").exists()


def test_what_left_under_an_order_stands_in_the_register(officer: Officer, supervisor: Officer, report: Report) -> None:
    row = sent(officer, supervisor, report)
    deed: Any = register("Deed").get()
    assert (deed.what, deed.report_key, deed.words, deed.by) == ("subscriber", report.pk, row.reference, "anne")
    assert Entry.objects.filter(tag=Tag.AUTHORISED_ACT).count() == 1


def test_when_it_cannot_leave_no_act_is_entered(officer: Officer, report: Report) -> None:
    ordered(officer, report)
    row = making.draft(officer, report.pk, "subscriber")[0]
    with pytest.raises(Refused, match="faster"):
        making.send(officer, row)  # not signed yet
    assert not register("Deed").exists()
    assert not Entry.objects.filter(tag=Tag.AUTHORISED_ACT).exists()


def test_who_may_not_sign_does_not(officer: Officer, report: Report) -> None:
    row = making.draft(officer, report.pk, "subscriber")[0]
    with pytest.raises(Refused, match="may not sign"):
        making.sign(officer, row)


@pytest.mark.parametrize(
    ("sighting", "why"),
    [
        (Sighting("192.0.2.7", "login", AT, 4000), "belongs to nobody"),
        (Sighting(ADDRESS, "login", None, 4000), "Nobody said when"),
        (Sighting("no address", "login", AT, 4000), "is no address"),
    ],
)
def test_what_nobody_could_answer_does_not_leave(sighting: Sighting, why: str, supervisor: Officer) -> None:
    row = making.draft(supervisor, made(sighting).pk, "subscriber")[0]
    with pytest.raises(Refused, match=why):
        making.sign(supervisor, row)


def test_what_makes_an_answer_doubtful_is_said(supervisor: Officer) -> None:
    hour = datetime(2024, 1, 1, 10, tzinfo=UTC)
    row = making.draft(supervisor, made(Sighting(ADDRESS, "login", hour)).pk, "subscriber")[0]
    said = " ".join(str(flaw.why) for flaw in making.flaws(row))
    assert "rounded to the hour" in said
    assert "port is missing" in said
    assert "days have passed" in said


def test_a_time_without_its_zone_is_said_before_it_is_asked_about(officer: Officer, report: Report) -> None:
    assert report.current is not None
    told = msgspec.json.decode(report.current.content, type=Told)
    unread = (Remark("ip_time", say("the time has no zone; it was read as UTC")),)
    report.current.content = msgspec.json.encode(msgspec.structs.replace(told, unread=unread)).decode()
    report.current.save()
    row = making.draft(officer, report.pk, "subscriber")[0]
    assert any("without its zone" in str(flaw.why) for flaw in making.flaws(row))


def test_a_reminder_waits_until_an_answer_is_due(officer: Officer, supervisor: Officer, report: Report) -> None:
    row = sent(officer, supervisor, report)
    with pytest.raises(Refused, match="not due yet"):
        making.remind(officer, row)
    Request.objects.update(due_at=datetime.now(UTC) - timedelta(days=1))
    row.refresh_from_db()
    making.remind(officer, row)
    assert row.reminders == 1 and row.due_at and row.due_at > datetime.now(UTC)


def test_an_answer_is_sealed_put_to_its_report_and_the_report_is_judged_anew(
    officer: Officer, supervisor: Officer, report: Report
) -> None:
    row = sent(officer, supervisor, report)
    outcomes = answering.take(officer, TABLE.format(row.reference, ADDRESS).encode(), "reponse.csv")
    assert [(one.request, one.identified, one.again) for one in outcomes] == [(row.reference, True, False)]
    row.refresh_from_db()
    assert row.state == "answered"
    answer = dossiers([report.pk], ())[report.pk].answers[0]
    assert answer.person and answer.person.last_name == "Exemple"
    assert answer.person.addresses[0].city == "Lyon" and answer.person.addresses[0].country == "FR"
    assert Item.objects.get(key=report.pk).step == "triage"
    tags = list(Entry.objects.order_by("number").values_list("tag", flat=True))
    assert tags[-2:] == ["requests:answer:received", "requests:request:answered"]


def test_a_letter_speaks_one_language(officer: Officer, report: Report) -> None:
    row = making.draft(officer, report.pk, "subscriber", "fr")[0]
    assert "nature de la connexion : connexion" in row.text and "login" not in row.text


def test_the_same_answer_again_changes_nothing(officer: Officer, supervisor: Officer, report: Report) -> None:
    row = sent(officer, supervisor, report)
    document = TABLE.format(row.reference, ADDRESS).encode()
    answering.take(officer, document, "a.csv")
    assert [one.again for one in answering.take(officer, document, "a.csv")] == [True]
    assert len(dossiers([report.pk], ())[report.pk].answers) == 1


def test_an_answer_to_nothing_of_ours_is_said_and_kept(officer: Officer) -> None:
    outcome = answering.take(officer, TABLE.format("R-2026-999999", ADDRESS).encode(), "a.csv")[0]
    assert "No request" in str(outcome.line.problem)
    assert Entry.objects.filter(tag="requests:answer:received").count() == 1


def test_a_request_given_up_needs_a_reason(officer: Officer, report: Report) -> None:
    row = making.draft(officer, report.pk, "complement")[0]
    with pytest.raises(Refused, match="Say why"):
        making.close(officer, row, " ")
    making.close(officer, row, "asked by telephone")
    assert row.state == "closed"
