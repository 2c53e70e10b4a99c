from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from vigie.intake.format import Unread
from vigie.intake.tests.received import PNG, details, read, refusal, remarks, report, xml, xml_report
from vigie.report.nouns import Device, Disabled, Email, Hash, Phone, Place, Report, Role, Sighting

OVERSEAS = ["GP", "MQ", "GF", "RE", "YT", "PM", "WF", "PF", "NC", "BL", "MF", "TF", "FX"]
ODD = ["A1", "A2", "O1", "EU", "AP", "AN", "XK", ""]
FLAGS = [
    "animeDrawingVirtualHentai",
    "potentialMeme",
    "viral",
    "possibleSelfProduction",
    "physicalHarm",
    "violenceGore",
    "bestiality",
    "liveStreaming",
    "infant",
    "generativeAi",
]


def _file(more: str) -> Report:
    return report({"900000001/report.xml": xml(), "900000001/filedetails-1.xml": details("900000001", "a.png", more)})


@pytest.mark.parametrize("flag", FLAGS)
@pytest.mark.parametrize("written", ["<{0}/>", "<{0}></{0}>", "<{0}>true</{0}>", "<{0}>1</{0}>"])
def test_a_flag_that_is_present_is_true(flag: str, written: str) -> None:
    found = _file(f"<fileAnnotations>{written.format(flag)}</fileAnnotations>").files[0]
    assert found.annotations == (flag,)


def test_a_flag_that_says_false_is_not_set_though_the_schema_forbids_it() -> None:
    found = _file("<fileAnnotations><viral>false</viral><infant/></fileAnnotations>").files[0]
    assert found.annotations == ("infant",)


def test_a_meme_is_a_flag_outside_the_annotations_too() -> None:
    assert _file("<potentialMeme>true</potentialMeme>").files[0].annotations == ("potentialMeme",)
    assert _file("<potentialMeme/>").files[0].annotations == ("potentialMeme",)
    assert _file("<potentialMeme>false</potentialMeme>").files[0].annotations == ()


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


def test_a_files_description_is_read_whole() -> None:
    found = _file(
        "<fileId>f-1</fileId><originalFileName>o.png</originalFileName>"
        "<uploadedToEspTimestamp>2026-01-01T00:00:00Z</uploadedToEspTimestamp>"
        "<locationOfFile>https://example.invalid/f</locationOfFile><fileViewedByEsp>true</fileViewedByEsp>"
        "<exifViewedByEsp>false</exifViewedByEsp><publiclyAvailable>true</publiclyAvailable>"
        "<fileRelevance>Supplemental Reported</fileRelevance><industryClassification>A1</industryClassification>"
        "<originalFileHash hashType='SHA-1'>DA39A3EE5E6B4B0D3255BFEF95601890AFD80709</originalFileHash>"
        "<originalFileHash hashType='PhotoDNA'>AbC=</originalFileHash>"
        "<ipCaptureEvent><ipAddress>192.0.2.1</ipAddress><eventName>Upload</eventName></ipCaptureEvent>"
        "<ipCaptureEvent><ipAddress>192.0.2.2</ipAddress></ipCaptureEvent>"
        "<details type='EXIF'><nameValuePair><name>Make</name><value>Synthetic</value></nameValuePair></details>"
        "<details type='HASH'><nameValuePair><name>MD5</name><value>d41d8cd98f00b204e9800998ecf8427e</value>"
        "</nameValuePair></details><additionalInfo>x</additionalInfo><additionalInfo>y</additionalInfo>"
    ).files[0]
    assert (found.file_id, found.name, found.original_name) == ("f-1", "a.png", "o.png")
    assert found.uploaded_at == datetime(2026, 1, 1, tzinfo=UTC)
    assert (found.url, found.viewed, found.exif_viewed, found.public) == (
        "https://example.invalid/f",
        True,
        False,
        True,
    )
    assert (found.relevance, found.classification) == ("Supplemental Reported", "A1")
    assert found.hashes == (
        Hash("sha1", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
        Hash("photodna", "AbC="),
        Hash("md5", "d41d8cd98f00b204e9800998ecf8427e"),
    )
    assert found.sightings == (Sighting("192.0.2.1", "upload"), Sighting("192.0.2.2"))
    assert [(detail.group, detail.name) for detail in found.details] == [("EXIF", "Make"), ("HASH", "MD5")]
    assert found.texts == ("x", "y")


def test_a_file_is_reported_unless_it_says_supplemental() -> None:
    assert _file("").files[0].relevance == "Reported"


@pytest.mark.parametrize(
    ("kind", "written", "read_as"),
    [
        ("MD5", "1B2M2Y8AsgTpgAmY7PhCfg==", Hash("md5", "d41d8cd98f00b204e9800998ecf8427e")),
        ("SHA1", "3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ", Hash("sha1", "da39a3ee5e6b4b0d3255bfef95601890afd80709")),
        ("md5sum", "anything", Hash("md5sum", "anything")),
    ],
)
def test_digests_are_read_in_the_spellings_senders_use(kind: str, written: str, read_as: Hash) -> None:
    assert _file(f"<originalFileHash hashType='{kind}'>{written}</originalFileHash>").files[0].hashes == (read_as,)


def test_a_digest_that_is_none_is_said() -> None:
    found = _file("<originalFileHash hashType='MD5'>zz</originalFileHash>")
    assert found.files[0].hashes == ()
    assert "zz" in str(found.unread[0].what)


def test_a_broken_description_does_not_take_the_report_down() -> None:
    items = read(
        {
            "900000001/report.xml": xml(),
            "900000001/filedetails-1.xml": b"<fileDetails><reportId>900000001</rep",
            "900000001/filedetails-2.xml": details("900000001", "a.png"),
            "900000001/a.png": PNG,
        }
    )
    first, second = items
    assert isinstance(first, Report)
    assert [file.name for file in first.files] == ["a.png"]
    assert first.unread[0].where == "filedetails-1.xml"
    assert isinstance(second, Unread)
    assert (second.path, second.whole) == ("900000001/filedetails-1.xml", False)


@pytest.mark.parametrize(
    ("path", "report_id", "version"),
    [
        ("900000001/report.xml", "900000001", None),
        ("x/900000001-v2/report.xml", "900000001", 2),
        ("x/CT-900000001/report.xml", "900000001", None),
        ("batch/900000001.xml", "900000001", None),
        ("batch/900000001-v3.xml", "900000001", 3),
        ("900000001-v2/900000001.xml", "900000001", 2),
        ("20261122/900000001.xml", "900000001", None),
        ("900000001.zip/report.xml", "900000001", None),
    ],
)
def test_the_path_tells_the_report(path: str, report_id: str, version: int | None) -> None:
    found = report({path: xml()})
    assert (found.report_id, found.declared_version) == (report_id, version)


def test_a_report_that_nothing_names_is_named_after_its_bytes() -> None:
    one, again, other = report({"a/b.xml": xml()}), report({"c/d.xml": xml()}), report({"a/b.xml": xml("<victim/>")})
    assert one.report_id.startswith("x-")
    assert len(one.report_id) == 18
    assert one.report_id == again.report_id != other.report_id


def test_the_descriptions_tell_the_report_before_its_folder_does() -> None:
    found = report({"20261122/report.xml": xml(), "20261122/filedetails-1.xml": details("900000007", "a.png")})
    assert (found.report_id, found.declared_version) == ("900000007", None)


def test_an_id_in_the_document_itself_goes_before_all() -> None:
    assert report({"20261122/report.xml": xml("<reportId>900000005</reportId>")}).report_id == "900000005"


def test_a_description_of_another_report_is_said() -> None:
    found = report(
        {
            "900000001/report.xml": xml(),
            "900000001/filedetails-1.xml": details("900000002", "a.png"),
            "900000001/filedetails-2.xml": details("900000001", "b.png"),
        }
    )
    assert found.report_id == "900000001"
    assert "900000002" in str(found.unread[0].what)


@pytest.mark.parametrize(
    ("body", "company"),
    [
        (xml(reporter="<email>reports@trust.example.invalid</email>"), "example.invalid"),
        (xml(reporter="<email>a@example.co.uk</email>"), "example.co.uk"),
        (xml(reporter="<firstName>Example Chat</firstName><email>a@example-chat.com</email>"), "Example Chat"),
        (xml(reporter="<firstName>Ada</firstName><email>a@example-chat.com</email>"), "example-chat.com"),
        (xml(reporter="<email>someone@gmail.com</email>", summary="<platform>Example Chat</platform>"), "Example Chat"),
        (
            xml(reporter="").replace(b"</reporter>", b"<legalURL>https://www.example.org/legal</legalURL></reporter>"),
            "example.org",
        ),
        (xml("<personOrUserReported><espService>Service</espService></personOrUserReported>", reporter=""), "Service"),
        (xml(reporter="<firstName>Trust</firstName><lastName>Team</lastName>"), "Trust Team"),
        (xml(reporter=""), None),
    ],
)
def test_the_company_is_told_by_what_changes_least(body: bytes, company: str | None) -> None:
    assert report({"900000001/report.xml": body}).company == company


def test_xml_of_another_kind_is_refused_by_name() -> None:
    assert "somethingElse" in refusal({"a/report.xml": b"<somethingElse/>"})
