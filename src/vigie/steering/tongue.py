"""In which language the texts of a report seem to be written, where they say it clearly. Pure.

Services seldom say it. It serves one thing: who reads a language well may be given the report first. So it is a guess
from the small words that every text has, and where two languages could be meant it is not known.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from vigie.report.nouns import Report

WORD = re.compile(r"\b[^\W\d_]+\b")  # not a piece of a digest
MOST = 3000  # letters that are looked at: a page of the desk asks it of some eighty reports
ENOUGH = 2  # different small words of one language
CLEAR = 1.5  # times as many as of the next
SMALL: Mapping[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "fr": "le la les des du une et est dans pour que qui pas avec sur je tu il elle nous vous mon ma mes "
        "son sa ses ce cette au aux par plus fait a été avoir être aussi mais où chez leur sans très dit "
        "qu ça moi toi ton ta ai suis",
        "en": "the and is in for that with on you my he she it of to are was were this have has his her your "
        "not from me we they them what do about would will be been an at or if as but there their who "
        "when",
        "nl": "de het een en is in voor dat met op niet van ik je jij mijn hij zij ze wij aan te zijn naar ook "
        "maar was heeft heb haar hem bij uit nog wel geen om wil wordt werd jouw dit deze door over als "
        "hun zegt",
        "de": "der die das und ist für dass mit auf nicht von ich du mein er sie wir an zu sind nach auch aber "
        "war hat habe ihr ihm bei aus noch kein ein eine dem den des im dich mich sich wird schon sagt",
        "es": "el la los las tu a una es en para que con no de yo tú mi su se lo al del por más pero ha he está muy "
        "como sus le les y te soy eres dice hay cuando",
        "it": "il la gli le una è in per che con non di io tu mio suo si lo al del della più ma ha ho sono come "
        "nel mia tua sei dice anche questo questa alla",
        "pt": "os as um uma é em para que com não de eu tu você meu seu se no na do da por mais mas foi está "
        "muito como minha sua ele ela diz tem são isso",
        "pl": "na nie to się jest że do jak ale mam ja ty ona tak co czy dla mnie cię jego jej przez od po już tylko",
        "ro": "și în nu este cu că sunt am ce eu ea pentru din să spune dar când sau mea",
        "tr": "ve bir bu da de için ben sen değil ne var yok çok ile gibi mi mı seni beni benim senin ama daha",
        "lb": "de ass net mat ech du hien si mir ze fir vun eng dat och wéi awer hunn sinn däin mäin no bei op an",
    }.items()
}
LETTERS = (("ru", re.compile(r"[а-яёіїєґ]")), ("ar", re.compile(r"[\u0621-\u064a]")))
UKRAINIAN = re.compile(r"[іїєґ]")


def tongue(texts: Iterable[str]) -> str | None:
    """The language's code (ISO 639-1); None where it is not clear."""
    text = " ".join(texts)[:MOST].lower()
    words = set(WORD.findall(text))
    for language, letters in () if text.isascii() else LETTERS:
        if len(letters.findall(text)) > len(text) / 2:
            return "uk" if language == "ru" and UKRAINIAN.search(text) else language
    found = Counter({language: len(words & small) for language, small in SMALL.items()})
    (first, most), (_, next_) = found.most_common(2)
    return first if most >= ENOUGH and most >= CLEAR * next_ else None


def written(report: Report) -> Iterator[str]:
    """What people wrote, of all that a report holds: what they said of themselves, to each other, and of the facts."""
    boilerplate = set(report.boilerplate)
    texts = [*report.texts, *(text for channel in report.channels for text in channel.texts)]
    for person in report.people:
        texts += (*person.texts, person.bio or "")
    texts += (text for file in report.files for text in file.texts)
    return (text for text in texts if text and text not in boilerplate)
