from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from vigie.intake.tests.police import PATH, file, person, told, written
from vigie.intake.tests.received import report
from vigie.report.nouns import Address, Device, Email, Hash, Phone, Role, Sighting

PERSON: Mapping[str, Any] = {
    "firstName": "Ada", "middleName": "B", "lastName": "Example", "dateOfBirth": "1986-02-03T00:00:00Z",
    "approximateAge": "40", "gender": "female", "screenName": {"value": "ada"}, "espService": "Chat",
    "emails": {"emails": [{"value": "a@example.invalid", "verified": True},
                          {"value": "b@example.invalid", "verified": None}]},
    "phones": {"phones": [{"value": "+33000000000", "verified": False}]},
    "addresses": {"addresses": [{"street1": "1 road", "street2": "door 2", "city": "Lyon", "state": "ARA",
                                 "postalCode": "69001", "country": "fr"},
                                {"street1": "", "city": "", "country": ""}]},
    "relationshipToChildVictim": "father", "accessToChildVictim": True, "accessToChildren": "yes, teaches",
    "accessToFirearms": False, "convictedSexOffender": "unknown", "awareOfReport": "no", "occupation": "teacher",
    "vehicleDescription": "blue", "additionalContactInformation": "by post",
    "additionalInformations": [{"value": "free"}, {"value": {"report_surface": "chat"}}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("said", "viewed"),
    [(True, True), (False, False), (None, None), ("true", True), ("No", False), ("No Information Provided", None)],
)
def test_viewed_has_three_values(said: Any, viewed: bool | None) -> None:
    assert file(viewedByEsp=said).viewed is viewed


def test_viewed_is_not_known_when_nobody_speaks_of_it() -> None:
    assert file().viewed is None


def test_every_tag_of_every_group_is_read() -> None:
    groups = [{"tags": [{"value": "a"}, {"value": "b"}]}, {"tags": []}, {"tags": None}, {"tags": [{"value": "c"}, "d"]}]
    assert file(ncmecTags={"groups": groups}).tags == ("a", "b", "c", "d")
    assert file(ncmecTags={"groups": {"groups": groups}}).tags == ("a", "b", "c", "d")
    assert file(ncmecTags=groups).tags == ("a", "b", "c", "d")
    assert file(ncmecTags=None).tags == ()


@pytest.mark.parametrize("event", ["UPLOAD", "Upload", "upload"])
@pytest.mark.parametrize("kind", ["IP Address", "Login IP", "IPv6 Address", "ipAddress", "IP"])
def test_addresses_are_known_by_their_kind_and_events_whatever_their_case(event: str, kind: str) -> None:
    capture = {
        "captureType": kind,
        "value": "203.0.113.7",
        "eventName": event,
        "port": "443",
        "dateTime": "2026-01-02T03:04:05Z",
        "possibleProxy": False,
    }
    found = file(sourceInformation={"sourceCaptures": [capture]})
    assert found.sightings == (
        Sighting("203.0.113.7", "upload", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), 443, False),
    )


def test_captures_of_other_kinds_are_sorted_and_the_rest_kept() -> None:
    kinds = {
        "Profile URL": "https://e.invalid/u",
        "IMEI": "1",
        "Email Address": "b@example.invalid",
        "Phone": "2",
        "ZIP Code": "69001",
        "Shoe size": "44",
    }
    captures = [{"captureType": kind, "value": value} for kind, value in kinds.items()]
    found = told(reportedPeople=[{"sourceInformation": {"sourceCaptures": captures}}])
    (one,) = found.people
    assert (one.profile_urls, one.devices) == (("https://e.invalid/u",), (Device("IMEI", "1"),))
    assert (one.emails, one.phones) == ((Email("b@example.invalid"),), (Phone("2"),))
    assert [unknown.text for unknown in found.unknown] == ["ZIP Code: 69001", "Shoe size: 44"]
    assert not found.unread


def test_a_bad_address_is_said_and_kept() -> None:
    found = told(
        reportedPeople=[{"sourceInformation": {"sourceCaptures": [{"captureType": "IP", "value": "nowhere"}]}}]
    )
    assert found.people[0].sightings == ()
    assert "nowhere" in str(found.unread[0].what)
    assert found.unknown[0].text == "IP: nowhere"


def test_a_person_is_read_whole() -> None:
    one = person(**PERSON)
    assert (one.role, one.first_name, one.middle_name, one.last_name) == (Role.REPORTED, "Ada", "B", "Example")
    assert (str(one.born), one.age, one.gender, one.screen_name) == ("1986-02-03", 40, "female", "ada")
    assert (one.identifier, one.service) == ("u", "Chat")
    assert one.emails == (Email("a@example.invalid", True), Email("b@example.invalid"))
    assert one.phones == (Phone("+33000000000", False),)
    assert one.addresses == (Address("1 road, door 2", "Lyon", "69001", "ARA", "FR"),)
    assert (one.relationship, one.access_to_victim, one.access_to_children) == ("father", "yes", "yes, teaches")
    assert (one.access_to_firearms, one.convicted, one.aware_of_report) == ("no", "unknown", "no")
    assert (one.occupation, one.vehicle) == ("teacher", "blue")
    assert one.texts == ("by post", "free", '{"report_surface": "chat"}')


def test_recipients_and_victims_are_people_in_their_roles() -> None:
    found = told(intendedRecipients={"intendedRecipients": [{"espUserId": "r"}]}, victims=[{"approximateAge": 9}])
    assert [(one.role, one.identifier, one.age) for one in found.people] == [
        (Role.RECIPIENT, "r", None),
        (Role.VICTIM, None, 9),
    ]


def test_a_file_is_read_whole() -> None:
    one = file(
        originalFilename="o.png",
        submittalId="s",
        verificationHash="D41D8CD98F00B204E9800998ECF8427E",
        industryClassification="B2",
        publiclyAvailable="true",
        espMetadata={
            "metadatas": [
                {"name": "Upload Date and Time", "value": "2026-01-02T03:04:05Z"},
                {"name": "viral", "value": "true"},
            ]
        },
        sourceInformation={"sourceCaptures": [{"captureType": "URL", "value": "https://e.invalid/f"}]},
        additionalInformations=[{"value": "free"}],
    )
    assert (one.original_name, one.file_id, one.classification, one.public) == ("o.png", "s", "B2", True)
    assert one.hashes == (Hash("md5", "d41d8cd98f00b204e9800998ecf8427e"),)
    assert one.uploaded_at == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert [(detail.group, detail.name) for detail in one.details] == [
        ("ESP", "Upload Date and Time"),
        ("ESP", "viral"),
    ]
    assert (one.annotations, one.url, one.texts) == (("viral",), "https://e.invalid/f", ("free",))


@pytest.mark.parametrize(("digits", "kind"), [(32, "md5"), (40, "sha1"), (64, "sha256")])
def test_the_length_of_a_verification_hash_tells_its_kind(digits: int, kind: str) -> None:
    assert file(verificationHash="a" * digits).hashes == (Hash(kind, "a" * digits),)


def test_a_verification_hash_of_no_kind_is_said() -> None:
    found = told(uploadedFiles=[{"verificationHash": "abc"}])
    assert found.files[0].hashes == ()
    assert "abc" in str(found.unread[0].what)


def test_incidents_are_channels() -> None:
    found = told(
        incidentDetails={
            "webpageIncident": [
                {
                    "sourceInformation": {"sourceCaptures": [{"captureType": "URL", "value": "https://e.invalid"}]},
                    "additionalInformations": [{"value": "Type: page"}],
                }
            ],
            "emailIncident": [{"contents": [{"value": "From: a\nTo: b"}]}],
            "chatImIncident": {"chatClient": "Example", "chatRoomName": None},
        }
    )
    web, mail, chat = found.channels
    assert (web.kind, web.urls, web.texts) == ("webpage", ("https://e.invalid",), ("Type: page",))
    assert (mail.kind, mail.texts, chat.kind, chat.name) == ("email", ("From: a\nTo: b",), "chat", "Example")


@pytest.mark.parametrize(
    ("said", "status"), [("Referral", "referral"), ("INFORMATIONAL", "informational"), (None, None)]
)
def test_ncmecs_own_word_is_the_status(said: str | None, status: str | None) -> None:
    assert report({PATH: written({}, status=said)}).status == status
