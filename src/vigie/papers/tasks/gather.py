"""Reads all that a dossier says of its reports, in a fixed number of queries whatever their number."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from vigie.evidence.models import Parcel, Reception
from vigie.journey.models import Outcome
from vigie.ledger.models import Entry
from vigie.ledger.tags import Tag
from vigie.papers.content import Document, Included, Piece, Ruled, Step
from vigie.report.models import Finding, Report, Standing, Version
from vigie.report.nouns import Matches, Routing, Sha256, Verdict
from vigie.report.nouns import Report as Told

STAGES = ("matching", "triage", "dispatch")
LEFT_OUT = {Tag.MEDIA_SHOWN, Tag.DOSSIER_SENT}  # of no one's concern outside the desk
UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
Rows = Mapping[int, list[Any]]


class Gathered:
    """The rows of some reports, in the order asked for."""

    def __init__(self, keys: Sequence[int]) -> None:
        found = Report.objects.select_related("current").in_bulk(keys)
        self.reports = [found[key] for key in keys]
        self.currents = [report.current_id or 0 for report in self.reports]
        self.findings = {
            (row.version_id, row.stage): row
            for row in Finding.objects.filter(version_id__among=self.currents, stage__in=STAGES).order_by("number")
        }

    def basis(self) -> list[list[object]]:
        """What tells whether a dossier over these reports would be the same one."""
        decided = self._decided()
        return [
            [
                report.name,
                report.current_id,
                [
                    self.findings[key].pk
                    for key in ((report.current_id or 0, stage) for stage in STAGES)
                    if key in self.findings
                ],
                decided.get(f"report:{report.name}", 0),
            ]
            for report in self.reports
        ]

    def _decided(self) -> dict[str, int]:
        """The last entry about each report that changed what was decided."""
        subjects = [f"report:{report.name}" for report in self.reports]
        tags = (Tag.REPORT_DECIDED, Tag.DECISION_UNDONE)
        rows = Entry.objects.filter(subject__among=subjects, tag__in=tags).order_by("number")
        return dict(rows.values_list("subject", "number"))

    def pieces(self, upto: int) -> list[Piece]:
        """The reports as a dossier tells them; of the ledger, the entries before number `upto`."""
        keys = [report.pk for report in self.reports]
        versions: Rows = _by(
            Version.objects.filter(report_id__among=keys).defer("content").order_by("number"), "report_id"
        )
        parcels = [row.parcel_key for rows in versions.values() for row in rows]
        journal = self._journal(parcels, upto)
        documents = _documents(parcels)
        shared = _shared(parcels, keys)
        threads = dict(Standing.objects.filter(pk__among=keys).values_list("pk", "thread"))
        return [
            self._piece(place, report, versions[report.pk], journal, documents, shared, threads.get(report.pk, ""))
            for place, report in enumerate(self.reports)
        ]

    def _journal(self, parcels: Sequence[int], upto: int) -> Mapping[str, list[Entry]]:
        subjects = [f"report:{report.name}" for report in self.reports] + [f"parcel:{key}" for key in _above(parcels)]
        rows = Entry.objects.filter(subject__among=subjects, number__lt=upto).exclude(tag__in=LEFT_OUT)
        found: dict[str, list[Entry]] = defaultdict(list)
        for row in rows.order_by("number"):
            found[row.subject].append(row)
        return found

    def _piece(
        self,
        place: int,
        report: Report,
        versions: list[Version],
        journal: Mapping[str, list[Entry]],
        documents: Rows,
        shared: set[int],
        thread: str,
    ) -> Piece:
        version = report.current
        assert version is not None
        own = journal.get(f"report:{report.name}", [])
        parcels = [one for row in versions for one in journal.get(f"parcel:{row.parcel_key}", [])]
        steps = {row.number: row for row in (*parcels, *own)}
        return Piece(
            key=report.pk,
            version=version.number,
            versions=len(versions),
            received_at=report.first_received_at,
            digest=version.digest,
            report=msgspec.json.decode(version.content, type=Told),
            matches=self._found(version, "matching", Matches) or Matches(),
            verdict=self._found(version, "triage", Verdict),
            routing=self._found(version, "dispatch", Routing),
            ruled=_ruled(own),
            documents=tuple(_document(place, row, documents, shared) for row in versions if _has(row, documents)),
            custody=tuple(_step(steps[number]) for number in sorted(steps)),
            thread=thread,
        )

    def _found(self, version: Version, stage: str, kind: Any) -> Any:
        row = self.findings.get((version.pk, stage))
        return msgspec.json.decode(row.content, type=kind) if row else None


def _by(rows: Any, name: str) -> Rows:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


def _above(parcels: Sequence[int]) -> list[int]:
    """Parcels with the archives they came out of."""
    found, level = set(parcels), set(parcels)
    while level:
        rows = Parcel.objects.filter(pk__among=list(level), parent__isnull=False)
        level = set(rows.values_list("parent_id", flat=True)) - found
        found |= level
    return sorted(found)


def _documents(parcels: Sequence[int]) -> Rows:
    rows = Reception.objects.filter(parcel_id__among=list(set(parcels))).order_by("position")
    return _by(rows.select_related("object", "parcel__delivery"), "parcel_id")


def _shared(parcels: Sequence[int], keys: Sequence[int]) -> set[int]:
    """Parcels that also hold reports of others: their documents stay at the desk."""
    rows = Outcome.objects.filter(parcel_key__among=list(set(parcels)), report_key__isnull=False)
    return set(rows.exclude(report_key__among=list(keys)).values_list("parcel_key", flat=True).distinct())


def _has(version: Version, documents: Rows) -> bool:
    return any(one.path == version.document_path for one in documents.get(version.parcel_key, []))


def _document(place: int, version: Version, documents: Rows, shared: set[int]) -> Document:
    row = next(one for one in documents[version.parcel_key] if one.path == version.document_path)
    name = UNSAFE.sub("_", row.path.rsplit("/", 1)[-1])[-80:].lstrip(".") or "document"
    return Document(
        path=row.path,
        sha256=Sha256(row.object_id),
        size=row.object.size,
        received_at=row.parcel.received_at,
        origin=row.parcel.delivery.door,
        place="" if version.parcel_key in shared else f"received/{place + 1:02d}-{version.number}-{name}",
    )


def _step(row: Entry) -> Step:
    return Step(row.number, row.at, row.tag, row.actor, row.hash, row.subject)


def _ruled(own: Sequence[Entry]) -> Ruled | None:
    """The decision that stands, by the ledger."""
    standing: Entry | None = None
    for row in own:
        if row.tag == Tag.REPORT_DECIDED:
            standing = row
        elif row.tag == Tag.DECISION_UNDONE:
            standing = None
    return _ruling(standing.at, standing.actor, msgspec.json.decode(standing.payload)) if standing else None


def _ruling(at: datetime, actor: str, said: dict[str, Any]) -> Ruled:
    return Ruled(
        at, actor, said.get("outcome", ""), said.get("punishable", ""), said.get("reason", ""),
        said.get("decided", ""), said.get("unit", ""), tuple(said.get("offences", ())),
    )  # fmt: skip


def included(pieces: Sequence[Piece]) -> list[Included]:
    """Every media file whose bytes were received, each content once."""
    found: dict[str, Included] = {}
    for number, piece in enumerate(pieces):
        for place, file in enumerate(piece.report.files):
            print_ = piece.matches.prints[place] if place < len(piece.matches.prints) else None
            if file.media and file.media not in found:
                kind = UNSAFE.sub("", ((print_.kind if print_ else None) or "application/bin").rsplit("/", 1)[-1])
                where = f"media/{number + 1:02d}/{file.media}.{kind}"
                found[file.media] = Included(file.media, print_.size if print_ else 0, where, number, place)
    return list(found.values())
