"""An address on the internet, checked as text alone. Nothing here, and nothing behind it, ever opens one. Pure."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

MOST = 50  # addresses of one submission
LONGEST = 2000  # characters of one
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]{1,20}:", re.IGNORECASE)
_MASKED = (("hxxp", "http"), ("[.]", "."), ("(.)", "."), ("[:]", ":"))
_KNOWN = ("http", "https", "ftp", "magnet", "ipfs", "tg")
_HOST = re.compile(r"^(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,63}$|^\d{1,3}(?:\.\d{1,3}){3}$|^[0-9a-f:.]+$", re.I)


def split(text: str) -> tuple[list[str], list[str]]:
    """The addresses in what was typed, one a line or between blanks, and the lines that are none. In order, once."""
    good: dict[str, None] = {}
    bad: dict[str, None] = {}
    for piece in text.split()[: MOST * 2]:
        found = checked(piece)
        (good if found else bad)[found or piece[:200]] = None
    return list(good)[:MOST], list(bad)


def checked(text: str) -> str | None:
    """An address as it can be written; None for what is none. One written so that nobody taps it (`hxxps`, `[.]`) is
    understood."""
    plain = text.strip().strip("<>\"'«»,;")[:LONGEST]
    for masked, real in _MASKED:
        plain = plain.replace(masked, real)
    if plain.lower().startswith("magnet:"):
        return plain if "xt=" in plain else None
    if not _SCHEME.match(plain) or plain.lower().startswith("localhost:"):
        plain = f"https://{plain}"
    try:
        parts = urlsplit(plain)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return None
    if parts.scheme.lower() not in _KNOWN or not _HOST.match(host):
        return None
    return plain
