"""Answers as they come back: a table (CSV), JSON, or an e-mail that carries one of them or a text. Pure.

A line that names no request of ours, or that cannot be read, is given back with what is wrong: nothing is dropped.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

from msgspec import Struct

from vigie.report.nouns import Address, Answer, Email, Person, Phone, Role, Saying, say

NAMES: Mapping[str, tuple[str, ...]] = {
    "request": ("request", "reference", "référence", "reference demande", "referentie", "ref"),
    "by": ("provider", "operator", "opérateur", "operateur", "operator"),
    "ip": ("ip", "adresse ip", "ip address"),
    "identified": ("identified", "identifié", "identifie", "geïdentificeerd"),
    "first_name": ("first name", "firstname", "prénom", "prenom", "voornaam"),
    "last_name": ("last name", "lastname", "nom", "name", "naam"),
    "lines": ("address", "adresse", "street", "rue", "adres"),
    "city": ("city", "ville", "commune", "gemeente"),
    "postal_code": ("postal code", "postcode", "code postal", "cp"),
    "country": ("country", "pays", "land"),
    "email": ("email", "e-mail", "courriel"),
    "phone": ("phone", "telephone", "téléphone", "telefoon", "tel"),
    "text": ("text", "comment", "commentaire", "remark", "remarque", "opmerking"),
}
REFERENCE = re.compile(r"\bR-[0-9]{4}-[0-9]{6}\b")
NO = {"no", "non", "nee", "false", "0"}
KNOWN = {alias: name for name, aliases in NAMES.items() for alias in aliases}


class Line(Struct, frozen=True):
    """One answer of a document, or why it could not be read. `place` counts from 0."""

    place: int
    answer: Answer | None = None
    problem: Saying | None = None


def read(content: bytes, name: str, digest: str, now: datetime, to: str = "") -> list[Line]:
    """Every line of a document. A document that is nothing we know is one line with its problem. `to`: the request that
    a person says they answer, whatever they say themselves."""
    try:
        rows = list(_rows(content, name.lower()))
    except (ValueError, csv.Error, UnicodeDecodeError) as error:
        return [Line(0, problem=say("{name} cannot be read: {why}", name=name, why=str(error)[:200]))]
    if not rows:
        return [Line(0, problem=say("{name} holds no answer", name=name))]
    return [
        _line(place, {**row, "request": to or row.get("request", "")}, digest, now) for place, row in enumerate(rows)
    ]


def _rows(content: bytes, name: str) -> Iterator[dict[str, str]]:
    if name.endswith(".eml"):
        yield from _mail(content)
    elif name.endswith(".json"):
        yield from _json(content)
    else:
        yield from _table(_text(content))


def _text(content: bytes) -> str:
    """UTF-8; else as older office programs write it."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252")


def _table(text: str) -> Iterator[dict[str, str]]:
    head = text.partition("\n")[0]
    mark = max(";,\t", key=head.count)
    for row in csv.DictReader(io.StringIO(text), delimiter=mark):
        yield {KNOWN.get((key or "").strip().lower(), key or ""): (value or "").strip() for key, value in row.items()}


def _json(content: bytes) -> Iterator[dict[str, str]]:
    told = json.loads(content)
    answers = told.get("answers", [told]) if isinstance(told, dict) else told
    if not isinstance(answers, list):
        raise ValueError("a list of answers was expected")
    for one in answers:
        if not isinstance(one, dict):
            raise ValueError("an answer is an object")
        yield {
            KNOWN.get(str(key).replace("_", " ").lower(), str(key)): "" if value is None else str(value)
            for key, value in one.items()
        }


def _mail(content: bytes) -> Iterator[dict[str, str]]:
    """The tables that an e-mail carries; without one, its text is the answer to the reference in its subject."""
    mail = message_from_bytes(content, policy=policy.default)
    tables = [part for part in mail.iter_attachments() if _named(part).endswith((".csv", ".json"))]
    for part in tables:
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            yield from _rows(payload, _named(part))
    if not tables:
        body = mail.get_body(("plain",))
        text = str(body.get_content()) if body is not None else ""
        found = REFERENCE.search(str(mail["subject"] or ""))
        yield {"request": found.group() if found else "", "by": str(mail["from"] or ""), "text": text.strip()}


def _named(part: EmailMessage) -> str:
    return (part.get_filename() or "").lower()


def _line(place: int, row: Mapping[str, str], digest: str, now: datetime) -> Line:
    reference = row.get("request", "").strip()
    if not reference:
        return Line(place, problem=say("Line {n} names no request.", n=place + 1))
    person = _person(row)
    refused = row.get("identified", "").strip().lower() in NO
    answer = Answer(
        request=reference,
        kind="",
        by=row.get("by", ""),
        at=now.astimezone(UTC),
        document=digest,
        ip=row.get("ip") or None,
        identified=False if refused else True if person is not None else None,
        person=None if refused else person,
        texts=(row["text"],) if row.get("text") else (),
    )
    return Line(place, answer)


def _person(row: Mapping[str, str]) -> Person | None:
    person = Person(
        Role.REPORTED,
        first_name=row.get("first_name") or None,
        last_name=row.get("last_name") or None,
        emails=(Email(row["email"]),) if row.get("email") else (),
        phones=(Phone(row["phone"]),) if row.get("phone") else (),
        addresses=tuple(_addresses(row)),
    )
    return None if person == Person(Role.REPORTED) else person


def _addresses(row: Mapping[str, str]) -> Iterator[Address]:
    if any(row.get(name) for name in ("lines", "city", "postal_code", "country")):
        yield Address(
            lines=row.get("lines") or None,
            city=row.get("city") or None,
            postal_code=row.get("postal_code") or None,
            country=(row.get("country") or "").upper() or None,
            kind="subscriber",
        )
