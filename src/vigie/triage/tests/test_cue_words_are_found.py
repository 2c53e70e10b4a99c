"""Cue words are found whatever the accents and the case, as whole words, and shown as found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.territory import pack
from vigie.triage.lexicon import compiled
from vigie.triage.words import BadWords, Lexicon, plain

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
    for cue in PACKS.cues:  # a kind of words is no cue
        assert {language for file in told for language in file.get(cue, {})} >= {"fr", "en", "nl"}, cue


KINDS = {"child": ["girl", "boy*"]}


@pytest.mark.parametrize(
    ("phrase", "text", "heard"),
    [
        ("pick ~ up", "plans to pick the girl up at four", True),
        ("pick ~ up", "pick the girl who waits there up", False),  # too far apart
        ("pick ~ up", "pick one. Stand up", False),  # another sentence
        ("alone with ~ <child>", "is alone with her little boys tonight", True),
        ("alone with ~ <child>", "is alone with her car", False),
        ("<child> sleeps", "the girl sleeps there", True),
    ],
)
def test_a_gap_stands_for_a_few_words_and_a_kind_for_any_of_its_words(phrase: str, text: str, heard: bool) -> None:
    assert bool(Lexicon({"meeting": [phrase]}, KINDS).hear(text)) is heard


@pytest.mark.parametrize("phrase", ["~ up", "pick ~", "<child>", "<nobody> sleeps"])
def test_a_phrase_of_gaps_alone_or_of_an_unknown_kind_is_refused(phrase: str) -> None:
    with pytest.raises(BadWords):
        Lexicon({"meeting": [phrase]}, KINDS)


DENYING = Lexicon({"hands_on": ["abuse"], "denial": ["no evidence of"], "dispute": ["denies"]}, {"but": ["but"]})


def test_what_the_same_sentence_denies_is_not_heard_up_to_a_but() -> None:
    assert not DENYING.hear("There is no evidence of hands-on abuse")
    for text in ("There is no evidence of travel. There is abuse", "No evidence of travel but of abuse"):
        (said,) = DENYING.hear(text)
        assert said.strength == 1.0


def test_what_somebody_disputes_says_less_and_shows_the_dispute() -> None:
    (disputed,) = DENYING.hear("He denies any abuse")
    assert 0.0 < disputed.strength < 0.5
    assert disputed.words.startswith("denies")


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("he wants to meet u tmrw", "soon"),
        ("his dauther's room", "household"),
        ("il est entraineurr de foot", "works_with_children"),
        ("rdv devant le collège", "meeting"),
        ("elle a dit qu'elle n'en peut plus, jsuis inquiet", "self_harm"),
        ("his stepdaugther", "household"),
        ("the babysiter of the neighbours", "works_with_children"),
        ("kleuterleidster en ik heb haar gefotografeerd in de badkammer", "made_it"),
    ],
)
def test_short_forms_and_slips_are_read_as_meant(text: str, cue: str) -> None:
    assert cue in cues(text)


def test_a_slip_in_a_short_word_or_in_its_first_letter_is_another_word() -> None:
    lexicon = Lexicon({"household": ["daughter"], "meeting": ["meet"]})
    assert cues("daugther", lexicon) == {"household"}
    assert not cues("laughter", lexicon)
    assert not cues("melt, meat, feet", lexicon)


@pytest.mark.parametrize(
    ("text", "heard"), [("our sercet", True), ("our escret", True), ("our secert", True), ("our sect", False)]
)
def test_neighbours_that_changed_places_are_put_back(text: str, heard: bool) -> None:
    assert bool(cues(text, Lexicon({"secrecy": ["our secret"]}))) is heard


def test_a_word_that_two_others_could_mean_stays_as_written() -> None:
    assert not cues("abcde", Lexicon({"one": ["bacde"], "two": ["acbde"]}))


@given(st.text(max_size=200), st.sampled_from(["He will meet her.", "Il la menace."]))
def test_more_text_in_other_sentences_takes_no_cue_away(text: str, said: str) -> None:
    assert cues(said) <= cues(f"{said}\n{text}")


SAID_OTHERWISE = {
    "danger": ("missing child since Friday", "enfant en danger immédiat", "kind in gevaar", "Kind in Gefahr"),
    "convicted": ("registered sex offender", "déjà condamné pour des faits semblables", "eerder veroordeeld"),
    "other_children": ("there are other victims", "plusieurs victimes", "nog een slachtoffer"),
    "ransom": ("wants 300 euros by mobile money", "il veut 200 euros", "wil geld via tikkie"),
    "household": (
        "mom's boyfriend has moved in",
        "l'enfant dort dans la chambre d'à côté",
        "hij is de vriend van mama",
    ),
    "works_with_children": ("Suspect runs a summer camp", "il donne des cours de piano", "zwemleraar bij de club"),
    "meeting": ("offered a ride home", "tu es seule chez toi ce soir ?", "ze spreken zaterdag af aan het park"),
    "self_harm": ("victim says she wants to end it", "elle fait ses adieux", "ze wil er een einde aan maken"),
    "threat": ("you have 24 hours", "sinon je balance tout", "betaal of ik zet alles online"),
    "made_it": ("first-hand content, never shared before", "caméra cachée dans le vestiaire", "eigen opnames"),
    "order": (
        "paid for a private cam session",
        "il commande un direct",
        "herhaalde betalingen voor een show via webcam",
    ),
}


@pytest.mark.parametrize(("cue", "texts"), SAID_OTHERWISE.items())
def test_the_packs_hear_what_others_say_in_other_words(cue: str, texts: tuple[str, ...]) -> None:
    for text in texts:
        assert cue in {hit.cue for hit in PACKS.hear(text)}, text


EVERYDAY = (
    "Le compte a partagé une image dans un groupe privé. L'adresse de connexion est jointe.",
    "Détection automatique ; fichier examiné par un modérateur. Aucune autre information.",
    "Vidéo virale relayée avec indignation, merci de retrouver l'auteur.",
    "Automatische detectie, bestand bekeken door een moderator.",
    "Der Nutzer hat ein Bild in einer Gruppe geteilt.",
    "Please see the attached files and logs for IP addresses used by the suspect account.",
    "This content was identified via hash matching against an industry list.",
    "Group chat with many members, sharing memes. Please find this man.",
    "The user states that he is 45 and lives in Lyon.",
)


@pytest.mark.parametrize("text", EVERYDAY)
def test_what_is_said_in_every_report_is_no_cue(text: str) -> None:
    assert cues(text) <= {"children_places", "soon", "automatic", "reviewer"}  # none of which speaks by itself


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("powiedziała", "powiedziala"),
        ("fotoğrafların", "fotograflarin"),
        ("أطفال", "اطفال"),
        ("خائِفة", "خايفه"),
        ("ســـر", "سر"),
    ],
)
def test_letters_that_many_leave_out_are_one(written: str, heard: str) -> None:
    assert plain(written) == heard
