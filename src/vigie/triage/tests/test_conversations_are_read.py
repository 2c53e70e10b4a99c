"""A conversation that came as a file is heard like a text, and is no picture that may be new."""

from __future__ import annotations

from dataclasses import replace

import pytest
from msgspec.structs import replace as with_

from vigie import plugs
from vigie.report.nouns import FilePrint, Md5, ReportedFile, Sha1, Sha256
from vigie.triage.examples import PICTURE, WORDS, case, match, report
from vigie.triage.papers import is_paper, overhear, words_of
from vigie.triage.policy import Policy
from vigie.triage.rule import Rule
from vigie.triage.score import Standard, judge_one
from vigie.triage.state import State
from vigie.triage.words import Lexicon

STANDARD = Standard(plugs.find("vigie.triage.rules", Rule), Policy("test", 1))
CHAT = b"time,from,text\n2026-01-02T03:04:05Z,u-1,we meet tomorrow\n"
LOG = ReportedFile(name="chat-1.csv", media=Sha256("a" * 64))


def _print(kind: str | None) -> FilePrint:
    return FilePrint(Sha256("a" * 64), Sha1("b" * 40), Md5("c" * 32), 10, kind=kind)


@pytest.mark.parametrize(
    ("name", "kind", "paper"),
    [
        ("chat.csv", None, True),
        ("CHAT.TXT", None, True),
        ("x.jpg", "text/plain", True),
        ("x.csv", "image/jpeg", False),  # bytes are believed before names
        ("x.jpg", None, False),
    ],
)
def test_a_text_is_told_by_its_bytes_then_by_its_name(name: str, kind: str | None, paper: bool) -> None:
    assert is_paper(ReportedFile(name=name), _print(kind)) is paper


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_conversation_is_read_in_any_encoding(encoding: str) -> None:
    assert "dès demain" in words_of("on se voit dès demain".encode(encoding))


def test_every_piece_of_a_long_conversation_is_read() -> None:
    long = b"u-2: nothing at all\n" * 20_000 + CHAT
    assert {hit.cue for hit in overhear(words_of(long), WORDS)} == {"meeting", "soon"}


def test_what_is_overheard_speaks_like_a_text() -> None:
    told = case(report(files=(LOG,)))
    silent = judge_one(told, STANDARD)
    heard = judge_one(replace(told, overheard=overhear(words_of(CHAT), WORDS)), STANDARD)
    assert "meeting" not in {one.rule for one in silent.reasons}
    assert "meeting" in {one.rule for one in heard.reasons}


def test_a_conversation_is_no_new_picture_and_keeps_nothing_from_being_viral() -> None:
    told = case(report(files=(with_(PICTURE, annotations=("viral",)), LOG)), match())
    assert told.states[1] is State.PAPER
    assert judge_one(told, STANDARD).class_ == "viral"
    assert "new-material" not in {one.rule for one in judge_one(case(report(files=(LOG,))), STANDARD).reasons}


def test_a_lexicon_that_changes_has_another_digest() -> None:
    assert Lexicon({"a": ["one"]}).digest != Lexicon({"a": ["two"]}).digest == Lexicon({"a": ["two"]}).digest
