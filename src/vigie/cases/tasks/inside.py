"""What stands in a case: reports, people, tasks, notes. Each is added beside what is there, so that two may write at
once and neither loses anything."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from vigie.access.models import Officer
from vigie.cases.models import Case, Mention, Note, Piece, Subject, Task, known
from vigie.cases.tasks.write import CaseError, UnknownCase, act, case_of, given, open_only, touch
from vigie.journey.tasks.write import short_write
from vigie.ledger.chain import Act
from vigie.ledger.tags import Tag
from vigie.report.models import Report
from vigie.report.nouns import say

CALLED = re.compile(r"(?<![\w@])@([\w.+-]{1,150})")  # @name in a note


def add_report(officer: Officer, key: int, report: Report, why: str = "") -> None:
    """Puts a report that this officer may know of into a case. Twice is once. Raises `CaseError`, `UnknownCase`."""
    now, name = datetime.now(UTC), officer.username
    with short_write() as acts:
        case = _open(officer, key)
        values = {"at": now, "by": name, "why": why.strip()}
        _, new = Piece.objects.get_or_create(case=case, report_key=report.pk, ended_at=None, defaults=values)
        if new:
            acts.append(act(Tag.CASE_REPORT_ADDED, case, name, report=report.name, reason=why.strip()))
            acts.append(Act(Tag.CASE_REPORT_ADDED, f"report:{report.name}", name, {"case": case.name}))
            touch(case, officer)


def drop_report(officer: Officer, key: int, report: Report, why: str) -> None:
    """Takes a report out of a case, with a reason. Raises `CaseError`, `UnknownCase`."""
    words, now = given(why), datetime.now(UTC)
    with short_write() as acts:
        case = _open(officer, key)
        there = Piece.objects.filter(case=case, report_key=report.pk, ended_at=None)
        if not there.update(ended_at=now, ended_by=officer.username, ended_why=words):
            raise CaseError(say("This report is not in the case."))
        acts.append(act(Tag.CASE_REPORT_REMOVED, case, officer.username, report=report.name, reason=words))
        touch(case, officer)


def add_subject(officer: Officer, key: int, role: str, name: str, about: str = "") -> None:
    """Notes somebody of the case. Raises `CaseError`, `UnknownCase`."""
    if role not in Subject.Role.values:
        raise CaseError(say("Choose who it is."))
    words, now = given(name, 2)[:200], datetime.now(UTC)
    with short_write() as acts:
        case = _open(officer, key)
        Subject.objects.create(case=case, role=role, name=words, about=about.strip(), at=now, by=officer.username)
        acts.append(act(Tag.CASE_CHANGED, case, officer.username, person=words, role=role))
        touch(case, officer)


def end_subject(officer: Officer, key: int, subject: int) -> None:
    """Takes somebody out of the case. Raises `CaseError`, `UnknownCase`."""
    with short_write() as acts:
        case = _open(officer, key)
        row = Subject.objects.filter(pk=subject, case=case, ended_at=None).first()
        if row is None:
            raise UnknownCase
        row.ended_at, row.ended_by = datetime.now(UTC), officer.username
        row.save(update_fields=["ended_at", "ended_by"])
        acts.append(act(Tag.CASE_CHANGED, case, officer.username, person_removed=row.name))
        touch(case, officer)


def add_task(officer: Officer, key: int, words: str, assigned: str = "", due: date | None = None) -> None:
    """Notes something to be done. Raises `CaseError`, `UnknownCase`."""
    kept, now = given(words)[:300], datetime.now(UTC)
    with short_write() as acts:
        case = _open(officer, key)
        if assigned and assigned not in _readers(case, {assigned}):
            raise CaseError(say("{name} may not know of this case.", name=assigned))
        Task.objects.create(case=case, words=kept, assigned=assigned, due=due, at=now, by=officer.username)
        acts.append(act(Tag.CASE_CHANGED, case, officer.username, task=kept, assigned=assigned))
        touch(case, officer)


def finish(officer: Officer, key: int, task: int) -> None:
    """Notes that something is done. Raises `CaseError`, `UnknownCase`."""
    with short_write() as acts:
        case = _open(officer, key)
        row = Task.objects.filter(pk=task, case=case, done_at=None).first()
        if row is None:
            raise UnknownCase
        row.done_at, row.done_by = datetime.now(UTC), officer.username
        row.save(update_fields=["done_at", "done_by"])
        acts.append(act(Tag.CASE_CHANGED, case, officer.username, task_done=row.words))
        touch(case, officer)


def note(officer: Officer, key: int, words: str) -> None:
    """Writes a note; whoever it names, and may know of the case, finds it on their home page. Raises as the others."""
    kept, now = given(words)[:8000], datetime.now(UTC)
    with short_write() as acts:
        case = _open(officer, key)
        made = Note.objects.create(case=case, at=now, by=officer.username, words=kept)
        named = _readers(case, set(CALLED.findall(kept)))
        Mention.objects.bulk_create(Mention(note=made, officer=name) for name in sorted(named - {officer.username}))
        acts.append(act(Tag.CASE_NOTED, case, officer.username, note=made.pk, mentions=len(named)))
        touch(case, officer)


def seen(officer: Officer, case: Case) -> None:
    """This officer has now seen the notes that name them."""
    new = Mention.objects.filter(officer=officer.username, seen_at=None, note__case=case)
    if new.exists():
        new.update(seen_at=datetime.now(UTC))


def _open(officer: Officer, key: int) -> Case:
    case = case_of(officer, key)
    open_only(case)
    return case


def _readers(case: Case, names: set[str]) -> set[str]:
    """Those of some people who may know of a case."""
    people = Officer.objects.filter(username__in=names, is_active=True)
    return {one.username for one in people if known(one).filter(pk=case.pk).exists()}
