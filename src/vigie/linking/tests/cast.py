"""The cast of these tests: invented reports, and a way to have them linked in some order and in batches."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from django.db import transaction

from vigie.linking import tasks
from vigie.linking.step import link
from vigie.report.nouns import (
    Dossier,
    Email,
    FilePrint,
    Kept,
    Links,
    Matches,
    Md5,
    Pdq,
    Person,
    Report,
    ReportedFile,
    ReportId,
    Role,
    Sha1,
    Sha256,
    SourceName,
)

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


def suspect(email: str | None = None, identifier: str | None = None, **more: object) -> Person:
    emails = (Email(email),) if email else ()
    return Person(Role.REPORTED, emails=emails, identifier=identifier, **more)  # type: ignore[arg-type]


def victim(email: str) -> Person:
    return Person(Role.VICTIM, emails=(Email(email),))


def print_of(name: str, pdq: str | None = None, quality: int = 100) -> FilePrint:
    """The fingerprints of an invented file."""
    seed = name.encode()
    sha256, sha1, md5 = hashlib.sha256(seed), hashlib.sha1(seed), hashlib.md5(seed)
    known = Pdq(pdq) if pdq else None
    return FilePrint(Sha256(sha256.hexdigest()), Sha1(sha1.hexdigest()), Md5(md5.hexdigest()), 9, known, quality)


def dossier(
    key: int,
    *people: Person,
    prints: Sequence[FilePrint] = (),
    files: Sequence[ReportedFile] = (),
    company: str = "Example Chat",
    version: int = 0,
) -> Dossier:
    """Report number `key`; `version` 1 and above are later versions of it."""
    report = Report(
        SourceName("ncmec"),
        ReportId(str(9_000_000 + key)),
        "example/1",
        company=company,
        incident_at=NOON + timedelta(days=key),
        people=people,
        files=tuple(files) or tuple(ReportedFile() for _ in prints),
    )
    return Dossier(key * 10 + version, key, report, NOON, matches=Matches(tuple(prints)))


def keep(*batch: Dossier) -> Kept[Links]:
    """One batch through the stage, as the journey does it."""
    needs = tasks.gather(batch)
    found = link(batch, needs)
    with transaction.atomic():
        return tasks.keep(batch, found)


def threads(keys: Iterable[int]) -> set[frozenset[int]]:
    """The partition into threads; a report alone is its own set."""
    return _parts(((facts.thread or f"alone {key}", key) for key, facts in tasks.facts_of(keys).items()))


def clusters(keys: Iterable[int]) -> set[frozenset[int]]:
    """The partition by widest content."""
    return _parts(((facts.cluster or f"alone {key}", key) for key, facts in tasks.facts_of(keys).items()))


def _parts(named: Iterable[tuple[str, int]]) -> set[frozenset[int]]:
    found: dict[str, set[int]] = {}
    for name, key in named:
        found.setdefault(name, set()).add(key)
    return {frozenset(keys) for keys in found.values()}
