"""The words.toml of packs, made into one lexicon."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from vigie.triage.ear import Ear
from vigie.triage.near import Near
from vigie.triage.sense import Sense
from vigie.triage.words import BadWords, Lexicon

Parts = tuple[dict[str, list[str]], dict[str, list[str]], dict[str, str], list[Near]]  # of a lexicon, in its order
Files = Iterable[Mapping[str, object]]


def compiled(files: Files) -> Lexicon:
    """One lexicon of several words.toml: `{version, cue: {language: [phrases]}, kinds: {kind: {language: [words]}},
    spelling: {word: [short forms]}, near: [{cue, of: [kinds], share}]}`.

    Raises `BadWords`."""
    return Lexicon(*_parts(files))


def hearing(files: Files, sense: Sense) -> Ear:
    """The same, that also hears what sentences mean. Raises `BadWords`."""
    return Ear(*_parts(files), sense)


def _parts(files: Files) -> Parts:
    cues: dict[str, list[str]] = {}
    kinds: dict[str, list[str]] = {}
    short: dict[str, str] = {}
    nears: list[Near] = []
    for file in files:
        for name, languages in file.items():
            if name == "kinds" and isinstance(languages, Mapping):
                for kind, words in languages.items():
                    kinds.setdefault(kind, []).extend(_phrases(f"kinds.{kind}", words))
            elif name == "spelling" and isinstance(languages, Mapping):
                short.update({form: word for word in languages for form in _phrases(name, {word: languages[word]})})
            elif name == "near":
                nears.extend(_nears(languages))
            elif name != "version":
                cues.setdefault(name, []).extend(_phrases(name, languages))
    return cues, kinds, short, nears


def _nears(written: object) -> list[Near]:
    try:
        return msgspec.convert(written, list[Near])
    except msgspec.ValidationError as error:
        raise BadWords(f"near: {error}") from error


def _phrases(name: str, languages: object) -> list[str]:
    if not isinstance(languages, Mapping):
        raise BadWords(f"{name} must hold phrases by language")
    for phrases in languages.values():
        if not isinstance(phrases, list) or not all(isinstance(phrase, str) for phrase in phrases):
            raise BadWords(f"{name} must hold lists of phrases")
    return [phrase for phrases in languages.values() for phrase in phrases]
