from __future__ import annotations

import json
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from vigie.intake.changes import Change, changes, digest
from vigie.intake.tests.received import GIF, PNG, details, report, xml
from vigie.report.nouns import Email, Person, Report, ReportedFile, ReportId, Role, SourceName

BASE = Report(
    source=SourceName("ncmec"),
    report_id=ReportId("1"),
    format="ncmec-xml/1",
    people=(Person(Role.REPORTED, emails=(Email("a@example.invalid"),)), Person(Role.VICTIM, age=12)),
    files=(ReportedFile(name="a"), ReportedFile(name="b")),
    texts=("x",),
)


def test_the_same_telling_has_the_same_digest_whatever_its_blanks() -> None:
    tight = xml("<personOrUserReported><screenName>s</screenName></personOrUserReported>")
    loose = tight.replace(b"><", b">\n  <")
    one, two = report({"900000001/report.xml": tight}), report({"900000001/report.xml": loose})
    assert digest(one) == digest(two)
    assert changes(one, two) == ()


def test_the_order_of_keys_does_not_change_a_digest() -> None:
    told = {"additionalInformations": ["x"], "reportingEsp": {"espName": "E"}}
    one = {"reportId": 1, "dateReceived": "2026-01-03T00:00:00Z", "reportedInformation": told}
    two = dict(reversed(one.items()))
    here = report({"a/report.json": json.dumps(one).encode()})
    there = report({"b/report.json": json.dumps(two, indent=2).encode()})
    assert digest(here) == digest(there)


def test_where_media_lay_does_not_change_a_digest_and_what_they_are_does() -> None:
    def received(folder: str, content: bytes) -> Report:
        place = f"{folder}/900000001"
        described = details("900000001", "a.png")
        files = {f"{place}/report.xml": xml(), f"{place}/filedetails-1.xml": described, f"{place}/a.png": content}
        return report({**files, f"{place}/extra.gif": GIF})

    assert digest(received("here", PNG)) == digest(received("there/deep", PNG))
    assert digest(received("here", PNG)) != digest(received("here", PNG + b"x"))


def test_a_declared_version_and_a_better_reader_are_no_changes() -> None:
    other = replace(BASE, format="ncmec-xml/2", declared_version=2)
    assert digest(other) == digest(BASE)
    assert changes(BASE, other) == ()


def test_a_change_says_where_and_from_what_to_what() -> None:
    person = replace(BASE.people[0], emails=(Email("b@example.invalid"),))
    after = replace(BASE, people=(person, BASE.people[1]), incident_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert changes(BASE, after) == (
        Change("incident_at", "", '"2026-01-01T00:00:00Z"'),
        Change("people[0].emails[0].value", '"a@example.invalid"', '"b@example.invalid"'),
    )


def test_something_put_first_is_one_change_and_not_a_shift_of_all() -> None:
    after = replace(BASE, files=(ReportedFile(name="new"), *BASE.files))
    assert changes(BASE, after) == (Change("files[0]", "", '{"name":"new"}'),)
    assert changes(after, BASE) == (Change("files[0]", '{"name":"new"}', ""),)


def test_a_long_value_is_shortened() -> None:
    (change,) = changes(BASE, replace(BASE, texts=("y" * 5000,)))
    assert len(change.after) == 200


def test_very_long_lists_are_compared_in_reasonable_time() -> None:
    many = tuple(ReportedFile(name=str(number)) for number in range(20_000))
    found = changes(replace(BASE, files=many), replace(BASE, files=(*many[1:], many[0])))
    assert len(found) == 20_000


_REPORTS = st.builds(
    lambda texts, files, company: replace(
        BASE, texts=tuple(texts), files=tuple(ReportedFile(name=name) for name in files), company=company
    ),
    st.lists(st.text(max_size=3), max_size=4),
    st.lists(st.sampled_from("abcd"), max_size=4),
    st.none() | st.text(max_size=2),
)


@settings(max_examples=50)
@given(before=_REPORTS, after=_REPORTS)
def test_there_is_a_change_exactly_when_the_digests_differ(before: Report, after: Report) -> None:
    assert (changes(before, after) == ()) is (digest(before) == digest(after))
