"""What addressees answer by a file: received, accepted, refused with a reason, and later what came of each report.

{"dossier": "V-FR-2026-000012", "sha256": "…", "answer": "accepted", "reason": "",
 "results": [{"report": "9000001", "kind": "identified", "on": "2027-01-31", "count": 1, "note": ""}]}

Each file is taken once, by its digest. What cannot be taken is said and stays where it lies.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date

import msgspec

from vigie.access.tasks.scope import Refused
from vigie.journey.tasks.write import short_write
from vigie.ledger.chain import Act
from vigie.ledger.models import Entry
from vigie.ledger.tags import Tag
from vigie.papers.models import Inside, Sending
from vigie.papers.tasks import results, send
from vigie.report.models import Report


class Came(msgspec.Struct, frozen=True):
    """What came of one report."""

    report: str
    kind: str
    on: date
    count: int = 1
    note: str = ""


class Told(msgspec.Struct, frozen=True):
    """One answer."""

    dossier: str
    sha256: str
    answer: str = ""
    reason: str = ""
    results: tuple[Came, ...] = ()


class Outcome(msgspec.Struct, frozen=True):
    """What became of one file."""

    file: str
    dossier: str = ""
    answer: str = ""
    results: int = 0
    again: bool = False
    problem: str = ""


def take(files: Mapping[str, bytes], source: str, by: str) -> list[Outcome]:
    """Writes down what these files answer."""
    return list(_each(files, source, by))


def _each(files: Mapping[str, bytes], source: str, by: str) -> Iterator[Outcome]:
    for name, content in files.items():
        digest = hashlib.sha256(content).hexdigest()
        if Entry.objects.filter(subject=f"answer:{digest}", tag=Tag.ANSWER_TAKEN).exists():
            yield Outcome(name, again=True)
            continue
        try:
            yield _one(name, msgspec.json.decode(content, type=Told), digest, source, by)
        except msgspec.MsgspecError as error:
            yield Outcome(name, problem=f"it cannot be read: {error}")
        except Refused as error:
            yield Outcome(name, problem=str(error.why))


def _one(name: str, told: Told, digest: str, source: str, by: str) -> Outcome:
    sending = Sending.objects.filter(sha256=told.sha256, dossier__reference=told.dossier).order_by("-pk").first()
    if sending is None:
        return Outcome(name, told.dossier, problem="no dossier of this reference and digest left this desk")
    names = Inside.objects.filter(dossier=sending.dossier).values_list("report_key", flat=True)
    inside = dict(Report.objects.filter(pk__in=list(names)).values_list("report_id", "pk"))
    unknown = [one.report for one in told.results if one.report not in inside]
    if unknown:
        return Outcome(name, told.dossier, problem=f"report {unknown[0]} is not in this dossier")
    if told.answer:
        send.answer(sending.pk, sending.dossier, by, told.answer, told.reason)
    for one in told.results:
        results.record(
            inside[one.report], one.kind, one.on, by, dossier=sending.dossier, count=one.count, source=source,
            note=one.note,
        )  # fmt: skip
    with short_write() as acts:
        acts.append(Act(Tag.ANSWER_TAKEN, f"answer:{digest}", by, {"dossier": told.dossier, "from": source}))
    return Outcome(name, told.dossier, told.answer, len(told.results))
