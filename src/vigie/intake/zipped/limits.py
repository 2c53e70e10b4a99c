"""How much an archive may become: enough for any real delivery, not enough to fill a disk from a small file."""

from __future__ import annotations

from dataclasses import dataclass

from vigie.intake.zipped.directory import Listed
from vigie.report.nouns import Saying, say

MIB, GIB = 2**20, 2**30


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes."""

    members: int = 1_000_000
    member: int = 4 * GIB
    total: int = 200 * GIB
    ratio: int = 200  # plain bytes for a packed one, past `free`
    free: int = 100 * MIB
    depth: int = 3  # archives within archives


class OverLimit(OSError):
    """An archive became more than it may."""

    permanent = True


@dataclass(slots=True)
class Budget:
    """What one archive has used of its limits. The members that were read before count, whoever read them."""

    limits: Limits
    packed_total: int  # bytes of the archive itself
    total: int = 0
    declared: int = 0

    def refusal(self, member: Listed) -> Saying | None:
        """Why a member is not begun: with it the archive would become too much, by what its list says."""
        self.declared += member.size
        if self.declared > self.limits.total:
            return say("the archive holds more than {most} GB", most=self.limits.total // GIB)
        if self.declared > self.limits.free and self.declared > self.limits.ratio * max(1, self.packed_total):
            return say("the archive is packed more tightly than anything real: an archive bomb")
        return None

    def spend(self, more: int, given: int, member: Listed) -> None:
        """Counts bytes as they are unpacked; raises `OverLimit`."""
        self.total += more
        if given > self.limits.member:
            raise OverLimit(f"it is larger than {self.limits.member // GIB} GB")
        if given > self.limits.free and given > self.limits.ratio * max(1, member.packed):
            raise OverLimit("it is packed more tightly than anything real: an archive bomb")
        if self.total > self.limits.total:
            raise OverLimit(f"the archive holds more than {self.limits.total // GIB} GB")
        if self.total > self.limits.free and self.total > self.limits.ratio * max(1, self.packed_total):
            raise OverLimit("the archive is packed more tightly than anything real: an archive bomb")
