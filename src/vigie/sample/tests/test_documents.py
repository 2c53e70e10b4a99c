from __future__ import annotations

import csv
import io
import json
import tomllib
from collections import Counter
from typing import Any

import pytest
from lxml import etree

from vigie.sample.hotline_rows import COLUMNS
from vigie.sample.mapping import HEADINGS
from vigie.sample.tests.caseloads import sound_files, written

_PERSON = (
    "vehicleDescription espIdentifier espService compromisedAccount screenName displayName profileUrl profileBio "
    "ipCaptureEvent deviceId"
)
_LATER = "groupIdentifier accountTemporarilyDisabled accountPermanentlyDisabled estimatedLocation allEmailsReported"
_LAST = f"priorCTReports {_LATER} associatedAccount additionalInfo"
# What FORMATS says of the order of the elements; the server of the API refuses any other.
ORDER = {
    "report": "batchedReport incidentSummary internetDetails lawEnforcement reporter personOrUserReported "
    "intendedRecipient victim additionalInfo",
    "incidentSummary": "incidentType platform escalateToHighPriority reportAnnotations incidentDateTime "
    "incidentDateTimeDescription",
    "reporter": "reportingPerson contactPerson companyTemplate termsOfService legalURL",
    "personOrUserReported": f"personOrUserReportedPerson {_PERSON} thirdPartyUserReported {_LAST}",
    "intendedRecipient": f"intendedRecipientPerson {_PERSON} priorCTReports {_LATER} additionalInfo",
    "victim": f"victimPerson {_PERSON} schoolName {_LAST}",
    "personOrUserReportedPerson": "firstName lastName phone email address age dateOfBirth",
    "reportingPerson": "firstName lastName phone email address age dateOfBirth",
    "address": "address city zipCode state nonUsaState country",
    "ipCaptureEvent": "ipAddress eventName dateTime possibleProxy port",
    "estimatedLocation": "city region countryCode",
    "associatedAccount": "platform firstName phone email address espService espIdentifier profileUrl screenName",
    "chatImIncident": "chatClient chatRoomName content additionalInfo",
    "fileDetails": "reportId fileId fileName originalFileName uploadedToEspTimestamp locationOfFile fileViewedByEsp "
    "exifViewedByEsp publiclyAvailable fileRelevance potentialMeme fileAnnotations industryClassification "
    "originalFileHash ipCaptureEvent deviceId details additionalInfo",
}
ONCE = {
    "fileDetails": ("ipCaptureEvent", "fileAnnotations"),
    "report": ("incidentSummary", "reporter"),
    "internetDetails": (),
}


def _documents(ending: str) -> list[tuple[str, bytes]]:
    return [(name, content) for name, content in sound_files(written()) if name.endswith(ending)]


def _out_of_order(node: Any) -> list[str]:
    order = ORDER[node.tag].split()
    names = [child.tag for child in node]
    places = [order.index(name) for name in names]
    return [] if places == sorted(places) else names


def test_every_xml_document_is_in_the_order_of_the_schema() -> None:
    documents = _documents(".xml")
    assert len(documents) > 500
    wrong = [
        found
        for _, content in documents
        for node in etree.fromstring(content).iter(*ORDER)
        if (found := _out_of_order(node))
    ]
    assert wrong == []


@pytest.mark.parametrize("tag", sorted(ONCE))
def test_what_may_stand_once_stands_once(tag: str) -> None:
    nodes = [node for _, content in _documents(".xml") for node in etree.fromstring(content).iter(tag)]
    assert nodes
    assert [node for node in nodes for name in ONCE[tag] if len(node.findall(name)) > 1] == []
    if tag == "internetDetails":
        assert {len(node) for node in nodes} == {1}


def test_a_meme_is_said_in_one_way_or_the_other_never_both() -> None:
    details = [etree.fromstring(content) for name, content in _documents(".xml") if "filedetails" in name]
    assert any(node.find("potentialMeme") is not None for node in details)
    assert any(node.find("fileAnnotations") is not None for node in details)
    assert not any(
        node.find("potentialMeme") is not None and node.find("fileAnnotations") is not None for node in details
    )


def test_every_file_details_names_its_report() -> None:
    for name, content in _documents(".xml"):
        if "filedetails" in name:
            folder = name.split("/")[-2].removesuffix("-v2")
            assert etree.fromstring(content).findtext("reportId") == folder


def test_police_json_has_nulls_absences_and_byte_order_marks() -> None:
    documents = [content for _, content in _documents(".json") if b"reportedInformation" in content]
    assert len(documents) > 100
    assert 0.2 < sum(content.startswith(b"\xef\xbb\xbf") for content in documents) / len(documents) < 0.5
    read = [json.loads(content.decode("utf-8-sig")) for content in documents]
    people = [one["reportedInformation"].get("reportedPeople", "absent") for one in read]
    assert None in people
    assert "absent" in people
    tags = [one["reportedInformation"].get("uploadedFiles") or {"uploadedFiles": []} for one in read]
    groups = [(file.get("ncmecTags") or {"groups": []})["groups"] for one in tags for file in one["uploadedFiles"]]
    assert max(map(len, groups)) > 1


def test_rows_have_the_columns_of_their_mapping() -> None:
    tables = [content for name, content in _documents(".csv") if name.startswith("reports/hotline/reports-")]
    rows = [row for content in tables for row in csv.DictReader(io.StringIO(content.decode("utf-8")), delimiter=";")]
    assert len(rows) > 20
    assert all(tuple(row) == tuple(HEADINGS.values()) and row["Numéro"].startswith("HL-") for row in rows)
    assert max(Counter(row["Numéro"] for row in rows).values()) > 1
    mapping = tomllib.loads((written() / "reports/hotline/mapping.toml").read_text("utf-8"))
    assert set(mapping["columns"]) == set(COLUMNS)
    lines = [line for name, content in _documents(".ndjson") if "partner" in name for line in content.splitlines()]
    assert lines
    assert all(set(json.loads(line)) <= set(COLUMNS) for line in lines)


def test_a_bundle_has_the_printed_page_and_files_in_a_folder_for_each_class() -> None:
    names = [name for name, _ in sound_files(written()) if name.startswith("reports/bundles/")]
    assert any(name.endswith(".pdf") for name in names)
    assert any(name.split("/")[-1].startswith("chat-") and len(name.split("/")) == 6 for name in names)
