"""Which characters the papers' fonts can show (Libertinus Serif and DejaVu Sans Mono, inside typst). Pure.

PDF/A refuses a document with a character that has no glyph. A sign that is not here is printed as its number, and
stands as it came in the machine-readable twin. `tests/test_papers_are_typeset.py` sets every one of these.
"""

from __future__ import annotations

from functools import cache

RANGES = (
    "000A 0020-007E 00A0-00AC 00AE-02FF 0374-0377 037A-037F 0384-038A 038C 038E-03A1 03A3-03CE 03D0-03E1 03F0-0477 "
    "048C-04C4 04C7-04CC 04CF-04F9 0531-0556 0561-0587 0589-058A 05D0-05EA 060C 061B 061F 0621-063A 0640-064A "
    "0660-066D 06F0-06F9 1E00-1EFF 2010-2027 2030-2037 2039-203A 20A0-20B5 20BD 2116 2122 2190-2199 2212 2248 2260 "
    "2264-2265 FB01-FB02"
)


@cache
def _all() -> frozenset[int]:
    found: set[int] = set()
    for part in RANGES.split():
        first, _, last = part.partition("-")
        found |= set(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(found)


def printable(one: str) -> bool:
    """Whether a character can be shown."""
    return ord(one) in _all()


def every() -> str:
    """All of them, for the test."""
    return "".join(map(chr, sorted(_all())))
