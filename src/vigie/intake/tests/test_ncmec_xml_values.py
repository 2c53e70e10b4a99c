from __future__ import annotations

from datetime import UTC, datetime

import pytest

from vigie.intake.tests.received import remarks, report, xml, xml_report
from vigie.report.nouns import Sighting


def test_what_cannot_be_read_is_not_known_and_said() -> None:
    found = xml_report(
        "<personOrUserReported><personOrUserReportedPerson><age>twelve</age><dateOfBirth>03/02/1986</dateOfBirth>"
        "</personOrUserReportedPerson><compromisedAccount>perhaps</compromisedAccount>"
        "<ipCaptureEvent><ipAddress>203.0.113.7</ipAddress><dateTime>yesterday</dateTime><port>99999</port>"
        "</ipCaptureEvent></personOrUserReported>"
    )
    person = found.people[1]
    assert (person.age, person.born, person.compromised) == (None, None, None)
    assert person.sightings == (Sighting("203.0.113.7"),)
    said = remarks(found)
    root = "/report/personOrUserReported"
    assert "twelve" in said[f"{root}/personOrUserReportedPerson/age"]
    assert "03/02/1986" in said[f"{root}/personOrUserReportedPerson/dateOfBirth"]
    assert "perhaps" in said[f"{root}/compromisedAccount"]
    assert "yesterday" in said[f"{root}/ipCaptureEvent/dateTime"]
    assert "99999" in said[f"{root}/ipCaptureEvent/port"]


def test_a_bad_address_is_said_and_its_event_is_kept_whole() -> None:
    found = xml_report(
        "<personOrUserReported><ipCaptureEvent><ipAddress>203.0.113.777</ipAddress><eventName>Login</eventName>"
        "<dateTime>2026-01-02T03:04:05Z</dateTime></ipCaptureEvent></personOrUserReported>"
    )
    assert found.people[1].sightings == ()
    assert "203.0.113.777" in str(found.unread[0].what)
    assert "2026-01-02T03:04:05Z" in found.unknown[0].text


@pytest.mark.parametrize(
    ("written", "ip", "port"),
    [
        ("2001:DB8:0:0:0:0:0:7", "2001:db8::7", None),
        ("::ffff:203.0.113.7", "203.0.113.7", None),
        ("203.0.113.7:8080", "203.0.113.7", 8080),
        ("[2001:db8::7]:443", "2001:db8::7", 443),
        ("fe80::1%eth0", "fe80::1", None),
        (" 203.0.113.7 ", "203.0.113.7", None),
    ],
)
def test_an_address_is_told_in_its_canonical_spelling(written: str, ip: str, port: int | None) -> None:
    event = f"<ipCaptureEvent><ipAddress>{written}</ipAddress></ipCaptureEvent>"
    found = xml_report(f"<personOrUserReported>{event}</personOrUserReported>").people[1].sightings
    assert found == (Sighting(ip, port=port),)


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("2026-01-02T03:04:05Z", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("2026-01-02T03:04:05.5+02:00", datetime(2026, 1, 2, 1, 4, 5, 500_000, tzinfo=UTC)),
        ("2026-01-02 03:04:05 UTC", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("2026-12-31T24:00:00Z", datetime(2027, 1, 1, tzinfo=UTC)),
        ("2026-06-30T23:59:60Z", datetime(2026, 7, 1, tzinfo=UTC)),
        ("2026-01-02T03:04:05.123456789Z", datetime(2026, 1, 2, 3, 4, 5, 123_456, tzinfo=UTC)),
    ],
)
def test_times_become_utc(written: str, at: datetime) -> None:
    found = report({"900000001/report.xml": xml().replace(b"2026-01-02T03:04:05Z", written.encode())})
    assert found.incident_at == at
    assert not found.unread


def test_a_time_without_a_zone_is_read_as_utc_and_said() -> None:
    found = report({"900000001/report.xml": xml().replace(b"05Z", b"05")})
    assert found.incident_at == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert "zone" in str(found.unread[0].what)


@pytest.mark.parametrize(
    "written", ["2026-01-02", "2026-W01-1T00:00:00", "0001-01-01T00:00:00+10:00", "02/01/2026 03:04", ""]
)
def test_what_is_no_moment_is_not_made_one(written: str) -> None:
    found = report({"900000001/report.xml": xml().replace(b"2026-01-02T03:04:05Z", written.encode())})
    assert found.incident_at is None
    assert len(found.unread) == 1
