"""Video: keyframes first, closer where asked; films, pieces, mirrors, pictures of frames; cut and spoilt files."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from vigie.kernels import pdq
from vigie.matching import tasks
from vigie.matching.decode import Decoder, Limits
from vigie.matching.prints import Print
from vigie.matching.source import Shown
from vigie.matching.step import found, strongest, too_little, wanted
from vigie.matching.tests.scenes import saved, scene
from vigie.matching.vpdq import written
from vigie.report.nouns import Match, Purpose, ReportedFile

CLIPS = Path(__file__).parent / "clips"
KINDS = {
    "park.mp4": "video/mp4",
    "park.webm": "video/webm",
    "park.mkv": "video/webm",
    "park.mpg": "video/mpeg",
    "mirror.avi": "video/x-msvideo",
}


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    with Decoder(workers=1) as made:
        yield made


def bytes_of(name: str) -> bytes:
    return (CLIPS / name).read_bytes()


def seen(decoder: Decoder, content: bytes, every: float | None = None) -> Print:
    return decoder.print_of(partial(io.BytesIO, content), every)


def apart(one: str, other: str) -> int:
    return (int(one, 16) ^ int(other, 16)).bit_count()


def as_filmed(seed: int) -> str:
    """The fingerprint of the first frame of a scene, as `tools/make_clips.py` films it."""
    return pdq.bits(pdq.reference(np.asarray(scene(seed, 320, 192))[:, :256]).dct).hex()


def listed(film: Print, key: str = "park") -> bytes:
    """A list that knows a film by its frames, as vPDQ's own tools write them."""
    frames = [Shown(still.turned[0].pdq, still.quality, still.at) for still in film.stills]
    return json.dumps({"id": key, "vpdq": written(frames), "category": "1"}).encode() + b"\n"


def imported(content: bytes) -> None:
    tasks.import_list("national", Purpose.KNOWN, "ndjson", io.BytesIO(content))


def matched(film: Print) -> tuple[Match, ...]:
    want = wanted(ReportedFile(), film)
    return strongest(found(0, want, tasks.know(want.digests, [look.pdq for look in want.looks])))


@pytest.mark.parametrize("name", KINDS)
def test_the_frames_of_every_kind_of_video_are_fingerprinted(decoder: Decoder, name: str) -> None:
    film = seen(decoder, bytes_of(name))
    assert (film.file.kind, film.file.width, film.file.height, film.file.error) == (KINDS[name], 256, 192, None)
    assert film.file.frames == len(film.stills) >= 1
    first = {turned.variant: apart(turned.pdq, as_filmed(1)) for turned in film.stills[0].turned}
    assert min(first, key=first.__getitem__) == ("flipy" if name == "mirror.avi" else "original")
    assert min(first.values()) <= 31


def test_keyframes_come_first_and_every_second_when_asked(decoder: Decoder) -> None:
    keys, seconds, all_ = (seen(decoder, bytes_of("park.mp4"), every) for every in (None, 1.0, 0.0))
    assert [still.at for still in keys.stills] == [0.0, 2.0, 4.0]
    assert [still.at for still in seconds.stills] == [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]
    assert (len(all_.stills), keys.file.every, seconds.file.every) == (60, None, 1.0)
    assert [still.looks for still in keys.stills] == [still.looks for still in seconds.stills[::2]]
    assert keys.file.seconds == seconds.file.seconds == 5.9


@pytest.mark.django_db
def test_the_same_video_in_another_kind_of_file_matches_and_the_share_is_told(decoder: Decoder) -> None:
    imported(listed(seen(decoder, bytes_of("park.mp4"), 1.0)))
    (match,) = matched(seen(decoder, bytes_of("park.webm"), 1.0))
    assert (match.list, match.entry, match.kind, match.category) == ("national", "park", "pdq", "1")
    assert match.variant == "original"
    assert match.share is not None
    assert (match.share.frames, match.share.of, match.share.entry_frames, match.share.entry_of) == (6, 6, 6, 6)
    assert matched(seen(decoder, bytes_of("other.mp4"))) == ()


@pytest.mark.django_db
def test_a_mirrored_video_matches_and_says_how_it_was_turned(decoder: Decoder) -> None:
    imported(listed(seen(decoder, bytes_of("park.mp4"))))
    (match,) = matched(seen(decoder, bytes_of("mirror.avi"), 1.0))
    assert match.variant == "flipy"


@pytest.mark.django_db
def test_a_piece_of_a_known_video_matches(decoder: Decoder) -> None:
    imported(listed(seen(decoder, bytes_of("park.mp4"))))
    (match,) = matched(seen(decoder, bytes_of("piece.mp4")))
    assert match.share is not None
    assert (match.share.frames, match.share.of) == (1, 1)
    assert (match.share.entry_frames, match.share.entry_of, match.share.entry_at) == (1, 3, 2.0)


@pytest.mark.django_db
def test_a_video_in_which_little_is_known_is_remarked_and_not_matched(decoder: Decoder) -> None:
    imported(listed(seen(decoder, bytes_of("park.mp4"))))
    want = wanted(ReportedFile(), seen(decoder, bytes_of("long.mp4")))
    knowledge = tasks.know(want.digests, [look.pdq for look in want.looks])
    assert list(found(0, want, knowledge)) == []
    (remark,) = too_little(0, want, knowledge)
    assert (remark.where, remark.what.values["n"], remark.what.values["of"]) == ("files/0", 1, 6)


@pytest.mark.django_db
def test_a_known_picture_is_found_in_a_video(decoder: Decoder) -> None:
    picture = saved(scene(2, 320, 192).crop((0, 0, 256, 192)), "PNG")
    known = seen(decoder, picture)
    imported(json.dumps({"pdq": known.file.pdq, "id": "photo"}).encode())
    (match,) = matched(seen(decoder, bytes_of("park.mp4")))
    assert match.share is not None
    assert (match.entry, match.share.at, match.share.entry_of, match.share.entry_at) == ("photo", 2.0, 1, None)


@pytest.mark.django_db
def test_a_picture_taken_from_a_known_video_is_found(decoder: Decoder) -> None:
    imported(listed(seen(decoder, bytes_of("park.mp4"))))
    (match,) = matched(seen(decoder, saved(scene(3, 320, 192).crop((0, 0, 256, 192)), "JPEG")))
    assert match.share is not None
    assert (match.share.frames, match.share.of, match.share.entry_of, match.share.entry_at) == (1, 1, 3, 4.0)


@pytest.mark.django_db
def test_what_the_keyframes_miss_is_found_by_looking_closer(decoder: Decoder) -> None:
    imported(listed(seen(decoder, bytes_of("park.mp4"), 1.0)))
    assert matched(seen(decoder, bytes_of("late.mp4"))) == ()
    (match,) = matched(seen(decoder, bytes_of("late.mp4"), 1.0))
    assert match.share is not None
    assert match.share.entry_frames == 6


def test_a_cut_video_gives_what_can_be_read_and_says_so(decoder: Decoder) -> None:
    whole = bytes_of("park.mp4")
    film = seen(decoder, whole[: len(whole) * 6 // 10])
    assert 1 <= len(film.stills) < 3
    assert "cut short" in (film.file.error or "")
    assert film.file.md5
    nothing = seen(decoder, whole[:40])
    assert (nothing.stills, nothing.file.frames) == ((), 0)
    assert "no video" in (nothing.file.error or "")


@pytest.mark.parametrize("name", ["park.mp4", "park.mkv", "mirror.avi"])
def test_spoilt_bytes_are_told_or_do_no_harm(decoder: Decoder, name: str) -> None:
    whole = bytes_of(name)
    rng = np.random.default_rng(5)
    for _ in range(12):
        spoilt = bytearray(whole)
        for place in rng.integers(0, len(whole), 40):
            spoilt[place] ^= int(rng.integers(1, 256))
        film = seen(decoder, bytes(spoilt), 1.0)
        assert film.stills or film.file.error is not None or film.file.kind is None
    assert seen(decoder, whole).file.error is None


def test_a_video_is_bounded_in_frames_pixels_and_time(decoder: Decoder) -> None:
    content = bytes_of("park.mp4")
    for limits, why in (
        (Limits(frames=2), "only the first 2 frames"),
        (Limits(film_seconds=0.0), "stopped after 0 seconds"),
        (Limits(pixels=1000), "cannot be decoded"),
    ):
        with Decoder(workers=1, limits=limits) as bounded:
            film = seen(bounded, content, 0.0)
        assert why in (film.file.error or "")
        assert len(film.stills) <= 2


def test_a_list_of_other_files_is_never_followed(decoder: Decoder) -> None:
    for text in (b"ffconcat version 1.0\nfile /etc/hostname\n", b"#EXTM3U\n#EXTINF:1,\n/etc/hostname\n"):
        film = seen(decoder, b"\x1aE\xdf\xa3" + text)
        assert film.stills == ()
        assert "cannot be opened" in (film.file.error or "")


def test_a_video_held_upright_is_seen_upright(decoder: Decoder) -> None:
    content = bytearray(bytes_of("piece.mp4"))
    matrix = content.index(b"tkhd") + 4 + 40  # version 0: the matrix follows forty bytes
    quarter = (0, 1 << 16, 0, -(1 << 16) & 0xFFFFFFFF, 0, 0, 0, 0, 1 << 30)
    content[matrix : matrix + 36] = b"".join(value.to_bytes(4) for value in quarter)
    film = seen(decoder, bytes(content))
    assert (film.file.width, film.file.height) == (192, 256)
    turned = np.asarray(scene(2, 320, 192).crop((0, 0, 256, 192)).rotate(-90, expand=True))
    assert apart(film.stills[0].turned[0].pdq, pdq.bits(pdq.reference(turned).dct).hex()) <= 12
