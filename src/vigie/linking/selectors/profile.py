"""Addresses of profile pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from vigie.linking.people import given, spoken_by_rote, those_who_count
from vigie.linking.selector import Found, SelectorKind, told
from vigie.report.nouns import Person, Role, Selector

_FACADE = re.compile(r"^(www\d?|m|mobile|web|touch|[a-z]{2}-[a-z]{2})\.")
_NAMES_SOMEBODY = frozenset({"id", "u", "uid", "user", "user_id", "userid", "username", "profile", "member"})


def _host(name: str) -> str:
    try:
        return _FACADE.sub("", name.encode("idna").decode("ascii").lower().rstrip("."))
    except UnicodeError:
        return _FACADE.sub("", name.lower())


@lru_cache(maxsize=65_536)
def normal(text: str) -> str | None:
    """Host and path of a profile page, and of its query what names somebody; None for a home page or no address."""
    plain = given(text)
    if plain is None:
        return None
    try:
        parts = urlsplit(plain if "://" in plain else f"https://{plain}")
        host = parts.hostname
    except ValueError:
        return None
    if not host or "." not in host:
        return None
    path = unquote(parts.path).rstrip("/")
    named = [(key, value) for key, value in parse_qsl(parts.query) if key.lower() in _NAMES_SOMEBODY]
    query = f"?{urlencode(sorted(named))}" if named else ""
    return f"{_host(host)}{path}{query}" if path or query else None


def _of(found: Found) -> Iterator[Selector]:
    rote = spoken_by_rote(found.report)
    for position, person, own in those_who_count(found.report):
        for url in person.profile_urls:
            value = normal(url)
            if value and not (rote and value.lower() in rote):
                yield Selector("profile", value, person.role, own, url if url != value else None, position)


def _example(url: str) -> Found:
    return told(Person(Role.REPORTED, profile_urls=(url,)))


KIND = SelectorKind(
    version=1,
    what="profile page",
    ties=True,
    crowd=50,
    of=_of,
    same=(_example("http://www.Chat.example/u/Somebody/?lang=fr#top"), _example("chat.example/u/Somebody")),
    other=(_example("https://chat.example/profile?id=17"), _example("https://chat.example/profile?id=18")),
)
