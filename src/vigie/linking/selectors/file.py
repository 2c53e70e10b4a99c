"""Files, by their digests: computed where the bytes came, and as the sender gives them.

The same file makes a content cluster, never a thread: ten suspects may hold it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from vigie.linking.selector import Found, SelectorKind, told
from vigie.report.nouns import FilePrint, Hash, Md5, ReportedFile, Selector, Sha1, Sha256

_LENGTHS = {"md5": 32, "sha1": 40, "sha256": 64, "sha512": 128}
_HEXADECIMAL = re.compile(r"[0-9a-f]+")
_PLAIN = re.compile(r"[^0-9a-z]+")
_SAME_DIGIT = re.compile(r"(.)\1*")
_EMPTY_FILE = frozenset(
    {
        "d41d8cd98f00b204e9800998ecf8427e",
        "da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    }
)


def normal(kind: str, value: str) -> str | None:
    """`kind:digest`, or None for a filler, the digest of nothing, or what is none of these digests."""
    name, digest = _PLAIN.sub("", kind.lower()), value.strip().lower()
    if len(digest) != _LENGTHS.get(name) or not _HEXADECIMAL.fullmatch(digest):
        return None
    return None if digest in _EMPTY_FILE or _SAME_DIGIT.fullmatch(digest) else f"{name}:{digest}"


def _computed(print_: FilePrint | None) -> list[str]:
    """The digests of the bytes that came, the surest first."""
    if print_ is None:
        return []
    digests = (("sha256", print_.sha256), ("sha1", print_.sha1), ("md5", print_.md5))
    return [value for kind, digest in digests if (value := normal(kind, digest))]


def _of(found: Found) -> Iterator[Selector]:
    for position, (file, print_) in enumerate(zip_longest(found.report.files, found.prints)):
        computed = _computed(print_)
        if computed:
            yield Selector("file", computed[0], also=tuple(computed[1:]), file=position)
        # What the sender says too: of the original, where what was sent on is a copy made smaller.
        for carried in file.hashes if file else ():
            value = normal(carried.kind, carried.value)
            if value and value not in computed:
                yield Selector("file", value, file=position)


_SOME = FilePrint(Sha256("5a" * 32), Sha1("5b" * 20), Md5("5c" * 16), 9)


def _carried(kind: str, value: str) -> Found:
    return told(files=(ReportedFile(hashes=(Hash(kind, value),)),))


KIND = SelectorKind(
    version=1,
    what="file",
    ties=False,
    crowd=0,
    of=_of,
    same=(told(files=(ReportedFile(),), prints=(_SOME,)), _carried("MD5", "5C" * 16)),
    other=(_carried("MD5", "0" * 32), _carried("MD5", "0" * 32)),
)
