"""What each form of delivery has room for: the rest of what a company knew is lost on the way."""

from __future__ import annotations

from msgspec.structs import replace

from vigie.report import nouns
from vigie.report.nouns import Role
from vigie.sample.delivery import NCMEC, Form

_ROW_FILES = 3
_ROW_DIGESTS = ("md5", "sha1", "sha256")


def left_of(report: nouns.Report, form: Form) -> nouns.Report:
    """The report as this form can tell it."""
    if form not in NCMEC:
        return _in_rows(report)
    return _in_police_json(report) if form is Form.POLICE_JSON else _in_xml(report)


def _in_xml(report: nouns.Report) -> nouns.Report:
    """The API has no word for occupations, access to children or NCMEC's own tags."""
    return replace(report, files=tuple(replace(file, tags=()) for file in report.files))


def _in_police_json(report: nouns.Report) -> nouns.Report:
    people = (replace(person, disabled_for_good=None, display_names=(), compromised=None) for person in report.people)
    files = (replace(file, exif_viewed=None, public=None) for file in report.files)
    return replace(report, people=tuple(people), files=tuple(files), batched=None, platform=None)


def _in_rows(report: nouns.Report) -> nouns.Report:
    people = tuple(_row_person(person) for person in report.having(Role.REPORTED)[:1])
    files = tuple(_row_file(file, report.report_id) for file in report.files[:_ROW_FILES])
    return replace(report, people=people, files=files, annotations=(), batched=None, platform=None, incident_at=None)


def _row_person(person: nouns.Person) -> nouns.Person:
    return nouns.Person(
        Role.REPORTED,
        emails=person.emails[:1],
        phones=person.phones[:1],
        service=person.service,
        identifier=person.identifier,
        screen_name=person.screen_name,
        sightings=person.sightings[:1],
        place=nouns.Place(country=person.place.country) if person.place else None,
    )


def _row_file(file: nouns.ReportedFile, report_id: nouns.ReportId) -> nouns.ReportedFile:
    """Files of all reports lie in one folder there, so that names begin with the report's number."""
    whole = file.name is None or file.name.startswith(report_id)
    name = file.name if whole else f"{report_id}-{file.name}"
    digests = tuple(one for one in file.hashes if one.kind in _ROW_DIGESTS)
    return nouns.ReportedFile(name=name, media_path=name, hashes=digests)
