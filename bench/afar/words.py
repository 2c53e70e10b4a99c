"""The texts: hints wrapped in idle talk, in somebody's language and somebody's voice, with slips of the pen."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from bench.afar.tables import phrases

CHAT, NOTES = phrases("chat"), phrases("notes")
SLANG = "~"
DAYS = {
    "fr": ("samedi", "demain", "mercredi"),
    "en": ("saturday", "tomorrow", "on wednesday"),
    "nl": ("zaterdag", "morgen", "woensdag"),
    "de": ("Samstag", "morgen", "Mittwoch"),
    "es": ("el sábado", "mañana", "el miércoles"),
    "ar": ("sebt", "ghedda", "larb3a"),
}
AMOUNTS = ("50 €", "30 euros", "200€", "100 EUR", "20 $", "150")
SLIPS = 0.14  # the share of phrases of a chat with a slip of the pen


@dataclass(frozen=True)
class Hint:
    """A hint that a text gives. It is plain where a careful reader of French, English or Dutch cannot miss it."""

    sign: str
    plain: bool


def _slip(rng: Random, phrase: str) -> str:
    """Two neighbours changed, or one letter lost, in the middle of the phrase."""
    if len(phrase) < 6:
        return phrase
    at = rng.randrange(1, len(phrase) - 2)
    return (
        phrase[:at] + phrase[at + 1] + phrase[at] + phrase[at + 2 :]
        if rng.random() < 0.6
        else (phrase[:at] + phrase[at + 1 :])
    )


def _filled(rng: Random, phrase: str, language: str, ages: tuple[int, int]) -> str:
    young, teen = ages
    return phrase.format(
        young=young, teen=teen, teen_next=teen + 1, amount=rng.choice(AMOUNTS), day=rng.choice(DAYS[language])
    )


def _chat_line(rng: Random, sign: str, language: str, ages: tuple[int, int]) -> tuple[str, bool]:
    phrase = rng.choice(CHAT[sign][language])
    plain = not phrase.startswith(SLANG) and language in ("fr", "en", "nl")
    line = _filled(rng, phrase.lstrip(SLANG), language, ages)
    if rng.random() < SLIPS:
        return _slip(rng, line), False
    return line.lower() if rng.random() < 0.3 else line, plain


def chat(rng: Random, signs: list[str], language: str, ages: tuple[int, int]) -> tuple[str, list[Hint]]:
    """Lines of a conversation, and the hints in it."""
    lines, hints = [], []
    for sign in signs:
        line, plain = _chat_line(rng, sign, language, ages)
        lines.append(line)
        hints.append(Hint(sign, plain))
    lines += [rng.choice(CHAT["filler"][language]) for _ in range(rng.randint(1, 5))]
    rng.shuffle(lines)
    return "\n".join(f"{rng.choice('AB')}: {line}" for line in lines), hints


def note(rng: Random, signs: list[str], language: str, ages: tuple[int, int]) -> tuple[str, list[Hint]]:
    """Sentences of a person who looked, and the hints in them."""
    told = [_filled(rng, rng.choice(NOTES[sign][language]), language, ages) for sign in signs]
    told += rng.sample(NOTES["filler"][language], rng.randint(0, 2))
    rng.shuffle(told)
    return " ".join(told), [Hint(sign, language != "de") for sign in signs]


def labels(rng: Random, signs: list[str]) -> tuple[str, list[Hint]]:
    """What a machine says: names of labels with scores."""
    told = [NOTES[sign]["label"][0] for sign in signs] + rng.sample(NOTES["filler"]["label"], rng.randint(0, 2))
    rng.shuffle(told)
    scored = ", ".join(f"{label} ({rng.uniform(0.55, 0.99):.2f})" for label in told)
    return f"Automated review. Signals: {scored or 'none'}.", [Hint(sign, True) for sign in signs]
