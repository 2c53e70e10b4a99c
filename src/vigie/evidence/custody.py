"""What the journal says of bytes received: which door, from where, by whom, what exactly. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from vigie.ledger.chain import Act
from vigie.ledger.tags import Tag
from vigie.report.nouns import Member

NAMED = 200  # members told one by one in an entry; the digest covers all of them


def _named(path: str) -> str:
    """A member's path as its SHA-256: it can be checked while the row stands, and says nothing once that is erased."""
    return hashlib.sha256(path.encode("utf-8", "surrogatepass")).hexdigest()


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
                {"named": _named(member.path), "sha256": member.sha256, "size": member.size}
                for member in members[:NAMED]
            ],
        },
    )
