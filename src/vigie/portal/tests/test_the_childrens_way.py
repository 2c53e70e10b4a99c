"""A child tells: any page skipped, anything said; ranked, never refused, never taken for spam."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from vigie.portal.country import public
from vigie.portal.models import Piece, Visit
from vigie.portal.questions import CHILD
from vigie.portal.tests.conftest import Journey
from vigie.report.models import Finding, Standing, Version
from vigie.reporters.models import Waiting

OGG = b"OggS" + bytes(60)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(60)


def walk(client: Client, **said: object) -> str:
    """Goes the whole way, answering what is given and skipping the rest. Returns the receipt's page."""
    for question in CHILD:
        answers = {name: value for name, value in said.items() if name in (*CHILD[question], "voice", "file")}
        if question not in ("dire", "montrer"):
            answers = {name: value for name, value in answers.items() if name not in ("voice", "file")}
        elif question == "montrer":
            answers.pop("voice", None)
        else:
            answers.pop("file", None)
        response = client.post(f"/bonjour/{question}", {**answers, "go": "on" if answers else "skip", "seen": "yes"})
        assert response.status_code == 303, question
    assert client.get("/bonjour/envoi").status_code == 200
    assert client.post("/bonjour/envoi", {"go": "send"})["Location"] == "/bonjour/mots"
    return client.get("/bonjour/mots").content.decode()


def test_a_child_taps_and_says_its_age_and_stands_in_the_queue(somebody: Client, journey: Journey) -> None:
    page = walk(
        somebody,
        happens=["threatens", "wants-money"],
        person="online-person",
        reporter_age="10-12",
        words="he says he will send it",
    )
    assert len(re.findall(r"<li>\w+</li>", page.partition('class="words"')[2].partition("</ol>")[0])) == 6
    journey()
    reasons = Finding.objects.get(stage="triage").content
    assert "child-reporter" in reasons and "sextortion" in reasons
    assert Standing.objects.get().score > 30


def test_what_many_children_say_weighs_as_much_for_the_next(journey: Journey) -> None:
    said = {"happens": ["threatens"], "reporter_age": "10-12", "words": "on me menace, il va tout envoyer"}
    walk(Client(), **said)
    journey()
    first = Standing.objects.get().total
    for _ in range(25):
        walk(Client(), **said)
    journey()
    assert min(Standing.objects.values_list("total", flat=True)) >= first


def test_a_child_that_skips_everything_is_heard_all_the_same(somebody: Client, journey: Journey) -> None:
    walk(somebody)
    journey()
    assert Standing.objects.count() == 1
    assert not Waiting.objects.filter(let_in_at=None).exists()


def test_a_child_is_never_slowed_down_however_crowded_it_is(somebody: Client, journey: Journey) -> None:
    for _ in range(30):
        walk(Client(), words="help me please I do not know what to do about this man online")
    journey()
    assert Standing.objects.count() == 30
    assert not Waiting.objects.exclude(why="").exists()


def test_a_voice_is_kept_as_it_is_and_stands_with_the_report(somebody: Client, reading: Journey) -> None:
    with_voice = {"voice": _file("voice.ogg", OGG)}
    walk(somebody, reporter_age="13-15", **with_voice)
    reading()
    content = Version.objects.get().content
    assert '"media":' in content and "voice" in content
    assert not Piece.objects.exists()


def _file(name: str, content: bytes) -> object:
    from_bytes = __import__("io").BytesIO(content)
    from_bytes.name = name
    return from_bytes


def test_a_picture_of_oneself_comes_as_fingerprints_alone(somebody: Client, journey: Journey) -> None:
    somebody.post("/bonjour/photo", {"fingerprint": [f"{'a' * 64} {'b' * 64} 90"]})
    walk(somebody, reporter_age="13-15")
    journey()
    content = Version.objects.get().content
    assert "a" * 64 in content and "b" * 64 in content
    assert "media" not in content


def test_an_officer_puts_the_fingerprint_on_the_own_list_and_it_is_recognised(
    somebody: Client, desk: Client, journey: Journey
) -> None:
    somebody.post("/bonjour/photo", {"fingerprint": [f"{'a' * 64} {'b' * 64} 90"]})
    walk(somebody)
    journey()
    key = Standing.objects.get().pk
    desk.post(f"/reports/{key}/claim")
    desk.post(f"/reports/{key}/files/0/list", {"reason": "the child asks for it"})
    journey()
    assert '"purpose":"own"' in Finding.objects.filter(stage="matching").latest("number").content


def test_leaving_ends_the_visit_and_goes_to_a_page_that_says_nothing(somebody: Client) -> None:
    somebody.post("/bonjour/quoi", {"happens": ["secret"], "go": "on"})
    assert Visit.objects.count() == 1
    for response in (somebody.get("/bonjour/fin"), somebody.post("/bonjour/fin")):
        assert response.status_code == 303
        assert response["Location"] == public("fr").exit
        assert '"cookies"' in response["Clear-Site-Data"]
    assert not Visit.objects.exists()


@pytest.mark.parametrize(
    "address",
    [
        "/bonjour/",
        *(f"/bonjour/{question}" for question in CHILD),
        "/bonjour/photo",
        "/bonjour/parler",
        "/bonjour/conseils",
    ],
)
def test_every_page_has_help_numbers_the_way_out_and_a_title_that_says_nothing(somebody: Client, address: str) -> None:
    page = somebody.get(address).content.decode()
    assert 'href="tel:119"' in page and 'href="tel:3018"' in page and 'href="sms:114"' in page
    assert 'href="/bonjour/fin"' in page
    assert "<title>Hello</title>" in page


def test_a_child_that_wants_to_hurt_itself_is_shown_at_once_whom_to_call(somebody: Client) -> None:
    page = somebody.post("/bonjour/quoi", {"happens": ["hurt-myself"], "go": "on"}, follow=True).content.decode()
    assert "You are not alone" in page and 'href="tel:3114"' in page
    assert (
        'href="tel:3114"' not in Client().post("/bonjour/quoi", {"happens": ["secret"]}, follow=True).content.decode()
    )


def test_danger_shows_numbers_first_and_keeps_what_was_said(somebody: Client) -> None:
    somebody.post("/bonjour/quoi", {"happens": ["touches"], "go": "on"})
    response = somebody.post("/bonjour/danger", {"danger": "yes", "go": "on"}, follow=True)
    assert "Call now" in response.content.decode() and 'href="tel:17"' in response.content.decode()
    assert somebody.post("/bonjour/danger", {"danger": "yes", "seen": "yes", "go": "on"})["Location"] == "/bonjour/qui"
