"""Which report a document is, when the document does not say so itself.

NCMEC's API document has no id of its own: a folder per report is named by it, or the file is. `-vN` behind an id
says that this is a later version of the same report.
"""

from __future__ import annotations

import re

from vigie.intake import paths
from vigie.report.nouns import ReportId, Sha256

_NAMED = re.compile(
    r"(?:(?:ct|cyber-?tip(?:line)?|report|filedetails)[-_ ]?)?(?P<id>\d{5,20})(?:[-_ .]?v(?P<version>\d{1,4}))?",
    re.IGNORECASE,
)


def named(name: str) -> tuple[ReportId, int | None] | None:
    """The id and version in a folder's name or a file's stem: `900000001`, `CT-900000001-v2`; None if it is neither.

    Fewer than five digits are a year or a day rather than a report.
    """
    found = _NAMED.fullmatch(name.strip())
    if found is None:
        return None
    return ReportId(found["id"]), int(found["version"]) if found["version"] else None


_SHORT = re.compile(r"(?!(?:19|20)\d\d(?:-v|$))(?P<id>\d{3,4})(?:-v(?P<version>\d{1,4}))?")


def of_folder(path: str) -> tuple[ReportId, int | None] | None:
    """The id in the name of a document's folder. A short number will do where the document is called `report` and
    nothing else, as in an export with a folder for each report; but a year never does."""
    above = paths.name(paths.folder(path)).removesuffix(".zip")
    found = _SHORT.fullmatch(above.strip()) if paths.stem(path).lower() == "report" else None
    if found is None:
        return named(above)
    return ReportId(found["id"]), int(found["version"]) if found["version"] else None


def of_path(path: str) -> tuple[ReportId | None, int | None]:
    """The id and version that a document's path gives: its folder's name, else its stem.

    When both are ids and differ, the stem wins: such a folder holds several reports, or is a date.
    """
    folder, stem = of_folder(path), named(paths.stem(path))
    if stem is None or folder is None:
        return folder or stem or (None, None)
    if stem[0] != folder[0]:
        return stem
    return stem[0], stem[1] if stem[1] is not None else folder[1]


def invented(sha256: Sha256) -> ReportId:
    """An id for a document that no name or field tells: the same bytes always get the same one."""
    return ReportId(f"x-{sha256[:16]}")
