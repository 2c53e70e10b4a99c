"""Several report documents in one directory: which of the files beside them belongs to which.

A file belongs to each document that gives reason to think so:

- a file's description (`fileDetails`) to the documents of the report it names;
- a file whose name, or whose sub-folder's name, begins with the document's own (`900000001.json`, `900000001-a.jpg`);
- a file that the document, or a description that belongs to it, names: by name, path, digest or file id.

What none of these tells: papers (PDF, texts) lie with the first document, where they change nothing; media and
descriptions stand alone and are shown to a person, for a picture must not be laid to a suspect on a guess.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from vigie.intake import identity, paths
from vigie.intake.cybertipline.heads import is_file_details, report_id_of, root_of
from vigie.intake.encoding import decode
from vigie.intake.format import LARGEST_DOCUMENT, Open
from vigie.intake.media import is_media, names_of
from vigie.report.nouns import Member

_TOKEN = re.compile(r"[^<>\"\x00-\x1f]{3,400}")
_CELL = re.compile(r"[,;|]")
_BOUNDARY = re.compile(r"[^0-9a-z]")


def allot(folder: str, mains: Sequence[Member], others: Sequence[Member], open: Open | None) -> list[list[Member]]:
    """A parcel for each main document, in their order, then one for each file that stands alone."""
    claims = _Claims(mains, others)
    claims.by_description()
    claims.by_name(len(folder) + 1 if folder else 0)
    claims.by_content(open)
    return claims.parcels()


class _Claims:
    """Who claims what. `_claimed[i]` holds the files of the i-th main document, in their order, each once."""

    def __init__(self, mains: Sequence[Member], others: Sequence[Member]) -> None:
        self._mains, self._others = mains, others
        self._descriptions = [member for member in others if is_file_details(member.path, member.head)]
        self._claimed: list[dict[str, Member]] = [{} for _ in mains]
        self._taken: set[str] = set()

    def _claim(self, main: int, member: Member) -> None:
        self._claimed[main][member.path] = member
        self._taken.add(member.path)

    def by_description(self) -> None:
        """`fileDetails` say which report they belong to."""
        by_id: dict[str, list[int]] = {}
        for index, main in enumerate(self._mains):
            report_id = identity.of_path(main.path)[0]
            if report_id and root_of(main.head) is not None:
                by_id.setdefault(report_id, []).append(index)
        for member in self._descriptions:
            for index in by_id.get(report_id_of(member.head) or "", ()):
                self._claim(index, member)

    def by_name(self, below: int) -> None:
        """Names that begin with a document's own, up to a boundary; the longest such document has it."""
        stems: dict[str, list[int]] = {}
        for index, main in enumerate(self._mains):
            stems.setdefault(paths.stem(main.path).lower(), []).append(index)
        for member in self._others:
            if paths.name(member.path).lower() == "mapping.toml":
                for index in range(len(self._mains)):
                    self._claim(index, member)
            for index in next((stems[start] for start in _starts(member.path[below:].lower()) if start in stems), ()):
                self._claim(index, member)

    def by_content(self, open: Open | None) -> None:
        """Files named inside a document, or inside a description that belongs to it."""
        named: dict[str, list[Member]] = {}
        for member in self._others:
            for name in names_of(member):
                named.setdefault(name, []).append(member)
        described = {member.path for member in self._descriptions}
        if not named:
            return
        for index, main in enumerate(self._mains):
            mine = [member for member in self._claimed[index].values() if member.path in described]
            for document in (main, *mine):
                for token in _tokens(document, open):
                    for member in named.get(token, ()):
                        if member.path not in described:
                            self._claim(index, member)

    def parcels(self) -> list[list[Member]]:
        """Each document with its files; what is left over as the module says."""
        described = {member.path for member in self._descriptions}
        parcels = [
            [main, *sorted(claimed.values(), key=lambda member: paths.order(member.path))]
            for main, claimed in zip(self._mains, self._claimed, strict=True)
        ]
        for member in self._others:
            if member.path in self._taken:
                continue
            if is_media(member) or member.path in described:
                parcels.append([member])
            else:
                parcels[0].append(member)
        return parcels


def _starts(path: str) -> Iterator[str]:
    """The beginnings of a path's first part that end at a boundary, the longest first: `12-a.jpg`, `12-a`, `12`."""
    first = path.partition("/")[0]
    yield first
    for boundary in reversed(list(_BOUNDARY.finditer(first))):
        yield first[: boundary.start()]


def _tokens(document: Member, open: Open | None) -> Iterator[str]:
    """Everything in a document that may be the name of a file, in lower case."""
    data = document.head
    if open is not None and len(data) < document.size <= LARGEST_DOCUMENT:
        with open(document) as stream:
            data = stream.read(LARGEST_DOCUMENT)
    text = decode(data)[0].lower().replace("\\/", "/").replace("\\\\", "/")
    for found in _TOKEN.finditer(text):
        token = found[0].strip()
        yield html.unescape(token) if "&" in token else token
        if _CELL.search(token):
            yield from (cell.strip() for cell in _CELL.split(token))
