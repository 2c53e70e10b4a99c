"""Accounts: a service, and the identifier it gives to one of its users."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vigie.linking.people import given, service_of, those_who_count
from vigie.linking.selector import Found, SelectorKind, told
from vigie.report.nouns import Person, Role, Selector

_HEXADECIMAL = re.compile(r"\{?([0-9A-Fa-f]{8}(?:-?[0-9A-Fa-f]{4,})+)\}?")


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
        if identifier and service:
            yield Selector("account", f"{service} | {identifier}", person.role, own, None, position)


def _example(service: str, identifier: str) -> Found:
    return told(Person(Role.REPORTED, service=service, identifier=identifier))


KIND = SelectorKind(
    version=1,
    what="account",
    ties=True,
    crowd=50,  # different e-mail addresses or names behind one identifier: then it is a filler of the service
    of=_of,
    same=(_example("Example Chat, Inc.", " u-1"), _example("example chat", "u-1")),
    other=(_example("Example Chat", "u-1"), _example("Example Game", "u-1")),
)
