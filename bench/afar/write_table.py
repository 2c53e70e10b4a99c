"""The hotlines' table: one CSV for each, a row for each report."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from bench.afar.happenings import Report
from bench.afar.told import (
    FILE_FLAGS,
    OCCUPATIONS,
    RELATIONS,
    SCHOOL,
    escalation,
    numbers,
    received,
    seen_at,
    victims,
)

FILES, CHILDREN = 4, 3  # of each the most that a row tells
HASHES = [f"file_{at}_{what}" for at in range(1, FILES + 1) for what in ("name", "md5")]
AGES = [f"victim_{at}_age" for at in range(1, CHILDREN + 1)]
COLUMNS = [
    *("report_id", "received", "company", "kind", "incident_time", "escalation", "language", "text", "country", "city"),
    *("age", "screen_name", "account", "email", "phone", "device", "ip", "ip_time", "relationship"),
    *("access_to_children", "occupation", "prior_report", "victim_school", "file_1_annotations", "file_1_note"),
    *HASHES,
    *AGES,
]


def _of_person(report: Report) -> dict[str, str]:
    links, marks, who = report.links, report.marks, report.person
    return {
        "country": who.country,
        "city": who.town if report.town else "",
        "age": "" if report.age is None else str(report.age),
        "screen_name": links.get("screen", ""),
        "account": links["account"],
        "email": links.get("email", ""),
        "phone": links.get("phone", ""),
        "device": links.get("device", ""),
        "ip": report.ip,
        "ip_time": seen_at(report) if report.ip else "",
        "relationship": next((RELATIONS[mark] for mark in marks if mark in RELATIONS), ""),
        "access_to_children": "yes" if "access" in marks else "",
        "occupation": OCCUPATIONS[who.number % len(OCCUPATIONS)] if "occupation" in marks else "",
        "prior_report": "|".join(numbers(report)) if "prior" in marks else "",
        "victim_school": "School on file" if SCHOOL in marks else "",
    }


def _row(report: Report) -> dict[str, str]:
    row = {
        "report_id": report.number,
        "received": received(report),
        "company": report.company.name,
        "kind": report.type,
        "incident_time": seen_at(report),
        "escalation": escalation(report),
        "language": report.company.language,
        "text": report.text,
        "file_1_annotations": "|".join(FILE_FLAGS[mark] for mark in report.marks if mark in FILE_FLAGS),
        "file_1_note": "EXIF: camera Synthetic S-1" if "camera" in report.marks else "",
        **_of_person(report),
    }
    for at, file in enumerate(report.files[:FILES], 1):
        row |= {f"file_{at}_name": file.name, f"file_{at}_md5": file.md5}
    return row | {f"victim_{at}_age": str(age) for at, age in enumerate(victims(report)[:CHILDREN], 1)}


def write(root: Path, reports: Iterable[Report]) -> None:
    """A table for each hotline, separated as its country does; what it sent twice stands in it twice."""
    tables: defaultdict[str, list[Report]] = defaultdict(list)
    for report in reports:
        tables[report.company.key].append(report)
    (root / "hotlines").mkdir(parents=True, exist_ok=True)
    for key, told in tables.items():
        path = root / "hotlines" / f"{key}.csv"
        with path.open("w", encoding="utf-8", newline="") as out:
            rows = csv.DictWriter(out, COLUMNS, restval="", delimiter="," if key == "hinweis_nord" else ";")
            rows.writeheader()
            rows.writerows(_row(report) for report in told)
