"""Bytes of a picture -> its pixels as a person would see them, band by band. Runs in the worker alone.

The first frame, turned by its EXIF orientation, transparent parts on white, palettes looked up, ink turned to light,
16 bits scaled to 8 (never cut). Only formats that are decoded in this process are opened: no outside program.
"""

from __future__ import annotations

import io
import struct
import zlib
from functools import partial
from typing import NamedTuple

import numpy as np
import pi_heif
from numpy.typing import NDArray
from PIL import AvifImagePlugin, Image, ImageFile, UnidentifiedImageError

from vigie.kernels import pdq, pdq_fast
from vigie.kernels.pdq import Floats, Looks
from vigie.kernels.trim import trimmed
from vigie.matching import border
from vigie.matching.prints import INNER, TRIMS

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "HEIF", "BMP", "DIB", "TIFF", "JPEG2000", "ICO", "PPM", "TGA", "PCX")
ORIENTATION = 0x0112  # the EXIF tag
# EXIF orientation: is the picture stored with its axes changed over, and are the rows and the columns, as they are
# seen, to be read from their far end?
TURNS = {
    1: (False, False, False),
    2: (False, False, True),
    3: (False, True, True),
    4: (False, True, False),
    5: (True, False, False),
    6: (True, False, True),
    7: (True, True, True),
    8: (True, True, False),
}
EXACT_SIDE = 1200  # pixels: a JPEG's short side below which it is decoded at full size
AT_ONCE = 1 << 20  # pixels that are copied whole
SCALED_FIRST = 512  # pixels: the published reference program brings larger pictures to this square before it looks
SCALED_SIDE = 300  # the short side that scaled decoding leaves at least
DEEP = {"I;16": 257.0, "I;16L": 257.0, "I;16B": 257.0, "I;16N": 257.0}

# What decoders raise for bytes that are not what they say: any of these is the file's fault.
FAULTS = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    RuntimeError,
    AssertionError,
    struct.error,
    zlib.error,
)

AvifImagePlugin.DEFAULT_MAX_THREADS = 1  # the worker may not start any
pi_heif.register_heif_opener(decode_threads=0, thumbnails=False)


class Unreadable(Exception):
    """The bytes are no picture that can be read; the message is for an officer."""

    permanent = True


class Seen(NamedTuple):
    """What one picture shows: its size as seen, in pixels, what PDQ says of it, and what was wrong with its bytes."""

    width: int
    height: int
    looks: list[Looks]  # of the picture as it is; then, of a large one, as scaled to 512 x 512 first
    others: list[tuple[str, Looks]]  # of what lies within a border, or a little cut: with their `prints.FORMS`
    scale: int  # it was decoded at 1/scale
    fault: str | None


def opened(content: bytes, most: int) -> Image.Image:
    """The picture, not decoded yet. Raises `Unreadable` for other bytes and for more than `most` pixels."""
    Image.MAX_IMAGE_PIXELS = None  # our own limit, below, is an error and not a warning
    try:
        picture = Image.open(io.BytesIO(content), formats=FORMATS)
    except UnidentifiedImageError as wrong:
        raise Unreadable("not a picture that can be read here") from wrong
    except FAULTS as wrong:
        raise Unreadable(f"the picture's header is damaged: {wrong}") from wrong
    if picture.width * picture.height > most:
        raise Unreadable(f"{picture.width} x {picture.height} pixels: more than the limit of {most}")
    return picture


def loaded(picture: Image.Image) -> str | None:
    """Decode the picture: None, or what is wrong when only a part of it could be read. Raises `Unreadable`."""
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        picture.load()
    except FAULTS as wrong:
        return _partly(picture, wrong)
    return None


def _partly(picture: Image.Image, wrong: Exception) -> str:
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        picture.load()
    except FAULTS as again:
        raise Unreadable(f"the picture cannot be decoded: {again}") from again
    return f"damaged: only a part of the picture could be read ({wrong})"


def orientation(picture: Image.Image) -> int:
    """The EXIF orientation, 1 to 8, of a decoded picture; 1 when it has none or its EXIF block is damaged."""
    if "exif" not in picture.info and picture.format in ("JPEG", "MPO"):
        return 1
    try:
        value = picture.getexif().get(ORIENTATION, 1)
    except FAULTS:
        return 1
    return value if value in TURNS else 1


def on_white(picture: Image.Image) -> Image.Image:
    """The picture, or a band of it, as grey ("L") or colour ("RGB"), transparent parts laid on white."""
    if picture.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        white = Image.new("RGB", picture.size, "white")
        white.paste(layer, mask=layer.getchannel("A"))
        return white
    if picture.mode == "1":
        return picture.convert("L")
    return picture if picture.mode in ("L", "RGB") else picture.convert("RGB")


def _levels(picture: Image.Image) -> float:
    """By what the values of a deep grey picture are to be divided to lie between 0 and 255."""
    if picture.mode in DEEP:
        return DEEP[picture.mode]
    _, high = picture.getextrema()
    if isinstance(high, tuple):
        return 1.0
    if picture.mode == "F":
        return max(float(high) / 255, 1 / 255)  # floats: 0 to 1, or to their highest
    return 257.0 if high <= 0xFFFF else 2.0**24


def rows_of(picture: Image.Image) -> pdq_fast.Rows:
    """Reads a decoded picture in bands of rows: a large one without a whole copy of it."""
    deep = picture.mode in DEEP or picture.mode in ("I", "F")
    levels = _levels(picture) if deep else 1.0

    def rows(top: int, bottom: int) -> NDArray[np.uint8] | Floats:
        whole = bottom - top == picture.height
        band = picture if whole else picture.crop((0, top, picture.width, bottom))
        if deep:
            values: Floats = np.asarray(band).astype(np.float32)
            values = np.clip(values / np.float32(levels), 0, 255)
            return values
        seen: NDArray[np.uint8] = np.asarray(on_white(band))
        return seen

    if picture.width * picture.height > AT_ONCE:
        return rows
    whole = rows(0, picture.height)
    return lambda top, bottom: whole[top:bottom]


def drafted(picture: Image.Image) -> int:
    """Let a JPEG be decoded to its own luma, and at 1/2, 1/4 or 1/8 where its fingerprint stays within 4 bits.

    The scale, 1 for full size. Luma straight from the file is within 2 bits of the luma of its RGB pixels.
    """
    if picture.format not in ("JPEG", "MPO") or picture.mode not in ("RGB", "L"):
        return 1
    short = min(picture.size)
    scale = 1 if short < EXACT_SIDE else max(part for part in (1, 2, 4, 8) if short // part >= SCALED_SIDE)
    picture.draft("L", (picture.width // scale, picture.height // scale))
    return scale


def shallow(picture: Image.Image) -> Image.Image:
    """A decoded picture in 8 bits, as grey or colour with or without transparency."""
    if picture.mode in DEEP or picture.mode in ("I", "F"):
        return Image.fromarray(np.asarray(rows_of(picture)(0, picture.height)).astype(np.uint8))
    if picture.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in picture.info:
        return picture.convert("RGBA")
    return on_white(picture)


def form(size: tuple[int, int], scale: int, turn: int, through: int = 0) -> pdq_fast.Form:
    """How a picture of `size` (width, height) that was decoded at 1/`scale` is weighed, to be seen turned so."""
    swapped, bottom_up, right_left = TURNS[turn]
    width, height = size
    # Mirrors are of the picture as seen: when its axes are changed over, its stored columns are its seen rows.
    return pdq_fast.Form(
        pdq_fast.taps(height, scale, right_left if swapped else bottom_up, through),
        pdq_fast.taps(width, scale, bottom_up if swapped else right_left, through),
    )


def _looks(picture: Image.Image, size: tuple[int, int], scale: int) -> tuple[list[Looks], list[tuple[str, Looks]]]:
    """What PDQ says of the picture, and of a large one also what it says to those who scale it first; and what it says
    of the picture a little cut."""
    turn = orientation(picture)
    forms = [form(size, scale, turn)]
    if max(size) > SCALED_FIRST:
        forms.append(form(size, scale, turn, through=SCALED_FIRST))
    grids = [small.T if TURNS[turn][0] else small for small in pdq_fast.grids(rows_of(picture), forms)]
    found, cut = [pdq.looks(small) for small in grids], trimmed(grids[0])
    return found, [(form, Looks(cut[name], found[0].quality)) for form, name in TRIMS.items()]


def _inner(picture: Image.Image, size: tuple[int, int], scale: int) -> list[Looks]:
    """What PDQ says of what lies within the picture's border."""
    width, height = picture.size
    sides = ((0, 0, width, 1), (0, height - 1, width, height), (0, 0, 1, height), (width - 1, 0, width, height))
    if all(border.plain(_grey(picture.crop(side)).ravel()) is None for side in sides):
        return []
    turn, grey = orientation(picture), _grey(picture)
    found = []
    for left, top, right, bottom in border.within(grey):
        whole = min(right * scale, size[0]) - left * scale, min(bottom * scale, size[1]) - top * scale
        small = pdq_fast.grid(partial(_part, grey[top:bottom, left:right]), *form(whole, scale, turn))
        found.append(pdq.looks(small.T if TURNS[turn][0] else small))
    return found


def _grey(picture: Image.Image) -> NDArray[np.uint8]:
    return np.asarray(picture if picture.mode == "L" else on_white(shallow(picture)).convert("L"))


def _part(grey: NDArray[np.uint8], top: int, bottom: int) -> NDArray[np.uint8]:
    return grey[top:bottom]


def see(content: bytes, most: int, *, exact: bool = False) -> Seen:
    """Size and fingerprint of a picture of at most `most` pixels; `exact` decodes all to RGB at full size.

    Raises `Unreadable`.
    """
    picture = opened(content, most)
    size = picture.size
    scale = 1 if exact else drafted(picture)
    fault = loaded(picture)
    if scale == 1:
        size = picture.size  # a reader may have turned the picture itself
    large = min(size) >= pdq.SMALLEST
    looks, others = _looks(picture, size, scale) if large else ([], [])
    others += [(INNER, one) for one in _inner(picture, size, scale)] if large else []
    width, height = reversed(size) if TURNS[orientation(picture)][0] else size
    return Seen(width, height, looks, others, scale, fault if looks else fault or "too small for a picture fingerprint")
