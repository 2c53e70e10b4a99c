"""How papers speak: sentences in their language, times in the desk's zone. Pure: who translates is handed in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime, format_time, get_timezone_name
from babel.numbers import format_decimal

from vigie.papers.glyphs import printable
from vigie.papers.wording import FIELDS
from vigie.report.nouns import Saying
from vigie.territory import codes
from vigie.territory.naming import renamed
from vigie.triage.called import facts
from vigie.triage.said import in_words, lower

Words = Saying | str | int | datetime
CODE = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True)
class Tongue:
    """A language. `translate` gives a template of the catalogue in it."""

    language: str
    zone: str
    translate: Callable[[str], str]
    names: Mapping[str, str] = field(default_factory=dict)  # of units, places, prosecutors: as found -> as said here
    areas: Mapping[str, str] = field(default_factory=dict)  # by key

    def say(self, words: Words) -> str:
        """Anything as text that can be typeset."""
        if isinstance(words, Saying):
            return shown(words.told(self.translate, self._value))
        if isinstance(words, datetime):
            return self.moment(words)
        return shown(words) if isinstance(words, str) else self.number(words)

    def _value(self, key: str, value: object) -> object:
        """A value of a sentence: what a rule names shortly in words, what the country named in this language."""
        if not isinstance(value, str):
            return value
        if key in ("facts", "rules"):
            said = (one if isinstance(one, str) else lower(one.told(self.translate)) for one in facts(value, FIELDS))
            return shown(", ".join(said))
        if key in ("country", "place"):
            return shown(", ".join(self.country(part) for part in value.split(", ")))
        if key == "places":
            return shown(", ".join(self.areas.get(part, part) for part in value.split(", ")))
        named = in_words(key, value, lambda one: one.told(self.translate))
        return self.name(value) if named is None else shown(named)

    def country(self, code: str) -> str:
        """A country's name; what is no code stays as it is."""
        return codes.label(code, self.language) if CODE.fullmatch(code) else code

    def name(self, text: str) -> str:
        """What the country itself named, in this language where its pack has it."""
        return shown(renamed(text, self.names))

    def _local(self, at: datetime) -> datetime:
        return at.astimezone(ZoneInfo(self.zone))

    def moment(self, at: datetime) -> str:
        """A date and time, to the second, with its distance from UTC: an access provider must not have to guess."""
        local = self._local(at)
        hours = format_datetime(local, "dd/MM/y HH:mm:ss", locale=self.language)
        return f"{hours} UTC{_offset(local)}"

    def utc(self, at: datetime) -> str:
        """A date and time in UTC, to the second."""
        return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S}"

    def day(self, at: datetime) -> str:
        """A date in words."""
        pattern = "d MMMM y" if self.language != "fr" or self._local(at).day > 1 else "d'er' MMMM y"
        return format_datetime(self._local(at), pattern, locale=self.language)

    def hour(self, at: datetime) -> str:
        """A time of day, to the minute."""
        pattern = "H 'h' mm" if self.language == "fr" else "HH:mm"
        return format_time(self._local(at), pattern, locale=self.language)

    def zone_name(self, at: datetime) -> str:
        """What the time zone is called, with its distance from UTC at that time."""
        local = self._local(at)
        name = get_timezone_name(local, width="long", locale=self.language)
        return f"{name}, UTC{_offset(local)}"

    def number(self, value: int) -> str:
        """A number with its groups."""
        return format_decimal(value, locale=self.language).replace(" ", " ")


def _offset(local: datetime) -> str:
    minutes = int((local.utcoffset() or local.astimezone(UTC).utcoffset()).total_seconds() // 60)  # type: ignore[union-attr]
    hours, rest = divmod(abs(minutes), 60)
    return f"{'−' if minutes < 0 else '+'}{hours}" + (f":{rest:02d}" if rest else "")


LONG = 30  # characters without a space that a column still takes
STEP = 12


def shown(text: str) -> str:
    """A text as it can be printed: composed, without what steers a printer, every other sign by its number."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(one if printable(one) else f"‹U+{ord(one):04X}›" for one in composed)


def broken(text: str) -> str:
    """A long identifier with places where a line may end, which are no characters of it."""
    return " ".join(_broken(word) for word in text.split(" "))


def _broken(word: str) -> str:
    if len(word) <= LONG:
        return word
    return "\u200b".join(word[place : place + STEP] for place in range(0, len(word), STEP))
