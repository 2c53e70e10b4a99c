"""What an XML document is, told from its first bytes without parsing it."""

from __future__ import annotations

import re

from vigie.intake import paths
from vigie.report.nouns import ReportId

_ROOT = re.compile(rb"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)[\s/>]")
_BEFORE = re.compile(rb"<\?.*?\?>|<!--.*?-->", re.DOTALL)
_DOCTYPE = re.compile(rb"<!DOCTYPE\s+([\w.:-]+)")
_REPORT_ID = re.compile(rb"<(?:[\w.-]+:)?reportId\b[^>]*>\s*(\d{1,20})\s*<")
_FILE_DETAILS = re.compile(r"file-?_?details?.*\.xml", re.IGNORECASE)


def root_of(head: bytes) -> str | None:
    """The root element's name without its namespace, whatever the encoding; None if this is not XML."""
    plain = _plain(head)
    if plain[:1] != b"<":
        return None
    doctype = _DOCTYPE.match(plain)
    found = _ROOT.search(plain)
    if doctype and (found is None or b"<!ENTITY" in plain):
        return doctype[1].rpartition(b":")[2].decode("ascii", "replace")
    return found[2].decode("ascii", "replace") if found else None


def is_file_details(path: str, head: bytes) -> bool:
    """Whether this is the description of a file, a companion of a report; told by its root, else by its name."""
    root = root_of(head)
    return root == "fileDetails" or (root is None and bool(_FILE_DETAILS.fullmatch(paths.name(path))))


def report_id_of(head: bytes) -> ReportId | None:
    """The `reportId` that a file's description begins with."""
    found = _REPORT_ID.search(_plain(head))
    return ReportId(found[1].decode()) if found else None


def says(head: bytes, name: bytes) -> bool:
    """Whether an element of this name begins within the head."""
    return b"<" + name in _plain(head) or b":" + name in _plain(head)


def _plain(head: bytes) -> bytes:
    """The head as ASCII: marks and the NULs of UTF-16 dropped, prologue and comments cut out."""
    plain = head.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")
    return _BEFORE.sub(b"", plain.replace(b"\x00", b"")).lstrip() if plain.startswith(b"<") else b""
