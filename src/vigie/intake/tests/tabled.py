"""Reports in tables."""

from __future__ import annotations

import json

from vigie.intake.tests.received import Files, read
from vigie.report.nouns import Report


def reports(files: Files) -> list[Report]:
    items = read(files)
    assert all(isinstance(item, Report) for item in items), items
    return [item for item in items if isinstance(item, Report)]


def of_csv(text: str | bytes, mapping: str | None = None) -> list[Report]:
    content = text if isinstance(text, bytes) else text.encode()
    return reports({"t/t.csv": content, **({} if mapping is None else {"t/mapping.toml": mapping.encode()})})


def of_line(**fields: object) -> Report:
    (one,) = reports({"t/t.ndjson": json.dumps({"report_id": "1", **fields}).encode()})
    return one
