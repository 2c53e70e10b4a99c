"""The texts: what is said, in the spelling of whoever says it, between idle talk and words that only sound alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from bench.third.people import Person
from bench.third.tables import Source, rows

TONGUES = ("fr", "en", "nl", "de", "es", "pt", "it", "pl", "tr", "ar", "az")
TAPS = {
    "secret": "secret", "threat": "threatens", "money": "wants-money", "meeting": "wants-meeting", "fear": "strange",
    "despair": "hurt-myself", "household": "home", "role": "school", "peers": "child-person", "guise": "online-person",
}  # fmt: skip
DENIED = ("threat", "meeting", "", "money", "alone")  # what the sentences under `no` deny, in that order
YOUNG = 22
EMOJI = ("😭", "🙏", "😂", "💀", "❤️", "😳", "🤫", "😈", "🔥", "😢")
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
SWITCHED, SHORTENED, SLIPPED, BARE, WITH_EMOJI, DECOY, DENIES = 0.1, 0.5, 0.12, 0.45, 0.12, 0.4, 0.25


@dataclass(frozen=True)
class Told:
    """What is written, by where it goes."""

    chat: str = ""
    note: str = ""
    label: str = ""
    taps: tuple[str, ...] = ()

    def naming(self, line: str) -> Told:
        """With a further name or number at its end."""
        if self.chat:
            return replace(self, chat=f"{self.chat}\n{line}")
        return replace(self, note=f"{self.note} {line}")


def spoken(rng: Random, phrase: str, tongue: str, ages: tuple[int, int]) -> str:
    """A phrase with its choices made and its slots filled."""
    chosen = _CHOICE.sub(lambda found: rng.choice(found[1].split("|")), phrase)
    slots = {key: rng.choice(values) for key, values in rows(f"tongues/{tongue}")["slot"].items()}
    filled = chosen.format(age=ages[0], teen=ages[1], **slots)
    return re.sub(r"\s+([,.!])", r"\1", " ".join(filled.split()))


def _slip(rng: Random, line: str) -> str:
    """A letter lost, doubled, or changed with its neighbour."""
    if len(line) < 6:
        return line
    at = rng.randrange(1, len(line) - 2)
    swapped = line[:at] + line[at + 1] + line[at] + line[at + 2 :]
    return rng.choice((line[:at] + line[at + 1 :], line[:at] + line[at] + line[at:], swapped))


def _bare(line: str) -> str:
    """Without marks on the letters."""
    return "".join(one for one in unicodedata.normalize("NFD", line) if not unicodedata.combining(one))


def typed(rng: Random, line: str, tongue: str, young: bool) -> str:
    """As somebody types it on a telephone."""
    for long, short in rows(f"tongues/{tongue}").get("short", {}).items():
        if young and long in line and rng.random() < SHORTENED:
            line = line.replace(long, short)
    if tongue not in ("ar", "az") and rng.random() < BARE:
        line = _bare(line)
    if rng.random() < SLIPPED:
        line = _slip(rng, line)
    if rng.random() < WITH_EMOJI:
        line = f"{line} {rng.choice(EMOJI)}"
    return line.capitalize() if not young and rng.random() < 0.3 else line


def _framed(rng: Random, lines: list[str], who: Person) -> str:
    """Who says what, in the manner of each service."""
    frame = rng.choice(("{n}: {line}", "[{h:02d}:{m:02d}] {n}: {line}", "<{n}> {line}", "{n} >> {line}", "{line}"))
    names = rng.choice((("A", "B"), ("user_1", "user_2"), (who.name, "xx_lili"), ("R", "V"), ("suspect", "minor")))
    hour, minute, found = rng.randrange(24), rng.randrange(60), []
    for line in lines:
        minute += rng.randrange(4)
        found.append(frame.format(n=rng.choice(names), h=(hour + minute // 60) % 24, m=minute % 60, line=line))
    return "\n".join(found)


def _lines(rng: Random, signs: list[str], who: Person, ages: tuple[int, int], voice: str = "chat") -> list[str]:
    """Lines of a talk that hint at these, and others that hint at nothing: many in a talk, few from a child."""
    tongue = who.second if rng.random() < SWITCHED else who.tongue
    said = rows(f"tongues/{tongue}")
    wanted = [_phrase(rng, said, voice, sign, "chat") for sign in signs]
    idle = min(int(rng.expovariate(1 / 6)) + 1, 30) if voice == "chat" else rng.randint(0, 1)
    wanted += [rng.choice(said["idle"]["chat"]) for _ in range(idle)]
    wanted += [rng.choice(said["idle"]["decoy"])] if rng.random() < DECOY and voice == "chat" else []
    rng.shuffle(wanted)
    return [typed(rng, spoken(rng, one, tongue, ages), tongue, rng.random() < 0.5 or who.age < YOUNG) for one in wanted]


def _phrase(rng: Random, said: Mapping[str, Any], voice: str, sign: str, otherwise: str) -> str:
    """How somebody of that voice says it; where nothing is written down for it, another voice."""
    return str(rng.choice(said.get(voice, {}).get(sign) or said[otherwise][sign]))


def note(rng: Random, signs: list[str], tongue: str, ages: tuple[int, int], voice: str = "note") -> str:
    """What somebody who looked tells of it, and now and then what was not found."""
    said = rows(f"tongues/{tongue}")
    wanted = [_phrase(rng, said, voice, sign, "note") for sign in signs]
    wanted += rng.sample(said["idle"][voice], rng.randint(0, 2))
    if rng.random() < DENIES:
        at = rng.randrange(len(said["idle"]["no"]))
        wanted += [said["idle"]["no"][at]] if DENIED[at] not in signs else []
    rng.shuffle(wanted)
    lines = [spoken(rng, one, tongue, ages) for one in wanted]
    return " ".join(_slip(rng, one) if rng.random() < SLIPPED / 4 else one for one in lines)


def _label(rng: Random, signs: list[str], source: Source) -> str:
    names = [rows("labels")[sign][source.vocabulary] for sign in signs]
    rng.shuffle(names)
    if source.vocabulary == 1:
        return "Signals: " + ("; ".join(f"{one} ({rng.choice(('low', 'medium', 'high'))})" for one in names) or "none")
    if source.vocabulary == 2:
        return f"Rules hit: {','.join(names) or '-'}"
    scored = [f"{one}={rng.uniform(0.5, 0.99):.2f}" for one in names]
    return f"model=v{rng.randint(3, 5)} {' '.join(scored) or 'no_label'}"


def _form(rng: Random, signs: list[str], source: Source, who: Person, ages: tuple[int, int]) -> Told:
    """What is tapped and told at the desk's own door, by a child or by grown people."""
    if source.group == "child":
        tapped = [sign for sign in signs if sign in TAPS and rng.random() < 0.55]
        lines = _lines(rng, [sign for sign in signs if sign not in tapped], who, ages, "child")
        taps = tuple(TAPS[sign] for sign in tapped)
        return Told(note="\n".join(lines), taps=taps)
    pasted = [sign for sign in signs if rng.random() < 0.2]
    told = note(rng, [sign for sign in signs if sign not in pasted], who.tongue, ages, "told")
    return Told(note=told, chat=_framed(rng, _lines(rng, pasted, who, ages), who) if pasted else "")


def told(rng: Random, source: Source, signs: list[str], who: Person, ages: tuple[int, int]) -> Told:
    """All that a source writes of these signs."""
    if source.voice == "told":
        return _form(rng, signs, source, who, ages)
    if source.voice == "label":
        return Told(label=_label(rng, signs, source))
    if source.voice == "note":
        return Told(note=note(rng, signs, source.language, ages) or "-")
    pasted = signs if source.voice == "chat" else [sign for sign in signs if rng.random() < 0.5]
    chat = _framed(rng, _lines(rng, pasted, who, ages), who)
    rest = [sign for sign in signs if sign not in pasted]
    return Told(chat=chat, note=note(rng, rest, source.language, ages) if source.voice == "both" else "")
