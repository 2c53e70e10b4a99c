"""Cue words are found whatever the accents and the case, as whole words, and shown as found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.territory import pack
from vigie.triage.words import BadWords, Lexicon, compiled

PACKS = compiled(one.parts["words"] for one in pack.every())


def cues(text: str, lexicon: Lexicon = PACKS) -> set[str]:
    return {hit.cue for hit in lexicon.hear(text)}


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Il veut la RENCONTRER samedi.", "meeting"),
        ("Rendez-vous demain à la gare", "meeting"),
        ("il la menace", "threat"),
        ("Il MENACE d’envoyer les photos à sa famille", "threat"),
        ("Elle dit avoir envie de mourir", "self_harm"),
        ("la fille de sa compagne", "household"),
        ("sa belle-fille", "household"),
        ("il est éducateur", "works_with_children"),
        ("c'est notre secret", "secrecy"),
        ("He wants to meet her", "meeting"),
        ("She wants to die.", "self_harm"),
        ("Don't tell anyone", "secrecy"),
        ("pays for a live-stream", "order"),
        ("he lives with two children", "household"),
        ("He booked a plane ticket", "travel"),
        ("Hij wil afspreken", "meeting"),
        ("hij dreigt de foto's te sturen", "threat"),
        ("mijn stiefdochter", "household"),
        ("zij wil dood", "self_harm"),
        ("het is ons geheim", "secrecy"),
        ("elle a 12 ans", "child_age"),
        ("I am 11 years old", "child_age"),
        ("ze is 9 jaar oud", "child_age"),
        ("she is 13", "child_age"),
        ("née en 2013", "child_age"),
        ("she says she cannot go on", "self_harm"),
        ("il promet un nouveau vélo", "gift"),
        ("hij werkt met leerlingen", "works_with_children"),
        ("Er droht, die Fotos zu schicken", "threat"),
        ("Sie ist 11 Jahre alt", "child_age"),
        ("er will sich morgen treffen", "meeting"),
    ],
)
def test_in_three_languages(text: str, cue: str) -> None:
    assert cue in cues(text)


@pytest.mark.parametrize(
    "text", ["metered", "a cousinage", "40 years old", "in 2019 ans", "she is 31", "born in 1980", "secretary", ""]
)
def test_a_part_of_a_word_or_a_grown_up_age_is_nothing(text: str) -> None:
    assert cues(text) == set()


def test_the_words_are_shown_as_found() -> None:
    (hit,) = Lexicon({"threat": ["menac*"]}).hear("Il la MENAÇAIT hier")
    assert hit.words == "menacait"


def test_a_phrase_does_not_run_over_the_end_of_a_sentence() -> None:
    lexicon = Lexicon({"meeting": ["see you"]})
    assert cues("I see you", lexicon)
    assert not cues("I see. You go", lexicon)


def test_the_same_words_around_a_hit_are_the_same_saying_whatever_the_numbers() -> None:
    lexicon = Lexicon({"threat": ["threat"]})
    one, other, third = (
        lexicon.hear(text)[0].saying
        for text in ("Report 12 may show a threat to a child.", "Report 99 may show a threat to a child.", "A threat!")
    )
    assert one == other != third


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    assert PACKS.hear(text) == PACKS.hear(text)


def test_a_huge_text_is_read_like_a_short_one() -> None:
    lexicon = Lexicon({"threat": ["threat"]})
    assert [one.cue for one in lexicon.hear("a threat " + "meet " * 200_000)] == ["threat"]


@pytest.mark.parametrize("phrase", ["", "ab*", "--"])
def test_a_phrase_that_would_match_anything_is_refused(phrase: str) -> None:
    with pytest.raises(BadWords):
        Lexicon({"threat": [phrase]})


@pytest.mark.parametrize("file", [{"threat": ["menace"]}, {"threat": {"fr": "menace"}}, {"threat": {"fr": [1]}}])
def test_a_file_of_another_shape_is_refused(file: dict[str, object]) -> None:
    with pytest.raises(BadWords):
        compiled([file])


def test_each_cue_that_a_rule_hears_has_words_in_three_languages() -> None:
    told = [one.parts["words"] for one in pack.every()]
    for cue in PACKS.cues:
        assert {language for file in told for language in file.get(cue, {})} >= {"fr", "en", "nl"}, cue
