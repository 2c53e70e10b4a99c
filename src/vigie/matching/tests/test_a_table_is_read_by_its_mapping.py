"""A table with columns of its own, said by a small file; and lists that can only be of harmless files."""

from __future__ import annotations

import io

import pytest

from vigie.matching import tasks
from vigie.matching.mapping import BadMapping, read
from vigie.matching.models import Entry as Row
from vigie.matching.source import Entry
from vigie.matching.sources import nsrl_csv
from vigie.report.nouns import Hash, Purpose, Remark

MD5, OTHER = "0cc175b9c0f1b6a831c399e269772661", "92eb5ffee6ae2fec3ad71c777531578f"
TABLE = f"Nr;Hash value;Grade;id;Child known\n7;{MD5.upper()};A;x;no\n8;{OTHER};;y;\n".encode()
MAPPING = b"""
[columns]
key = "Nr"
md5 = "Hash value"
category = "Grade"
victim_identified = "Child known"
[always]
profile = "example"
member = "A partner"
"""


@pytest.mark.django_db
def test_columns_are_what_the_mapping_says_and_what_is_always_so_is_said_of_each() -> None:
    done = tasks.import_list("partner", Purpose.KNOWN, None, io.BytesIO(TABLE), columns=read(MAPPING))
    assert (done.new, done.refused, done.format) == (2, 0, "csv")
    (known,) = tasks.know([Hash("md5", MD5)], []).equal[Hash("md5", MD5)]
    entry = known.entry
    assert (entry.key, entry.category, entry.profile) == ("7", "A", "example")
    assert (entry.member, entry.victim_identified) == ("A partner", False)
    assert set(Row.objects.values_list("key", flat=True)) == {"7", "8"}


@pytest.mark.django_db
def test_a_table_without_a_named_column_is_refused_whole() -> None:
    mapping = read(MAPPING.replace(b"Hash value", b"Digest"))
    with pytest.raises(tasks.ListError, match="no column 'Digest'"):
        tasks.import_list("partner", Purpose.KNOWN, None, io.BytesIO(TABLE), columns=mapping)
    assert not Row.objects.exists()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"[columns", "Expected"),
        (b"[columns]\nmd6 = 'x'", "md6 is no name of ours"),
        (b"[columns]\ncategory = 'x'", "no column of hashes"),
        (b"[columns]\nmd5 = 'x'\n[always]\nmd5 = 'y'", "cannot be said of every row"),
        (b"[columns]\nmd5 = 3", "Expected `str`"),
    ],
)
def test_a_mapping_that_makes_no_sense_says_why(content: bytes, why: str) -> None:
    with pytest.raises(BadMapping, match=why):
        read(content)


def test_what_the_reference_library_calls_malicious_is_left_out() -> None:
    found = list(nsrl_csv.read(io.BytesIO(nsrl_csv.SOURCE.example.replace(b'"362",""', b'"362","M"', 1))))
    assert [type(one) for one in found] == [Remark, Entry]


@pytest.mark.django_db
def test_the_reference_library_can_only_be_of_harmless_files() -> None:
    example = nsrl_csv.SOURCE.example
    with pytest.raises(tasks.ListError, match="can only be known-good"):
        tasks.import_list("nist", Purpose.KNOWN, None, io.BytesIO(example))
    assert tasks.import_list("nist", Purpose.KNOWN_GOOD, None, io.BytesIO(example)).new == 2
