"""What the journal says of bytes received: which door, from where, by whom, what exactly. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from vigie.ledger.chain import Act
from vigie.ledger.tags import Tag
from vigie.report.nouns import Member

NAMED = 200  # members named one by one in an entry; the digest covers all of them


def received(parcel_key: int, path: str, door: str, actor: str, members: Sequence[Member], digest: str) -> Act:
    """The custody entry of a parcel. `digest` is `content_digest(members)`."""
    return Act(
        Tag.PARCEL_RECEIVED,
        f"parcel:{parcel_key}",
        actor,
        {
            "door": door,
            "path": path,
            "digest": digest,
            "count": len(members),
            "members": [
                {"path": member.path, "sha256": member.sha256, "size": member.size} for member in members[:NAMED]
            ],
        },
    )
