"""What every act on a case shares."""

from __future__ import annotations

from datetime import UTC, datetime

from vigie.access.models import Officer
from vigie.cases.models import Case, known
from vigie.ledger.chain import Act, Value
from vigie.ledger.tags import Tag
from vigie.report.nouns import Saying, say


class CaseError(Exception):
    """An act that could not be done, with the words for the officer. Permanent: another try does the same."""

    permanent = True

    def __init__(self, why: Saying) -> None:
        super().__init__(str(why))
        self.why = why


class Stale(CaseError):
    """Somebody else changed the case meanwhile. Not permanent: look at what they did, then send it again."""

    permanent = False

    def __init__(self, case: Case) -> None:
        super().__init__(
            say(
                "{name} changed this case at {second}. Your words are kept below.",
                name=case.changed_by,
                second=case.changed_at.isoformat(),
            )
        )
        self.case = case


class UnknownCase(Exception):
    """There is no such case, or this person may not know of it. Permanent."""

    permanent = True


def case_of(officer: Officer, key: int) -> Case:
    """A case. Raises `UnknownCase`."""
    case = known(officer).filter(pk=key).first()
    if case is None:
        raise UnknownCase
    return case


def act(tag: Tag, case: Case, officer: str, **facts: Value) -> Act:
    """The ledger entry of something done to a case."""
    return Act(tag, f"case:{case.name}", officer, facts)


def open_only(case: Case) -> None:
    """Raises `CaseError` for a closed case."""
    if case.state == Case.State.CLOSED:
        raise CaseError(say("This case is closed. Open it again first."))


def touch(case: Case, officer: Officer) -> None:
    """Notes who changed a case last: the next one to send an old form is told."""
    case.changed_at, case.changed_by, case.revision = datetime.now(UTC), officer.username, case.revision + 1
    case.save()


def given(words: str, least: int = 3) -> str:
    """A text worth keeping. Raises `CaseError`."""
    kept = words.replace("\0", "").strip()
    if len(kept) < least:
        raise CaseError(say("Say it in a few words."))
    return kept
