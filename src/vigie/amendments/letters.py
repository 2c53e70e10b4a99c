"""What a form asks to change in a wording: each text whole, in each language, the old one kept beside it. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any

from msgspec import Struct

from vigie.amendments.fields import BadChange, lines
from vigie.report.nouns import say
from vigie.territory.texts import Texts, Words, asks

BODY = "body"  # the paragraphs of a letter: one more may be written, an empty one goes


class Piece(Struct, frozen=True):
    """A piece of a text: kept ("same"), taken out ("gone") or put in ("new")."""

    how: str
    text: str


class Rewording(Struct, frozen=True):
    """One text in one language: what it said, what it is to say, and how the one becomes the other."""

    name: str
    language: str
    before: str
    after: str
    pieces: tuple[Piece, ...]


def fields(held: Texts) -> Texts:
    """The texts of a form: those of the paper, and an empty paragraph where it has paragraphs."""
    paragraphs = [name for name in held if name.startswith(f"{BODY}.")]
    if not paragraphs:
        return dict(held)
    more = {f"{BODY}.{len(paragraphs)}": dict.fromkeys(held[paragraphs[0]], "")}
    told: Texts = {}
    for name, words in held.items():
        told[name] = words
        if name == paragraphs[-1]:
            told |= more
    return told


def read(held: Texts, given: Mapping[str, str], filled: Mapping[str, Collection[str]]) -> dict[str, Any]:
    """What changes: the texts that differ, and what they said before; empty when none does. `filled`: what the program
    can fill in, for each text. Raises `BadChange`."""
    new, was = dict[str, Words](), dict[str, Words]()
    for name, words in fields(held).items():
        held_now = {one: text.strip() for one, text in words.items()}
        told = {one: lines(given, f"{name}-{one}") if f"{name}-{one}" in given else held_now[one] for one in words}
        if told == held_now:
            continue
        _sound(name, told, filled.get(name.partition(".")[0], ()))
        new[name], was[name] = told, dict(words)
    return {"texts": new, "was": was} if new else {}


def _sound(name: str, told: Words, allowed: Collection[str]) -> None:
    if not all(told.values()) and not (name.startswith(f"{BODY}.") and not any(told.values())):
        raise BadChange(say("A wording is needed in every language of the paper."))
    for text in told.values():
        names = asks(text)
        if names is None:
            raise BadChange(say("Braces hold a name and nothing else: {example}", example="{reference}"))
        if unknown := sorted(names - set(allowed)):
            raise BadChange(say("Nothing here is called {name}.", name=unknown[0]))


def rewordings(values: Mapping[str, Any]) -> Iterator[Rewording]:
    """A change, text by text and language by language, as far as something differs."""
    for name, words in values.get("texts", {}).items():
        for language, after in words.items():
            before = values.get("was", {}).get(name, {}).get(language, "").strip()
            if before != after:
                yield Rewording(name, language, before, after, tuple(_pieces(before, after)))


def _pieces(before: str, after: str) -> Iterator[Piece]:
    """Word by word; the spaces go with the word before them."""
    old, new = _words(before), _words(after)
    for how, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            yield Piece("same", "".join(old[a:b]))
            continue
        if a < b:
            yield Piece("gone", "".join(old[a:b]))
        if c < d:
            yield Piece("new", "".join(new[c:d]))


def _words(text: str) -> list[str]:
    found, word = list[str](), ""
    for sign in text:
        if word and not sign.isspace() and word[-1].isspace():
            found.append(word)
            word = ""
        word += sign
    return [*found, word] if word else found
