"""What a kind of selector is: something that finds, in a report, the same person, account, device or file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from vigie.report.nouns import FilePrint, Person, Report, ReportedFile, ReportId, Selector, SourceName


@dataclass(frozen=True, slots=True)
class Found:
    """What a kind looks at: the report, and the fingerprints of its files where they were computed."""

    report: Report
    prints: tuple[FilePrint | None, ...] = ()


@dataclass(frozen=True, slots=True)
class SelectorKind:
    """One kind, in one file of `selectors/`.

    `of(found)` yields normalised selectors; the same thing written differently gives the same value.
    `ties` says whether a shared value alone makes two reports one thread (a person), or only a content cluster
    or a hint. `crowd` is the number of different accounts behind one value from which it stops tying at all.
    `same` is a pair of reports that must share a value; `other` a pair that must not.
    """

    version: int
    what: str
    ties: bool
    crowd: int
    of: Callable[[Found], Iterable[Selector]]
    same: tuple[Found, Found]
    other: tuple[Found, Found]
    near: int = 0  # hexadecimal values within so many bits are the same content; 0: only equal ones


def told(*people: Person, files: tuple[ReportedFile, ...] = (), prints: tuple[FilePrint | None, ...] = ()) -> Found:
    """An invented report, for examples."""
    report = Report(SourceName("sample"), ReportId("1"), "example/1", company="Example", people=people, files=files)
    return Found(report, prints)
