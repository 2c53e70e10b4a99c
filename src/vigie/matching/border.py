"""Finds the picture within a border: a frame, the bars of a film, or what a telephone's screen has around it. Pure.

A border moves all that a fingerprint looks at, by far more than 31 bits. So a picture that has one is looked for
without it, too. What is taken for a border by mistake, such as a plain sky above plain ground of the same grey, costs
a look-up and matches nothing.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Box = tuple[int, int, int, int]  # left, top, right, bottom: the last two are past the end

ALIKE = 12  # levels of grey from the colour of the border
EDGE = 0.95  # of the outermost line is of one colour, where there is a border
BAR = 0.6  # of a line of the border: the rest may be a caption, or the signs of a screen
ROUNDS = 4  # colours, one within the other: a bar below a bar, a frame around both
MOST = 2  # boxes that are told
LEAST = 64  # pixels of the picture within
SHARE = 0.15  # of the whole that the picture within takes at least
THIN = 0.01  # of a side: less does no harm to a fingerprint


def within(grey: Grey) -> list[Box]:
    """Where the picture within the border of a grey one may lie, the largest first; nothing where it has no border.

    A border is of one colour at a time, and lies on opposite sides.
    """
    height, width = grey.shape
    box, found = (0, 0, width, height), list[Box]()
    for _ in range(ROUNDS):
        inner = _stripped(grey, box)
        if inner is None or inner == box:
            break
        box = inner
        left, top, right, bottom = box
        across = min(left, width - right) > 0 and left + width - right >= THIN * width
        along = min(top, height - bottom) > 0 and top + height - bottom >= THIN * height
        if (across or along) and (right - left) * (bottom - top) >= SHARE * grey.size:
            found.append(box)
    return found[:MOST]


def plain(line: Grey) -> int | None:
    """The colour of an outermost line, if it has one alone."""
    few = sorted(line[:: max(1, len(line) // 9)].tolist())
    colour = int(few[len(few) // 2])
    return colour if _like(line, colour).mean() >= EDGE else None


def _stripped(grey: Grey, box: Box) -> Box | None:
    """The box without the lines around it that are of the colour of its first plain side; None: too little is left."""
    left, top, right, bottom = box
    colour = None
    for side in range(4):
        lines = _seen_from(grey[top:bottom, left:right], side)
        if colour is None:
            colour = plain(lines[0])
        many = 0 if colour is None else _thick(lines, colour)
        if many > len(lines) - LEAST:
            return None
        top, bottom = top + many * (side == 0), bottom - many * (side == 1)
        left, right = left + many * (side == 2), right - many * (side == 3)
    return left, top, right, bottom


def _seen_from(grey: Grey, side: int) -> Grey:
    """Its lines, from the top (0), the bottom, the left, the right."""
    lines = grey if side < 2 else grey.T
    return lines[::-1] if side % 2 else lines


def _like(lines: Grey, colour: int) -> NDArray[np.bool_]:
    told: NDArray[np.bool_] = (lines >= max(colour - ALIKE, 0)) & (lines <= min(colour + ALIKE, 255))
    return told


def _thick(lines: Grey, colour: int) -> int:
    """How many of the lines, from the first on, are a border of this colour."""
    if _like(lines[0], colour).mean() < EDGE:
        return 0
    shares = _like(lines, colour).mean(axis=1)
    return int(np.argmax(np.append(shares, 0.0) < BAR))
