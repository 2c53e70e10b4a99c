"""Six words lead back: letters both ways, additions that are judged, withdrawal; nothing is learned by trying."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from vigie.access.models import Officer
from vigie.ledger.models import Entry
from vigie.portal.models import Visit
from vigie.portal.tests.conftest import Journey
from vigie.portal.tests.test_the_public_form import tell, words_of
from vigie.report.models import Standing, Version
from vigie.reporters import sealing, words
from vigie.reporters.models import Box, Letter
from vigie.reporters.tasks import boxes


@pytest.fixture
def receipt(somebody: Client, journey: Journey) -> str:
    tell(somebody)
    somebody.post("/signaler/envoi", {"go": "send"})
    journey()
    return words_of(somebody)


def open_again(receipt: str) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    assert client.post("/signaler/suite", {"words": receipt})["Location"] == "/signaler/lettres"
    return client


def test_the_words_are_66_bits_and_typed_as_anybody_types() -> None:
    assert len(words.known()) == 2048
    assert len({words.plain(word)[:4] for word in words.known()}) == 2048
    for word in words.known()[::97]:
        six = (word,) * 6
        plain = words.plain(word)
        for typed in (
            " ".join(six),
            plain.upper() + " " + " ".join([plain] * 5),
            " ".join([plain[:4]] * 6),
            ", ".join(six),
        ):
            assert words.read(typed) == six, typed
    assert words.read("abaisser") is None
    assert words.read("abaixxx " * 6) is None


def test_an_officer_writes_and_the_reporter_reads_and_answers(receipt: str, desk: Client) -> None:
    standing = Standing.objects.get()
    desk.post(f"/reports/{standing.pk}/letters", {"text": "Thank you. When did it happen?"})
    reporter = open_again(receipt)
    assert "When did it happen?" in reporter.get("/signaler/lettres").content.decode()
    reporter.post("/signaler/lettres", {"text": "It was last night.", "do": "add"})
    page = desk.get(f"/reports/{standing.pk}/letters").content.decode()
    assert "It was last night." in page
    assert not any("last night" in row.to_desk + row.to_box for row in Letter.objects.all())
    tags = set(Entry.objects.values_list("tag", flat=True))
    assert {"desk:letter:sent", "door:letter:received", "desk:letters:read"} <= tags


def test_what_is_added_is_a_new_version_and_is_judged(receipt: str, journey: Journey) -> None:
    before = Standing.objects.get().total
    open_again(receipt).post("/signaler/lettres", {"text": "She says that she will hurt herself.", "do": "add"})
    journey()
    assert Version.objects.count() == 2
    assert Standing.objects.get().total > before
    assert "gift card" in Version.objects.get(number=2).content


def test_who_reports_is_opened_for_a_reason_alone(receipt: str, desk: Client) -> None:
    key = Standing.objects.get().pk
    assert "Camille" not in desk.get(f"/reports/{key}/letters").content.decode()
    assert "Camille" not in desk.post(f"/reports/{key}/letters/who", {"reason": ""}, follow=True).content.decode()
    assert "Camille" in desk.post(f"/reports/{key}/letters/who", {"reason": "to call back"}).content.decode()
    assert Entry.objects.filter(tag="desk:particulars:read", payload__contains="to call back").exists()


def test_an_administrator_writes_to_nobody(receipt: str, officer: Officer) -> None:
    officer.role = "administrator"
    officer.save()
    client = Client()
    client.force_login(officer)
    assert client.get(f"/reports/{Standing.objects.get().pk}/letters").status_code == 403


def test_withdrawing_erases_who_it_was_and_the_letters_and_keeps_what_a_child_needs(receipt: str) -> None:
    reporter = open_again(receipt)
    reporter.post("/signaler/lettres", {"text": "One more word.", "do": "add"})
    response = reporter.post("/signaler/lettres", {"do": "withdraw", "sure": "yes"})
    assert '"cookies"' in response["Clear-Site-Data"]
    assert Box.objects.get().particulars == "" and not Letter.objects.exists()
    assert Version.objects.exists() and Visit.objects.count() == 1  # the first browser's
    assert "withdrawn" in open_again(receipt).get("/signaler/lettres").content.decode()


def test_the_proof_says_that_and_when_and_never_what(receipt: str) -> None:
    page = open_again(receipt).get("/signaler/preuve").content.decode()
    assert re.search(r"[0-9a-f]{64}", page)
    assert "synthetic" not in page and "Camille" not in page


@pytest.mark.parametrize("typed", ["", "one two three", "abaisser " * 6, "x" * 5000, "\0 \ud800", "' OR 1=1 --"])
def test_wrong_words_open_nothing_and_always_look_the_same(receipt: str, typed: str) -> None:
    response = Client(headers={"Accept-Language": "en"}).post(
        "/signaler/suite", {"words": typed.encode("utf-8", "replace").decode()}
    )
    assert response.status_code == 422
    assert "These six words open nothing" in response.content.decode()


def test_a_wrong_receipt_costs_the_same_work_as_a_right_one(receipt: str, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    def counted(drawn: tuple[str, ...], secret: bytes) -> sealing.Keys:
        done.append("keys")
        return sealing.receipt_keys(drawn, secret)

    monkeypatch.setattr(boxes, "receipt_keys", counted)
    waited: list[float] = []
    monkeypatch.setattr(boxes, "sleep", waited.append)
    for typed in (receipt, "abaisser " * 6, "nothing", ""):
        boxes.find(typed)
    assert done == ["keys"] * 4
    assert len(waited) == 4


def test_everybody_together_may_try_only_so_often(receipt: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boxes, "MOST_TRIES", 3)
    for _ in range(3):
        assert Client().post("/signaler/suite", {"words": "abaisser " * 6}).status_code == 422
    right = Client().post("/signaler/suite", {"words": receipt})
    assert right.status_code == 429


def test_a_visit_handed_to_somebody_opens_nothing_for_who_handed_it(receipt: str) -> None:
    victim = Client(headers={"Accept-Language": "en"})
    victim.cookies["v"] = "A" * 43  # fixed by somebody else
    victim.post("/signaler/suite", {"words": receipt})
    assert victim.cookies["v"].value != "A" * 43
    thief = Client()
    thief.cookies["v"] = "A" * 43
    assert thief.get("/signaler/lettres")["Location"] == "/signaler/suite"
