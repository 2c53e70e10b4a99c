"""Which received files are media, and which of them a report's entries speak of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec.structs import replace

from vigie.intake import paths
from vigie.intake.notes import Notes
from vigie.report.nouns import Member, ReportedFile, say

_MAGIC: tuple[tuple[int, bytes], ...] = (
    (0, b"\xff\xd8\xff"), (0, b"\x89PNG\r\n\x1a\n"), (0, b"GIF8"), (0, b"II*\x00"), (0, b"MM\x00*"),
    (8, b"WEBP"), (8, b"AVI "), (8, b"WAVE"), (4, b"ftyp"), (4, b"moov"), (4, b"mdat"), (4, b"jP  "),
    (0, b"\x1aE\xdf\xa3"), (0, b"FLV\x01"), (0, b"0&\xb2u\x8ef\xcf\x11"), (0, b"\x00\x00\x01\xba"),
    (0, b"\x00\x00\x01\xb3"), (0, b"OggS"), (0, b"fLaC"), (0, b"ID3"), (0, b"#!AMR"), (0, b"8BPS"),
    (0, b"\xff\x0a"), (0, b".RMF"),
)  # fmt: skip
_FIRST = tuple(mark for at, mark in _MAGIC if at == 0)
_WITHIN = tuple((at, mark) for at, mark in _MAGIC if at)
EXTENSIONS = frozenset({
    "jpg", "jpeg", "jpe", "jfif", "png", "gif", "webp", "bmp", "tif", "tiff", "heic", "heif", "avif", "jxl", "jp2",
    "psd", "mp4", "m4v", "mov", "3gp", "3g2", "mkv", "webm", "avi", "wmv", "flv", "mpg", "mpeg", "m2ts", "mts", "ts",
    "vob", "ogv", "mp3", "m4a", "aac", "wav", "ogg", "opus", "flac", "amr", "wma",
})  # fmt: skip
_LEFTOVER = re.compile(r"^(?:\._.*|\.DS_Store|Thumbs\.db|desktop\.ini)$", re.IGNORECASE)
_FILE_ID = re.compile(r"[0-9a-f]{32}")  # as NCMEC and our own gateway give them
LEAST_STEM = 8  # characters of a file's stem that may stand for its `fileId`: a shorter one is in every document


def is_media(member: Member) -> bool:
    """Whether this is a picture, a video or a sound: by its first bytes, else by its name (it may be damaged)."""
    if is_leftover(member.path):
        return False
    head = member.head
    if (
        head.startswith(_FIRST)
        or any(head.startswith(mark, at) for at, mark in _WITHIN)
        or (head[:2] == b"BM" and head[6:10] == b"\x00" * 4)
    ):
        return True
    return paths.ending(member.path) in EXTENSIONS


def is_leftover(path: str) -> bool:
    """What a computer's file manager leaves behind: never part of a report."""
    return bool(_LEFTOVER.match(paths.name(path))) or path.startswith("__MACOSX/") or "/__MACOSX/" in path


def names_of(member: Member) -> Iterator[str]:
    """Every way in which an entry may name a received file, the surest first; all lower case."""
    yield member.sha256
    yield member.sha1
    yield member.md5
    parts = member.path.lower().split("/")[-4:]
    for start in range(len(parts)):
        yield "/".join(parts[start:])
    stem = paths.stem(parts[-1])
    if len(stem) >= LEAST_STEM and stem != parts[-1]:
        yield stem
    if len(parts) > 1 and _FILE_ID.fullmatch(parts[-2]):
        yield parts[-2]  # a folder for each file


class Shelf:
    """The files received beside a document, found by what its entries call them. Each is given out once, except that
    entries which give the same digest share the file."""

    def __init__(self, members: Iterable[Member]) -> None:
        self._by_name: dict[str, list[Member]] = {}
        self._taken: set[str] = set()  # paths
        self._given: set[str] = set()  # digests
        self._members = tuple(members)
        for member in self._members:
            for name in names_of(member):
                self._by_name.setdefault(name, []).append(member)

    def take(self, file: ReportedFile, notes: Notes, where: str) -> ReportedFile:
        """The entry with its bytes, if they were received. A remark says when they are not those it describes."""
        if not self._members:
            return file
        member = self._by_digest(file) or self._by_path(file)
        if member is None:
            return file
        self._taken.add(member.path)
        self._given.add(member.sha256)
        _compare(file, member, notes, where)
        return replace(file, media=member.sha256, media_path=member.path)

    def _by_digest(self, file: ReportedFile) -> Member | None:
        for digest in file.hashes:
            if digest.kind in ("sha256", "sha1", "md5"):
                found = self._by_name.get(digest.value)
                if found:
                    return self._called(file, found) or self._free(found) or found[0]
        return None

    def _free(self, members: Iterable[Member]) -> Member | None:
        return next((member for member in members if member.path not in self._taken), None)

    def _called(self, file: ReportedFile, members: Iterable[Member]) -> Member | None:
        """Of files with the same bytes, the one that bears the entry's name."""
        names = {name.lower() for name in (file.name, file.original_name) if name}
        return next((member for member in members if paths.name(member.path).lower() in names), None)

    def _by_path(self, file: ReportedFile) -> Member | None:
        for name in (file.name, file.original_name, file.file_id):
            plain = name.replace("\\", "/").strip("/").lower() if name else ""
            parts = plain.split("/")
            for start in range(len(parts) if plain else 0):
                free = self._free(self._by_name.get("/".join(parts[start:]), ()))
                if free:
                    return free
        return None

    def left(self) -> tuple[Member, ...]:
        """The media that no entry has named, by name or by their bytes; of copies the first."""
        unnamed = (member for member in self._members if member.sha256 not in self._given)
        return tuple({member.sha256: member for member in reversed([*unnamed]) if is_media(member)}.values())[::-1]


def _compare(file: ReportedFile, member: Member, notes: Notes, where: str) -> None:
    received = {"sha256": member.sha256, "sha1": member.sha1, "md5": member.md5}
    for digest in file.hashes:
        if received.get(digest.kind, digest.value) != digest.value:
            notes.remark(
                where,
                say(
                    "the received file “{name}” is not the one described: its {kind} differs",
                    name=paths.name(member.path),
                    kind=digest.kind,
                ),
            )
            return


def tie(
    files: Sequence[ReportedFile], members: Iterable[Member], notes: Notes, where: Callable[[int], str]
) -> tuple[ReportedFile, ...]:
    """A report's files with their bytes, then the media that no entry names, each as a file of its own.

    A received file is found by a digest (SHA-256, SHA-1, MD5), then by the end of its path, its name, its original
    name, and a `fileId` that is its name without the ending. `where(n)` is the path of the n-th entry in the document.
    """
    shelf = Shelf(members)
    tied = [shelf.take(file, notes, where(index)) for index, file in enumerate(files)]
    return (*tied, *(alone(member) for member in shelf.left()))


def alone(member: Member) -> ReportedFile:
    """A received file that no entry names."""
    return ReportedFile(name=paths.name(member.path), media=member.sha256, media_path=member.path)
