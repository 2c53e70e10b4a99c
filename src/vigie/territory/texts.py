"""The wordings that leave a desk, a flat list for each paper: what a pack calls them, what can be changed. Pure.

A text is found by its name within its paper: `opening`, `body.0` (the first paragraph), `piece.address`. A paper by
its key: `letters.report` (letters.toml), `requests.subscriber` (requests.toml), `completion` (completion.toml).
"""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from typing import Any

Words = Mapping[str, str]  # a text by language
Texts = dict[str, Words]  # by its name
NOT_SAID = frozenset({"file"})  # names of files are the program's
UNFILLED = frozenset(  # texts, and whole papers, that stand as they are
    {"title", "piece", "unknown_account", "letters.head", "letters.mention"}
)


def papers(parts: Mapping[str, Any]) -> Iterator[str]:
    """The keys of every paper of a pack."""
    for section, told in parts.get("letters", {}).items():
        if isinstance(told, Mapping):
            yield f"letters.{section}"
    yield from (f"requests.{kind}" for kind in parts.get("requests", {}).get("kind", {}))
    if "completion" in parts:
        yield "completion"


def of(parts: Mapping[str, Any], key: str) -> Texts | None:
    """The texts of a paper, in their order; None when there is no such paper."""
    if key not in papers(parts):
        return None
    return {name: words for name, words in _flat(_section(parts, key), "") if name not in NOT_SAID}


def _section(parts: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    part, _, name = key.partition(".")
    told = parts[part]["kind"] if part == "requests" else parts[part]
    section: Mapping[str, Any] = told[name] if name else told
    return section


def _flat(told: object, name: str) -> Iterator[tuple[str, Words]]:
    if isinstance(told, Mapping) and told and all(isinstance(one, str) for one in told.values()) and name:
        yield name, told
    elif isinstance(told, Mapping):
        for key, one in told.items():
            yield from _flat(one, f"{name}.{key}" if name else key)
    elif isinstance(told, list | tuple):
        for place, one in enumerate(told):
            yield from _flat(one, f"{name}.{place}")


def lay(parts: dict[str, Any], key: str, texts: Mapping[str, Words]) -> None:
    """Lays texts over a paper: nobody has checked it then. A paragraph without a word goes, one more comes last. What a
    later pack no longer has is left out: a change made over an older one must not break it."""
    part, _, name = key.partition(".")
    held = of(parts, key)
    if held is None:
        return
    section = _section(parts, key)
    lists = {first for first, told in section.items() if isinstance(told, list | tuple)}
    there = {one: words for one, words in texts.items() if one in held or one.partition(".")[0] in lists}
    laid = _over(section, there)
    if part == "requests":
        laid["verified"] = False
        parts[part] = {**parts[part], "kind": {**parts[part]["kind"], name: laid}}
    elif name:
        parts[part] = {**parts[part], name: laid, "verified": False}
    else:
        parts[part] = laid


def _over(held: Mapping[str, Any], texts: Mapping[str, Words]) -> dict[str, Any]:
    laid = dict(held)
    for name, words in texts.items():
        first, _, rest = name.partition(".")
        if not rest:
            laid[first] = {**held.get(first, {}), **words}
        elif isinstance(held.get(first), list | tuple):
            laid[first] = _paragraphs(laid[first], int(rest), words)
        else:
            laid[first] = {**laid[first], rest: {**laid[first][rest], **words}}
    return {name: _without_empty(one) for name, one in laid.items()}


def _paragraphs(held: list[Words] | tuple[Words, ...], place: int, words: Words) -> list[Words]:
    told = list(held)
    if place < len(told):
        told[place] = {**told[place], **words}
    else:
        told.append(words)
    return told


def _without_empty(told: object) -> object:
    if isinstance(told, list):
        return [one for one in told if not isinstance(one, Mapping) or any(one.values())]
    return told


def filled(parts: Mapping[str, Any], key: str) -> dict[str, frozenset[str]]:
    """By the text (without its place in a list): the names that the program fills in there. It is whatever the papers
    of this file ask for: no wording brings a name that the program does not know."""
    there = [one for one in papers(parts) if one.partition(".")[0] == key.partition(".")[0]]
    every = (text for one in there for words in (of(parts, one) or {}).values() for text in words.values())
    names = frozenset[str]().union(*(asks(text) or frozenset() for text in every))
    plain = key in UNFILLED
    found = (name.partition(".")[0] for name in of(parts, key) or {})
    return {name: frozenset() if plain or name in UNFILLED else names for name in found}


def asks(text: str) -> frozenset[str] | None:
    """The names between braces of a text; None when its braces cannot be filled in, or ask for more than a name."""
    names = set()
    try:
        for _, name, spec, conversion in string.Formatter().parse(text):
            if name is not None:
                if spec or conversion or not name.isidentifier():
                    return None
                names.add(name)
    except ValueError:
        return None
    return frozenset(names)
