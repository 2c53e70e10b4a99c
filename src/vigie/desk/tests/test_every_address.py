"""Need-to-know on every address by itself: a new view that forgets to ask who may know of a report fails here.

The cast: an officer who may know, an officer of another unit, one of the central desk outside the compartment, and a
stranger. The secret report bears a mark in everything it says; whoever may not know of it must never be sent the mark.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from django.db import transaction
from django.test import Client

from vigie.access.models import Admission, Compartment, Enclosed, Officer
from vigie.authority.models import Authorisation, Exchange
from vigie.cases.models import Case, Note, Piece
from vigie.desk.knocks import Knocks
from vigie.desk.models import Decision, Offer, Showing
from vigie.desk.tasks import consult
from vigie.desk.tests import addresses, caseload
from vigie.desk.tests.addresses import KEY, Address
from vigie.desk.tests.conftest import Enter
from vigie.journey.models import Problem
from vigie.ledger import models as ledger
from vigie.ledger.chain import Act
from vigie.ledger.models import Entry
from vigie.ledger.tags import Tag
from vigie.papers.models import Dossier, Inside, Result
from vigie.report.models import Standing
from vigie.report.nouns import Person, Role, say
from vigie.requests.models import Request
from vigie.retention.models import Hold
from vigie.steering.models import Snooze
from vigie.training.exercise import Exercise, Truth
from vigie.training.models import Task, Training

MARK = "zephyrquartz"
SERVICE = "zephyr messages"  # who reported: the figures of the whole country name it, no other page does
EVERY = addresses.every()
OURS = [one for one in EVERY if not one.open]
NOT_FOUND, NOT_OF_THE_ROLE, NOT_A_GET = 404, 403, 405


def _secret() -> Standing:
    """A report that a unit and a compartment close, with a row of every kind around it, all under one number."""
    told = caseload.report(
        f"{MARK}-1", company=SERVICE, texts=(MARK,), people=(Person(role=Role.REPORTED, screen_name=MARK),)
    )
    standing = caseload.kept(content=told, thread="T-004242", cluster="C-004242", key=KEY)
    caseload.problem(say("{what} broke", what=MARK), pk=KEY, report_key=KEY)
    Decision.objects.create(
        pk=KEY, report_key=KEY, version_key=KEY, at=caseload.NOW, officer="bruno",
        outcome="keep", punishable="yes", class_decided="workable", score=86, reason=MARK,
    )  # fmt: skip
    Showing.objects.create(
        pk=KEY, token=str(KEY), report_key=KEY, file=0, sha256=caseload.digest("kite-1.png"), officer="bruno",
        at=caseload.NOW, reason=MARK,
    )  # fmt: skip
    order = Authorisation.objects.create(
        pk=KEY, magistrate=MARK, court=MARK, number=MARK, allowed=["pseudonym"], limits=MARK, begins=caseload.NOW,
        ends=caseload.NOW + timedelta(days=3), report_key=KEY, holder="bruno", at=caseload.NOW, by="bruno",
    )  # fmt: skip
    Exchange.objects.create(
        pk=KEY, authorisation=order, report_key=KEY, service=MARK, pseudonym=MARK, other=MARK, by="bruno",
        opened_at=caseload.NOW,
    )  # fmt: skip
    case = Case.objects.create(
        pk=KEY, title=MARK, about=MARK, unit="departement-35", opened_at=caseload.NOW, opened_by="bruno",
        changed_at=caseload.NOW, changed_by="bruno", holder="bruno",
    )  # fmt: skip
    Piece.objects.create(pk=KEY, case=case, report_key=KEY, at=caseload.NOW, by="bruno", why=MARK)
    _training()
    _papers(standing)
    Note.objects.create(pk=KEY, case=case, at=caseload.NOW, by="bruno", words=MARK)
    return standing


def _papers(standing: Standing) -> None:
    """What offices hold of the report: a request, a dossier with its result, a hold, something like it at the door."""
    now, version = caseload.NOW, standing.report.current_id or 0
    Request.objects.create(
        pk=KEY, reference=MARK, kind="subscriber", report_key=KEY, version_key=version, recipient=MARK, language="fr",
        subject=MARK, text=MARK, made_at=now, made_by="bruno", state="sent", due_at=now,
    )  # fmt: skip
    dossier = Dossier.objects.create(
        pk=KEY, reference=MARK, digest=MARK, made_at=now, made_by="bruno", language="fr", addressee=MARK, reason=MARK,
        case=MARK, content="{}",
    )  # fmt: skip
    Inside.objects.create(dossier=dossier, report_key=KEY, version_key=version, position=0)
    Result.objects.create(
        pk=KEY,
        dossier=dossier,
        report_key=KEY,
        kind="arrest",
        on=now.date(),
        at=now,
        by="bruno",
        source=MARK,
        note=MARK,
    )
    Hold.objects.create(pk=KEY, kept_key=KEY, kind="legal", order=MARK, reason=MARK, at=now, by="bruno")
    Offer.objects.create(pk=KEY, report_key=KEY, by="bruno", at=now)
    Snooze.objects.create(
        pk=KEY, report_key=KEY, version_key=version, until=now + timedelta(days=9), officer="bruno", reason=MARK, at=now
    )
    with transaction.atomic():
        ledger.lock()
        ledger.write([Act(Tag.REPORT_READ, f"report:{standing.report.name}", "bruno", {"reason": MARK})])


def _training() -> None:
    """Of a colleague: no report, and nobody's business all the same."""
    made = Training.objects.create(
        pk=KEY, trainee="bruno", title=MARK, seed=1, begun_at=caseload.NOW, ended_at=caseload.NOW
    )
    told = Exercise(
        caseload.report(MARK), caseload.NOW, caseload.matches(), caseload.verdict(), caseload.routing(),
        Truth(True, MARK, MARK, "workable"),
    )  # fmt: skip
    content = msgspec.json.encode(told).decode()
    Task.objects.create(pk=KEY, training=made, number=KEY, content=content, reason=MARK)


@pytest.fixture
def secret() -> Standing:
    return _secret()


@pytest.fixture
def compartment(secret: Standing) -> Compartment:
    now = datetime.now(UTC)
    made = Compartment.objects.create(
        pk=KEY, name=MARK, kind="undercover", reason=MARK, opened_at=now, opened_by="bruno"
    )
    Enclosed.objects.create(pk=KEY, compartment=made, report_key=secret.pk, at=now, by="bruno", reason=MARK)
    Admission.objects.create(pk=KEY, compartment=made, officer="bruno", at=now, by="bruno", reason=MARK)
    return made


def _silent(client: Client, address: Address) -> None:
    """Neither reading nor acting tells anything."""
    answers = [client.get(address.path)]
    if answers[0].status_code not in (NOT_FOUND, NOT_OF_THE_ROLE):
        answers.append(client.post(address.path, {"reason": "a guess"}))
    for answer in answers:
        said = b"".join(answer) if answer.streaming else answer.content
        assert MARK.encode() not in said, address.path
        assert SERVICE.encode() not in said or address.route.startswith("figures"), address.path
        assert MARK not in str(answer.headers), address.path
        assert answer.status_code < 500, address.path
        if address.of_report:
            assert answer.status_code in (NOT_FOUND, NOT_OF_THE_ROLE, NOT_A_GET), address.path


def _learns_nothing(outsider: Officer, enter: Enter) -> None:
    before = Standing.objects.filter(pk=KEY).values().get()
    client = enter(outsider)
    for address in OURS:
        if "_auth_user_id" not in client.session:
            client = enter(outsider)  # the address before was the way out
        _silent(client, address)
    assert Standing.objects.filter(pk=KEY).values().get() == before
    assert Problem.objects.get(pk=KEY).closed_at is None


def test_the_central_desk_learns_nowhere_of_what_a_compartment_closes(
    compartment: Compartment, supervisor: Officer, enter: Enter
) -> None:
    """A supervisor, who may do the most: whatever an officer sees, they see too."""
    _learns_nothing(supervisor, enter)


def test_another_unit_learns_nowhere_of_a_report_that_the_central_desk_sees(
    secret: Standing, officer: Officer, elsewhere: Officer, enter: Enter
) -> None:
    assert MARK in enter(officer).get("/?state=all").content.decode()
    _learns_nothing(elsewhere, enter)


def test_a_strangers_guess_is_not_found_and_is_in_the_journal(
    secret: Standing, stranger: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for address in OURS:
        monkeypatch.setattr(consult, "_knocks", Knocks())  # after a hundred not each is written: test_looks.py
        answer = stranger.get(address.path)
        assert MARK.encode() not in answer.content
        if address.path == "/":
            assert answer["Location"].startswith("/sign-in")
        else:
            assert answer.status_code == NOT_FOUND, address.path
            last = Entry.objects.latest("number")
            assert (last.tag, last.actor, last.subject) == (
                "desk:access:refused",
                "stranger",
                f"address:{address.path}",
            )


def test_the_mark_is_seen_by_who_may_know(compartment: Compartment, colleague: Officer, enter: Enter) -> None:
    client = enter(colleague)
    assert MARK in client.get(f"/reports/{KEY}").content.decode()
    assert MARK in client.get("/").content.decode()
    assert MARK in client.get("/problems").content.decode()
    for address in (f"/training/{KEY}", f"/training/{KEY}/reports/{KEY}"):
        assert MARK in client.get(address).content.decode(), address
    for address in ("/compartments", "/authorisations", f"/authorisations/{KEY}", f"/exchanges/{KEY}"):
        assert MARK in client.get(address).content.decode(), address


def test_what_is_refused_is_in_the_journal_each_time(compartment: Compartment, officer: Officer, enter: Enter) -> None:
    client = enter(officer)
    guesses = [one.path for one in OURS if one.of_report and client.get(one.path).status_code == NOT_FOUND]
    assert f"/reports/{KEY}" in guesses
    refused = Entry.objects.filter(tag="desk:access:refused", actor="anne").values_list("subject", flat=True)
    assert set(refused) >= {f"address:{path}" for path in guesses}


def test_every_page_of_the_desk_names_the_right_it_needs() -> None:
    free = {"sign-out"}
    unguarded = [
        one.route for one in OURS if one.view.__module__.startswith("vigie.desk") and not hasattr(one.view, "right")
    ]
    assert set(unguarded) <= free
