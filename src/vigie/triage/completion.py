"""The request that would complete a report: drafted from the country's own words, for an officer to read and send.

Nothing leaves by itself, and nothing of the report's content is told but numbers by which the other side finds it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from msgspec import Struct

from vigie.report.nouns import Report, Role, Routing, Saying, Sighting
from vigie.territory.pack import BadPack, Pack
from vigie.triage.leads import sightings
from vigie.triage.selection import MISSING

Words = dict[str, str]  # by language
KEYS = {saying.template: key for key, saying in MISSING.items()}
OF_THE_SENDER = frozenset({"content"})  # pieces that a clearing house may hold though the service did not send them
CLEARING = {"ncmec": "NCMEC"}


class Addressee(StrEnum):
    """Who holds the missing piece."""

    SERVICE = "service"
    CLEARING_HOUSE = "clearing-house"
    ACCESS_PROVIDER = "access-provider"


class Wording(Struct, frozen=True, forbid_unknown_fields=True):
    """A completion.toml."""

    version: int
    languages: tuple[str, ...]
    subject: Words
    opening: Words
    opening_access: Words
    closing: Words
    unknown_account: Words
    piece: dict[str, Words]


class Draft(Struct, frozen=True):
    """A request as it could be sent, and the keys of what it asks for. `to` may be empty: not known."""

    addressee: Addressee
    to: str
    language: str
    subject: str
    text: str
    asks: tuple[str, ...]


def wording(pack: Pack) -> Wording:
    """The words of a pack. Raises `BadPack` when a piece or a language lacks its words."""
    told = pack.part("completion", Wording)
    texts = (told.subject, told.opening, told.opening_access, told.closing, told.unknown_account)
    lacking = [one for one in (*texts, *told.piece.values()) if not set(told.languages) <= set(one)]
    if lacking or set(told.piece) != set(MISSING):
        raise BadPack(f"completion.toml of pack {pack.country}: a piece or a language lacks its words")
    return told


def missing_keys(missing: Iterable[Saying]) -> tuple[str, ...]:
    """The keys of what a verdict says is missing."""
    return tuple(KEYS[one.template] for one in missing if one.template in KEYS)


def drafts(
    report: Report, missing: Iterable[Saying], routing: Routing | None, words: Wording, language: str = ""
) -> tuple[Draft, ...]:
    """The requests that would complete a report, nothing when nothing is missing. `language`: the pack's first if it
    has no words in this one."""
    keys, chosen = missing_keys(missing), language if language in words.languages else words.languages[0]
    return tuple(_drafts(report, keys, routing, words, chosen)) if keys else ()


def _drafts(
    report: Report, keys: tuple[str, ...], routing: Routing | None, words: Wording, language: str
) -> Iterator[Draft]:
    yield _ask(Addressee.SERVICE, report.company or "", report, keys, words, language)
    clearing, held = CLEARING.get(report.source), tuple(key for key in keys if key in OF_THE_SENDER)
    if clearing and held:
        yield _ask(Addressee.CLEARING_HOUSE, clearing, report, held, words, language)
    seen = next((one for one in sightings(report) if one.ip and one.at), None)
    if seen is not None:
        yield _who(seen, report, routing, words, language)


def _ask(addressee: Addressee, to: str, report: Report, keys: tuple[str, ...], words: Wording, language: str) -> Draft:
    facts = _facts(report, words, language)
    pieces = [f"- {words.piece[key][language]}" for key in keys]
    lines = (words.opening[language].format_map(facts), *pieces, words.closing[language].format_map(facts))
    return Draft(addressee, to, language, words.subject[language].format_map(facts), "\n".join(lines), keys)


def _who(seen: Sighting, report: Report, routing: Routing | None, words: Wording, language: str) -> Draft:
    """The question to the access provider behind an address with its time."""
    facts = _facts(report, words, language)
    network = next((one.network for one in (routing.territories if routing else ()) if one.ip == seen.ip), None)
    port = f", port {seen.port}" if seen.port else ""
    line = f"- {seen.ip}{port}, {seen.at:%Y-%m-%d %H:%M:%S} UTC"
    text = "\n".join((words.opening_access[language].format_map(facts), line))
    subject = words.subject[language].format_map(facts)
    return Draft(Addressee.ACCESS_PROVIDER, network or "", language, subject, text, ("subscriber",))


def _facts(report: Report, words: Wording, language: str) -> dict[str, str]:
    named = (one.identifier or one.screen_name for one in report.having(Role.REPORTED))
    account = next((name for name in named if name), None)
    told = report.sent_at or report.incident_at
    date = f"{told:%Y-%m-%d}" if told else "?"
    return {"report": report.report_id, "date": date, "account": account or words.unknown_account[language]}
