"""The triage step: class, priority with reasons, and offences, for a batch of dossiers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from vigie.report.nouns import Dossier, Links, Reason, Report, Verdict
from vigie.triage.rule import Case, Elsewhere, Habit
from vigie.triage.score import Standard, own_reasons, told, verdict
from vigie.triage.words import Hit, Lexicon

Told = Mapping[int, Mapping[str, int]]  # what each report of a thread says of its person, by report


@dataclass(frozen=True, slots=True)
class Needs:
    """What a batch needs: the standard, a clock, the lexicon, habits by company, and what threads have said."""

    standard: Standard
    now: datetime
    lexicon: Lexicon
    habits: Mapping[str, Mapping[str, Habit]] = field(default_factory=dict)
    everyone: Mapping[str, Habit] = field(default_factory=dict)
    home: frozenset[str] = frozenset()
    keeps: int | None = None
    threads: Mapping[str, Told] = field(default_factory=dict)
    overheard: Mapping[str, tuple[Hit, ...]] = field(default_factory=dict)  # by the digest of a conversation's file


def company_of(report: Report) -> str:
    """Under which name a report's habits are learned: the company, else whoever sent it."""
    return (report.company or report.source).strip().casefold()[:200]


def thread_of(dossier: Dossier) -> str:
    """The thread of a dossier; empty when it has none."""
    return (dossier.links or Links()).facts.thread or ""


@dataclass(frozen=True, slots=True)
class Peak:
    """The most that one rule said of a report of a thread: in which report, and the most in any other."""

    points: int
    report_key: int
    second: int = 0


def peaks(said: Told) -> dict[str, Peak]:
    """What the reports of a thread say at most, rule by rule. Of equals, the lowest report key holds the peak."""
    found: dict[str, Peak] = {}
    for key in sorted(said):
        for rule, points in said[key].items():
            top = found.get(rule)
            if top is None:
                found[rule] = Peak(points, key)
            elif points > top.points:
                found[rule] = Peak(points, key, top.points)
            elif points > top.second:
                found[rule] = replace(top, second=points)
    return found


def elsewhere(tops: Mapping[str, Peak], report_key: int) -> tuple[Elsewhere, ...]:
    """What the other reports of a thread say at most."""
    others = ((rule, top.second if top.report_key == report_key else top.points) for rule, top in sorted(tops.items()))
    return tuple(Elsewhere(rule, points) for rule, points in others if points)


def case_of(dossier: Dossier, needs: Needs) -> Case:
    """A dossier with all that the rules may know, its thread apart."""
    habits = needs.habits.get(company_of(dossier.report), {})
    files = {file.media for version in (dossier.report, *dossier.earlier) for file in version.files if file.media}
    return Case(
        dossier,
        needs.now,
        habits,
        needs.everyone,
        needs.lexicon,
        needs.home,
        needs.keeps,
        overheard=tuple(hit for media in sorted(files) for hit in needs.overheard.get(media, ())),
    )


def threads_now(batch: Sequence[Dossier], own: Iterable[tuple[Reason, ...]], needs: Needs) -> dict[str, Told]:
    """What threads say: as it was kept, with this batch's reports as they speak now."""
    said: dict[str, dict[int, Mapping[str, int]]] = {thread: dict(rows) for thread, rows in needs.threads.items()}
    for dossier, reasons in zip(batch, own, strict=True):
        if thread := thread_of(dossier):
            said.setdefault(thread, {})[dossier.report_key] = told(reasons, needs.standard.rules)
    return dict(said)


def judge(batch: Sequence[Dossier], needs: Needs) -> list[Verdict]:
    """A verdict for each dossier, in order. Pure."""
    cases = [case_of(dossier, needs) for dossier in batch]
    own = [own_reasons(case, needs.standard) for case in cases]
    tops = {thread: peaks(said) for thread, said in threads_now(batch, own, needs).items()}
    return [
        verdict(
            case, reasons, elsewhere(tops.get(thread_of(case.dossier), {}), case.dossier.report_key), needs.standard
        )
        for case, reasons in zip(cases, own, strict=True)
    ]
