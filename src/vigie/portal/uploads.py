"""Files as they are handed in: bounded, held in memory alone, told by their first bytes, never opened. Pure."""

from __future__ import annotations

import re

from vigie.matching.kinds import kind_of

ONE, ALL, MANY = 25 << 20, 50 << 20, 12  # bytes of a file, of a request, files of a submission
ENDINGS = {
    "image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/webp": "webp", "image/heic": "heic",
    "image/heif": "heif", "image/avif": "avif", "image/bmp": "bmp", "image/tiff": "tif", "video/mp4": "mp4",
    "video/webm": "webm", "video/quicktime": "mov", "video/3gpp": "3gp", "video/x-msvideo": "avi",
    "video/mpeg": "mpg", "audio/mp4": "m4a", "audio/mpeg": "mp3", "audio/wav": "wav", "audio/flac": "flac",
    "application/ogg": "ogg", "application/pdf": "pdf", "text/plain": "txt",
}  # fmt: skip
_SIGNS = re.compile(r"[^\w .()\-]+")


def kind(content: bytes) -> str | None:
    """What the bytes are, among what can be taken; None for anything else: archives, programs, web pages."""
    found = kind_of(content[:64])
    if found == "text/plain" and re.match(rb"\s*<(?:!doctype|html|svg|script|\?xml)", content[:256], re.IGNORECASE):
        return None
    return found if found in ENDINGS else None


def path(position: int, kind_: str) -> str:
    """Where a file lies in the parcel: its number, and an ending by its bytes. The reporter's name is never a path."""
    return f"files/{position}.{ENDINGS.get(kind_, 'bin')}"


def shown(name: str) -> str:
    """A file's name as it is kept: no path, no sign that means something."""
    return _SIGNS.sub("_", name.replace("\\", "/").rpartition("/")[2])[:80].strip() or "file"
