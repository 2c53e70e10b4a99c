"""Single values as senders write them, turned into typed ones: moments, days, numbers, yes and no, addresses.

Each function takes text and returns a value, or raises `BadValue` with a sentence saying what stood there. Nothing
here guesses: what cannot be read is not known.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from ipaddress import IPv6Address, ip_address

from vigie.report.nouns import Saying, say

SHOWN = 120  # characters of a bad value that a remark repeats
_FALSE = frozenset({"false", "0", "no", "n", "non", "faux"})
_TRUTH = dict.fromkeys(("true", "1", "yes", "y", "oui", "vrai"), True) | dict.fromkeys(_FALSE, False)
_ILL = re.compile("[\x00\ud800-\udfff]")  # neither PostgreSQL nor UTF-8 can hold these
_ZONE_NAME = re.compile(r"\s*(?:UTC|GMT)$", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_WHOLE = re.compile(r"[+-]?\d{1,18}(?:\.0{1,6})?")
_HOST_PORT = re.compile(r"\[(?P<six>[0-9A-Fa-f:.]+)\](?::(?P<port6>\d{1,5}))?|(?P<four>[\d.]+):(?P<port4>\d{1,5})")


class BadValue(ValueError):
    """A value that is not what its place asks for. `why` repeats what stood there, shortened."""

    permanent = True

    def __init__(self, why: Saying) -> None:
        super().__init__(str(why))
        self.why = why


def shown(text: str) -> str:
    """Text as a remark may repeat it: one line, at most `SHOWN` characters."""
    line = " ".join(_ILL.sub("\ufffd", text[: 2 * SHOWN]).split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"


def sound(text: str) -> str:
    """Text that every store can hold: NUL and lone surrogates become U+FFFD."""
    return _ILL.sub("\ufffd", text) if _ILL.search(text) else text


def words(text: str) -> str | None:
    """Text without the blanks around it; None when nothing is left."""
    return sound(text).strip() or None


def moment(text: str) -> tuple[datetime, bool]:
    """A date with a time, in UTC, and whether its zone was said; without one it is taken as UTC.

    A date alone is not a moment: midnight would be a guess, and an address asked for at the wrong time names the
    wrong subscriber.
    """
    at = _iso(text)
    if at is None:
        raise BadValue(say("“{text}” is not a date with a time", text=shown(text)))
    if at.tzinfo is UTC:
        return at, True
    if at.tzinfo is None:
        return at.replace(tzinfo=UTC), False
    try:
        return at.astimezone(UTC), True
    except OverflowError:
        raise BadValue(say("“{text}” is not a date with a time", text=shown(text))) from None


def _iso(text: str) -> datetime | None:
    text = text.strip()
    if len(text) < 12 or text[4:6].upper() == "-W":
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return _odd_iso(text)


def _odd_iso(text: str) -> datetime | None:
    """What xs:dateTime and services allow beyond Python: a zone's name, hour 24, a leap second."""
    text = _ZONE_NAME.sub("+00:00", text)
    extra = timedelta()
    if text[10:16] in ("T24:00", " 24:00"):
        text, extra = f"{text[:11]}00:00{text[16:]}", timedelta(days=1)
    elif text[16:19] == ":60":
        text, extra = f"{text[:16]}:59{text[19:]}", timedelta(seconds=1)
    try:
        return datetime.fromisoformat(text) + extra
    except (ValueError, OverflowError):
        return None


def day(text: str) -> date:
    """A calendar day; a zone or a midnight behind it is dropped (xs:date allows a zone, exports add midnight)."""
    found = _DAY.match(text.strip())
    rest = text.strip()[10:]
    try:
        if found and (not rest or rest[0] in "Z+-" or rest[1:9] == "00:00:00"):
            return date.fromisoformat(found[0])
    except ValueError:
        raise BadValue(say("“{text}” is not a day", text=shown(text))) from None
    raise BadValue(say("“{text}” is not a day", text=shown(text)))


def whole(text: str, least: int = 0, most: int = 2**63 - 1) -> int:
    """A whole number between two bounds, both included."""
    text = text.strip()
    if _WHOLE.fullmatch(text):
        number = int(text.partition(".")[0])
        if least <= number <= most:
            return number
    raise BadValue(
        say("“{text}” is not a whole number from {least} to {most}", text=shown(text), least=least, most=most)
    )


def age(text: str) -> int:
    """An age in years."""
    return whole(text, 0, 130)


def port(text: str) -> int:
    """A port. 0 is none: exports write it for a port they do not have."""
    return whole(text, 1, 65535)


def degrees(text: str) -> float:
    """A latitude or longitude in degrees."""
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if -180.0 <= number <= 180.0:
        return number
    raise BadValue(say("“{text}” is not a position in degrees", text=shown(text)))


def truth(text: str) -> bool:
    """Yes or no."""
    told = _TRUTH.get(text.strip().lower())
    if told is not None:
        return told
    raise BadValue(say("“{text}” is neither yes nor no", text=shown(text)))


def flag(text: str | None) -> bool:
    """A presence flag: being there means true (`<viral/>`), unless a sender writes `false` into it."""
    return text is None or text.strip().lower() not in _FALSE


@lru_cache(maxsize=8192)
def host(text: str) -> tuple[str, int | None]:
    """An IP address in its canonical spelling, and the port when one is written behind it."""
    written = text.strip()
    try:
        return _canonical(written), None
    except ValueError:
        found = _HOST_PORT.fullmatch(written)
    try:
        if found:
            return _canonical(found["six"] or found["four"]), _port(found["port6"] or found["port4"])
    except ValueError:
        raise BadValue(say("“{text}” is not an IP address", text=shown(text))) from None
    raise BadValue(say("“{text}” is not an IP address", text=shown(text)))


def _canonical(text: str) -> str:
    address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(address)


def _port(text: str | None) -> int | None:
    return None if text is None or not 0 < int(text) < 65536 else int(text)
