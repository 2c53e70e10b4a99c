"""The triage step: class, priority with reasons, and offences, for a batch of dossiers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import msgspec

from vigie.report.nouns import Dossier, Links, Reason, Report, Sha256, Shadow, Verdict
from vigie.triage.cameras import cameras
from vigie.triage.habit import Habit
from vigie.triage.policy import MOST, Policy
from vigie.triage.rule import Case, Elsewhere
from vigie.triage.score import (
    APART,
    CAMERA,
    LEAD,
    LEVEL,
    WHOLE,
    Hearing,
    Standard,
    danger,
    led_among,
    listen,
    told,
    verdict,
    weighed,
    with_thread,
)
from vigie.triage.selection import led, select
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
    overheard: Mapping[Sha256, tuple[Hit, ...]] = field(default_factory=dict)  # by the digest of a conversation's file
    shadows: tuple[Policy, ...] = ()  # policies on trial


PEOPLE = frozenset({"portal"})  # sources that are no company: people tell what happened to them, and have no habits


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


def tells(dossier: Dossier, reasons: Iterable[Reason], standard: Standard) -> dict[str, int]:
    """What a report tells of its person to the other reports of its thread."""
    case = Case(dossier, dossier.received_at)
    signs = told(reasons, standard.rules, standard.policy.together)
    said = {**signs, **{CAMERA + model: LEVEL for model in cameras(case)}}
    return {**said, LEAD: LEVEL} if led(case) else said


def threads_now(batch: Sequence[Dossier], own: Iterable[tuple[Reason, ...]], needs: Needs) -> dict[str, Told]:
    """What threads say: as it was kept, with this batch's reports as they speak now."""
    said: dict[str, dict[int, Mapping[str, int]]] = {thread: dict(rows) for thread, rows in needs.threads.items()}
    for dossier, reasons in zip(batch, own, strict=True):
        if thread := thread_of(dossier):
            said.setdefault(thread, {})[dossier.report_key] = tells(dossier, reasons, needs.standard)
    return dict(said)


def judge(batch: Sequence[Dossier], needs: Needs) -> list[Verdict]:
    """A verdict for each dossier, in order. Pure."""
    return [one.verdict for one in judged(batch, needs)]


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict with what it was made of, so that another policy can be weighed on the same."""

    verdict: Verdict
    case: Case
    hearings: tuple[Hearing, ...]
    others: tuple[Elsewhere, ...]


def judged(batch: Sequence[Dossier], needs: Needs) -> list[Judged]:
    """The verdicts, each with what the policies on trial would have said."""
    cases = [case_of(dossier, needs) for dossier in batch]
    heard = [listen(case, needs.standard.rules) for case in cases]
    own = [weighed(hearings, needs.standard) for hearings in heard]
    tops = {thread: peaks(said) for thread, said in threads_now(batch, own, needs).items()}
    found = []
    for case, hearings, reasons in zip(cases, heard, own, strict=True):
        others = elsewhere(tops.get(thread_of(case.dossier), {}), case.dossier.report_key)
        said = Judged(verdict(case, reasons, others, needs.standard), case, hearings, others)
        shadows = tuple(shadow(said, policy, needs.standard) for policy in needs.shadows)
        found.append(replace(said, verdict=msgspec.structs.replace(said.verdict, shadows=shadows)) if shadows else said)
    return found


def tried(said: Judged, policy: Policy, standard: Standard) -> tuple[Reason, ...]:
    """The reasons that another policy would give. What other reports of the thread said under the standing policy is
    brought to the other's scale, rule by rule: they are not heard anew."""
    trial = replace(standard, policy=policy)
    others = tuple(
        one
        if one.rule.startswith(APART)
        else Elsewhere(one.rule, round(one.points * trial.points(one.rule) / max(1, standard.points(one.rule))))
        for one in said.others
        if not one.rule.startswith(APART) or one.rule == WHOLE or one.rule.startswith(CAMERA)
    )
    return with_thread(said.case, weighed(said.hearings, trial), others, trial)


def shadow(said: Judged, policy: Policy, standard: Standard) -> Shadow:
    """What a policy on trial would have said."""
    trial, reasons = replace(standard, policy=policy), tried(said, policy, standard)
    total, dangers = sum(reason.points for reason in reasons), danger(reasons, trial)
    same = dangers == danger(said.verdict.reasons, standard)
    class_ = said.verdict.class_ if same else select(said.case, dangers, led_among(said.others)).class_
    return Shadow(str(policy), class_, min(MOST, total), total)
