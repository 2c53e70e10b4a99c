"""What holds for each format, tested for a new one as soon as its file is there."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vigie import plugs
from vigie.intake.changes import digest
from vigie.intake.format import Format, Unread
from vigie.intake.kinds import known
from vigie.intake.step import read_parcel
from vigie.intake.tests.received import Opened, grouped, member, parcel, read
from vigie.report.nouns import Report

FORMATS = plugs.find("vigie.intake.formats", Format)
every_format = pytest.mark.parametrize("name", FORMATS)


def _reports(name: str) -> list[Report]:
    return [item for item in read(FORMATS[name].example()) if isinstance(item, Report)]


@every_format
def test_it_reads_its_example_without_a_problem(name: str) -> None:
    items = read(FORMATS[name].example())
    assert items
    assert all(isinstance(item, Report) for item in items), items
    for report in _reports(name):
        assert report.format == f"{name}/{FORMATS[name].version}"
        assert not report.unread
        assert not report.unknown


@every_format
def test_its_example_is_one_parcel_with_the_document_first(name: str) -> None:
    example = FORMATS[name].example()
    assert grouped(example) == [list(example)]


@every_format
def test_it_knows_its_own_example_best(name: str) -> None:
    path, content = next(iter(FORMATS[name].example().items()))
    sniffs = {other: format.sniff(path, content[:4096]) for other, format in FORMATS.items()}
    best = sniffs.pop(name)
    assert best >= 0.3
    assert all(sniff < best for sniff in sniffs.values()), sniffs


@every_format
def test_it_does_not_know_noise(name: str) -> None:
    for noise in (
        b"",
        b"\x00" * 4096,
        bytes(range(256)) * 16,
        b"plain words, and more of them",
        b"%PDF-1.7",
        b"\x89PNG",
    ):
        assert FORMATS[name].sniff("a/b", noise) < 0.3
        assert FORMATS[name].sniff("a/b.bin", noise) < 0.3


@every_format
def test_it_says_the_same_every_time_and_whatever_the_piece(name: str) -> None:
    example = FORMATS[name].example()
    whole = read(example)
    one_by_one = [read_parcel(parcel(example), Opened(example), start, 1).items for start in range(len(whole))]
    assert tuple(item for items in one_by_one for item in items) == whole


@every_format
def test_what_it_read_survives_being_stored(name: str) -> None:
    for report in _reports(name):
        again = msgspec.json.decode(msgspec.json.encode(report), type=Report)
        assert again == report
        assert digest(again) == digest(report)


@every_format
def test_its_main_document_is_known_as_such(name: str) -> None:
    path, content = next(iter(FORMATS[name].example().items()))
    found = known(member(path, content))
    assert found is not None
    assert found.name == name


def _flip(at: int, bit: int, content: bytes) -> bytes:
    at %= len(content)
    return content[:at] + bytes([content[at] ^ (1 << bit)]) + content[at + 1 :]


def _cut(at: int, content: bytes) -> bytes:
    return content[: at % len(content)]


def _insert(at: int, what: bytes, content: bytes) -> bytes:
    at %= len(content)
    return content[:at] + what + content[at:]


def _repeat(at: int, length: int, content: bytes) -> bytes:
    at %= len(content)
    return content[:at] + content[at : at + length] * 3 + content[at + length :]


Damage = Callable[[bytes], bytes]
_NASTY = (
    b"&#0;", b"]]>", b'"', b"\\ud800", b"\\u0000", b"9" * 5000, b"[" * 50, b"{", b"\xff\xfe", b"1e999", b"NaN",
    b"\n", b";",
)  # fmt: skip
_PLACE = st.integers(0, 10_000)
_DAMAGE: st.SearchStrategy[Damage] = st.one_of(
    st.builds(lambda at, bit: partial(_flip, at, bit), _PLACE, st.integers(0, 7)),
    st.builds(lambda at: partial(_cut, at), _PLACE),
    st.builds(lambda at, what: partial(_insert, at, what), _PLACE, st.binary(min_size=1, max_size=8)),
    st.builds(
        lambda at, what: partial(_insert, at, what),
        _PLACE,
        st.sampled_from(
            [b"&#0;", b"]]>", b'"', b"\\ud800", b"\\u0000", b"9" * 5000, b"[" * 50, b"{", b"\xff\xfe", b"1e999", b"NaN"]
        ),
    ),
    st.builds(lambda at, length: partial(_repeat, at, length), _PLACE, st.integers(1, 200)),
)


@every_format
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(damages=st.lists(_DAMAGE, min_size=1, max_size=4), which=st.integers(0, 5))
def test_a_damaged_example_gives_reports_or_reasons_and_never_an_error(
    name: str, damages: list[Damage], which: int
) -> None:
    files = dict(FORMATS[name].example())
    path = list(files)[which % len(files)]
    for damage in damages:
        files[path] = damage(files[path]) or b"\x00"
    items = read(files)
    assert items
    for item in items:
        assert isinstance(item, Report | Unread)
        msgspec.json.encode(item.why if isinstance(item, Unread) else item).decode("utf-8")
        if isinstance(item, Report):
            assert item.report_id
            assert not re.search(rb"(?<!\\)\\u0000", msgspec.json.encode(item))
            digest(item)
