"""A case's head: opened, changed, taken in hand, handed over, closed, opened again."""

from __future__ import annotations

from datetime import UTC, datetime

from vigie.access.models import Officer
from vigie.access.roles import Act as Right
from vigie.cases.models import Case
from vigie.cases.tasks.write import CaseError, Stale, act, case_of, given, open_only, touch
from vigie.journey.tasks.write import short_write
from vigie.ledger.chain import Act
from vigie.ledger.tags import Tag
from vigie.report.nouns import say


def start(officer: Officer, title: str, about: str = "") -> Case:
    """A new case, in its maker's hands. Raises `CaseError`."""
    now, name = datetime.now(UTC), officer.username
    case = Case(
        title=given(title)[:160], about=about.strip(), unit=officer.unit, opened_at=now, opened_by=name,
        holder=name, held_at=now, changed_at=now, changed_by=name,
    )  # fmt: skip
    with short_write() as acts:
        case.save()
        acts.append(act(Tag.CASE_OPENED, case, name, unit=case.unit, title=case.title))
    return case


def change(officer: Officer, key: int, revision: int, title: str, about: str) -> None:
    """Rewrites a case's head, when nobody else did since. Raises `Stale`, `CaseError`, `UnknownCase`."""
    title = given(title)[:160]
    with short_write() as acts:
        case = _fresh(officer, key, revision)
        acts.append(act(Tag.CASE_CHANGED, case, officer.username, title=title, before=case.title))
        case.title, case.about = title, about.strip()
        touch(case, officer)


def take(officer: Officer, key: int) -> None:
    """Takes a case that nobody holds; a supervisor takes anybody's. Raises `CaseError`, `UnknownCase`."""
    with short_write() as acts:
        case = case_of(officer, key)
        open_only(case)
        if case.holder == officer.username:
            return
        if case.holder and not officer.may(Right.RELEASE_OTHERS):
            raise CaseError(
                say(
                    "{name} holds this case, since {second}.",
                    name=case.holder,
                    second=(case.held_at or case.opened_at).isoformat(),
                )
            )
        acts.append(act(Tag.CASE_TAKEN, case, officer.username, held_by=case.holder))
        _hold(case, officer.username)
        touch(case, officer)


def give(officer: Officer, key: int, to: str) -> None:
    """Hands a case that one holds over to a colleague, or to nobody. Raises `CaseError`, `UnknownCase`."""
    with short_write() as acts:
        case = case_of(officer, key)
        open_only(case)
        if case.holder != officer.username and not officer.may(Right.RELEASE_OTHERS):
            raise CaseError(say("You do not hold this case."))
        if to and not _able(to, case):
            raise CaseError(say("{name} cannot take this case.", name=to))
        acts.append(act(Tag.CASE_HANDED_OVER, case, officer.username, held_by=case.holder, to=to))
        _hold(case, to)
        touch(case, officer)


def close(officer: Officer, key: int, revision: int, why: str) -> None:
    """Closes a case, with a reason. Raises `Stale`, `CaseError`, `UnknownCase`."""
    words = given(why)
    with short_write() as acts:
        case = _fresh(officer, key, revision)
        acts.append(act(Tag.CASE_CLOSED, case, officer.username, reason=words))
        case.state = Case.State.CLOSED
        _hold(case, "")
        touch(case, officer)


def reopen(officer: Officer, key: int, why: str) -> None:
    """Opens a closed case again, in this officer's hands. Raises `CaseError`, `UnknownCase`."""
    words = given(why)
    with short_write() as acts:
        case = case_of(officer, key)
        if case.state == Case.State.OPEN:
            raise CaseError(say("This case is open."))
        acts.append(act(Tag.CASE_REOPENED, case, officer.username, reason=words))
        case.state = Case.State.OPEN
        _hold(case, officer.username)
        touch(case, officer)


def let_go(name: str) -> list[Act]:
    """Nobody holds this officer's cases any more. Called inside a short write; gives what the ledger says of it."""
    held = list(Case.objects.filter(holder=name, state=Case.State.OPEN))
    now = datetime.now(UTC)
    for case in held:
        case.holder, case.held_at, case.changed_at, case.changed_by = "", None, now, name
        case.revision += 1
    Case.objects.bulk_update(held, ["holder", "held_at", "changed_at", "changed_by", "revision"])
    return [act(Tag.CASE_HANDED_OVER, case, name, held_by=name, to="") for case in held]


def _fresh(officer: Officer, key: int, revision: int) -> Case:
    """The open case as the officer saw it. Raises `Stale`, `CaseError`, `UnknownCase`."""
    case = case_of(officer, key)
    open_only(case)
    if case.revision != revision:
        raise Stale(case)
    return case


def _hold(case: Case, name: str) -> None:
    case.holder, case.held_at = name, datetime.now(UTC) if name else None


def _able(name: str, case: Case) -> bool:
    """Whether somebody may hold this case."""
    who = Officer.objects.filter(username=name, is_active=True).first()
    return who is not None and who.may(Right.CLAIM) and who.unit in ("", case.unit)
