"""The grey of a decoded frame: its own luma where it is stored plainly, else converted."""

from __future__ import annotations

import ctypes as c
import re

import numpy as np
from numpy.typing import NDArray

from vigie.matching import libav

BILINEAR = 2  # SWS_BILINEAR
# Pixel formats whose first plane is luma, with the bits of a value.
DEPTH = re.compile(r"(?:yuvj?a?4\d\dp|nv(?:12|21|16|24|42)|gray)(\d\d)?(?:le)?")


class Gray:
    """Turns frames whose first plane is not luma to grey."""

    def __init__(self, libraries: libav.Libraries) -> None:
        self._av = libraries
        self._context, self._made = c.c_void_p(), (0, 0, -1)

    def close(self) -> None:
        self._av.scale.sws_freeContext(self._context)
        self._context = c.c_void_p()

    def of(self, picture: libav.Picture) -> NDArray[np.uint8] | None:
        """Height x width; None when this pixel format cannot be converted."""
        made = picture.width, picture.height, picture.format
        if made != self._made:
            self.close()
            gray = self._av.util.av_get_pix_fmt(b"gray")
            size = picture.width, picture.height
            self._context = c.c_void_p(
                self._av.scale.sws_getContext(*size, picture.format, *size, gray, BILINEAR, None, None, None)
            )
            self._made = made
        if not self._context.value:
            return None
        out = np.empty((picture.height, picture.width), dtype=np.uint8)
        planes, strides = (c.c_void_p * 4)(out.ctypes.data), (c.c_int * 4)(picture.width)
        self._av.scale.sws_scale(self._context, picture.data, picture.linesize, 0, picture.height, planes, strides)
        return out


def depth_of(name: str) -> int | None:
    """Bits of a luma value in a pixel format; None where they are not stored plainly."""
    found = DEPTH.fullmatch(name)
    if found is None:
        return None
    bits = int(found[1] or 8)
    return bits if 8 <= bits <= 16 else None


def plane(picture: libav.Picture, depth: int) -> NDArray[np.uint8] | NDArray[np.uint16]:
    """The first plane of a frame, height x width, without copying it."""
    wide = depth > 8
    stride = picture.linesize[0]
    kind = np.uint16 if wide else np.uint8
    items = stride // kind().itemsize
    flat = (c.c_uint16 if wide else c.c_uint8) * (items * picture.height)
    values = np.ctypeslib.as_array(flat.from_address(picture.data[0]))
    return values.reshape(picture.height, items)[:, : picture.width]
