"""The process that decodes: reads requests on its input, answers on its output, and can do nothing else.

A frame is eight bytes of two lengths (head, body; big-endian) and then both: the head is JSON, the body bytes.
Started by `decode.py`, for each processor one; it knows neither files nor database, and dies with whoever started it.
"""

from __future__ import annotations

import contextlib
import io
import struct
import sys
from collections.abc import Callable
from functools import partial
from typing import BinaryIO

import msgspec
from PIL import Image

from vigie.kernels import pdq
from vigie.matching import libav, pixels, sandbox, screening, thumbnail
from vigie.matching.film import Bounds
from vigie.matching.prints import FORMS, Still

LENGTHS = struct.Struct(">II")


class Ask(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is wanted of the body: its fingerprint, or a small picture of it for the desk."""

    most: int  # pixels
    exact: bool = False  # decode at full size, to RGB
    thumbnail: int | None = None  # pixels of the longer side
    blur: bool = True
    grey: bool = True
    screening: Screening | None = None  # the file is a video, and its bytes are asked for


class Look(msgspec.Struct, frozen=True):
    """One fingerprint in its eight turnings, by name, and its quality."""

    turned: dict[str, str]
    quality: int
    form: str = ""  # one of `prints.FORMS`


class Screening(msgspec.Struct, frozen=True, omit_defaults=True):
    """How a video is to be read: of the size said, in pieces that the worker asks for."""

    size: int  # bytes
    frames: int
    seconds: float  # on the clock
    every: float | None = None  # seconds between frames; None: the keyframes


class Told(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the worker says of one file. Its reader trusts none of it further than its types."""

    width: int | None = None
    height: int | None = None
    scale: int = 1
    looks: tuple[Look, ...] = ()  # of the picture as it is; then in the other forms that there are
    error: str | None = None
    stills: tuple[Still, ...] = ()
    seconds: float | None = None
    piece: tuple[int, int] | None = None  # not an answer yet: (offset, size) of the bytes wanted next
    films: str | None = None  # in its first word: why no video can be read here
    filtered: bool = False  # in its first word: whether system calls are filtered


def send(out: BinaryIO, head: msgspec.Struct, body: bytes = b"") -> None:
    text = msgspec.json.encode(head)
    out.write(LENGTHS.pack(len(text), len(body)) + text + body)
    out.flush()


def _print(content: bytes, ask: Ask) -> Told:
    seen = pixels.see(content, ask.most, exact=ask.exact)
    told = [*zip(FORMS, seen.looks, strict=False), *seen.others]
    looks = tuple(
        Look({name: value.hex() for name, value in pdq.turned(one.dct, FORMS[form]).items()}, one.quality, form)
        for form, one in told
    )
    return Told(seen.width, seen.height, seen.scale, looks, seen.fault)


def answer(content: bytes, ask: Ask) -> tuple[Told, bytes]:
    """What is said of one file: every failure to decode it is told, and none ends the worker but the kernel's."""
    try:
        if ask.thumbnail is None:
            return _print(content, ask), b""
        return Told(), thumbnail.make(content, ask.most, ask.thumbnail, blur=ask.blur, grey=ask.grey)
    except pixels.Unreadable as wrong:
        return Told(error=str(wrong)), b""
    except MemoryError:
        return Told(error="the picture needs more memory than its worker may use"), b""


def screen(ask: Ask, how: Screening, fetch: Callable[[int, int], bytes]) -> Told:
    """What is said of one video, read in pieces."""
    bounds = Bounds(ask.most, how.frames, how.seconds)
    try:
        seen = screening.screened(screening.distant(how.size, fetch), bounds, how.every)
    except (pixels.Unreadable, libav.Unavailable) as wrong:
        return Told(error=str(wrong))
    except MemoryError:
        return Told(error="the video needs more memory than its worker may use")
    return Told(seen.width, seen.height, stills=seen.stills, seconds=seen.seconds, error=seen.fault)


def rehearse() -> None:
    """Decode a small picture of every format: readers import what they need when first used, and soon none can be."""
    Image.init()
    exif = Image.Exif()
    exif[pixels.ORIENTATION] = 6
    for format_ in pixels.FORMATS:
        for mode in ("RGB", "P"):
            with contextlib.suppress(OSError, KeyError):  # a mode, or a format, that cannot be written here
                out = io.BytesIO()
                Image.new(mode, (16, 16)).save(out, format_, exif=exif)
                answer(out.getvalue(), Ask(most=256))
                answer(out.getvalue(), Ask(most=256, thumbnail=8))


def films() -> str | None:
    """Prove the decoder of videos, or say why none can be read here: pictures can all the same."""
    try:
        screening.rehearse()
    except libav.Unavailable as wrong:
        return str(wrong)
    return None


def fetched(source: BinaryIO, out: BinaryIO, offset: int, size: int) -> bytes:
    """A piece of the file that is looked at, from who asked."""
    send(out, Told(piece=(offset, size)))
    head, body = LENGTHS.unpack(source.read(LENGTHS.size))
    source.read(head)
    return source.read(body)


def main() -> None:
    """Be the worker: `argv` is the memory in bytes, and the seconds of processor time, that this process may use."""
    memory, seconds = int(sys.argv[1]), int(sys.argv[2])
    rehearse()
    without = films()
    source, out = sys.stdin.buffer, sys.stdout.buffer
    send(out, Told(filtered=sandbox.confine(memory, seconds), films=without))
    while len(lengths := source.read(LENGTHS.size)) == LENGTHS.size:
        head, body = LENGTHS.unpack(lengths)
        ask = msgspec.json.decode(source.read(head), type=Ask)
        content = source.read(body)
        if ask.screening is not None:
            send(out, screen(ask, ask.screening, partial(fetched, source, out)))
        else:
            send(out, *answer(content, ask))
