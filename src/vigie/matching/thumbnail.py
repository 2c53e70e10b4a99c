"""A small picture for the desk, grey and blurred unless asked otherwise: enough to tell a landscape from a letter."""

from __future__ import annotations

import io

from PIL import Image, ImageFilter, ImageOps

from vigie.matching import pixels

BLUR = 24  # the longer side is this many blur radii long


def make(content: bytes, most: int, side: int, *, blur: bool, grey: bool) -> bytes:
    """PNG bytes, `side` pixels at the longer side, of a picture of at most `most`. Raises `pixels.Unreadable`."""
    picture = pixels.opened(content, most)
    if picture.format in ("JPEG", "MPO"):
        picture.draft("RGB", (side, side))
    pixels.loaded(picture)
    turn = pixels.orientation(picture)
    small = pixels.shallow(picture)
    small.thumbnail((side, side))
    small = pixels.on_white(small)
    small.getexif()[pixels.ORIENTATION] = turn
    small = ImageOps.exif_transpose(small)
    if blur:
        small = small.filter(ImageFilter.GaussianBlur(side / BLUR))
    out = io.BytesIO()
    plain = Image.new("L" if grey else "RGB", small.size)
    plain.paste(small.convert(plain.mode))
    plain.save(out, "PNG")
    return out.getvalue()
