"""A sentence is heard by its likeness to examples, in whatever words, and the reason shows both."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vigie.territory import pack
from vigie.triage import sense
from vigie.triage.ear import ALONE
from vigie.triage.sense import BadSense, examples, load, sentences, short
from vigie.triage.tasks.needs import lexicon

FOLDER = pack.folder() / "sense"
EAR = lexicon()

SAID = [
    ("self_harm", "I just want everything to stop for good"),
    ("self_harm", "j'en peux plus, demain je serai plus là et ce sera mieux pour tout le monde"),
    ("travel", "Il arrive par le dernier train de Bruxelles pour passer le week-end près de chez elle"),
    ("unattended", "de ouders zijn allebei tot morgenvroeg aan het werk"),
    ("order", "he decides what happens on the stream and pays per quarter of an hour"),
    ("young", "das Kind auf der Aufnahme kann noch nicht laufen"),
    ("made_it", "estas las grabé yo mismo con mi teléfono"),
]
HARMLESS = [
    "On prend le train de 8 h pour la classe de mer, goûter fourni.",
    "The match starts at three, bring your boots.",
    "We hebben de tuin omgespit en tomaten geplant.",
]


@pytest.mark.parametrize(("cue", "text"), SAID)
def test_what_no_phrase_foresees_is_heard(cue: str, text: str) -> None:
    hits = [hit for hit in EAR.hear(text) if hit.cue == cue and hit.by == "sense"]
    assert hits
    assert text[:20] in hits[0].words and "≈" in hits[0].words
    assert 0.0 < hits[0].strength <= 1.0


@pytest.mark.parametrize("text", HARMLESS)
def test_daily_life_is_not(text: str) -> None:
    assert not [hit for hit in EAR.hear(text) if hit.by == "sense"]


def test_words_say_a_part_where_nothing_means_the_same() -> None:
    plain, meant = (
        "C'est notre secret : deux cuillères de vanille dans la pâte.",
        "C'est notre secret, tu le dis pas à maman",
    )
    words = {text: max(hit.strength for hit in EAR.words_in(text) if hit.cue == "secrecy") for text in (plain, meant)}
    heard = {text: max(hit.strength for hit in EAR.hear(text) if hit.cue == "secrecy") for text in (plain, meant)}
    assert heard[plain] == pytest.approx(ALONE * words[plain])
    assert heard[meant] == words[meant]


def test_what_is_denied_is_not_heard() -> None:
    text = "There is no indication that he filmed the child himself last night"
    assert not [hit for hit in EAR.hear(text) if hit.cue == "made_it" and hit.by == "sense"]


def test_what_was_heard_is_kept_and_taken_for_heard() -> None:
    text = SAID[0][1]
    heard, other = load(FOLDER), load(FOLDER)
    kept = heard.told([text])
    other.encode = _deaf
    other.recall([text], kept)
    assert list(other.hear(text)) == list(heard.hear(text)) != []
    other.recall(["nothing of it"], "")
    assert list(other.hear("nothing of it")) == []


def _deaf(sentences: object) -> sense.Floats:
    raise AssertionError(f"listened again to {sentences}")


def test_a_full_memory_forgets_but_does_not_miss(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sense, "REMEMBERED", 2)
    small = load(FOLDER)
    texts = [text for _, text in SAID[:4]]
    first = [list(small.hear(text)) for text in texts]
    small.prepare(texts)
    assert [list(small.hear(text)) for text in texts] == first
    assert all(first)


def test_together_or_one_by_one_is_the_same() -> None:
    one, many = load(FOLDER), load(FOLDER)
    many.prepare(text for _, text in SAID)
    assert [list(one.hear(text)) for _, text in SAID] == [list(many.hear(text)) for _, text in SAID]


@given(st.text(max_size=2_000))
@settings(max_examples=40, deadline=None)
def test_any_text_can_be_heard(text: str) -> None:
    assert all(hit.strength > 0 for hit in EAR.hear(text))
    assert all(len(one) <= sense.LONGEST for one in sentences(text))


def test_a_long_text_is_shown_short() -> None:
    assert short("one two three", 8) == "one two …"
    assert short("one", 8) == "one"


def test_the_examples_are_in_order() -> None:
    told = examples(FOLDER)
    assert len({(one.language, one.text.casefold()) for one in told}) == len(told)
    assert {cue for one in told for cue in one.cues} <= {*EAR.sense.cues, *sense.said(FOLDER)}
    assert EAR.sense.cues <= set(EAR.cues)
    assert all(len(one.text) <= sense.LONGEST for one in told)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("en.tsv", "threat\tnote", "line 1"),
        ("cues.toml", "[fresh]\nshare = 0.8", "cues.toml"),
        ("learnt.npz", "PK\x03\x04 cut off", "learnt.npz"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, name: str, content: str, why: str) -> None:
    for path in FOLDER.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(BadSense, match=why):
        load(tmp_path)


def test_what_was_learnt_from_others_is_refused(tmp_path: Path) -> None:
    for path in FOLDER.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    with (tmp_path / "en.tsv").open("a", encoding="utf-8") as file:
        file.write("threat\tnote\tOne sentence more.\n")
    with pytest.raises(BadSense, match="make_sense"):
        load(tmp_path)


def test_a_long_chat_of_short_lines_is_heard_to_its_end() -> None:
    chat = "u2: nothing at all here\n" * 1_000 + SAID[0][1]
    assert "self_harm" in {hit.cue for hit in EAR.hear(chat) if hit.by == "sense"}


def test_other_strengths_are_another_version(tmp_path: Path) -> None:
    for path in FOLDER.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    with np.load(tmp_path / "learnt.npz") as file:
        kept = {name: file[name] for name in file.files}
    np.savez_compressed(tmp_path / "learnt.npz", **{**kept, "strengths": kept["strengths"] / 2})
    assert load(tmp_path).version != load(FOLDER).version
