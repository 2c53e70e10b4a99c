"""A flood at the door costs its own threads alone: few receipts are made at once, and nobody is sent away for it."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from django.test import Client

from vigie.intake.portal.document import PUBLIC, VERSION, Told
from vigie.portal.tasks import sending
from vigie.portal.tests.test_the_public_form import tell
from vigie.portal.turns import LINE, PATIENCE, Turns
from vigie.reporters.models import Box, Filed
from vigie.reporters.tasks import boxes

WAY = {"public": "/signaler/recu", "child": "/bonjour/mots"}


class Crowd(threading.Thread):
    """Some who want a turn at once, on one way."""

    def __init__(self, turns: Turns, way: str, told: list[str], may_go: threading.Event) -> None:
        super().__init__()
        self._turns, self._way, self._told, self._may_go = turns, way, told, may_go

    def run(self) -> None:
        with self._turns.one(self._way, 30.0) as mine:
            if mine:
                self._may_go.wait(30)
            self._told.append(self._way if mine else f"{self._way} later")


def test_a_full_line_says_so_at_once_and_a_flood_holds_few_threads() -> None:
    turns, told, may_go = Turns(1), list[str](), threading.Event()
    flood = [Crowd(turns, "public", told, may_go) for _ in range(100)]
    for one in flood:
        one.start()
    for one in flood:
        one.join(0.2)
    assert sum(one.is_alive() for one in flood) == 1 + LINE
    may_go.set()
    for one in flood:
        one.join(30)
    assert Counter(told) == {"public": 1 + LINE, "public later": 99 - LINE}


def test_a_child_comes_next_however_many_robots_stand_in_their_line() -> None:
    turns, told, may_go = Turns(1), list[str](), threading.Event()
    first = [Crowd(turns, "public", told, may_go) for _ in range(1 + LINE)]
    for one in first:
        one.start()
    while sum(map(len, turns._lines.values())) < LINE:
        continue
    child = Crowd(turns, "child", told, may_go)
    child.start()
    while not turns._lines.get("child"):
        continue
    may_go.set()
    for one in (*first, child):
        one.join(30)
    assert told[:2] == ["public", "child"]


def test_a_line_that_does_not_move_is_left() -> None:
    turns = Turns(1)
    with turns.one("public") as mine, turns.one("public", 0.01) as other:
        assert (mine, other) == (True, False)
    with turns.one("public") as again:
        assert again


@contextmanager
def crowded(monkeypatch: pytest.MonkeyPatch, way: str) -> Iterator[None]:
    """Others have their turn."""
    turns = Turns(0, line=0)
    with monkeypatch.context() as patch:
        patch.setattr(sending, "TURNS", turns)
        with turns.one(way, PATIENCE) as mine:
            assert not mine
        yield


@pytest.mark.parametrize("way", ["public", "child"])
def test_what_was_sent_is_sealed_before_its_words_are_made(
    somebody: Client, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    with ExitStack() as stack:
        stack.enter_context(crowded(monkeypatch, way))
        if way == "public":
            tell(somebody)
            answer = somebody.post("/signaler/envoi", {"go": "send"}, follow=True)
        else:
            somebody.post("/bonjour/dire", {"words": "un mot", "go": "on"})
            answer = somebody.post("/bonjour/envoi", {"go": "send"}, follow=True)
        assert answer.headers["Refresh"] == "5"
        assert b'class="words"' not in answer.content
        assert Filed.objects.count() >= 1
        assert Box.objects.get().private == ""
        assert somebody.get(WAY[way]).headers["Refresh"] == "5"
    words = somebody.get(WAY[way])
    assert b'class="words"' in words.content
    assert words.content == somebody.get(WAY[way]).content  # the same words, until they were noted


def test_words_are_given_once() -> None:
    box, private = boxes.make(Told(VERSION, "P-0000-0000", PUBLIC), "")
    box.save()
    words = boxes.give_words(box.number, private)
    assert boxes.give_words(box.number, private) == ()
    opened = boxes.find(" ".join(words))
    assert opened is not None
    assert opened.private == private
