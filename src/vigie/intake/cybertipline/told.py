"""A `report` element as a service submits it: its own fields, without files and without an id."""

from __future__ import annotations

from typing import Any

from lxml.etree import _Element as Element

from vigie.intake.cybertipline.company import company_of
from vigie.intake.cybertipline.filling import Slot, fill, text
from vigie.intake.cybertipline.incident import channels, law_enforcement, summary
from vigie.intake.cybertipline.people import recipient, reported, reporter, victim
from vigie.intake.notes import Notes

_BATCHED = "(no reason given)"


def _batched(element: Element, notes: Notes) -> str:
    return element.get("reason", "").strip() or text(element, notes) or _BATCHED


def _incident(element: Element, notes: Notes) -> dict[str, Any]:
    return {"channels": channels(element, notes)}


def _reporter(element: Element, notes: Notes) -> dict[str, Any]:
    return fill(element, _REPORTER, notes)


def _reported(element: Element, notes: Notes) -> dict[str, Any]:
    return {"people": reported(element, notes)}


def _recipient(element: Element, notes: Notes) -> dict[str, Any]:
    return {"people": recipient(element, notes)}


def _victim(element: Element, notes: Notes) -> dict[str, Any]:
    return {"people": victim(element, notes)}


_REPORTER = {
    "reportingPerson": Slot("people", reporter, many=True),
    "contactPerson": Slot("people", reporter, many=True),
    "companyTemplate": Slot("boilerplate", text, many=True),
    "termsOfService": Slot("boilerplate", text, many=True),
    "legalURL": Slot("boilerplate", text, many=True),
}
_REPORT = {
    "reportId": Slot("report_id", text),  # not in the schema; exports put it there
    "batchedReport": Slot("batched", _batched),
    "incidentSummary": Slot("", summary, inline=True),
    "internetDetails": Slot("", _incident, inline=True),
    "lawEnforcement": Slot("law_enforcement", law_enforcement),
    "reporter": Slot("", _reporter, inline=True),
    "personOrUserReported": Slot("", _reported, inline=True),
    "intendedRecipient": Slot("", _recipient, inline=True),
    "victim": Slot("", _victim, inline=True),
    "additionalInfo": Slot("texts", text, many=True),
}


def is_told(child: Element) -> bool:
    """Whether a child of the root is one that reports have."""
    return child.tag in _REPORT


def told(element: Element, notes: Notes) -> dict[str, Any]:
    """The fields of `nouns.Report` that the element gives, the company among them."""
    found = fill(element, _REPORT, notes)
    found["company"] = company_of(
        found.get("people", ()), found.get("boilerplate", ()), found.get("platform"), found.get("channels", ())
    )
    return found
