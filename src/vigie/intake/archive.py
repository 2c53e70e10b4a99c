"""Opens a ZIP that was received: what it holds, under paths that lead nowhere else. Nothing is ever written to disk.

Archives within archives are handed on as they are; whoever receives them opens them in turn, one level deeper.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import BinaryIO

from vigie.intake import paths
from vigie.intake.format import Unread, Unreadable
from vigie.intake.mail import is_mail, mail_entries
from vigie.intake.values import sound
from vigie.intake.zipped.body import METHODS, Body
from vigie.intake.zipped.directory import Listed, listed
from vigie.intake.zipped.limits import Budget, Limits
from vigie.intake.zipped.salvage import salvaged
from vigie.report.nouns import Member, Saying, say

_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_NOT_OPENED = frozenset({
    "docx", "docm", "xlsx", "xlsm", "pptx", "odt", "ods", "odp", "epub", "apk", "jar", "war", "ipa", "pages", "numbers",
    "key", "kmz", "xpi", "crx",
})  # fmt: skip
_LONGEST = 800  # characters of a path; rows hold 1,000 with the archive's own before it
_DRIVE = re.compile(r"^[A-Za-z]:")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_ENCRYPTED, _STRONGLY = 0x1, 0x40

Entry = tuple[str, Callable[[], BinaryIO]]


def is_archive(member: Member) -> bool:
    """Whether a file is an archive to be opened: a ZIP, or an e-mail. Office documents and programs are ZIPs too, and
    are left whole."""
    return is_mail(member) or (member.head.startswith(_MAGIC) and paths.ending(member.path) not in _NOT_OPENED)


def entries(
    stream: BinaryIO, path: str, depth: int, refused: Callable[[Unread], None], limits: Limits | None = None
) -> Iterator[Entry]:
    """The files of the archive at `path`, each with a function that opens it once, from the front.

    `depth` is how many archives this one lies in. What cannot be opened is given to `refused` with its reason, and
    the others are read all the same. A file that turns out bad while it is read (checksum, end, size, tightness)
    raises an `OSError` that says so. `stream` must be seekable and stay open; files may be read in any order, one
    at a time.
    """
    limits = limits or Limits()
    if depth > limits.depth:
        refused(Unread(path, say("archives within archives, more than {n} deep: not opened", n=limits.depth)))
        return
    if paths.ending(path) == "eml" and stream.read(2) != b"PK":
        names = _Names(path)
        yield from ((names.of(name), opener) for name, opener in mail_entries(stream, path, refused))
        return
    members = _members(stream, path, refused, limits)
    budget = Budget(limits, stream.seek(0, io.SEEK_END))
    overlapping = _overlapping(members)
    names = _Names(path)
    for index, member in enumerate(members):
        name = names.of(member.name)
        why = _refusal(member, index in overlapping, limits) or budget.refusal(member)
        if why is None:
            yield name, partial(_opened, stream, member, budget)
        else:
            refused(Unread(name, why))


def _members(stream: BinaryIO, path: str, refused: Callable[[Unread], None], limits: Limits) -> list[Listed]:
    """The files that the archive's list names, or of one that has lost its list, those that are whole."""
    try:
        found = list(listed(stream, limits.members))
        if not found:
            refused(Unread(path, say("the archive is empty")))
    except Unreadable as error:
        found = list(salvaged(stream, limits.members))
        why = say("{why}; {n} whole files were found in it and read", why=str(error.why), n=len(found))
        refused(Unread(path, why if found else error.why))
    return [member for member in found if not _is_folder(member)]


def _opened(stream: BinaryIO, member: Listed, budget: Budget) -> BinaryIO:
    return io.BufferedReader(Body(stream, member, budget), 64 * 1024)


def _is_folder(member: Listed) -> bool:
    return member.name.endswith(("/", "\\")) and member.size == 0


def _refusal(member: Listed, overlapping: bool, limits: Limits) -> Saying | None:
    """Why a member is not opened, as far as the directory tells; None when it may be tried."""
    if member.flags & (_ENCRYPTED | _STRONGLY) or member.method == 99:
        return say("protected by a password: ask the sender for it, unpack it and hand in its content")
    if overlapping:
        return say("shares its bytes with another file of the archive, as only an archive bomb does")
    if member.method not in METHODS:
        return say("packed by a method that is not known here ({method})", method=member.method)
    if member.size > limits.member:
        return say("larger than {most} GB unpacked", most=limits.member // 2**30)
    if member.size > limits.free and member.size > limits.ratio * max(1, member.packed):
        return say("packed more tightly than anything real: an archive bomb")
    return None


def _overlapping(members: list[Listed]) -> set[int]:
    """The members whose bytes lie partly within another's: their positions."""
    found: set[int] = set()
    order = sorted(range(len(members)), key=lambda index: members[index].offset)
    furthest, owner = -1, -1
    for index in order:
        member = members[index]
        if member.offset < furthest:
            found.update((index, owner))
        end = member.offset + 30 + member.packed
        if end > furthest:
            furthest, owner = end, index
    return found


class _Names:
    """Paths for the members of one archive, below its own: relative, plain, and no two alike."""

    def __init__(self, archive: str) -> None:
        self._archive = archive
        self._given: dict[str, int] = {}

    def of(self, written: str) -> str:
        """A path without drive, root, `..`, NUL and the like; a number is added to a second one of the same name."""
        plain = _DRIVE.sub("", sound(_CONTROL.sub("_", written)).replace("\\", "/"))
        parts = [part for part in plain.split("/") if part not in ("", ".", "..")]
        kept = "/".join(parts)[-_LONGEST:].lstrip("/") or "unnamed"
        return f"{self._archive}/{self._unlike(kept)}"

    def _unlike(self, name: str) -> str:
        number = self._given[name] = self._given.get(name, 0) + 1
        if number == 1:
            return name
        folder, stem, ending = paths.folder(name), paths.stem(name), paths.name(name)[len(paths.stem(name)) :]
        return self._unlike(f"{folder}/{stem} ({number}){ending}" if folder else f"{stem} ({number}){ending}")
