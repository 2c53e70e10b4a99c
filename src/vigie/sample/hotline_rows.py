"""Writes a report as a hotline's or a partner's rows: few columns, a row for each file."""

from __future__ import annotations

from vigie.report import nouns
from vigie.report.nouns import Role
from vigie.sample.ncmec_xml import moment

COLUMNS = (
    "report_id",
    "received",
    "company",
    "kind",
    "url",
    "email",
    "phone",
    "ip",
    "ip_time",
    "port",
    "account",
    "service",
    "screen_name",
    "country",
    "text",
    "file_md5",
    "file_sha1",
    "file_sha256",
    "file_name",
)


def _file(file: nouns.ReportedFile | None) -> dict[str, str | None]:
    if file is None:
        return {}
    digests = {one.kind: one.value for one in file.hashes}
    return {"file_name": file.name, **{f"file_{kind}": digests.get(kind) for kind in ("md5", "sha1", "sha256")}}


def _person(person: nouns.Person | None) -> dict[str, str | None]:
    if person is None:
        return {}
    seen = person.sightings[0] if person.sightings else None
    return {
        "email": person.emails[0].value if person.emails else None,
        "phone": person.phones[0].value if person.phones else None,
        "ip": seen.ip if seen else None,
        "ip_time": moment(seen.at) if seen else None,
        "port": str(seen.port) if seen and seen.port else None,
        "account": person.identifier,
        "service": person.service,
        "screen_name": person.screen_name,
        "country": person.place.country if person.place else None,
    }


def rows(report: nouns.Report) -> list[dict[str, str]]:
    """The filled columns: a row for each file, of which the first says everything else too."""
    reported = report.having(Role.REPORTED)
    urls = [url for channel in report.channels for url in channel.urls]
    texts = (*report.texts, *((report.escalation,) if report.escalation else ()), *report.boilerplate)
    cells: dict[str, str | None] = {
        "report_id": report.report_id,
        "received": moment(report.sent_at),
        "company": report.company,
        "kind": report.incident_kind,
        "url": urls[0] if urls else None,
        "text": " | ".join(texts) or None,
        **_person(reported[0] if reported else None),
        **_file(report.files[0] if report.files else None),
    }
    more: list[dict[str, str | None]] = [{"report_id": report.report_id, **_file(file)} for file in report.files[1:]]
    return [_filled(one) for one in (cells, *more)]


def _filled(cells: dict[str, str | None]) -> dict[str, str]:
    return {name: value for name in COLUMNS if (value := cells.get(name))}
