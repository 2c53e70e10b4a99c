"""Pictures that look the same, by PDQ.

A fingerprint computed here with enough quality is compared with all others, 31 bits of 256 apart at most. One that
the sender carries comes without its quality: it is only the same when equal. A flat picture has none.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from vigie.linking.selector import Found, SelectorKind, told
from vigie.report.nouns import FilePrint, Hash, Md5, Pdq, ReportedFile, Selector, Sha1, Sha256

NEAR = 31
ENOUGH_QUALITY = 50
_LENGTH = 64
_BALANCED = range(64, 193)  # bits set: a fingerprint is cut at its median, one far from half is a filler's


def _carried(file: ReportedFile) -> Iterator[str]:
    for carried in file.hashes:
        value = carried.value.strip().lower()
        if carried.kind.lower() != "pdq" or len(value) != _LENGTH or set(value) - set("0123456789abcdef"):
            continue
        if int(value, 16).bit_count() in _BALANCED:
            yield value


def _of(found: Found) -> Iterator[Selector]:
    for position, (file, print_) in enumerate(zip_longest(found.report.files, found.prints)):
        computed = print_.pdq if print_ and (print_.pdq_quality or 0) >= ENOUGH_QUALITY else None
        if computed:
            yield Selector("picture", computed, file=position)
        elif file and (print_ is None or print_.pdq is None):
            yield from (Selector("picture", value, strong=False, file=position) for value in _carried(file))


def _example(pdq: str, quality: int) -> Found:
    print_ = FilePrint(Sha256("5a" * 32), Sha1("5b" * 20), Md5("5c" * 16), 9, Pdq(pdq), quality)
    return told(files=(ReportedFile(hashes=(Hash("pdq", pdq),)),), prints=(print_,))


KIND = SelectorKind(
    version=1,
    what="picture",
    ties=False,
    crowd=0,
    of=_of,
    same=(_example("f0" * 32, 100), told(files=(ReportedFile(hashes=(Hash("PDQ", "F0" * 32),)),))),
    other=(_example("f0" * 32, 49), _example("f0" * 32, 49)),
    near=NEAR,
)
