"""Comes by itself for each file of `sources/`; then what plain tables and lines may look like."""

from __future__ import annotations

import io

import pytest

from vigie.matching.source import Entry, Refused, Source
from vigie.matching.sources.csv import SOURCE as CSV
from vigie.matching.sources.ndjson import SOURCE as NDJSON
from vigie.matching.tasks.imports import sources
from vigie.report.nouns import HEAD, Hash, Remark

SOURCES = sources()
MD5 = "0cc175b9c0f1b6a831c399e269772661"
PDQ = "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22"


def read(source: Source, content: bytes) -> list[Entry | Refused | Remark]:
    return list(source.read(io.BytesIO(content)))


def entries(source: Source, content: bytes) -> list[Entry]:
    return [one for one in read(source, content) if isinstance(one, Entry)]


def reasons(source: Source, content: bytes) -> list[str]:
    return [str(one.why) for one in read(source, content) if isinstance(one, Refused)]


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES.keys())
def test_a_source_reads_its_example_without_refusing_any_of_it(source: Source) -> None:
    found = read(source, source.example)
    assert len(found) >= 2
    for one in found:
        assert isinstance(one, Entry)
        assert one.key
        assert one.hashes or one.frames or one.removed


@pytest.mark.parametrize("name", SOURCES)
def test_no_other_source_takes_an_example_for_its_own(name: str) -> None:
    head = SOURCES[name].example[:HEAD]
    scores = {other: source.sniff("list", head) for other, source in SOURCES.items()}
    assert max(scores, key=scores.__getitem__) == name
    assert sorted(scores.values())[-2] < scores[name]


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES.keys())
def test_no_bytes_stop_a_source(source: Source) -> None:
    example = source.example
    latin1 = example.replace(b"a", b"\xe9", 3), example.replace(b'"', b'"\xff', 1)
    for noise in (
        b"",
        b"\0\xff" * 999,
        example[: len(example) // 2],
        example[len(example) // 3 :],
        b"[" * 100_000,
        *latin1,
    ):
        assert source.sniff("x", noise[:HEAD]) >= 0
        for one in read(source, noise):
            assert isinstance(one, Entry | Refused | Remark)


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES.keys())
def test_a_source_takes_no_noise_for_a_list(source: Source) -> None:
    for noise in (b"", b"\x89PNG\r\n\x1a\n\0\0", b"Une lettre, sans rien d'autre.", b"\0" * 100):
        assert source.sniff("x", noise) == 0


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_is_read_in_any_dress(delimiter: str, encoding: str) -> None:
    rows = [["Series", "MD5", "Category", "Victim Identified"], ["Été", MD5.upper(), "2", "OUI"]]
    content = "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)
    assert CSV.sniff("x", content) > 0
    (entry,) = entries(CSV, content)
    assert entry == Entry(MD5, (Hash("md5", MD5),), category="2", series="Été", victim_identified=True)


@pytest.mark.parametrize(
    ("word", "value"),
    [("true", True), ("1", True), ("Yes", True), ("oui", True), ("non", False), ("0", False), ("", None)],
)
def test_yes_and_no_are_read_as_they_are_written(word: str, value: bool | None) -> None:
    (entry,) = entries(CSV, f"md5,distributed\n{MD5},{word}\n".encode())
    assert entry.distributed is value


def test_a_column_that_is_not_known_is_told() -> None:
    found = read(CSV, f"md5,colour\n{MD5},blue\n".encode())
    assert [str(one.what) for one in found if isinstance(one, Remark)] == [
        "column colour is not known and was left out"
    ]


def test_a_bad_line_is_refused_alone() -> None:
    content = f"md5,pdq,submissions\nnonsense,{PDQ},2\n{MD5},,many\n{MD5},,3\n,,\n".encode()
    assert [(entry.key, entry.submissions) for entry in entries(CSV, content)] == [(PDQ, 2), (MD5, None), (MD5, 3)]
    assert reasons(CSV, content) == ["md5 cannot be read"]
    assert [str(one.what) for one in read(CSV, content) if isinstance(one, Remark)] == [
        "submissions cannot be read: many"
    ]


def test_the_empty_files_hash_and_a_blank_picture_are_refused() -> None:
    content = f"md5,pdq\nd41d8cd98f00b204e9800998ecf8427e,\n,{'0' * 64}\n".encode()
    assert entries(CSV, content) == []
    assert len(reasons(CSV, content)) == 2


def test_a_table_without_hashes_is_refused_as_a_whole() -> None:
    assert reasons(CSV, b"name,colour\nx,blue\n") == [
        "no column of hashes: the header must name md5, sha1, sha256, pdq or photodna"
    ]


@pytest.mark.parametrize(
    "line",
    [
        f'{{"pdq": "{PDQ}"}}',
        f'{{"hash": "{PDQ.upper()}"}}',
        f'{{"signal_type": "pdq", "indicator": "{PDQ}"}}',
        f'{{"type": "HASH_PDQ", "indicator": "{PDQ}"}}',
    ],
)
def test_lines_of_json_are_read_as_partners_write_them(line: str) -> None:
    (entry,) = entries(NDJSON, line.encode())
    assert entry.hashes == (Hash("pdq", PDQ),)
    assert entry.key == PDQ


def test_a_line_of_json_keeps_what_is_said() -> None:
    line = f'{{"pdq": "{PDQ}", "id": 7, "category": 2, "victim_identified": "false", "submissions": 12}}'
    (entry,) = entries(NDJSON, line.encode())
    assert (entry.key, entry.category, entry.victim_identified, entry.submissions) == ("7", "2", False, 12)


def test_a_bad_line_of_json_is_refused_alone() -> None:
    content = f'{{"pdq": 5}}\nnot json\n[1]\n\n{{"pdq": "{PDQ}"}}\n'.encode()
    assert len(entries(NDJSON, content)) == 1
    assert len(reasons(NDJSON, content)) == 3
