"""Reads all that is known of one report, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from vigie.desk.changed import Changed, changed
from vigie.desk.models import Decision
from vigie.evidence.models import Parcel, Reception
from vigie.journey.models import Outcome, Problem
from vigie.ledger.models import Entry
from vigie.report.models import Finding, Standing, Version
from vigie.report.nouns import Links, Matches, Report, Routing, Saying, Verdict

Noun = TypeVar("Noun")
KINDS: Mapping[str, type[Matches] | type[Links] | type[Verdict] | type[Routing]] = {
    "matching": Matches,
    "linking": Links,
    "triage": Verdict,
    "dispatch": Routing,
}
SHOWN = 50  # members of a thread or cluster, ledger entries: the rest is counted
_CHANGES = msgspec.json.Decoder(list[dict[str, Any]])
UNDER = "version_id", "stage", "content", "made_at"


class Found(Struct):
    """The latest finding of each stage for one version, and when it was made."""

    matching: Matches = Matches()
    linking: Links = Links()
    triage: Verdict | None = None
    dispatch: Routing | None = None
    at: dict[str, datetime] = {}


class Told(Struct):
    """One version of the report."""

    row: Version
    changes: list[Changed]


class Document(Struct):
    """A file as it was received: its path, its digest and its size."""

    path: str
    sha256: str
    size: int
    received_at: datetime
    delivery: str


def findings(versions: Sequence[int], stages: Sequence[str] = tuple(KINDS)) -> dict[int, Found]:
    """The latest findings of versions. One query."""
    rows = Finding.objects.filter(version_id__in=versions, stage__in=stages).order_by("number").values_list(*UNDER)
    latest = {(version, stage): (content, at) for version, stage, content, at in rows}
    found: dict[int, Found] = {version: Found(at={}) for version in versions}
    for (version, stage), (content, at) in latest.items():
        setattr(found[version], stage, msgspec.json.decode(content, type=KINDS[stage]))
        found[version].at[stage] = at
    return found


def read(version: Version) -> Report:
    """What a version says."""
    return msgspec.json.decode(version.content, type=Report)


def versions(report_key: int) -> list[Told]:
    """Every version, newest first, without what it says but with what changed."""
    rows = Version.objects.filter(report_id=report_key).defer("content").order_by("-number")
    return [
        Told(row, [changed(one["path"], one.get("before"), one.get("after")) for one in _CHANGES.decode(row.changes)])
        for row in rows
    ]


def documents(parcels: Sequence[int]) -> list[tuple[int, Document]]:
    """The files that parcels brought, each with its parcel."""
    rows = (
        Reception.objects.filter(parcel_id__in=parcels)
        .order_by("parcel_id", "position")
        .values_list(
            "parcel_id", "path", "object_id", "object__size", "parcel__received_at", "parcel__delivery__origin"
        )
    )
    return [(row[0], Document(*row[1:])) for row in rows[: SHOWN * 4]]


def came(report_key: int) -> list[int]:
    """The parcels that held the report, also when it came again unchanged."""
    return list(Outcome.objects.filter(report_key=report_key).values_list("parcel_key", flat=True).distinct()[:SHOWN])


def parcels(keys: Sequence[int]) -> list[Parcel]:
    """Those parcels, with who handed them in."""
    return list(Parcel.objects.filter(pk__in=keys).select_related("delivery").order_by("received_at"))


def journal(standing: Standing) -> list[Entry]:
    """What the ledger says of this report, newest first."""
    return list(Entry.objects.filter(subject=f"report:{standing.report.name}").order_by("-number")[:SHOWN])


def decisions(report_key: int) -> list[Decision]:
    """What was decided, newest first."""
    return list(Decision.objects.filter(report_key=report_key).order_by("-at")[:SHOWN])


def problems(report_key: int) -> list[tuple[Problem, Saying]]:
    """What could not be done with this report and waits for somebody."""
    rows = Problem.objects.filter(report_key=report_key, closed_at=None).order_by("-at")[:SHOWN]
    return [(row, msgspec.json.decode(row.reason, type=Saying)) for row in rows]
