"""Whose selectors count, and how far: what each kind asks before it speaks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from vigie.report.nouns import Person, Report, Role

SEEN = frozenset({Role.REPORTED, Role.RECIPIENT, Role.VICTIM, Role.ASSOCIATED})
TYING = frozenset({Role.REPORTED, Role.ASSOCIATED})

# An account of these kinds is the same person's; a guardian's, a business partner's or another's is not.
_SAME_PERSON = frozenset({"linked", "billing", "creator"})

_SAYS_NOTHING = (
    "unknown n/a na n.a. none null nil undefined anonymous anon deleted - -- ? 0 00 empty blank redacted withheld "
    "unavailable unspecified not-provided not-available not-known inconnu aucun onbekend user guest default"
)
_NOTHING = frozenset(_SAYS_NOTHING.split())
_SPACE = re.compile(r"\s+")
_DOMAIN = re.compile(r"(?:https?://)?(?:[\w-]+\.)*?([\w-]+)\.(?:(?:com?|org|net|gov|ac)\.[a-z]{2}|[a-z]{2,})/?")
_NO_LETTER = re.compile(r"[\W_]+")
_LEGAL_FORM = re.compile(
    r"[\s,]+(inc|llc|ltd|limited|corp|corporation|gmbh|bv|b\.v|sa|s\.a|sas|plc|pte|pty)\.?$", re.IGNORECASE
)


def those_who_count(report: Report) -> Iterator[tuple[int, Person, bool]]:
    """The people whose selectors are looked at: position, person, and whether it is the one they belong to who is
    spoken of. The reporter is never among them.

    An associated account is its owner's only where the service says so, and where no victim or recipient stands in
    the same report: it is not said to whom of them it belongs.
    """
    others = any(person.role in (Role.VICTIM, Role.RECIPIENT) for person in report.people)
    for position, person in enumerate(report.people):
        if person.role is Role.ASSOCIATED:
            yield position, person, not others and (person.association or "").lower() in _SAME_PERSON
        elif person.role in SEEN:
            yield position, person, True


@lru_cache(maxsize=65_536)
def given(text: str | None) -> str | None:
    """The text in one Unicode form without outer or doubled blanks; None when it only says that nothing is known."""
    if text is None:
        return None
    plain = _SPACE.sub(" ", unicodedata.normalize("NFKC", text)).strip()
    bare = plain.casefold().strip("()[]<>{}\"' ").replace(" ", "-")
    return None if not bare or bare in _NOTHING else plain


@lru_cache(maxsize=4096)
def service_name(name: str | None) -> str | None:
    """A service or company as one key: "Example Chat, Inc.", "example chat" and "www.example-chat.com" are the same."""
    plain = (given(name) or "").casefold()
    domain = _DOMAIN.fullmatch(plain)
    bare = domain.group(1) if domain else _LEGAL_FORM.sub("", plain)
    return _NO_LETTER.sub("", bare) or bare.strip() or None


def service_of(person: Person, report: Report) -> str | None:
    """The service an account is at: as the person's entry says, else the company that reports."""
    return service_name(person.service) or service_name(report.company) or service_name(report.platform)


def spoken_by_rote(report: Report) -> str:
    """What the company writes in each of its reports, in lower case: an address in it is nobody's."""
    return "\n".join(report.boilerplate).lower()
