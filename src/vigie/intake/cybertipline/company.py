"""Which company sent a report: NCMEC's API document does not name it.

A rule learns per company which flags are constants, so what matters is that one company always gets the same name
and two never share one. In this order, the first that is there:

1. the registrable domain of the reporter's e-mail address (the reporting person's, then the contact's), unless it is
   a public mail provider's: an address of the company's own is in nearly every report and seldom changes. Where the
   reporter bears the same name as the domain (Example Chat, example-chat.com) that name, as written, stands for it;
2. the registrable domain of `legalURL`, then of a link in `termsOfService`;
3. `platform`, then the reported account's `espService`, then the chat client: names of a product, not of a company;
4. the reporter's own name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from vigie.report.nouns import Channel, Person, Role

_PUBLIC = frozenset({
    "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "yahoo.com", "icloud.com", "proton.me",
    "protonmail.com", "gmx.com", "gmx.net", "gmx.de", "mail.com", "aol.com", "orange.fr", "wanadoo.fr", "free.fr",
    "laposte.net", "sfr.fr", "skynet.be", "telenet.be",
})  # fmt: skip
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "gov", "ac", "edu", "gouv", "asso"})
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_LINK = re.compile(r"https?://[^\s<>\"']{1,300}", re.IGNORECASE)


def company_of(
    people: Sequence[Person], boilerplate: Sequence[str], platform: str | None, channels: Sequence[Channel]
) -> str | None:
    """The reporting company's name, by the order above; None when nothing tells it."""
    return next(_names(people, boilerplate, platform, channels), None)


def _names(
    people: Sequence[Person], boilerplate: Sequence[str], platform: str | None, channels: Sequence[Channel]
) -> Iterator[str]:
    reporters = [person for person in people if person.role is Role.REPORTER]
    for reporter in reporters:
        for email in reporter.emails:
            domain = registrable(email.value.rpartition("@")[2])
            if domain and domain not in _PUBLIC:
                yield from (name for name in map(_name, reporters) if _letters(name) == _letters(domain.split(".")[0]))
                yield domain
    for link in (link for text in boilerplate for link in _LINK.findall(text)):
        domain = registrable(_host(link))
        if domain:
            yield domain
    if platform:
        yield platform
    yield from (person.service for person in people if person.role is Role.REPORTED and person.service)
    yield from (channel.name for channel in channels if channel.kind in ("chat", "game") and channel.name)
    yield from (name for name in map(_name, reporters) if name)


def _name(person: Person) -> str:
    return " ".join(part for part in (person.first_name, person.last_name) if part)


def _letters(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum())


def _host(link: str) -> str:
    try:
        return urlsplit(link).hostname or ""
    except ValueError:
        return ""


def registrable(host: str) -> str | None:
    """The part of a host name that its owner registered, well enough to tell companies apart: the last two labels,
    three under endings such as co.uk. None when it is no host name."""
    labels = host.strip().strip(".").lower().split(".")
    if len(labels) < 2 or not all(_LABEL.fullmatch(label) for label in labels) or labels[-1].isdigit():
        return None
    second_level = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3:] if second_level else labels[-2:])
