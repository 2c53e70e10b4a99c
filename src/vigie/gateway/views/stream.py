"""Seals a file as it arrives: a small one with others that come now, a large one in a segment of its own."""

from __future__ import annotations

import io
from collections.abc import Callable

from vigie.evidence.leaf import Leaf
from vigie.evidence.seal import SealError
from vigie.evidence.tasks import SMALL, Sealer
from vigie.gateway.body import PIECE, Readable
from vigie.report.nouns import Member
from vigie.services.codes import Done
from vigie.services.tasks import submit
from vigie.services.tasks.entry import Caller


def seal_file(stream: Readable, about: Callable[[], int], name: str, who: Caller) -> Done:
    """Adds a file to the report that `about` names: it is asked once the stream was read. Raises `Wrong`, `Spared`."""
    start = stream.read(SMALL)
    if len(start) < SMALL:
        return submit.add_file(who, about(), name, start)
    sealer, whole = Sealer(), io.BufferedReader(_Whole(start, stream), PIECE)
    try:
        (member,) = sealer.seal([Leaf(name, lambda: whole)])
        if not isinstance(member, Member):
            raise SealError(member.why, permanent=False)
        return submit.add_file(who, about(), name, member, sealer)
    finally:
        sealer.close()


class _Whole(io.RawIOBase):
    """What was read already, then the rest."""

    def __init__(self, start: bytes, rest: Readable) -> None:
        self._start, self._rest = io.BytesIO(start), rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # typeshed's buffer protocol
        piece = self._start.read(len(buffer)) or self._rest.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)
