"""Every text on the children's way is easy: a score of 80 at least, twelve words a sentence at most."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from vigie.portal import wording
from vigie.portal.country import public
from vigie.portal.tests.readability import ease, sentences

SOURCE = Path(wording.__file__).parents[1]
TEMPLATES = sorted((SOURCE / "portal" / "templates" / "portal" / "child").glob("*.html"))
TOO_SHORT = 4  # words below which a formula says nothing: such labels are read together
LEAST, MOST = 80, 12
_TAG = re.compile(
    r"""{%\s*translate\s+(["'])(.*?)\1|"""
    r"""{%\s*blocktranslate[^%]*%}(.*?){%\s*(?:plural\s*%}(.*?){%\s*)?endblocktranslate""",
    re.DOTALL,
)


def texts() -> Iterator[str]:
    """The English of every text on the children's way."""
    for path in TEMPLATES:
        for _, plain, block, many in _TAG.findall(path.read_text("utf-8")):
            yield from (one for one in (plain, block, many) if one)
    for words in (wording.HAPPENS, wording.PEOPLE, wording.YES_NO):
        yield from (saying.template for saying in words.values())


def translated() -> Mapping[str, str]:
    catalog = read_po(BytesIO((SOURCE / "locale" / "fr" / "LC_MESSAGES" / "django.po").read_bytes()), locale="fr")
    found: dict[str, str] = {}
    for message in catalog:
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        found.update(zip(map(str, ids), map(str, strings), strict=False))
    return found


def filled(text: str) -> str:
    """A text with its values put in: a number."""
    return re.sub(r"{{\s*\w+\s*}}|%\(\w+\)s", "3", text)


def hard(every: list[str], language: str) -> list[str]:
    """The texts that are too hard, with why."""
    found = []
    for text in every:
        longest = max((len(words) for words in sentences(text)), default=0)
        if longest > MOST:
            found.append(f"{longest} words: {text}")
        if sum(map(len, sentences(text))) >= TOO_SHORT and ease(text, language) < LEAST:
            found.append(f"{ease(text, language):.0f}: {text}")
    return found


def test_every_french_text_is_easy() -> None:
    known = translated()
    keys = {re.sub(r"{{\s*(\w+)\s*}}", r"%(\1)s", text) for text in texts()}
    french = sorted(filled(known[key]) for key in keys)
    assert len(french) > 100
    assert hard(french, "fr") == []


def test_every_english_text_is_easy() -> None:
    assert hard(sorted({filled(text) for text in texts()}), "en") == []


def test_short_labels_are_easy_together() -> None:
    known = translated()
    labels = [known[re.sub(r"{{\s*(\w+)\s*}}", r"%(\1)s", text)] for text in texts()]
    short = [filled(text) for text in labels if sum(map(len, sentences(text))) < TOO_SHORT]
    assert ease(". ".join(short), "fr") >= LEAST


@pytest.mark.parametrize("country", ["fr", "be"])
def test_the_packs_words_for_children_are_easy(country: str) -> None:
    read = public(country)
    assert hard([read.number[key].child["fr"] for key in read.child], "fr") == []


def test_the_formula_tells_a_law_from_a_childs_book() -> None:
    law = (
        "Le fait, en vue de sa diffusion, de fixer, d'enregistrer ou de transmettre la représentation d'un mineur "
        "lorsque cette représentation présente un caractère manifestement contraire à la dignité est puni."
    )
    assert ease(law, "fr") < 50 < ease("Le chat dort. Il fait beau. Tu peux jouer.", "fr")
