from __future__ import annotations

from datetime import UTC, datetime

import pytest

from vigie.intake.format import Unread
from vigie.intake.tests.received import PNG, details, read, report, xml
from vigie.report.nouns import Hash, Report, Sighting

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
