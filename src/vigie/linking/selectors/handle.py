"""Names that hardly two people choose: one name used at several services, or before the @ of an address.

People keep a name when they change the service. A name ties reports wherever it is used if its digits say no more than
whose name it is: not a year, a date, a postal code or a run of the keyboard, which a thousand others add to their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from vigie.linking.people import given, spoken_by_rote, those_who_count
from vigie.linking.selector import Found, SelectorKind, told
from vigie.report.nouns import Email, Person, Role, Selector

_BETWEEN = re.compile(r"[\s._\-]+")
_TAIL = re.compile(r"[.+].*")  # what is put behind a name so that the address is free
_MASKED = frozenset("*…<>@")
_DIGITS = re.compile(r"\d+")
_DATE = r"(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])"
_DATE_TURNED = r"(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])"
_YEAR = r"(19|20)\d\d"
_OFTEN_ADDED = re.compile(  # years, dates, French departments overseas, Belgian and French postal codes of a round kind
    rf"{_YEAR}|({_DATE}|{_DATE_TURNED})({_YEAR}|\d\d)?|{_YEAR}({_DATE_TURNED})|9[78]\d|\d?\d000|75\d\d\d"
)
_RUNS = "01234567890123456789", "98765432109876543210", "147258369", "789456123", "123321", "12341234", "123123123"
_ALIKE = re.compile(r"(\d)\1+|(\d\d)\2+")
_LETTERS, _LENGTH, _LONG = 4, 9, 13
_FEW_DIGITS, _DIGITS_ENOUGH = 3, 4


def _says_whose(digits: str) -> bool:
    often = _OFTEN_ADDED.fullmatch(digits) or _ALIKE.fullmatch(digits) or any(digits in run for run in _RUNS)
    return len(digits) >= _FEW_DIGITS and not often


@lru_cache(maxsize=131_072)
def distinctive(text: str | None) -> str | None:
    """The name in one form, without dots and dashes; None where many may bear it."""
    name = _BETWEEN.sub("", (given(text) or "").casefold().lstrip("@"))
    telling = sum(len(digits) for digits in _DIGITS.findall(name) if _says_whose(digits))
    enough = telling >= _DIGITS_ENOUGH or (telling == _FEW_DIGITS and len(name) >= _LONG)
    letters = sum(mark.isalpha() for mark in name)
    rare = enough and len(name) >= _LENGTH and letters >= _LETTERS
    return name if rare and _MASKED.isdisjoint(name) else None


def _names(person: Person) -> Iterator[tuple[str, str]]:
    """Names in one form, and as they were written."""
    if person.screen_name and (name := distinctive(person.screen_name)):
        yield name, person.screen_name
    for email in person.emails:
        local = email.value.rpartition("@")[0]
        for part in dict.fromkeys((local.partition("+")[0], _TAIL.sub("", local))):
            if name := distinctive(part):
                yield name, email.value


def _of(found: Found) -> Iterator[Selector]:
    rote = spoken_by_rote(found.report)
    for position, person, own in those_who_count(found.report):
        for name, written in dict(_names(person)).items():
            if not (rote and written.lower() in rote):
                yield Selector("handle", name, person.role, own, written if written != name else None, position)


def _example(service: str, name: str | None = None, email: str | None = None) -> Found:
    emails = (Email(email),) if email else ()
    return told(Person(Role.REPORTED, service=service, screen_name=name, emails=emails))


KIND = SelectorKind(
    version=1,
    what="rare name",
    ties=True,
    crowd=4,
    of=_of,
    same=(
        _example("Example Chat", "@Synthetic_User7718"),
        _example("Post", email="synthetic-user7718.20@mail.example"),
    ),
    other=(_example("Example Chat", "synthetic2009"), _example("Example Game", "synthetic2009")),
)
