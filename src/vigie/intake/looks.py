"""What a parcel without a report document looks like, said to the person who finds it among the problems."""

from __future__ import annotations

from vigie.intake import paths
from vigie.intake.cybertipline.heads import is_file_details, root_of
from vigie.intake.format import Unread
from vigie.intake.media import is_leftover, is_media
from vigie.report.nouns import Member, Parcel, Saying, say

_ARCHIVES = (
    (b"7z\xbc\xaf\x27\x1c", "7z"), (b"Rar!\x1a\x07", "RAR"), (b"\x1f\x8b", "gzip"), (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"), (b"(\xb5/\xfd", "zstd"),
)  # fmt: skip
_OFFICE = frozenset({"docx", "xlsx", "pptx", "odt", "ods", "doc", "xls", "rtf", "msg"})


def looks_like(parcel: Parcel) -> tuple[Unread, ...]:
    """One `Unread` for each file of a parcel in which no format knows a document."""
    return tuple(Unread(member.path, _reason(member)) for member in parcel.members)


def _reason(member: Member) -> Saying:
    head = member.head
    if member.size == 0:
        return say("the file is empty")
    if is_leftover(member.path):
        return say("left behind by a computer's file manager; not part of a report")
    if is_media(member):
        return say("a picture, video or sound without a report beside it")
    if head.startswith(b"%PDF"):
        return say("a PDF without a report document (XML or JSON) beside it")
    if is_file_details(member.path, head):
        return say("the description of a file (fileDetails) without the report it belongs to")
    return _archive(member) or _written(member)


def _archive(member: Member) -> Saying | None:
    if paths.ending(member.path) in _OFFICE:
        return say("an office document; only tables as CSV or NDJSON can be read")
    if member.head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return say("a ZIP archive that was not opened")
    kind = next((kind for mark, kind in _ARCHIVES if member.head.startswith(mark)), None)
    if kind is None and member.head[257:262] == b"ustar":
        kind = "tar"
    return say("a {kind} archive: unpack it and hand in its content, or a ZIP", kind=kind) if kind else None


def _written(member: Member) -> Saying:
    head = member.head
    root = root_of(head)
    if root is not None:
        return say("XML of another kind: its root is “{root}”", root=root)
    plain = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if plain.startswith((b"{", b"[")):
        return say("JSON of another kind: none of the keys of a report stands at its beginning")
    if paths.ending(member.path) == "toml":
        return say("a mapping without the table it is for")
    if not any(byte < 9 for byte in head):
        return say("a text without a report beside it")
    return say("no known kind of file, and no report beside it")
