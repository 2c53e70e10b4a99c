"""Who read what and why, and who was refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import msgspec

from vigie.access.models import Emergency, Officer
from vigie.access.roles import Act as Right
from vigie.cases.models import Case
from vigie.desk.knocks import Knocks
from vigie.desk.models import Decision
from vigie.desk.tasks.act import act, given, standing_of
from vigie.journey.tasks.write import short_write
from vigie.ledger.chain import Act, Value
from vigie.ledger.models import Entry
from vigie.ledger.tags import Tag
from vigie.report.models import Standing
from vigie.report.nouns import Saying, say

READ_AGAIN = timedelta(minutes=15)  # consulting the same report again within this is one consultation
GOOD_FOR = timedelta(hours=8)  # a reason that was given stands for a working day
STRANGER = "stranger"
REASONS: tuple[Saying, ...] = (
    say("A link with a report I work on"),
    say("Taking over from a colleague"),
    say("Supervision"),
    say("A question from the prosecutor or a partner"),
    say("Checking what was decided"),
)
_knocks = Knocks()


class ReasonWanted(Exception):
    """A report that is not before this officer as a matter of course: they first say why they look. Not permanent."""

    permanent = False

    def __init__(self, standing: Standing) -> None:
        super().__init__("a reason is wanted")
        self.standing = standing


def refused(officer: Officer, address: str, right: str) -> None:
    """Writes that somebody asked for what they may not see or do."""
    with short_write() as acts:
        acts.append(Act(Tag.ACCESS_REFUSED, f"address:{quote(address)}"[:200], officer.username, {"right": right}))


def guessed(name: str, address: str, now: datetime | None = None) -> None:
    """Writes that somebody asked for an address where there is nothing for them; `name` is empty for a stranger."""
    count = 1 if name else _knocks.note(now or datetime.now(UTC))
    if count is not None:
        facts: dict[str, Value] = {"right": "address"} if name else {"right": "address", "count": count}
        with short_write() as acts:
            acts.append(Act(Tag.ACCESS_REFUSED, f"address:{quote(address)}"[:200], name or STRANGER, facts))


def consulted(officer: Officer, standing: Standing, version: int, now: datetime | None = None) -> None:
    """Writes that an officer read a report and why: once in a while, not at each click. Raises `ReasonWanted`."""
    now = now or datetime.now(UTC)
    last = _last(officer, standing)
    why = _duty(officer, standing) or _said(last, now)
    if why is None:
        raise ReasonWanted(standing)
    if last is None or now - last.at > READ_AGAIN:
        with short_write() as acts:
            acts.append(act(Tag.REPORT_READ, standing, officer, version=version, **why))


def shown(officer: Officer, tag: Tag, subject: str) -> None:
    """Writes that somebody was shown who did what: to oversee is itself overseen."""
    with short_write() as acts:
        acts.append(Act(tag, subject, officer.username, {}))


def explain(officer: Officer, report_key: int, reason: str) -> None:
    """Says why one looks at a report: it opens for the day. Raises `Refused`, `Unknown`."""
    why, standing = given(reason), standing_of(officer, report_key)
    with short_write() as acts:
        acts.append(act(Tag.REPORT_READ, standing, officer, reason=why, given=True))


def _last(officer: Officer, standing: Standing) -> Entry | None:
    """When they last read it."""
    read = Entry.objects.filter(subject=f"report:{standing.report.name}", tag=Tag.REPORT_READ, actor=officer.username)
    return read.order_by("-number").first()


def _said(last: Entry | None, now: datetime) -> dict[str, Value] | None:
    """The reason given when it was read last, while it stands."""
    told = msgspec.json.decode(last.payload) if last else {}
    if last is None or not told.get("given") or now - last.at > GOOD_FOR:
        return None
    return {"reason": told["reason"], "given": True}


def _duty(officer: Officer, standing: Standing) -> dict[str, Value] | None:
    """The reason that the work itself gives: it waits for whoever takes it, is in their hands, or they decided it."""
    if standing.state == Standing.State.OPEN and officer.may(Right.CLAIM):
        return {"reason": "waiting"}
    if standing.claimed_by == officer.username:
        return {"reason": "in hand"}
    opened = Emergency.objects.filter(officer=officer.username, report_key=standing.pk, until__gt=datetime.now(UTC))
    if broken := opened.first():
        return {"reason": broken.reason, "emergency": broken.pk}
    mine = Decision.objects.filter(report_key=standing.pk, officer=officer.username)
    return {"reason": "decided"} if standing.state == Standing.State.DECIDED and mine.exists() else None


def case_read(officer: Officer, case: Case, now: datetime | None = None) -> None:
    """Writes that an officer read a case: once in a while. Their duty is the reason: it is their unit's."""
    _once(officer, Tag.CASE_READ, f"case:{case.name}", now or datetime.now(UTC))


def thread_read(officer: Officer, name: str, now: datetime | None = None) -> None:
    """Writes that an officer looked at a thread: once in a while."""
    _once(officer, Tag.THREAD_READ, f"thread:{name}", now or datetime.now(UTC))


def _once(officer: Officer, tag: Tag, subject: str, now: datetime) -> None:
    recent = Entry.objects.filter(subject=subject, tag=tag, actor=officer.username, at__gt=now - READ_AGAIN)
    if not recent.exists():
        with short_write() as acts:
            acts.append(Act(tag, subject, officer.username, {}))
