"""Somebody reports: five steps without scripts, six words, a report in the queue with its reasons."""

from __future__ import annotations

import re

from django.test import Client

from vigie.evidence.models import Object, Reception
from vigie.ledger.models import Entry
from vigie.portal.models import Piece, Visit
from vigie.portal.tests.conftest import Journey
from vigie.report.models import Standing, Version
from vigie.reporters.models import Box

Answers = dict[int, dict[str, object]]
SENT: Answers = {
    1: {"what": ["account", "game"]},
    2: {
        "addresses": "hxxps://example[.]invalid/u1\nnot an address", "account": "@synthetic_user",
        "game": "Example Game", "private": "yes",
        "words": "He threatens her and wants a gift card, tomorrow at the station.",
    },
    3: {"danger": "yes", "danger_why": "tonight", "relation": "child-i-know", "child_age": "10-12", "seen": "yes"},
    4: {"name": "Camille Example", "contact": "camille@mail.example"},
}  # fmt: skip


def tell(client: Client, sent: Answers = SENT) -> None:
    for number, answers in sent.items():
        response = client.post(f"/signaler/etape/{number}", {**answers, "go": "on"})
        assert response.status_code == 303, response.content.decode()


def words_of(client: Client) -> str:
    page = client.get("/signaler/recu").content.decode()
    return " ".join(re.findall(r"<li>([^<\s]+)</li>", page.partition('class="words"')[2].partition("</ol>")[0]))


def test_a_report_goes_from_the_form_to_the_queue(somebody: Client, journey: Journey) -> None:
    assert somebody.get("/signaler/").status_code == 200
    tell(somebody)
    assert "hxxps" not in somebody.get("/signaler/etape/5").content.decode()
    assert somebody.post("/signaler/envoi", {"go": "send"})["Location"] == "/signaler/recu"
    assert len(words_of(somebody).split()) == 6
    journey()
    standing = Standing.objects.select_related("report").get()
    assert standing.report.source == "portal"
    assert standing.score > 30
    content = Version.objects.get().content
    assert "synthetic_user" in content and "https://example.invalid/u1" in content and "not an address" in content


def test_who_reports_is_sealed_to_the_desk_and_stands_nowhere_in_clear(somebody: Client, journey: Journey) -> None:
    tell(somebody)
    somebody.post("/signaler/envoi", {"go": "send"})
    journey()
    assert "Camille" not in Version.objects.get().content
    assert "Camille" not in Box.objects.get().particulars and Box.objects.get().particulars
    assert not any("Camille" in entry.payload for entry in Entry.objects.all())


def test_bytes_are_sealed_and_in_the_journal_before_the_journey_begins(somebody: Client) -> None:
    tell(somebody)
    somebody.post("/signaler/envoi", {"go": "send"})
    assert Reception.objects.count() == 1
    assert Object.objects.count() == 1
    tags = list(Entry.objects.order_by("number").values_list("tag", flat=True))
    assert tags[:2] == ["door:submission:sealed", "door:parcel:received"]


def test_nothing_of_the_draft_stays_when_it_was_sent(somebody: Client) -> None:
    tell(somebody)
    first = somebody.cookies["v"].value
    somebody.post("/signaler/envoi", {"go": "send"})
    assert somebody.cookies["v"].value != first
    assert Visit.objects.count() == 1 and not Piece.objects.exists()


def test_who_only_looks_leaves_no_cookie_and_no_row(somebody: Client) -> None:
    for address in ("/signaler/", "/bonjour/", "/infos/", "/infos/parents", "/signaler/suite", "/bonjour/parler"):
        response = somebody.get(address)
        assert response.status_code == 200
        assert not response.cookies
    assert not Visit.objects.exists()


def test_an_address_typed_without_its_last_slash_leads_there(somebody: Client) -> None:
    for typed in ("/signaler", "/bonjour", "/infos"):
        response = somebody.get(typed)
        assert (response.status_code, response["Location"]) == (302, f"{typed}/")
