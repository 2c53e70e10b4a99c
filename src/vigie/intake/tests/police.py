"""Reports in the JSON that police receive."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from vigie.intake.tests.received import report
from vigie.report.nouns import Report

PATH = "900000001/report.json"


def written(told: Mapping[str, Any], **top: Any) -> bytes:
    return json.dumps({"reportId": 900000001, **top, "reportedInformation": told}).encode()


def told(**fields: Any) -> Report:
    return report({PATH: written(fields)})


def person(**fields: Any) -> Any:
    return told(reportedPeople={"reportedPersons": [{"espUserId": "u", **fields}]}).people[0]


def file(**fields: Any) -> Any:
    return told(uploadedFiles={"uploadedFiles": [{"filename": "a.png", **fields}]}).files[0]
