"""The first bytes of the files of a parcel, where a parcel comes without them."""

from __future__ import annotations

from msgspec.structs import replace

from vigie.intake import paths
from vigie.intake.format import Open
from vigie.intake.media import EXTENSIONS
from vigie.report.nouns import HEAD, Member, Parcel

_TOLD = EXTENSIONS | {"pdf"}  # endings that tell enough: a hundred thousand pictures are not opened for a look


def with_heads(parcel: Parcel, open: Open) -> Parcel:
    """The parcel with the first bytes of each document in it."""
    members = tuple(_with_head(member, open) for member in parcel.members)
    return parcel if members == parcel.members else replace(parcel, members=members)


def _with_head(member: Member, open: Open) -> Member:
    if member.head or member.size == 0 or paths.ending(member.path) in _TOLD:
        return member
    with open(member) as stream:
        return replace(member, head=stream.read(HEAD))
