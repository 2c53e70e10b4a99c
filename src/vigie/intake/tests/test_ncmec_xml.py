from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from vigie.intake.tests.received import report, xml, xml_report
from vigie.report.nouns import Device, Disabled, Email, Phone, Place, Role

OVERSEAS = ["GP", "MQ", "GF", "RE", "YT", "PM", "WF", "PF", "NC", "BL", "MF", "TF", "FX"]
ODD = ["A1", "A2", "O1", "EU", "AP", "AN", "XK", ""]


def test_annotations_of_the_report_are_kept_even_when_new() -> None:
    written = "<reportAnnotations><sextortion/><informational/><somethingNew/></reportAnnotations>"
    assert xml_report(summary=written).annotations == ("sextortion", "informational", "somethingNew")


@pytest.mark.parametrize("code", OVERSEAS + ODD)
def test_every_country_code_is_kept_as_written(code: str) -> None:
    place = f"<estimatedLocation><countryCode>{code}</countryCode></estimatedLocation>"
    address = f"<address type='Home'><country>{code}</country></address>"
    named = f"<personOrUserReportedPerson>{address}</personOrUserReportedPerson>"
    person = xml_report(f"<personOrUserReported>{named}{place}</personOrUserReported>").people[1]
    assert person.place is not None
    assert person.place.country == code
    assert person.addresses[0].country == code


def test_escalation_is_its_reason_and_its_presence_alone_counts() -> None:
    assert xml_report().escalation is None
    assert xml_report(summary="<escalateToHighPriority>soon</escalateToHighPriority>").escalation == "soon"
    assert xml_report(summary="<escalateToHighPriority/>").escalation == "(no reason given)"
    denied = xml_report(summary="<escalateToHighPriority>false</escalateToHighPriority>")
    assert denied.escalation is None
    assert "false" in str(denied.unread[0].what)


def test_the_batch_and_its_reason_are_read() -> None:
    assert xml_report("<batchedReport reason='VIRAL_POTENTIAL_MEME'/>").batched == "VIRAL_POTENTIAL_MEME"
    assert xml_report("<batchedReport/>").batched == "(no reason given)"
    assert xml_report().batched is None


def test_a_person_is_read_whole() -> None:
    person = xml_report(
        "<personOrUserReported>"
        "<personOrUserReportedPerson><firstName>Ada</firstName><lastName>Example</lastName>"
        "<phone type='Mobile' verified='true' countryCallingCode='+33' extension='12'>600000000</phone>"
        "<email type='Home' verified='false'>ada@example.invalid</email><age>40</age>"
        "<dateOfBirth>1986-02-03</dateOfBirth></personOrUserReportedPerson>"
        "<vehicleDescription>blue</vehicleDescription><espIdentifier>u-1</espIdentifier><espService>Chat</espService>"
        "<compromisedAccount>false</compromisedAccount><screenName>ada</screenName><displayName>A</displayName>"
        "<displayName>B</displayName><profileUrl>https://example.invalid/ada</profileUrl><profileBio>bio</profileBio>"
        "<deviceId><idType>IMEI</idType><idValue>123</idValue><eventName>Login</eventName></deviceId>"
        "<thirdPartyUserReported>true</thirdPartyUserReported><priorCTReports>800000001</priorCTReports>"
        "<priorCTReports>800000002</priorCTReports><groupIdentifier>g</groupIdentifier>"
        "<accountTemporarilyDisabled disabledDate='2026-01-01T00:00:00Z' reenabledDate='2026-01-02T00:00:00Z'>true"
        "</accountTemporarilyDisabled>"
        "<accountPermanentlyDisabled userNotified='true' userNotifiedDate='2026-01-03T00:00:00+01:00'/>"
        "<estimatedLocation verified='true' timestamp='2026-01-02T03:04:05Z'><city>Lyon</city><region>ARA</region>"
        "<countryCode>fr</countryCode></estimatedLocation><allEmailsReported>true</allEmailsReported>"
        "<additionalInfo>note</additionalInfo></personOrUserReported>"
    ).people[1]
    assert (person.role, person.first_name, person.last_name, person.age) == (Role.REPORTED, "Ada", "Example", 40)
    assert person.born == date(1986, 2, 3)
    assert person.phones == (Phone("600000000 x12", True, "Mobile", "+33"),)
    assert person.emails == (Email("ada@example.invalid", False, "Home"),)
    assert (person.vehicle, person.identifier, person.service, person.compromised) == ("blue", "u-1", "Chat", False)
    assert (person.screen_name, person.display_names) == ("ada", ("A", "B"))
    assert (person.profile_urls, person.bio, person.group) == (("https://example.invalid/ada",), "bio", "g")
    assert person.devices == (Device("IMEI", "123", "login"),)
    assert (person.third_party, person.prior_reports) == (True, ("800000001", "800000002"))
    assert person.disabled_for_a_time == Disabled(
        True, datetime(2026, 1, 1, tzinfo=UTC), reenabled_at=datetime(2026, 1, 2, tzinfo=UTC)
    )
    assert person.disabled_for_good == Disabled(
        True, user_notified=True, user_notified_at=datetime(2026, 1, 2, 23, tzinfo=UTC)
    )
    assert person.place == Place("Lyon", "ARA", "FR", True, datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    assert (person.all_emails_reported, person.texts) == (True, ("note",))


def test_victims_recipients_and_associated_accounts_are_people_in_their_roles() -> None:
    people = xml_report(
        "<personOrUserReported><espIdentifier>u</espIdentifier><associatedAccount type='Linked'>"
        "<platform thirdPartyUser='true'>Other</platform><approximateAge>30</approximateAge>"
        "<espService>Own</espService>"
        "<espIdentifier>o-1</espIdentifier><priorCTReport>7</priorCTReport></associatedAccount></personOrUserReported>"
        "<intendedRecipient><intendedRecipientPerson><age>13</age></intendedRecipientPerson>"
        "<additionalInfo>1</additionalInfo><additionalInfo>2</additionalInfo></intendedRecipient>"
        "<victim><victimPerson><firstName>V</firstName></victimPerson><schoolName>School</schoolName></victim>"
    ).people
    assert [person.role for person in people] == [
        Role.REPORTER,
        Role.REPORTED,
        Role.ASSOCIATED,
        Role.RECIPIENT,
        Role.VICTIM,
    ]
    _, _, associated, recipient, victim = people
    assert (associated.association, associated.service, associated.identifier) == ("Linked", "Other", "o-1")
    assert (associated.third_party, associated.age, associated.prior_reports) == (True, 30, ("7",))
    assert associated.texts == ("espService: Own",)
    assert (recipient.age, recipient.texts) == (13, ("1", "2"))
    assert (victim.first_name, victim.school) == ("V", "School")


def test_every_kind_of_incident_is_a_channel() -> None:
    channels = xml_report(
        "<internetDetails><webPageIncident thirdPartyHostedContent='true'><url>https://a.invalid</url>"
        "<url>https://b.invalid</url><additionalInfo>w</additionalInfo></webPageIncident></internetDetails>"
        "<internetDetails><emailIncident><emailAddress>a@example.invalid</emailAddress><content>c</content>"
        "</emailIncident></internetDetails>"
        "<internetDetails><newsgroupIncident><name>n</name></newsgroupIncident></internetDetails>"
        "<internetDetails><chatImIncident><chatClient>c</chatClient><chatRoomName>r</chatRoomName></chatImIncident>"
        "</internetDetails>"
        "<internetDetails><onlineGamingIncident><gameName>g</gameName><console>k</console></onlineGamingIncident>"
        "</internetDetails>"
        "<internetDetails><cellPhoneIncident><phoneNumber>1</phoneNumber><latitude>48.85</latitude>"
        "<longitude>2.35</longitude></cellPhoneIncident></internetDetails>"
        "<internetDetails><nonInternetIncident><locationName>l</locationName><incidentAddress><city>Lyon</city>"
        "</incidentAddress></nonInternetIncident></internetDetails>"
        "<internetDetails><peer2peerIncident><client>p</client><ipCaptureEvent><ipAddress>192.0.2.1</ipAddress>"
        "</ipCaptureEvent><fileNames>f</fileNames></peer2peerIncident></internetDetails>"
    ).channels
    kinds = ["webpage", "email", "newsgroup", "chat", "game", "phone", "offline", "p2p"]
    assert [channel.kind for channel in channels] == kinds
    web, mail, news, chat, game, phone, offline, p2p = channels
    assert (web.urls, web.third_party, web.texts) == (("https://a.invalid", "https://b.invalid"), True, ("w",))
    assert (mail.emails[0].value, mail.texts, news.name) == ("a@example.invalid", ("c",), "n")
    assert (chat.name, chat.room, game.name, game.texts) == ("c", "r", "g", ("Console: k",))
    assert (phone.phones[0].value, phone.latitude, phone.longitude) == ("1", 48.85, 2.35)
    assert (offline.name, offline.addresses[0].city) == ("l", "Lyon")
    assert (p2p.name, p2p.sightings[0].ip, p2p.file_names) == ("p", "192.0.2.1", "f")


def test_another_agency_is_read_with_the_country_of_its_legal_process() -> None:
    found = xml_report(
        "<lawEnforcement><agencyName>Agency</agencyName><caseNumber>12</caseNumber><officerContact><lastName>O</lastName>"
        "</officerContact><reportedToLe>true</reportedToLe><servedLegalProcessDomestic>false</servedLegalProcessDomestic>"
        "<servedLegalProcessInternational fleaCountry='be'>true</servedLegalProcessInternational></lawEnforcement>"
    )
    law = found.law_enforcement
    assert law is not None
    assert (law.agency, law.case_number, law.reported) == ("Agency", "12", True)
    assert (law.legal_process_domestic, law.legal_process_international, law.country) == (False, True, "BE")
    assert found.unknown[0].path == "/report/lawEnforcement/officerContact"
    assert "<lastName>O</lastName>" in found.unknown[0].text


def test_a_companys_template_is_boilerplate_and_not_evidence() -> None:
    body = xml().replace(
        b"</reporter>",
        b"<companyTemplate>T</companyTemplate><termsOfService>S</termsOfService>"
        b"<legalURL>https://e.invalid</legalURL></reporter>",
    )
    found = report({"900000001/report.xml": body})
    assert found.boilerplate == ("T", "S", "https://e.invalid")
    assert found.texts == ()


def test_the_order_of_elements_does_not_matter() -> None:
    ordered = xml("<victim><victimPerson/></victim><additionalInfo>x</additionalInfo>")
    inside = ordered.removeprefix(b"<report>").removesuffix(b"</report>")
    summary, rest = inside.split(b"</incidentSummary>")
    reversed_ = b"<report>" + rest + summary + b"</incidentSummary></report>"
    assert report({"900000001/report.xml": reversed_}) == report({"900000001/report.xml": ordered})


def test_namespaces_do_not_matter() -> None:
    plain = xml("<personOrUserReported><screenName>s</screenName></personOrUserReported>")
    default = plain.replace(b"<report>", b"<report xmlns='https://example.invalid/ct'>")
    prefixed = plain.replace(b"</", b"</c:").replace(b"<", b"<c:").replace(b"<c:/c:", b"</c:")
    prefixed = prefixed.replace(b"<c:report>", b"<c:report xmlns:c='https://example.invalid/ct'>", 1)
    expected = report({"900000001/report.xml": plain})
    assert report({"900000001/report.xml": default}) == expected
    assert report({"900000001/report.xml": prefixed}) == expected


def test_what_nobody_knows_is_kept_as_it_came() -> None:
    found = xml_report(
        "<newElement when='now'>text</newElement><personOrUserReported><screenName>a</screenName>"
        "<screenName>b</screenName><shoeSize>44</shoeSize></personOrUserReported>"
    )
    assert {(unknown.path, unknown.text) for unknown in found.unknown} == {
        ("/report/newElement", '<newElement when="now">text</newElement>'),
        ("/report/personOrUserReported/screenName[2]", "b"),
        ("/report/personOrUserReported/shoeSize", "44"),
    }
    assert found.people[1].screen_name == "a"
