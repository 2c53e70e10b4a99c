from __future__ import annotations

import pytest

from vigie.intake.cybertipline.company import registrable
from vigie.intake.tests.received import details, refusal, report, xml


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
        (xml(reporter="<firstName>Example Chat</firstName><email>a@example-chat.example</email>"), "Example Chat"),
        (xml(reporter="<firstName>Ada</firstName><email>a@example-chat.example</email>"), "example-chat.example"),
        (xml(reporter="<email>ab@gmail.com</email>", summary="<platform>Example Chat</platform>"), "Example Chat"),
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
    assert "nothing that NCMEC" in refusal({"a/report.xml": b"<report><tests passed='12'/></report>"})


def test_a_registered_domain_is_told_from_a_host() -> None:
    hosts = ("legal.example.co.uk", "example.co.uk", "a.b.example.fr", "mail.example.gouv.fr")
    assert [registrable(host) for host in hosts] == ["example.co.uk", "example.co.uk", "example.fr", "example.gouv.fr"]
    assert [registrable(host) for host in ("localhost", "", "..", "192.0.2.1", "bad host.fr")] == [None] * 5
