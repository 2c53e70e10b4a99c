"""What partners' formats carry beyond hashes, and the traps that others' readers fell into."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Mapping

from vigie.matching.source import Entry, Refused, Source
from vigie.matching.sources.arachnid_json import SOURCE as ARACHNID
from vigie.matching.sources.icse_csv import SOURCE as ICSE
from vigie.matching.sources.ncmec_xml import SOURCE as NCMEC
from vigie.matching.sources.vics_json import SOURCE as VICS
from vigie.report.nouns import Hash, Remark

MD5 = "0cc175b9c0f1b6a831c399e269772661"
EMPTY = "D41D8CD98F00B204E9800998ECF8427E"
PHOTODNA = base64.b64encode(b"\x07" * 144).decode()


def read(source: Source, content: bytes) -> list[Entry | Refused | Remark]:
    return list(source.read(io.BytesIO(content)))


def entries(source: Source, content: bytes) -> list[Entry]:
    return [one for one in read(source, content) if isinstance(one, Entry)]


def vics(record: Mapping[str, object]) -> bytes:
    context = "http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/UK/$metadata#Media"
    return json.dumps({"@odata.context": context, "value": [record]}).encode()


def test_vics_flags_are_read_whether_words_or_booleans_and_categories_keep_their_profile() -> None:
    record = {"MD5": MD5, "Category": 2, "VictimIdentified": "false", "IsDistributed": True, "PhotoDNA": PHOTODNA}
    (entry,) = entries(VICS, b"\xef\xbb\xbf" + vics(record))
    assert (entry.victim_identified, entry.distributed, entry.offender_identified) == (False, True, None)
    assert (entry.category, entry.profile) == ("2", "vics/2.0/UK")
    assert entry.hashes == (Hash("md5", MD5), Hash("photodna", "07" * 144))


def test_vics_of_the_first_kind_has_photodna_among_the_alternatives_and_no_category_at_zero() -> None:
    alternatives = [
        {"MD5": MD5, "HashName": "PhotoDNA", "HashValue": PHOTODNA},
        {"HashName": "other", "HashValue": "x"},
    ]
    (entry,) = entries(VICS, vics({"MD5": MD5, "Category": 0, "AlternativeHashes": alternatives}))
    assert entry.hashes == (Hash("md5", MD5), Hash("photodna", "07" * 144))
    assert (entry.category, entry.profile) == (None, None)


def test_the_media_of_a_vics_case_are_its_records() -> None:
    case = {"CaseID": "c1", "CaseNumber": "1", "Media": [{"MD5": MD5, "MediaFiles": [{"MD5": MD5}]}, {"MD5": "1" * 32}]}
    assert [entry.key for entry in entries(VICS, vics(case))] == [MD5, "1" * 32]


def test_the_empty_files_hash_in_vics_is_refused_and_a_cut_document_says_where() -> None:
    assert isinstance(read(VICS, vics({"MD5": EMPTY}))[0], Refused)
    cut = VICS.example[: VICS.example.rindex(b'{"MediaID":2')]
    found = read(VICS, cut)
    assert [type(one) for one in found] == [Entry, Refused]
    assert "cannot be read further" in str(found[1])


def test_a_document_of_brackets_takes_no_memory() -> None:
    (refused,) = read(VICS, b'{"@odata.context":"x","value":' + b"[" * 200_000)
    assert isinstance(refused, Refused)


def test_ncmec_pages_one_after_the_other_are_one_list() -> None:
    found = entries(NCMEC, NCMEC.example * 3)
    assert [entry.key for entry in found] == ["42/image1", "42/image0", "43/video1"] * 3
    assert [entry.removed for entry in found[:3]] == [False, True, False]


def test_ncmec_entries_say_who_when_what_and_who_agrees() -> None:
    first = entries(NCMEC, NCMEC.example)[0]
    assert (first.member, first.category, first.profile) == ("Example Member", "A1", "ncmec")
    assert first.said_at is not None
    assert first.said_at.isoformat() == "2026-01-02T00:00:00+00:00"
    assert (first.votes_for, first.votes_against) == (1, None)
    assert first.hashes == (Hash("md5", MD5),)  # the link to a large fingerprint is left out


def test_ncmec_xml_resolves_no_entity() -> None:
    hostile = NCMEC.example.replace(
        b"<queryResult", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><queryResult'
    )
    assert all(isinstance(one, Entry | Refused) for one in read(NCMEC, hostile.replace(b"A1", b"&a;")))
    assert "root:" not in str(read(NCMEC, hostile.replace(b"A1", b"&a;")))


def test_the_icse_table_says_series_submissions_and_what_is_agreed_as_baseline() -> None:
    one, two = entries(ICSE, ICSE.example)
    assert (one.key, one.series, one.submissions, one.distributed, one.victim_identified) == (
        "101",
        "Synthetic A",
        14,
        True,
        False,
    )
    assert (one.category, one.profile, two.category) == ("baseline", "icse", None)
    assert two.victim_identified is True


def test_arachnid_lines_give_base32_digests_and_leave_out_what_is_not_known() -> None:
    line = {"sha1_base32": base64.b32encode(bytes(range(20))).decode(), "classification": "csam"}
    other = {"sha256_hex": "1" * 64, "classification": "no-known-match"}
    found = read(ARACHNID, f"{json.dumps(line)}\n{json.dumps(other)}\n".encode())
    assert isinstance(found[0], Entry)
    assert found[0].hashes == (Hash("sha1", bytes(range(20)).hex()),)
    assert isinstance(found[1], Remark)
