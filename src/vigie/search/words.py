"""What of a report can be searched for, as plain words; and what somebody typed, as the same words. Pure.

Both sides are folded alike, so that « Léa » finds "lea", `grey.heron` finds "Grey_Heron", "06 39 98 12 34" finds
+33639981234, and 2001:DB8::1 finds 2001:db8:0:0:0:0:0:1. The databases only keep words and look them up.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from ipaddress import ip_address
from operator import attrgetter

import msgspec
import phonenumbers

from vigie.report.nouns import Hash, Phone, Report, Sighting

MOST = 40_000  # characters of words kept of one report; of one text, MOST_TEXT
MOST_TEXT = 8_000
SHORT = 64  # characters: a longer text is nobody's name
LEFT_OUT = {
    "format",
    "boilerplate",
    "unread",
    "language",
    "role",
    "event",
    "media_path",
    "incident_kind",
    "annotations",
}
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ð": "d", "þ": "th", "’": "'"})
_WORD = re.compile(r"[^\W_]+")
_ALONE = re.compile(r"([\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])")  # scripts without spaces: each sign is a word
_HANDLE = re.compile(r"[^\s@/]{3,64}")
_NUMBER = re.compile(r"[+\d][\d\s().\-/]{5,}\d")


def fold(text: str) -> str:
    """Lower case, without accents and ligatures."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return _ALONE.sub(r" \1 ", "".join(one for one in plain if not unicodedata.combining(one)))


def split(text: str) -> list[str]:
    """The words of a text, folded."""
    return _WORD.findall(fold(text))


# ------------------------------------------------------------------------------------------------ of a report


def of(report: Report, country: str) -> str:
    """Everything of a report that can be searched for, a line for each thing said. `country` is the desk's."""
    return joined(_lines(report, country))


def joined(lines: Iterable[str]) -> str:
    """Lines, each once, up to the limit."""
    kept, length = dict[str, None](), 0
    for line in lines:
        if line and line not in kept:
            length += len(line) + 1
            if length > MOST:
                break
            kept[line] = None
    return "\n".join(kept)


def _lines(report: Report, country: str) -> list[str]:
    """A line for each text, in the order of what is said."""
    lines: list[str] = []
    _tell(report, country, lines)
    return lines


def _tell(thing: object, country: str, lines: list[str]) -> None:
    """Adds the lines of one value. Most are texts, told where they stand, and nouns in which little is said."""
    if isinstance(thing, str):
        lines += _of_text(thing) if len(thing) <= SHORT else _of_long(thing)
    elif isinstance(thing, tuple):
        for one in thing:
            _tell(one, country, lines)
    elif isinstance(thing, Phone):
        lines.append(" ".join(phone_forms(thing.value, thing.calling_code, country)))
    elif isinstance(thing, Sighting):
        lines.append(address(thing.ip))
    elif isinstance(thing, Hash):
        lines.append("".join(split(thing.value)))
    elif isinstance(thing, msgspec.Struct):
        for value in _values(type(thing))(thing):
            if type(value) is str:
                lines += _of_text(value) if len(value) <= SHORT else _of_long(value)
            elif value and value is not True:
                _tell(value, country, lines)


def _of_long(text: str) -> tuple[str]:
    return (" ".join(split(text[:MOST_TEXT])),)


@cache
def _values(kind: type[msgspec.Struct]) -> Callable[[msgspec.Struct], tuple[object, ...]]:
    """What gives the fields of a noun that are told: all of them at once, for most are empty."""
    names = [name for name in kind.__struct_fields__ if name not in LEFT_OUT]
    if len(names) < 2:  # of one name `attrgetter` gives no tuple
        return lambda thing: tuple(getattr(thing, name) for name in names)
    return attrgetter(*names)


@lru_cache(maxsize=16_384)
def _of_text(text: str) -> tuple[str, str]:
    """The lines of a short text: its words, and the name that it may be."""
    return " ".join(split(text)), handle(text)


def handle(text: str) -> str:
    """A name such as `grey_heron` written without its signs; empty when it is not one."""
    words = split(text) if len(text) <= SHORT and _HANDLE.fullmatch(text) else []
    return "".join(words) if len(words) > 1 else ""


@lru_cache(maxsize=16_384)
def phone_forms(value: str, calling_code: str | None, country: str) -> tuple[str, ...]:
    """The digits of a number as they may be typed: international, national, as written."""
    digits = re.sub(r"\D", "", value)
    code = re.sub(r"\D", "", calling_code or "")
    region = phonenumbers.region_code_for_country_code(int(code)) if code else country
    forms = {digits: None}
    try:
        number = phonenumbers.parse(re.sub(r"^00", "+", value.strip()), region)
    except phonenumbers.NumberParseException:
        return tuple(form for form in forms if form)
    if phonenumbers.is_possible_number(number):
        national = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
        forms |= {f"{number.country_code}{number.national_number}": None, re.sub(r"\D", "", national): None}
    return tuple(form for form in forms if form)


@lru_cache(maxsize=16_384)
def address(text: str) -> str:
    """The parts of a network address, IPv6 in full; the words of anything else."""
    if ":" not in text:  # the parts of an IPv4 address are its words
        return " ".join(split(text))
    try:
        return " ".join(split(ip_address(text.strip("[] ")).exploded))
    except ValueError:
        return " ".join(split(text))


# ------------------------------------------------------------------------------------------ of what was typed


class Phrase(msgspec.Struct, frozen=True):
    """Words that follow one another; the last may go on when `begins`."""

    words: tuple[str, ...]
    begins: bool = True


Query = tuple[tuple[Phrase, ...], ...]  # of each group, one phrase at least must be there


def typed(text: str, country: str) -> Query:
    """What somebody looks for: every piece must be found, in one of its forms. Empty when there is no word in it."""
    text = text.strip()[:200]
    if _NUMBER.fullmatch(text):
        return (tuple(_of_number(text, country)),)
    pieces = re.findall(r'"([^"]+)"|(\S+)', text)
    groups = [tuple(_of_piece(quoted or plain, quoted=bool(quoted))) for quoted, plain in pieces]
    return tuple(group for group in groups if group)


def holds(query: Query, words: str) -> bool:
    """Whether the words of a report answer a query, as the databases would say: for whoever has them at hand."""
    told = f" {' '.join(words.split())} "
    return all(any(_follow(phrase, told) for phrase in group) for group in query)


def _follow(phrase: Phrase, told: str) -> bool:
    return f" {' '.join(phrase.words)}{'' if phrase.begins else ' '}" in told


def _of_number(text: str, country: str) -> Iterator[Phrase]:
    """A number may be a report's, a telephone's, or an address."""
    yield Phrase((re.sub(r"\D", "", text),))
    yield from (Phrase((form,)) for form in phone_forms(text, None, country))
    words = tuple(split(text))
    if len(words) > 1:
        yield Phrase(words, begins=not _is_address(text))


def _of_piece(text: str, quoted: bool) -> Iterator[Phrase]:
    whole = _is_address(text)
    words = tuple((address(text) if whole else " ".join(split(text))).split())
    if words:
        yield Phrase(words, begins=not (whole or quoted))
    if (name := handle(text)) and not quoted:
        yield Phrase((name,))


def _is_address(text: str) -> bool:
    try:
        ip_address(text.strip("[] "))
    except ValueError:
        return False
    return True
