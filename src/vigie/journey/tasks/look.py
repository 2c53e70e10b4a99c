"""Reads the queue and a whole report, for the terminal and other programs. A fixed number of queries each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import msgspec
from django.db.models import QuerySet

from vigie.journey.tasks.write import in_slices
from vigie.linking import tasks as linking_tasks
from vigie.report import nouns
from vigie.report.models import Finding, Report, Standing


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the queue: where the report stands, the verdict and route behind it, and its thread as it is now."""

    standing: Standing
    verdict: nouns.Verdict | None
    routing: nouns.Routing | None
    facts: nouns.ThreadFacts


def ordered(class_name: str = "", state: str = "") -> QuerySet[Standing]:
    """The queue, best first. An undecided report that a step failed on is never lost in it."""
    rows = Standing.objects.select_related("report").order_by("-score", "-total", "received_at", "report_id")
    rows = rows.filter(state=state) if state else rows.exclude(state=Standing.State.DECIDED)
    return rows.filter(class_name=class_name) if class_name else rows


def lines(standings: Sequence[Standing]) -> list[Line]:
    """The lines of some standings, in their order."""
    versions = {row.report.current_id: row.pk for row in standings if row.report.current_id}
    found = latest(list(versions), ("triage", "dispatch"))
    facts = linking_tasks.facts_of([row.report_id for row in standings])
    return [
        Line(
            row,
            _of(found, row, "triage", nouns.Verdict),
            _of(found, row, "dispatch", nouns.Routing),
            facts.get(row.report_id, nouns.ThreadFacts()),
        )
        for row in standings
    ]


Found = TypeVar("Found")


def _of(found: dict[tuple[int, str], str], row: Standing, stage: str, kind: type[Found]) -> Found | None:
    content = found.get((row.report.current_id or 0, stage))
    return msgspec.json.decode(content, type=kind) if content else None


def latest(versions: Sequence[int], stages: Sequence[str] = ()) -> dict[tuple[int, str], str]:
    """The latest finding of each stage of each version, as stored; of these stages, or of all."""
    asked = Finding.objects.filter(stage__in=stages) if stages else Finding.objects.all()
    rows = in_slices(
        versions,
        lambda some: list(
            asked.filter(version_id__in=some).order_by("number").values_list("version_id", "stage", "content")
        ),
    )
    return {(version, stage): content for version, stage, content in rows}


def find(name: str) -> Report | None:
    """A report by the sender's id, or by source/id where several senders use the same."""
    source, _, report_id = name.rpartition("/")
    rows = Report.objects.select_related("current", "standing").filter(report_id=report_id)
    return (rows.filter(source=source) if source else rows).order_by("pk").first()
