"""E-mail addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from vigie.linking.people import given, spoken_by_rote, those_who_count
from vigie.linking.selector import Found, SelectorKind, told
from vigie.report.nouns import Email, Person, Report, Role, Selector

# What follows a "+" is a tag of its owner's nearly everywhere; dots mean nothing with this provider alone.
_DOTS = frozenset({"gmail.com"})
_SAME = {"googlemail.com": "gmail.com"}
# A mailbox of an office, not of a person: shown, never tying.
_OF_AN_OFFICE = (
    "abuse noreply no-reply donotreply do-not-reply postmaster mailer-daemon hostmaster webmaster legal privacy "
    "support security lawenforcement law-enforcement cybertip ncmec trustandsafety"
)
_OFFICES = frozenset(_OF_AN_OFFICE.split())
_BRACKETS = re.compile(r"<([^<>]+)>")
_SHAPE = re.compile(r"[^\s@<>,;*…]+@[^\s@<>,;*…]+\.[^\s@<>,;*…]+")


def _domain(name: str) -> str:
    try:
        return name.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return name  # too long or malformed for the rules of names: still the same text each time


@lru_cache(maxsize=65_536)
def normal(text: str) -> str | None:
    """One form of an address; None when it is masked or is no address."""
    plain = (given(text) or "").lower()
    bracketed = _BRACKETS.search(plain)
    address = (bracketed.group(1) if bracketed else plain).removeprefix("mailto:").strip().rstrip(".")
    if not _SHAPE.fullmatch(address):
        return None
    local, _, host = address.rpartition("@")
    domain = _SAME.get(_domain(host), _domain(host))
    local = local.partition("+")[0] or local
    if domain in _DOTS:
        local = local.replace(".", "")
    return f"{local}@{domain}"


def _of_the_sender(report: Report) -> frozenset[str | None]:
    return frozenset(normal(email.value) for person in report.having(Role.REPORTER) for email in person.emails)


def _of(found: Found) -> Iterator[Selector]:
    report = found.report
    sender = _of_the_sender(report)
    rote = spoken_by_rote(report)
    for position, person, own in those_who_count(report):
        for email in person.emails:
            value = normal(email.value)
            # A victim may be the one who reports; for the others the sender's address is the company's.
            if value is None or (value in sender and person.role is not Role.VICTIM):
                continue
            if rote and (value in rote or email.value.strip().lower() in rote):
                continue
            strong = own and value.partition("@")[0] not in _OFFICES
            shown = email.value if email.value != value else None
            yield Selector("email", value, person.role, strong, shown, position)


def _example(address: str) -> Found:
    return told(Person(Role.REPORTED, emails=(Email(address),)))


KIND = SelectorKind(
    version=2,
    what="e-mail address",
    ties=True,
    crowd=100,
    of=_of,
    same=(_example("J.E.x+chat@GoogleMail.com"), _example("<jex@gmail.com>")),  # too short to be anybody's there
    other=(_example("jean.example@mail.example"), _example("jeanexample@mail.example")),
)
