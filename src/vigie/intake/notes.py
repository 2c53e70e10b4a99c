"""What a reader sets aside while it reads: what it could not read, and what it does not know."""

from __future__ import annotations

from vigie.report.nouns import Remark, Saying, Unknown, say

MOST = 500  # remarks, and unknown elements, kept of one report; the sealed document holds them all
LONGEST = 20_000  # characters kept of one unknown element


class Notes:
    """Collects remarks and unknown elements of one report, within bounds; says how many it left out."""

    __slots__ = ("_left_out", "remarks", "unknowns")

    def __init__(self) -> None:
        self.remarks: list[Remark] = []
        self.unknowns: list[Unknown] = []
        self._left_out = 0

    @property
    def room(self) -> bool:
        """Whether one more would be kept; if not, do not go to lengths to describe it."""
        return len(self.remarks) < MOST and len(self.unknowns) < MOST

    def remark(self, where: str, what: Saying) -> None:
        """Something that could not be read, and where it stands."""
        if len(self.remarks) < MOST:
            self.remarks.append(Remark(where, what))
        else:
            self._left_out += 1

    def unknown(self, path: str, text: str) -> None:
        """An element no reader knows, as it came."""
        if len(self.unknowns) < MOST:
            self.unknowns.append(Unknown(path, text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"))
        else:
            self._left_out += 1

    def unread(self) -> tuple[Remark, ...]:
        """All remarks; a last one counts what did not fit."""
        if not self._left_out:
            return tuple(self.remarks)
        return (
            *self.remarks,
            Remark("", say("{n} more remarks are not kept here; the document has all", n=self._left_out)),
        )
