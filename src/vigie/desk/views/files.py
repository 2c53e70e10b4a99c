"""The files of a report as facts: what is known of each before anybody looks at a picture. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from vigie.desk.telling import Fact, file
from vigie.report.nouns import FilePrint, Hash, Match, Matches, Purpose, Report, ReportedFile, Saying

KNOWN = {Purpose.KNOWN, Purpose.VIRAL, Purpose.OWN}


class FileLine(Struct, frozen=True):
    """One file: what its sender says, what was computed of it, which lists know it."""

    index: int
    file: ReportedFile
    facts: tuple[Fact, ...]
    hashes: tuple[Hash, ...]
    print: FilePrint | None
    matches: tuple[Match, ...]
    token: str
    remarks: tuple[Saying, ...] = ()  # of matching, on this file

    @property
    def known(self) -> bool:
        """Whether a list of known material has it: then its category says enough, and nobody need look."""
        return any(match.purpose in KNOWN and match.overruled is None for match in self.matches)

    @property
    def harmless(self) -> bool:
        """Whether it is only on lists of harmless files."""
        counted = [match for match in self.matches if match.overruled is None]
        return bool(counted) and all(match.purpose is Purpose.KNOWN_GOOD for match in counted)

    @property
    def picture(self) -> bool:
        """Whether its bytes were received and are a picture's."""
        return bool(self.file.media and self.print and (self.print.kind or "").startswith("image/"))


def file_lines(report: Report, matches: Matches, shown: Mapping[int, str]) -> list[FileLine]:
    """Every file of a report. `shown` are the tokens of pictures that may be fetched now, by position."""
    return [
        FileLine(
            index,
            one,
            file(one),
            tuple(_hashes(one, _print(matches, index))),
            _print(matches, index),
            tuple(sorted((match for match in matches.matches if match.file == index), key=_best)),
            shown.get(index, ""),
            tuple(remark.what for remark in matches.remarks if remark.where == f"files/{index}"),
        )
        for index, one in enumerate(report.files)
    ]


def _print(matches: Matches, index: int) -> FilePrint | None:
    return matches.prints[index] if index < len(matches.prints) else None


def _best(match: Match) -> tuple[int, int, str]:
    return list(Purpose).index(match.purpose), match.distance, match.list


def _hashes(one: ReportedFile, found: FilePrint | None) -> Iterable[Hash]:
    """The digests computed here, then those the sender gives that are not the same."""
    mine: dict[str, str] = {}
    if found is not None:
        mine = {"sha256": found.sha256, "sha1": found.sha1, "md5": found.md5}
        if found.pdq:
            mine["pdq"] = found.pdq
    yield from (Hash(kind, value) for kind, value in mine.items())
    yield from (given for given in one.hashes if mine.get(given.kind.lower()) != given.value.lower())
