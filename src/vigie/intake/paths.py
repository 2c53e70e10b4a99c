"""Parts of a path as received: with `/`, never a path on our disk. Plain string work, for there are millions."""

from __future__ import annotations

import re

_DIGITS = re.compile(r"(\d+)")
_VERSION = re.compile(r"[-_ .]?v(\d{1,4})$", re.IGNORECASE)


def folder(path: str) -> str:
    """What stands before the last `/`; empty at the top."""
    return path.rpartition("/")[0]


def name(path: str) -> str:
    """What stands behind the last `/`."""
    return path.rpartition("/")[2]


def stem(path: str) -> str:
    """The name without its ending."""
    plain, dot, _ = name(path).rpartition(".")
    return plain if dot and plain else name(path)


def ending(path: str) -> str:
    """What stands behind the name's last dot, in lower case; empty without one."""
    plain, dot, last = name(path).rpartition(".")
    return last.lower() if dot and plain else ""


def order(path: str) -> tuple[object, ...]:
    """A key that sorts paths as a person would: numbers by their value, and `<id>-v2` after `<id>`."""
    parts = path.split("/")
    parts[-1] = stem(path)
    return tuple(_order(part) for part in parts), path


def _order(part: str) -> tuple[object, ...]:
    version = _VERSION.search(part)
    plain = part[: version.start()] if version else part
    chunks = _DIGITS.split(plain.lower())  # text, number, text, number, ...
    numbered = tuple(int(chunk) if index % 2 else chunk for index, chunk in enumerate(chunks))
    return (numbered, int(version[1]) if version else 1)
