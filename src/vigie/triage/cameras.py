"""Which cameras took the files of a report that no list knows, as the files' own data name them."""

from __future__ import annotations

from collections.abc import Iterator

from vigie.report.nouns import ReportedFile
from vigie.triage.facts import MAKE, MODEL, meta
from vigie.triage.rule import Case
from vigie.triage.state import State
from vigie.triage.words import plain

NEW = (State.NEW, State.UNCOMPARED)
MOST = 4  # cameras of one report
LONGEST = 60  # characters of a name


def _said(file: ReportedFile, names: frozenset[str]) -> str:
    found = (one.value for one in file.details if meta(one.name) in names)
    return " ".join(plain(next(found, "")).split())


def _named(case: Case) -> Iterator[str]:
    for file, state in zip(case.report.files, case.states, strict=True):
        if state in NEW and (model := _said(file, MODEL)):
            make = _said(file, MAKE)
            yield (model if model.startswith(make) else f"{make} {model}")[:LONGEST]


def cameras(case: Case) -> tuple[str, ...]:
    """The models, each once. A picture that goes round says nothing of who has it, so it does not count."""
    if not any(file.details for file in case.report.files):
        return ()
    return tuple(sorted(set(_named(case)))[:MOST])
