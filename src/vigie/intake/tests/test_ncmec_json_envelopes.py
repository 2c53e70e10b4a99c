from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from vigie.intake.format import Unread
from vigie.intake.tests.police import PATH, person, told, written
from vigie.intake.tests.received import GIF, PNG, read, refusal, remarks, report
from vigie.report.nouns import Email, Report, Role

ENVELOPES = [
    {"emails": {"emails": [{"value": "a@example.invalid"}]}},
    {"emails": [{"value": "a@example.invalid"}]},
    {"emails": {"emails": {"emails": [{"value": "a@example.invalid"}]}}},
    {"emails": [{"emails": [{"value": "a@example.invalid"}]}]},
    {"emails": {"value": "a@example.invalid"}},
    {"emails": {"emails": {"value": "a@example.invalid"}}},
    {"emails": "a@example.invalid"},
    {"emails": ["a@example.invalid"]},
    {"emails": [None, {"value": "a@example.invalid"}, None]},
    {"emails": {"emails": [{"value": "a@example.invalid"}], "phones": None}},
]


@pytest.mark.parametrize("envelope", ENVELOPES, ids=str)
def test_an_envelope_may_be_there_doubled_or_missing(envelope: Mapping[str, Any]) -> None:
    assert person(**envelope).emails == (Email("a@example.invalid"),)


@pytest.mark.parametrize(
    "key",
    [
        "reportedPeople",
        "uploadedFiles",
        "incidentDetails",
        "incidentSummary",
        "reportingEsp",
        "intendedRecipients",
        "additionalInformations",
    ],
)
@pytest.mark.parametrize("nothing", [None, {}, [], {"uploadedFiles": None}, {"reportedPersons": []}, [None]], ids=str)
def test_anything_may_be_null_or_empty(key: str, nothing: Any) -> None:
    found = told(**{key: nothing})
    assert found.report_id == "900000001"
    assert not found.unread


def test_lists_may_stand_bare_where_an_envelope_is_usual() -> None:
    found = told(reportedPeople=[{"espUserId": "u"}], uploadedFiles=[{"filename": "a"}], additionalInformations=["x"])
    assert (found.people[0].identifier, found.files[0].name, found.texts) == ("u", "a", ("x",))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_byte_order_mark_and_wide_characters_are_understood(encoding: str) -> None:
    body = json.dumps({"reportId": 1, "reportedInformation": {"additionalInformations": ["é€😀"]}}, ensure_ascii=False)
    assert report({PATH: body.encode(encoding)}).texts == ("é€😀",)


def test_the_company_names_itself_and_its_person_is_the_reporter() -> None:
    found = told(reportingEsp={"espName": "Example ESP", "lastName": "Officer"})
    assert (found.company, found.people[0].role, found.people[0].last_name) == ("Example ESP", Role.REPORTER, "Officer")
    assert told(reportingEsp={"espName": "Example ESP", "lastName": None}).people == ()


def test_what_nobody_asked_for_is_kept_with_its_path() -> None:
    found = report(
        {PATH: written({"sectionC": {"analysis": "x"}, "reportedPeople": [{"shoeSize": 44}]}, urgency="E", empty=None)}
    )
    assert {(unknown.path, unknown.text) for unknown in found.unknown} == {
        ("reportedInformation[0].sectionC", '{"analysis": "x"}'),
        ("reportedInformation[0].reportedPeople[0].shoeSize", "44"),
        ("urgency", '"E"'),
    }


def test_a_key_that_stands_twice_is_said_and_its_first_value_kept() -> None:
    found = report({PATH: b'{"reportId": 1, "reportId": 2, "reportedInformation": {}}'})
    assert found.report_id == "2"
    assert "twice" in remarks(found)["reportId"]
    assert found.unknown[0].text == "1"


@pytest.mark.parametrize(
    ("path", "version"),
    [
        ("900000001-v2/report.json", 2),
        ("x/900000001-v10.json", 10),
        ("5/900000001.json", None),
        ("900000002-v2/report.json", None),
    ],
)
def test_the_path_tells_the_version_of_the_report_it_names(path: str, version: int | None) -> None:
    found = report({path: written({})})
    assert (found.report_id, found.declared_version) == ("900000001", version)


def test_several_reports_in_one_document_are_read_one_by_one() -> None:
    both = [
        {"reportId": 1, "reportedInformation": {"uploadedFiles": [{"filename": "a.png"}]}},
        7,
        {"reportId": 2, "reportedInformation": {}},
    ]
    one, bad, two, left = read({"x/report.json": json.dumps(both).encode(), "x/a.png": PNG, "x/b.gif": GIF})
    assert isinstance(one, Report) and isinstance(two, Report)
    assert (one.report_id, one.files[0].media_path, two.report_id, two.files) == ("1", "x/a.png", "2", ())
    assert isinstance(bad, Unread)
    assert isinstance(left, Unread)
    assert left.path == "x/b.gif"


def test_json_of_another_kind_is_refused() -> None:
    assert "JSON of another kind" in refusal({"a/data.json": b'{"value": []}'})
    assert "missing" in refusal({PATH: b'{"responseCode": 0, "reportId": 900000001}'})
    assert "missing" in refusal({PATH: b'{"other": {"reportId": 1}}'})


def test_the_envelope_of_the_report_itself_may_be_missing() -> None:
    found = report(
        {PATH: b'{"reportId": 1, "incidentSummary": {"incidentType": "x"}, "uploadedFiles": [{"filename": "f"}]}'}
    )
    assert (found.incident_kind, found.files[0].name) == ("x", "f")
