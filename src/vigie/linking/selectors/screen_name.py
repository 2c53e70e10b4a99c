"""Screen names: a service, and the name a user chose there.

Where two accounts of a service have borne the same name, the name ties nothing: that is its `crowd` of one.
"""

from __future__ import annotations

from collections.abc import Iterator

from vigie.linking.people import given, service_of, those_who_count
from vigie.linking.selector import Found, SelectorKind, told
from vigie.report.nouns import Person, Role, Selector


def _of(found: Found) -> Iterator[Selector]:
    for position, person, own in those_who_count(found.report):
        name, service = given(person.screen_name), service_of(person, found.report)
        bare = name.casefold().lstrip("@") if name else ""
        if bare and service:
            yield Selector("screen-name", f"{service} | {bare}", person.role, own, name, position)


def _example(service: str, name: str) -> Found:
    return told(Person(Role.REPORTED, service=service, screen_name=name))


KIND = SelectorKind(
    version=2,
    what="screen name",
    ties=True,
    crowd=1,
    of=_of,
    same=(_example("Example Chat", "@Synthetic_User"), _example("Example Chat", "synthetic_user")),
    other=(_example("Example Chat", "synthetic_user"), _example("Example Game", "synthetic_user")),
)
