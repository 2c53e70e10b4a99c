"""The words of requests, from `requests.toml` of the country's pack. Nothing of what a report shows is told: only the
numbers, accounts, addresses and times by which the other side finds what is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from email.message import EmailMessage
from email.policy import SMTP
from typing import Protocol

from msgspec import Struct

from vigie.report.events import EVENTS
from vigie.report.nouns import Role, Saying
from vigie.requests.kind import Asked
from vigie.territory.pack import BadPack, Pack

Words = Mapping[str, str]  # by language
Speak = Callable[[Saying], str]


class Letter(Struct, frozen=True, forbid_unknown_fields=True):
    """One kind's words. `days`: until an answer is due, where this country's rule differs from the kind's. `needs`: the
    act (of `authority.scope.Allowed`) that a magistrate's order must allow before it may leave; empty: none."""

    subject: Words
    text: Words
    ground: Words
    signed_by: Words
    verified: bool = False
    days: int | None = None
    needs: str = ""


class Letters(Struct, frozen=True, forbid_unknown_fields=True):
    """`requests.toml`."""

    version: int
    languages: tuple[str, ...]
    kind: Mapping[str, Letter]


class Written(Struct, frozen=True):
    """A request as it would be sent."""

    subject: str
    text: str
    ground: str
    signed_by: str


def letters(pack: Pack) -> Letters:
    """The letters of a pack. Raises `BadPack` when it has none, or one lacks a language."""
    told = pack.part("requests", Letters)
    for name, one in told.kind.items():
        for words in (one.subject, one.text, one.ground, one.signed_by):
            if not set(told.languages) <= set(words):
                raise BadPack(f"requests.toml of pack {pack.country}: {name} lacks a language")
    return told


def written(letter: Letter, language: str, reference: str, asked: Asked, speak: Speak = str) -> Written:
    """The letter in a language; `speak` says in it what is no word of the letter. Raises `BadPack` when it names
    something that no request has."""
    facts = _facts(reference, asked, speak)
    try:
        return Written(
            subject=letter.subject[language].format_map(facts),
            text=letter.text[language].format_map(facts).strip(),
            ground=letter.ground[language].format_map(facts),
            signed_by=letter.signed_by[language].format_map(facts),
        )
    except KeyError as error:
        raise BadPack(f"requests.toml: a letter asks for {error}, which no request has") from error


class Sendable(Protocol):
    """What an e-mail is made of: a request's row has it."""

    reference: str
    recipient: str
    language: str
    subject: str
    text: str
    ground: str
    signed_by: str


def mail(request: Sendable) -> bytes:
    """A request as an e-mail file without addresses: who sends it knows both. The reference stands in the subject, by
    which an answer finds its request."""
    made = EmailMessage()
    named = request.subject if request.reference in request.subject else f"{request.reference} {request.subject}"
    made["Subject"], made["Content-Language"] = " ".join(named.split()), request.language
    made["X-Request"] = request.reference
    made["Comments"] = " ".join(f"{request.recipient} / {request.signed_by}".split())
    made.set_content(f"{request.text}\n\n{request.ground}\n")
    return made.as_bytes(policy=SMTP)


def _event(name: str | None, speak: Speak) -> str:
    """What the account did, in words; as the service wrote it where that is none of the words we know."""
    if not name:
        return "—"
    return speak(EVENTS[name]) if name in EVENTS else name


def _facts(reference: str, asked: Asked, speak: Speak) -> dict[str, str]:
    report, seen = asked.dossier.report, asked.sighting
    names = [one.identifier or one.screen_name or "" for one in report.having(Role.REPORTED)]
    verdict = asked.dossier.verdict
    return {
        "reference": reference,
        "report": report.report_id,
        "received": f"{asked.dossier.received_at:%d/%m/%Y}",
        "service": report.company or "—",
        "account": ", ".join(name for name in names if name) or "—",
        "ip": seen.ip if seen else "—",
        "port": str(seen.port) if seen and seen.port else "—",
        "time": f"{seen.at:%Y-%m-%d %H:%M:%S} UTC" if seen and seen.at else "—",
        "event": _event(seen.event if seen else None, speak),
        "network": (asked.territory.network if asked.territory else None) or "—",
        "missing": "\n".join(f"- {speak(one)}" for one in (verdict.missing if verdict else ())) or "-",
        "country": (asked.dossier.routing.country if asked.dossier.routing else None) or "—",
    }
