"""Seals what a door hands in, and opens what was sealed."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import BinaryIO

from django.conf import settings
from django.db import connection

from vigie.evidence import keys
from vigie.evidence.leaf import Leaf, Lost, Unfetched
from vigie.evidence.models import Object, Reception
from vigie.evidence.seal import CHUNK, Digests, Seal, SealError
from vigie.evidence.vault import Place, Vault
from vigie.report.nouns import Md5, Member, Parcel, Sha1, Sha256, SourceName
from vigie.report.tasks import insert

SMALL = 1024 * 1024  # bytes: read whole, so that what is already sealed is not written a second time
LOOKED_AT = 256  # small documents that a shelf keeps, each of at most one chunk
OBJECTS = ("sha256", "sha1", "md5", "size", "segment", "offset", "sealed_at")


@cache
def vault() -> Vault:
    """The installation's vault. Raises `SealError` when there is no installation."""
    return Vault(settings.VIGIE_HOME / "vault", keys.vault_key(settings.VIGIE_HOME / "keys"))


class Sealer:
    """Seals files in batches. What it returned is on the disk; its rows are in `fresh` until they are committed."""

    def __init__(self) -> None:
        self._writer = vault().writer()
        self.fresh: dict[str, tuple[Seal, Place]] = {}

    def seal(self, leaves: Iterable[Leaf]) -> list[Member | Lost]:
        """Each leaf as a sealed member, or as lost, in order. Raises `SealError` when nothing more can be written."""
        read = [self._read(leaf) for leaf in leaves]
        known = self._known([one[1].sha256 for one in read if isinstance(one, tuple)])
        members: list[Member | Lost] = []
        for one in read:
            if isinstance(one, tuple):
                path, seal, content = one
                self._keep(seal, content, known)
                members.append(Member(path, seal.sha256, seal.size, seal.md5, seal.sha1, seal.head))
            else:
                members.append(one)
        self._writer.settle()
        return members

    def _read(self, leaf: Leaf) -> tuple[str, Seal, bytes | Place] | Lost:
        """A small file's digests and bytes; a large one is sealed at once, as it streams."""
        try:
            with leaf.open() as stream:
                start = stream.read(SMALL)
                if len(start) < SMALL:
                    digests = Digests()
                    digests.add(start)
                    return leaf.path, digests.seal(), start
                seal, place = self._writer.add(io.BufferedReader(_Joined(start, stream), CHUNK))
        except (OSError, Unfetched) as error:
            return Lost(leaf.path, getattr(error, "strerror", None) or str(error))
        if self._known([seal.sha256]):
            self._writer.drop(place)
        else:
            self._remember(seal, place)
        return leaf.path, seal, place

    def _known(self, digests: Sequence[str]) -> set[str]:
        return {digest for digest in digests if digest in self.fresh} | self._there(digests)

    @staticmethod
    def _there(digests: Sequence[str]) -> set[str]:
        return set(Object.objects.filter(sha256__among=set(digests)).values_list("sha256", flat=True))

    def _keep(self, seal: Seal, content: bytes | Place, known: set[str]) -> None:
        if isinstance(content, bytes) and seal.sha256 not in known:
            known.add(seal.sha256)
            self._remember(seal, self._writer.add_whole(content, seal))

    def _remember(self, seal: Seal, place: Place) -> None:
        self.fresh[seal.sha256] = (seal, place)

    def open(self, member: Member) -> BinaryIO:
        """The bytes of a member that this sealer returned, committed or not. Raises `SealError`."""
        fresh = self.fresh.get(member.sha256)
        return vault().open(fresh[1]) if fresh else open_object(member.sha256)

    def commit(self) -> None:
        """Writes the rows of what was sealed since the last time, inside the caller's transaction."""
        now = datetime.now(UTC)
        there = self._there(list(self.fresh))
        rows = [
            (seal.sha256, seal.sha1, seal.md5, seal.size, place.segment, place.offset, now)
            for seal, place in self.fresh.values()
            if seal.sha256 not in there
        ]
        insert(Object, OBJECTS, rows)

    def committed(self) -> None:
        """Call when that transaction has ended well."""
        self.fresh.clear()

    def close(self) -> None:
        self._writer.close()


class _Joined(io.RawIOBase):
    """The start of a stream that was already read, then the rest of it."""

    def __init__(self, start: bytes, rest: BinaryIO) -> None:
        self._start, self._rest = io.BytesIO(start), rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # typeshed's buffer protocol
        piece = self._start.read(len(buffer))
        if not piece:
            try:
                piece = self._rest.read(len(buffer))
            except OSError as error:
                raise Unfetched(error.strerror or str(error)) from error
        buffer[: len(piece)] = piece
        return len(piece)


def open_object(sha256: Sha256) -> BinaryIO:
    """An object's bytes, as a seekable stream. Raises `SealError` when there is none or it was changed."""
    # Asked for file by file, thousands of times in a delivery: without the models' machinery.
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT segment, "offset" FROM {Object._meta.db_table} WHERE sha256 = %s', [sha256])
        place = cursor.fetchone()
    if place is None:
        raise SealError(f"nothing is sealed under {sha256}", permanent=True)
    return vault().open(Place(*place))


class Shelf:
    """Parcels taken out of the vault to be read: where each of their members lies is asked for once. Their members
    come without first bytes: who reads them opens what it needs."""

    def __init__(self, rows: Sequence[ParcelRow]) -> None:
        self.parcels: list[Parcel] = []
        self._places: dict[str, Place] = {}
        self._looked_at: dict[str, bytes] = {}
        self._load(rows)

    def _load(self, rows: Sequence[ParcelRow]) -> None:
        members: dict[int, list[Member]] = {row.key: [] for row in rows}
        receptions = Reception.objects.filter(parcel_id__among=set(members)).order_by("parcel_id", "position")
        values = receptions.values_list(
            "parcel_id", "path", "object_id", "object__size", "object__md5", "object__sha1",
            "object__segment", "object__offset",
        )  # fmt: skip
        for key, path, sha256, size, md5, sha1, segment, offset in values:
            self._places[sha256] = Place(segment, offset)
            members[key].append(Member(path, Sha256(sha256), size, Md5(md5), Sha1(sha1)))
        for row in rows:
            parcel = Parcel(row.key, row.path, tuple(members[row.key]), SourceName(row.source), row.received_at)
            self.parcels.append(parcel)

    def open(self, member: Member) -> BinaryIO:
        """A member's bytes. Raises `SealError`. A document is opened twice, for a look and to be read: what is small
        is kept from the first to the second."""
        if (content := self._looked_at.pop(member.sha256, None)) is not None:
            return io.BytesIO(content)
        stream = vault().open(self._places[member.sha256])
        if isinstance(stream, io.BytesIO) and len(self._looked_at) < LOOKED_AT:
            self._looked_at[member.sha256] = stream.getvalue()
        return stream


@dataclass(frozen=True, slots=True)
class ParcelRow:
    """What the shelf must know of a parcel before it fetches its members."""

    key: int
    path: str
    source: str
    received_at: datetime


def erase_objects(sha256s: Sequence[str]) -> None:
    """Overwrites sealed objects in the vault. Their rows are the caller's. Raises `SealError`."""
    for segment, offset in Object.objects.filter(sha256__among=set(sha256s)).values_list("segment", "offset"):
        vault().erase(Place(segment, offset))
