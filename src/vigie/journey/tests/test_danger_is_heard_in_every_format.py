"""The same danger is heard whatever the form in which it came: one field at a time, from bytes to rule."""

from __future__ import annotations

import json
from typing import Any

import pytest

from vigie import plugs
from vigie.intake.tests.received import report
from vigie.report.nouns import Report
from vigie.triage.examples import case
from vigie.triage.rule import Rule

RULES = plugs.find("vigie.triage.rules", Rule)
MEET = "He wants to meet."


def heard(told: Report) -> dict[str, float]:
    said = {name: rule.weigh(case(told)) for name, rule in RULES.items()}
    return {name: one.strength for name, one in said.items() if one is not None}


def louder(told: Report, plain: Report, rule: str) -> bool:
    return heard(told).get(rule, 0.0) > heard(plain).get(rule, 0.0)


# ---------------------------------------------------------------- what services submit (FORMATS 1)


def xml(
    summary: str = "", incident: str = "", suspect: str = "", more: str = "", law: str = "", file: str = ""
) -> Report:
    """An API report with its file's description; each argument stands where the schema puts it."""
    body = (
        "<report><incidentSummary><incidentType>Misleading Domain Name</incidentType>"
        f"{summary}<incidentDateTime>2026-01-02T03:04:05Z</incidentDateTime></incidentSummary>"
        f"<internetDetails>{incident or '<webPageIncident/>'}</internetDetails>{law}"
        "<reporter><reportingPerson><email>le@example.invalid</email></reportingPerson></reporter>"
        f"<personOrUserReported><espService>Example</espService>{suspect}</personOrUserReported>{more}</report>"
    )
    described = f"<fileDetails><reportId>900000001</reportId><fileId>f-1</fileId>{file}</fileDetails>"
    return report({"900000001/report.xml": body.encode(), "900000001/filedetails-1.xml": described.encode()})


MARKS = {"sextortion": "sextortion", "csamSolicitation": "enticement", "sadisticOnlineExploitation": "hands-on"}
FILES = {
    "possibleSelfProduction": "self-production", "physicalHarm": "hands-on", "violenceGore": "hands-on",
    "bestiality": "hands-on", "liveStreaming": "live-order", "infant": "hands-on",
}  # fmt: skip
LINKED = '<associatedAccount type="{kind}">{said}</associatedAccount>'
XML: list[tuple[str, dict[str, str], str]] = [
    *((f"annotation {m}", {"summary": f"<reportAnnotations><{m}/></reportAnnotations>"}, r) for m, r in MARKS.items()),
    *((f"file {m}", {"file": f"<fileAnnotations><{m}/></fileAnnotations>"}, rule) for m, rule in FILES.items()),
    ("escalation", {"summary": f"<escalateToHighPriority>{MEET}</escalateToHighPriority>"}, "danger-now"),
    ("its reason", {"summary": f"<escalateToHighPriority>{MEET}</escalateToHighPriority>"}, "meeting"),
    ("chat", {"incident": f"<chatImIncident><content>{MEET}</content></chatImIncident>"}, "meeting"),
    ("e-mail", {"incident": f"<emailIncident><content>{MEET}</content></emailIncident>"}, "meeting"),
    ("newsgroup", {"incident": f"<newsgroupIncident><content>{MEET}</content></newsgroupIncident>"}, "meeting"),
    ("game", {"incident": f"<onlineGamingIncident><content>{MEET}</content></onlineGamingIncident>"}, "meeting"),
    (
        "a game at all",
        {"incident": "<onlineGamingIncident><gameName>X</gameName></onlineGamingIncident>"},
        "enticement",
    ),
    (
        "phone",
        {"incident": f"<cellPhoneIncident><additionalInfo>{MEET}</additionalInfo></cellPhoneIncident>"},
        "meeting",
    ),
    ("offline", {"incident": "<nonInternetIncident><locationName>X</locationName></nonInternetIncident>"}, "hands-on"),
    ("p2p", {"incident": "<peer2peerIncident><fileNames>toddler.jpg</fileNames></peer2peerIncident>"}, "young-victim"),
    ("page", {"incident": f"<webPageIncident><additionalInfo>{MEET}</additionalInfo></webPageIncident>"}, "meeting"),
    ("police", {"law": "<lawEnforcement><agencyName>X</agencyName></lawEnforcement>"}, "danger-now"),
    ("bio", {"suspect": "<profileBio>teacher</profileBio>"}, "access"),
    ("their info", {"suspect": f"<additionalInfo>{MEET}</additionalInfo>"}, "meeting"),
    ("prior", {"suspect": "<priorCTReports>12345</priorCTReports>"}, "repeated"),
    (
        "told",
        {"suspect": '<accountPermanentlyDisabled userNotified="true">true</accountPermanentlyDisabled>'},
        "perishable",
    ),
    ("closed", {"suspect": "<accountTemporarilyDisabled>true</accountTemporarilyDisabled>"}, "perishable"),
    ("guardian", {"suspect": LINKED.format(kind="Parent/Guardian", said="<espIdentifier>2</espIdentifier>")}, "access"),
    ("linked", {"suspect": LINKED.format(kind="Linked", said="<additionalInfo>teacher</additionalInfo>")}, "access"),
    ("linked prior", {"suspect": LINKED.format(kind="Linked", said="<priorCTReport>9</priorCTReport>")}, "repeated"),
    ("device", {"suspect": "<deviceId><idType>IMEI</idType><idValue>0</idValue></deviceId>"}, "lead"),
    (
        "recipient's age",
        {
            "more": "<intendedRecipient><intendedRecipientPerson><age>11</age></intendedRecipientPerson>"
            "</intendedRecipient>"
        },
        "young-victim",
    ),
    ("victim", {"more": "<victim><victimPerson><age>6</age></victimPerson></victim>"}, "young-victim"),
    ("school", {"more": "<victim><victimPerson/><schoolName>X</schoolName></victim>"}, "victim-known"),
    ("victim's info", {"more": f"<victim><victimPerson/><additionalInfo>{MEET}</additionalInfo></victim>"}, "meeting"),
    ("report's info", {"more": f"<additionalInfo>{MEET}</additionalInfo>"}, "meeting"),
    ("an element nobody knows", {"more": f"<analystNote>{MEET}</analystNote>"}, "meeting"),
    ("class", {"file": "<industryClassification>A1</industryClassification>"}, "hands-on"),
    ("viewed", {"file": "<fileViewedByEsp>true</fileViewedByEsp>"}, "seen-by-company"),
    ("file's info", {"file": f"<additionalInfo>{MEET}</additionalInfo>"}, "meeting"),
    (
        "camera",
        {"file": '<details type="EXIF"><nameValuePair><name>Model</name><value>X</value></nameValuePair></details>'},
        "made-here",
    ),
]


@pytest.mark.parametrize(("where", "rule"), [(where, rule) for _, where, rule in XML], ids=[name for name, _, _ in XML])
def test_in_what_services_submit(where: dict[str, str], rule: str) -> None:
    assert louder(xml(**where), xml(), rule)


# ---------------------------------------------------------------- what police receive (FORMATS 2)


def delivered(
    person: dict[str, Any] | None = None, file: dict[str, Any] | None = None, inside: dict[str, Any] | None = None
) -> Report:
    told = {
        "incidentSummary": {"incidentType": "Misleading Domain Name", "incidentDateTime": "2026-01-02T03:04:05Z"},
        "reportedPeople": {"reportedPersons": [{"espUserId": "u-1", **(person or {})}]},
        "uploadedFiles": {"uploadedFiles": [{"filename": "a.bin", **(file or {})}]},
        **(inside or {}),
    }
    return report({"900000001/report.json": json.dumps({"reportId": 900000001, "reportedInformation": told}).encode()})


TAGS = {"groups": [{"tags": [{"value": "Other"}]}, {"tags": [{"value": "Other"}, {"value": "Infant/Toddler"}]}]}
CHILD = {"intendedRecipients": {"intendedRecipients": [{"approximateAge": "11"}]}}
JSON: list[tuple[str, dict[str, Any], str]] = [
    ("access to the child", {"person": {"accessToChildVictim": "Yes"}}, "access"),
    ("access, as a truth", {"person": {"accessToChildren": True}}, "access"),
    ("relationship", {"person": {"relationshipToChildVictim": "Uncle"}}, "access"),
    ("occupation", {"person": {"occupation": "School teacher"}}, "access"),
    ("convicted", {"person": {"convictedSexOffender": "Yes"}}, "convicted"),
    ("firearms", {"person": {"accessToFirearms": "Yes"}}, "firearms"),
    ("aware", {"person": {"awareOfReport": "Yes"}}, "perishable"),
    ("vehicle", {"person": {"vehicleDescription": "Blue van"}}, "lead"),
    ("contact", {"person": {"additionalContactInformation": MEET}}, "meeting"),
    ("their info", {"person": {"additionalInformations": [{"value": MEET}]}}, "meeting"),
    ("their age", {"person": {"approximateAge": 41}, "inside": CHILD}, "age-gap"),
    ("every group of tags", {"file": {"ncmecTags": TAGS}}, "hands-on"),
    ("class", {"file": {"industryClassification": "A1"}}, "hands-on"),
    ("file's info", {"file": {"additionalInformations": [{"value": MEET}]}}, "meeting"),
    ("recipient's age", {"inside": CHILD}, "young-victim"),
    ("info", {"inside": {"additionalInformations": [{"value": MEET}]}}, "meeting"),
    ("a key nobody knows", {"inside": {"sectionC": {"analysis": MEET}}}, "meeting"),
    ("a mail", {"inside": {"incidentDetails": {"emailIncident": [{"contents": [{"value": MEET}]}]}}}, "meeting"),
]


@pytest.mark.parametrize(
    ("where", "rule"), [(where, rule) for _, where, rule in JSON], ids=[name for name, _, _ in JSON]
)
def test_in_what_police_receive(where: dict[str, Any], rule: str) -> None:
    assert louder(delivered(**where), delivered(), rule)


# ---------------------------------------------------------------- tables of hotlines


def table(**columns: str) -> Report:
    heading = ["report_id", "company", *columns]
    cells = ["HX-1", "Example Hotline", *columns.values()]
    return report({"x/hotline.csv": f"{','.join(heading)}\n{','.join(cells)}\n".encode()})


CSV = [
    ("text", MEET, "meeting"),
    ("note", MEET, "meeting"),
    ("Remarks of the analyst", MEET, "meeting"),
    ("Description", MEET, "meeting"),
    ("kind", "grooming", "enticement"),
    ("kind", "Sextortion", "sextortion"),
    ("escalation", "Synthetic", "danger-now"),
    ("annotations", "sextortion", "sextortion"),
    ("occupation", "Teacher", "access"),
    ("relationship", "Uncle", "access"),
    ("access_to_children", "yes", "access"),
    ("convicted", "yes", "convicted"),
    ("victim_age", "7", "young-victim"),
    ("Victim age", "7", "young-victim"),
    ("recipient_age", "11", "young-victim"),
    ("victim_school", "Example", "victim-known"),
    ("file_annotations", "infant", "hands-on"),
    ("file_tags", "Self-generated", "self-production"),
    ("file_classification", "A1", "hands-on"),
    ("reporter_age", "12", "child-reporter"),
]


@pytest.mark.parametrize(("column", "cell", "rule"), CSV, ids=[f"{column} {cell}" for column, cell, _ in CSV])
def test_in_a_hotlines_table(column: str, cell: str, rule: str) -> None:
    plain = table(**{column: "", "text": "A page."} if column != "text" else {"note": "A page."})
    assert louder(table(**{column: cell, **({} if column == "text" else {"text": "A page."})}), plain, rule)
