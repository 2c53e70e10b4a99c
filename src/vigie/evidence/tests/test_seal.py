"""What is sealed opens as it was, and nothing else opens at all."""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.evidence.seal import CHUNK, HEADER, Key, SealError
from vigie.evidence.vault import Place, Vault

SIZES = (0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 7)


def vault(folder: Path) -> Vault:
    return Vault(folder, Key(bytes(range(32))))


def sealed(folder: Path, content: bytes) -> tuple[Vault, Place]:
    kept = vault(folder)
    with kept.writer() as writer:
        seal, place = writer.add(io.BytesIO(content))
    assert seal.sha256 == hashlib.sha256(content).hexdigest()
    assert seal.md5 == hashlib.md5(content).hexdigest()
    assert seal.sha1 == hashlib.sha1(content).hexdigest()
    assert seal.size == len(content)
    return kept, place


@pytest.mark.parametrize("size", SIZES)
def test_what_is_sealed_is_read_back(tmp_path: Path, size: int) -> None:
    content = os.urandom(size)
    kept, place = sealed(tmp_path, content)
    with kept.open(place) as stream:
        assert stream.read() == content


@pytest.mark.parametrize("size", SIZES)
def test_a_sealed_object_can_be_read_from_anywhere(tmp_path: Path, size: int) -> None:
    content = os.urandom(size)
    kept, place = sealed(tmp_path, content)
    with kept.open(place) as stream:
        for start in (size, size // 2, CHUNK, 0, max(0, size - 3)):
            stream.seek(start)
            assert stream.read(10) == content[start : start + 10]


def test_the_plain_bytes_do_not_lie_on_the_disk(tmp_path: Path) -> None:
    content = b"a line that somebody might search for" * 50
    sealed(tmp_path, content)
    assert all(content[:20] not in path.read_bytes() for path in tmp_path.iterdir())


@pytest.mark.parametrize("size", (1, CHUNK + 5))
def test_any_changed_byte_is_refused(tmp_path: Path, size: int) -> None:
    content = os.urandom(size)
    kept, place = sealed(tmp_path, content)
    path = tmp_path / place.segment
    whole = path.read_bytes()
    for at in (0, 5, 25, 40, 60, HEADER - 1, HEADER, len(whole) - 1):
        changed = bytearray(whole)
        changed[at] ^= 1
        path.write_bytes(changed)
        with pytest.raises(SealError), kept.open(place) as stream:
            stream.read()


def test_a_chunk_cut_off_or_moved_is_refused(tmp_path: Path) -> None:
    kept, place = sealed(tmp_path, os.urandom(3 * CHUNK))
    path = tmp_path / place.segment
    whole, step = path.read_bytes(), CHUNK + 16
    swapped = whole[:HEADER] + whole[HEADER + step : HEADER + 2 * step] + whole[HEADER : HEADER + step]
    for changed in (whole[:-step], swapped + whole[HEADER + 2 * step :]):
        path.write_bytes(changed)
        with pytest.raises(SealError), kept.open(place) as stream:
            stream.read()


def test_an_envelope_does_not_open_another_object(tmp_path: Path) -> None:
    kept = vault(tmp_path)
    with kept.writer() as writer:
        _, first = writer.add(io.BytesIO(b"first"))
        _, second = writer.add(io.BytesIO(b"other"))
    path = tmp_path / first.segment
    whole = bytearray(path.read_bytes())
    whole[second.offset : second.offset + HEADER] = whole[:HEADER]
    path.write_bytes(whole)
    with pytest.raises(SealError), kept.open(second) as stream:
        stream.read()


def test_another_installations_key_opens_nothing(tmp_path: Path) -> None:
    _, place = sealed(tmp_path, b"content")
    with pytest.raises(SealError, match="another key"):
        Vault(tmp_path, Key(bytes(32))).open(place)


def test_a_source_that_fails_leaves_no_half_record(tmp_path: Path) -> None:
    class Failing(io.RawIOBase):
        given = 0

        def readable(self) -> bool:
            return True

        def read(self, size: int = -1) -> bytes:
            self.given += 1
            if self.given > 2:
                raise RuntimeError("the source broke")
            return bytes(CHUNK)

    kept = vault(tmp_path)
    with kept.writer() as writer:
        with pytest.raises(RuntimeError):
            writer.add(Failing())  # type: ignore[arg-type]  # a raw stream is enough
        _, place = writer.add(io.BytesIO(b"after"))
    assert place.offset == 0
    with kept.open(place) as stream:
        assert stream.read() == b"after"


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=8))
def test_many_objects_share_a_segment(tmp_path_factory: pytest.TempPathFactory, contents: list[bytes]) -> None:
    kept = vault(tmp_path_factory.mktemp("vault"))
    with kept.writer() as writer:
        places = [writer.add(io.BytesIO(content))[1] for content in contents]
    for place, content in zip(places, contents, strict=True):
        with kept.open(place) as stream:
            assert stream.read() == content


@pytest.mark.parametrize("size", SIZES)
def test_what_is_erased_never_opens_again_and_its_neighbours_do(tmp_path: Path, size: int) -> None:
    kept = vault(tmp_path)
    contents = [os.urandom(100), os.urandom(size), os.urandom(CHUNK + 5)]
    with kept.writer() as writer:
        places = [writer.add(io.BytesIO(content))[1] for content in contents]
    (segment,) = tmp_path.iterdir()
    before = segment.read_bytes()
    kept.erase(places[1])
    kept.erase(places[1])
    with pytest.raises(SealError, match="erased"):
        kept.open(places[1])
    for place, content in ((places[0], contents[0]), (places[2], contents[2])):
        with kept.open(place) as stream:
            assert stream.read() == content
    after, start = segment.read_bytes(), places[1].offset
    assert len(after) == len(before)
    assert not any(after[start + HEADER : places[2].offset])
