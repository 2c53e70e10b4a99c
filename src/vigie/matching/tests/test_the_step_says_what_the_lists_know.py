"""The pure step: which hashes are asked for, which matches are told, and what contradicts what."""

from __future__ import annotations

from datetime import UTC, datetime

from vigie.matching.index import Knowledge, Known, Near
from vigie.matching.prints import Print, Turned
from vigie.matching.source import Entry
from vigie.matching.step import Needs, match, wanted
from vigie.report.nouns import (
    Dossier,
    FilePrint,
    Hash,
    Matches,
    Md5,
    Pdq,
    Purpose,
    Report,
    ReportedFile,
    ReportId,
    Sha1,
    Sha256,
    SourceName,
)

SHA256, SHA1, MD5, PDQ, MIRROR = "a" * 64, "b" * 40, "c" * 32, "d" * 64, "e" * 64


def seen(quality: int = 80) -> Print:
    file = FilePrint(Sha256(SHA256), Sha1(SHA1), Md5(MD5), 9, pdq=Pdq(PDQ), pdq_quality=quality)
    return Print(file, (Turned("original", Pdq(PDQ), quality), Turned("flipy", Pdq(MIRROR), quality)))


def known(key: str, list_: str = "national", purpose: Purpose = Purpose.KNOWN) -> Known:
    return Known(list_, purpose, Entry(key, (), category="1", victim_identified=False))


def told(files: tuple[ReportedFile, ...], knowledge: Knowledge, print_: Print | None = None) -> Matches:
    report = Report(SourceName("ncmec"), ReportId("9000001"), "ncmec-xml/1", files=files)
    dossier = Dossier(1, 1, report, datetime(2026, 1, 2, tzinfo=UTC))
    (finding,) = match([dossier], Needs({Sha256(SHA256): print_} if print_ else {}, knowledge))
    return finding


RECEIVED = ReportedFile(media=Sha256(SHA256))


def test_a_match_says_list_entry_kind_distance_and_what_the_list_says() -> None:
    knowledge = Knowledge({Hash("md5", MD5): (known("e1"),)}, {}, ("national@1",))
    finding = told((ReportedFile(), RECEIVED), knowledge, seen())
    (found,) = finding.matches
    assert (found.list, found.entry, found.kind, found.distance, found.file) == ("national", "e1", "md5", 0, 1)
    assert (found.category, found.victim_identified, found.series) == ("1", False, None)
    assert finding.lists == ("national@1",)
    assert finding.prints == (None, seen().file)


def test_an_entry_is_told_once_by_its_strongest_hash() -> None:
    equal = {Hash("md5", MD5): (known("e1"),), Hash("sha1", SHA1): (known("e1"),)}
    finding = told((RECEIVED,), Knowledge(equal, {PDQ: (Near(known("e1"), 4),)}), seen())
    assert [(found.entry, found.kind) for found in finding.matches] == [("e1", "sha1")]


def test_a_near_picture_says_how_it_had_to_be_turned() -> None:
    near = {PDQ: (Near(known("e1"), 30),), MIRROR: (Near(known("e1"), 6), Near(known("e2"), 9))}
    finding = told((RECEIVED,), Knowledge({}, near), seen())
    assert [(found.entry, found.distance, found.variant, found.quality) for found in finding.matches] == [
        ("e1", 6, "flipy", 80),
        ("e2", 9, "flipy", 80),
    ]


def test_a_picture_of_low_quality_never_matches_by_its_looks() -> None:
    near = {PDQ: (Near(known("e1"), 0),)}
    assert told((RECEIVED,), Knowledge({}, near), seen(quality=49)).matches == ()
    assert wanted(RECEIVED, seen(quality=49)).looks == ()


def test_known_and_known_good_are_both_told() -> None:
    equal = {Hash("sha256", SHA256): (known("e1"), known("g1", "stock", Purpose.KNOWN_GOOD))}
    finding = told((RECEIVED,), Knowledge(equal, {}), seen())
    assert {found.purpose for found in finding.matches} == {Purpose.KNOWN, Purpose.KNOWN_GOOD}


def test_without_bytes_the_hashes_that_the_report_carries_are_asked() -> None:
    carried = (Hash("MD5", MD5.upper()), Hash("pdq", PDQ), Hash("verificationhash", SHA1), Hash("md5", "nonsense"))
    want = wanted(ReportedFile(hashes=carried), None)
    assert want.digests == (Hash("md5", MD5), Hash("sha1", SHA1))
    assert [look.pdq for look in want.looks] == [PDQ]
    finding = told((ReportedFile(hashes=carried),), Knowledge({}, {PDQ: (Near(known("e1"), 3),)}))
    assert [(found.kind, found.variant, found.quality) for found in finding.matches] == [("pdq", "original", None)]


def test_a_carried_hash_that_is_not_that_of_the_bytes_is_remarked_and_not_asked() -> None:
    file = ReportedFile(media=Sha256(SHA256), hashes=(Hash("md5", "1" * 32), Hash("sha1", SHA1)))
    finding = told((file,), Knowledge({Hash("md5", "1" * 32): (known("e1"),)}, {}), seen())
    assert finding.matches == ()
    assert [remark.where for remark in finding.remarks] == ["files/0"]
    assert "is not that of the file received" in str(finding.remarks[0].what)


def test_a_picture_that_cannot_be_decoded_is_looked_up_by_the_fingerprint_it_came_with() -> None:
    broken = Print(FilePrint(Sha256(SHA256), Sha1(SHA1), Md5(MD5), 9, kind="image/jpeg", error="damaged"))
    want = wanted(ReportedFile(media=Sha256(SHA256), hashes=(Hash("pdq", PDQ),)), broken)
    assert [look.pdq for look in want.looks] == [PDQ]
