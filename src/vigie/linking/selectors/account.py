"""Accounts: a service, and the identifier it gives to one of its users.

A long number or code is one service's alone. It is the same account whoever reports it: a hotline may name the service
otherwise than its own reports do, or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vigie.linking.people import given, service_of, those_who_count
from vigie.linking.selector import Found, SelectorKind, told
from vigie.report.nouns import Person, Role, Selector

_HEXADECIMAL = re.compile(r"\{?([0-9A-Fa-f]{8}(?:-?[0-9A-Fa-f]{4,})+)\}?")

_OF_ONE_SERVICE = re.compile(r"(?=.*[a-z].*[a-z])(?=(?:.*\d){6})[a-z0-9_-]{9,}|[0-9a-f]{12,}|\d{15,}", re.IGNORECASE)
_FEW_MARKS = 4  # different ones at least: 1111 1111 1111 1111 is a filler


def normal(identifier: str | None) -> str | None:
    """The identifier as the service means it. Only hexadecimal ones and addresses are the same in any case."""
    value = given(identifier)
    if value is None:
        return None
    hexadecimal = _HEXADECIMAL.fullmatch(value)
    if hexadecimal:
        return hexadecimal.group(1).lower()
    return value.casefold() if "@" in value else value


def _of(found: Found) -> Iterator[Selector]:
    for position, person, own in those_who_count(found.report):
        identifier, service = normal(person.identifier), service_of(person, found.report)
        if not identifier:
            continue
        if _of_one_service(identifier):
            written = f"{person.service or found.report.company or '?'} | {identifier}"
            yield Selector("account", identifier, person.role, own, written, position)
        elif service:
            yield Selector("account", f"{service} | {identifier}", person.role, own, None, position)


def _of_one_service(identifier: str) -> bool:
    return bool(_OF_ONE_SERVICE.fullmatch(identifier)) and len(set(identifier)) >= _FEW_MARKS


def _example(service: str, identifier: str) -> Found:
    return told(Person(Role.REPORTED, service=service, identifier=identifier))


KIND = SelectorKind(
    version=2,
    what="account",
    ties=True,
    crowd=50,  # different e-mail addresses or names behind one identifier: then it is a filler of the service
    of=_of,
    same=(_example("Example Chat, Inc.", " u-1"), _example("example chat", "u-1")),
    other=(_example("Example Chat", "u-1"), _example("Example Game", "u-1")),
)
