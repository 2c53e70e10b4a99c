"""Frames of a video as vPDQ writes them: `hash,quality,seconds`, or `number,quality,hash,seconds` as its tool does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from vigie.matching.source import Shown
from vigie.matching.writing import hexadecimal

MOST = 200_000  # frames of one video: more is no such list's
BITS = 256


def read(value: object) -> tuple[Shown, ...]:
    """The frames of a list of such texts, of a JSON text of one, or of lines. Raises `ValueError`."""
    if isinstance(value, str):
        text = value.strip()
        value = _json(text) if text.startswith("[") else text.splitlines()
    if not isinstance(value, Sequence) or isinstance(value, bytes) or len(value) > MOST:
        raise ValueError("no list of frames")
    return tuple(_frame(str(one)) for one in value)


def _json(text: str) -> list[str]:
    try:
        return msgspec.json.decode(text, type=list[str])
    except (msgspec.DecodeError, UnicodeDecodeError) as wrong:
        raise ValueError(str(wrong)) from wrong


def _frame(text: str) -> Shown:
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 4:
        parts = [parts[2], parts[1], parts[3]]
    if len(parts) != 3:
        raise ValueError(text[:100])
    quality, at = int(parts[1]), float(parts[2])
    if not 0 <= quality <= 100 or not 0 <= at < float("inf"):
        raise ValueError(text[:100])
    return Shown(hexadecimal(parts[0], BITS), quality, at)


def written(frames: Iterable[Shown]) -> list[str]:
    """The frames as texts that `read` takes, and other programs too."""
    return [f"{one.pdq},{100 if one.quality is None else one.quality},{one.at or 0.0:.3f}" for one in frames]
