"""What is true of each report, in the form that `bench/recall.py` reads."""

from __future__ import annotations

import json
from pathlib import Path

from bench.third.seen import Report

Fact = dict[str, object]


def _fact(report: Report) -> Fact:
    return {
        "grave": report.grave,
        "hidden": report.person.kind.name,
        "suspect": f"t{report.person.number}",
        "country": report.person.country,
        "company": report.source.name,
        "language": report.person.language,
        "order": report.order,
        "form": report.source.form,
        "visible": {
            "kind": report.type,
            "escalated": report.escalated,
            "unknown": report.content == "unknown",
            "cues": sorted({*report.hints, *report.marks}),
            "content": report.content,
            "text": report.texted,
        },
    }


def write(path: Path, reports: list[Report], seed: int) -> None:
    """The truth of every report by its number."""
    told = {"seed": seed, "reports": {report.number: _fact(report) for report in reports}}
    path.write_text(json.dumps(told, ensure_ascii=False), "utf-8")
