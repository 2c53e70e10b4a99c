"""How much of a video looks like what a list knows: shares of frames, and when they are enough."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from vigie.matching.index import Knowledge, Known, Near
from vigie.matching.nearness import shown_by
from vigie.matching.prints import Still
from vigie.report.nouns import Share

ENOUGH = 0.5  # of the frames of either side: the same video, a piece of it, or one that holds it
FARTHEST = 256


@dataclass(slots=True)
class _Meeting:
    """What of a video, turned one way, is near to one entry."""

    known: Known
    variant: str
    ours: set[int] = field(default_factory=set)
    theirs: set[int] = field(default_factory=set)
    distance: int = FARTHEST
    nearest: tuple[int, int] = (0, 0)  # places of the nearest frames, here and there

    def add(self, place: int, near: Near) -> None:
        self.ours.add(place)
        self.theirs.update(near.places)
        if near.distance < self.distance:
            self.distance, self.nearest = near.distance, (place, near.place)


@dataclass(frozen=True, slots=True)
class Met:
    """An entry that some frames of a video look like, in the turning in which most of them do."""

    known: Known
    variant: str
    distance: int  # of the nearest frames
    quality: int  # of the nearest frame here
    share: Share

    @property
    def enough(self) -> bool:
        """Whether it counts: half of the frames here, or half of what the entry shows."""
        share = self.share
        return share.frames >= ENOUGH * share.of or share.entry_frames >= ENOUGH * share.entry_of


def met(stills: Sequence[Still], knowledge: Knowledge) -> Iterator[Met]:
    """The entries that some of these frames are near to."""
    meetings: dict[tuple[str, str], dict[str, _Meeting]] = {}
    for place, still in enumerate(stills):
        for turned in still.turned:
            for near in knowledge.near.get(turned.pdq, ()):
                ways = meetings.setdefault((near.known.list, near.known.entry.key), {})
                ways.setdefault(turned.variant, _Meeting(near.known, turned.variant)).add(place, near)
    for ways in meetings.values():
        yield _told(stills, max(ways.values(), key=lambda one: (len(one.ours), len(one.theirs), -one.distance)))


def _told(stills: Sequence[Still], one: _Meeting) -> Met:
    shown = shown_by(one.known.entry)
    here, there = stills[one.nearest[0]], shown[one.nearest[1]]
    film = bool(one.known.entry.frames)
    share = Share(
        frames=len(one.ours),
        of=len(stills),
        entry_frames=len(one.theirs) if film else 1,
        entry_of=len(shown) if film else 1,
        at=here.at,
        entry_at=there.at,
    )
    return Met(one.known, one.variant, one.distance, here.quality, share)


def of_picture(near: Near) -> Share | None:
    """How a picture stands to the video that an entry is; None when the entry is a picture too."""
    if not near.known.entry.frames:
        return None
    shown = shown_by(near.known.entry)
    return Share(1, 1, len(near.places), len(shown), entry_at=shown[near.place].at)
