"""A child and a person of the desk talk; whatever was said becomes a report; bridges carry talks in, signed."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from vigie.access.models import Officer
from vigie.ledger.models import Entry
from vigie.portal import evening
from vigie.portal.tests.conftest import Journey
from vigie.report.models import Finding, Standing, Version
from vigie.reporters.models import Line, Talk
from vigie.reporters.tasks import bridges, talks


@pytest.fixture
def child(somebody: Client) -> Client:
    talks.here("anne")
    somebody.post("/bonjour/parler", {"text": "hello", "reporter_age": "10-12"})
    return somebody


def test_a_talk_from_hello_to_the_queue(child: Client, desk: Client, journey: Journey) -> None:
    talk = Talk.objects.get()
    assert talk.number in desk.get("/talks").content.decode()
    desk.post("/talks", {"talk": talk.pk})
    desk.post(f"/talks/{talk.pk}", {"text": "I am here with you."})
    assert "I am here with you." in child.get("/bonjour/parler").content.decode()
    child.post("/bonjour/parler", {"text": "he threatens me and will tell my parents", "do": "say"})
    page = desk.get(f"/talks/{talk.pk}").content.decode()
    assert "will tell my parents" in page and "words of threat" in page
    desk.post(f"/talks/{talk.pk}", {"do": "end"})
    journey()
    assert Standing.objects.get().report.report_id == talk.number
    assert "child-reporter" in Finding.objects.get(stage="triage").content
    assert "I am here with you." in Version.objects.get().content


def test_no_line_stands_in_clear(child: Client) -> None:
    assert "hello" not in Line.objects.get().text
    assert not any("hello" in entry.payload for entry in Entry.objects.all())


def test_nobody_is_promised_a_talk_when_nobody_is_there(somebody: Client) -> None:
    page = somebody.get("/bonjour/parler").content.decode()
    assert "No one is here" in page and "tel:119" in page
    talks.here("anne")
    assert "A real person is here" in somebody.get("/bonjour/parler").content.decode()


def test_who_began_a_talk_when_everybody_had_left_is_kept_all_the_same(child: Client, journey: Journey) -> None:
    talks.gone("anne")
    assert talks.end_idle(datetime.now(UTC) + timedelta(hours=1)) == 1
    journey()
    assert Standing.objects.count() == 1


def test_two_officers_cannot_take_one_child(child: Client) -> None:
    key = Talk.objects.get().pk
    assert talks.take(key, "anne") and not talks.take(key, "bruno")


def test_a_talk_is_handed_over_with_what_was_said(child: Client) -> None:
    key = Talk.objects.get().pk
    talks.take(key, "anne")
    talks.hand_over(key, "anne", "bruno", "my shift ends")
    assert not talks.take(key, "carla") and talks.take(key, "bruno")
    with pytest.raises(talks.NotYours):
        talks.answer(key, "anne", "still here")
    assert Entry.objects.filter(tag="desk:talk:handed").exists()


def test_grave_words_stand_first_and_nobody_is_left_out() -> None:
    for text in ("hello there", "he comes by train, meet at the station", "just looking", "I want to kill myself"):
        talks.say(talks.begin("en"), "child", text)
    order = [talks.lines(talk)[0].text for talk in talks.waiting()]
    assert order[0] == "I want to kill myself"
    assert len(order) == 4


def test_a_talk_is_nobody_elses(child: Client) -> None:
    other = Client()
    assert other.get("/bonjour/parler/lignes").json()["lines"] == []
    assert other.get("/bonjour/parler/flux").status_code == 503
    assert len(child.get("/bonjour/parler/lignes").json()["lines"]) == 1


def test_a_stream_gives_what_was_said_and_ends(child: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vigie.portal.views.talk.LASTS", 0.2)
    monkeypatch.setattr("vigie.portal.views.talk.GLANCE", 0.05)
    response = child.get("/bonjour/parler/flux")
    content = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]  # a stream of bytes
    assert response["Content-Type"] == "text/event-stream"
    assert '"text": "hello"' in content


def test_an_administrator_hears_no_child(child: Client, officer: Officer) -> None:
    officer.role = "administrator"
    officer.save()
    client = Client()
    client.force_login(officer)
    assert client.get("/talks").status_code == 403


class Game:
    """A bridge's server."""

    def __init__(self, name: str) -> None:
        self.name, self.secret, self.client = name, bridges.add(name, "shell"), Client()

    def __call__(self, said: dict[str, object], secret: str = "", at: int = 0) -> dict[str, object]:
        body, now = json.dumps({**said, "n": time.monotonic_ns()}).encode(), str(at or int(time.time()))
        return self.send("POST", body, now, bridges.sign(secret or self.secret, now, "POST", self.path, body))

    @property
    def path(self) -> str:
        return f"/pont/{self.name}/lignes"

    def send(self, method: str, body: bytes, now: str, signature: str) -> dict[str, object]:
        headers = {"X-Vigie-Time": now, "X-Vigie-Signature": signature}
        response = self.client.generic(method, self.path, body, "application/json", headers=headers)
        return {**response.json(), "status": response.status_code}

    def hear(self) -> dict[str, object]:
        now = str(int(time.time()))
        return self.send("GET", b"", now, bridges.sign(self.secret, now, "GET", self.path, b""))


def test_a_bridge_carries_a_talk_there_and_back(desk: Client) -> None:
    game = Game("wings")
    told = game({"conversation": "player-1", "text": "salut", "language": "fr", "age": {"least": 10, "most": 12}})
    assert told["status"] == 202
    key = Talk.objects.get().pk
    desk.post("/talks", {"talk": key})
    desk.post(f"/talks/{key}", {"text": "Bonjour."})
    heard = game.hear()
    assert [(line["talk"], line["text"]) for line in heard["lines"]] == [(told["talk"], "Bonjour.")]  # type: ignore[attr-defined]  # JSON
    assert "player-1" not in Talk.objects.get().outside


def test_only_a_bridge_of_this_desk_is_heard_and_only_once() -> None:
    game = Game("wings")
    said: dict[str, object] = {"conversation": "player-1", "text": "salut"}
    assert game(said, secret="0" * 64)["status"] == 403
    assert game(said, at=int(time.time()) - 3600)["status"] == 403
    body, now = json.dumps(said).encode(), str(int(time.time()))
    signature = bridges.sign(game.secret, now, "POST", game.path, body)
    assert game.send("POST", body, now, signature)["status"] == 202
    assert game.send("POST", body, now, signature)["status"] == 403
    bridges.remove("wings", "shell")
    assert game(said)["status"] == 403
    assert Talk.objects.count() == 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b'{"conversation": ""}',
        b'{"conversation": 1}',
        b"\xff" * 40,
        b'{"conversation": "caf\xe9"}',
        b'{"x\xff": 1}',
        b'{"x":' + b"[" * 5000,
        b'{"conversation": "' + b"x" * 300 + b'"}',
    ],
)
def test_whatever_a_bridge_sends_is_taken_or_told_what_is_wrong(body: bytes) -> None:
    game, now = Game("wings"), str(int(time.time()))
    assert game.send("POST", body, now, bridges.sign(game.secret, now, "POST", game.path, body))["status"] == 422


def test_a_small_evening_loses_nobody_and_ranks_who_confides(journey: Journey) -> None:
    game = Game("wings")
    every = evening.children(24, 7, seed=3)
    numbers: dict[str, str] = {}
    for one in every:
        for told in evening.write(one, game):
            assert told["status"] == 202
            numbers[one.name] = str(told["talk"])
        evening.leave(one, game)
    journey()
    rows = list(Standing.objects.order_by("-score", "-total").values_list("report__report_id", flat=True))
    assert len(rows) == 24
    confiding = {numbers[one.name] for one in every if one.confides}
    assert set(rows[:7]) == confiding
