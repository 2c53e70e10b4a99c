"""The installation's key for letters, and what is derived of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from vigie.evidence import keys
from vigie.reporters.sealing import derive, public_of

NAME = "letters"  # the key's file


@dataclass(frozen=True, slots=True)
class Keyring:
    """Each key for one purpose. `private` opens what was sealed to the desk."""

    secret: bytes
    private: bytes
    public: bytes
    talks: bytes
    visits: bytes
    proofs: bytes

    def bridge(self, nonce: str) -> str:
        """A bridge's secret, as it is told to its keeper."""
        return derive(self.secret, f"bridge {nonce}").hex()


def of(folder: Path) -> Keyring:
    """The keys of an installation. Raises `SealError` where there is none."""
    secret = keys.read(folder, NAME)
    private = derive(secret, "desk")
    return Keyring(
        secret, private, public_of(private), derive(secret, "talks"), derive(secret, "visits"), derive(secret, "proofs")
    )
