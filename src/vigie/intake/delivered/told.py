"""A whole report of the JSON that police receive, without its bytes and its id."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vigie.intake.delivered.files import uploaded
from vigie.intake.delivered.incident import channels
from vigie.intake.delivered.people import person
from vigie.intake.delivered.record import Record
from vigie.report.nouns import Person, Role

_PEOPLE = (
    (Role.REPORTED, ("reportedPeople", "reportedPersons", "reportedPerson")),
    (Role.RECIPIENT, ("intendedRecipients", "intendedRecipient")),
    (Role.VICTIM, ("victims", "childVictims", "victim", "childVictim")),
    (Role.ASSOCIATED, ("associatedAccounts", "associatedAccount")),
)
_STATUSES = ("referral", "informational")


def told(document: Record) -> dict[str, Any]:
    """The fields of `nouns.Report` that the document gives."""
    fields: dict[str, Any] = {
        "sent_at": document.moment("dateReceived"),
        "status": _status(document),
    }
    inside = next(document.records("reportedInformation"), document)
    fields.update(_summary(inside))
    company, reporters = _company(inside)
    fields["company"] = company
    fields["channels"] = channels(inside)
    fields["people"] = (*reporters, *_people(inside))
    fields["files"] = tuple(uploaded(record) for record in inside.records("uploadedFiles", "uploadedFile"))
    fields["texts"] = tuple(inside.texts("additionalInformations", "additionalInformation"))
    inside.rest()
    document.rest()
    return fields


def _status(document: Record) -> str | None:
    """NCMEC's own word, should the document carry it; anything else in its place is kept as unknown."""
    status = document.text("status", "reportStatus")
    if status and status.lower() not in _STATUSES:
        document.notes.unknown(document.where("status"), status)
        return None
    return status.lower() if status else None


def _summary(inside: Record) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for summary in inside.records("incidentSummary"):
        fields = {
            "incident_kind": summary.text("incidentType"),
            "platform": summary.text("platform"),
            "escalation": summary.text("escalateToHighPriority"),
            "annotations": tuple(summary.texts("reportAnnotations", "annotations")),
            "incident_at": summary.moment("incidentDateTime"),
            "incident_at_description": summary.text("incidentDateTimeDescription"),
        }
        summary.rest()
        break
    return fields


def _company(inside: Record) -> tuple[str | None, list[Person]]:
    for esp in inside.records("reportingEsp"):
        name = esp.text("espName", "companyName", "value")
        found = person(esp, Role.REPORTER)
        return name, [found] if found != Person(Role.REPORTER) else []
    return None, []


def _people(inside: Record) -> Iterator[Person]:
    for role, names in _PEOPLE:
        for record in inside.records(*names):
            yield person(record, role)
