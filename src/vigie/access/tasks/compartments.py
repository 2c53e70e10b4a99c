"""Closes reports to all but a few, lets people in and out, and opens a report in an emergency."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from vigie.access.models import Admission, Compartment, Emergency, Enclosed, Officer, visible
from vigie.access.roles import Act as Right
from vigie.access.tasks.scope import Refused, Unknown, given, standing_of
from vigie.access.tasks.write import written
from vigie.ledger.chain import Act
from vigie.ledger.tags import Tag
from vigie.report.models import Standing
from vigie.report.nouns import say

EMERGENCY = timedelta(hours=4)  # how long a report stays open to who broke its door


def mine(officer: Officer) -> list[Compartment]:
    """The compartments that somebody is admitted to."""
    inside = Admission.objects.filter(officer=officer.username, ended_at=None).values("compartment_id")
    return list(Compartment.objects.filter(pk__in=inside).order_by("closed_at", "name"))


def _inside(officer: Officer, key: int) -> Compartment:
    made = Compartment.objects.filter(pk=key, closed_at=None).first()
    admitted = Admission.objects.filter(compartment_id=key, officer=officer.username, ended_at=None)
    if made is None or not admitted.exists():
        raise Unknown
    return made


def _told(tag: Tag, by: Officer, compartment: Compartment, **facts: str | int) -> Act:
    return Act(tag, f"compartment:{compartment.pk}", by.username, facts)


def open_compartment(officer: Officer, name: str, kind: str, reason: str) -> Compartment:
    """A new compartment, with its maker inside. Raises `Refused`."""
    why, name, now = given(reason), name.replace("\0", "").strip()[:80], datetime.now(UTC)
    if not name or kind not in set(Compartment.Kind):
        raise Refused(say("Give the compartment a name and a kind."))
    with written() as acts:
        if Compartment.objects.filter(name=name).exists():
            raise Refused(say("That name is taken."))
        made = Compartment.objects.create(name=name, kind=kind, reason=why, opened_at=now, opened_by=officer.username)
        Admission.objects.create(compartment=made, officer=officer.username, at=now, by=officer.username, reason=why)
        acts.append(_told(Tag.COMPARTMENT_OPENED, officer, made, kind=kind, reason=why))
    return made


def admit(officer: Officer, key: int, name: str, reason: str) -> None:
    """Lets somebody into a compartment. Raises `Refused`, `Unknown`."""
    why, made = given(reason), _inside(officer, key)
    with written() as acts:
        other = Officer.objects.filter(username=name, is_active=True).first()
        if other is None or not other.may(Right.READ_REPORT):
            raise Refused(say("There is nobody of that name who reads reports."))
        entered = {"at": datetime.now(UTC), "by": officer.username, "reason": why}
        _, new = Admission.objects.get_or_create(
            compartment=made, officer=other.username, ended_at=None, defaults=entered
        )
        if new:
            acts.append(_told(Tag.COMPARTMENT_ADMITTED, officer, made, officer=other.username, reason=why))


def dismiss(officer: Officer, key: int, name: str, reason: str) -> None:
    """Somebody may know of a compartment no longer. The last one inside cannot leave. Raises `Refused`, `Unknown`."""
    why, made = given(reason), _inside(officer, key)
    with written() as acts:
        inside = Admission.objects.filter(compartment=made, ended_at=None)
        if not inside.exclude(officer=name).exists():
            raise Refused(say("Somebody must stay inside: a compartment without anybody is lost."))
        if inside.filter(officer=name).update(ended_at=datetime.now(UTC)):
            acts.append(_told(Tag.COMPARTMENT_DISMISSED, officer, made, officer=name, reason=why))


def enclose(officer: Officer, key: int, report_key: int, reason: str) -> None:
    """A report is known to a compartment alone from now on. Raises `Refused`, `Unknown`."""
    why, made, standing = given(reason), _inside(officer, key), standing_of(officer, report_key)
    with written() as acts:
        entered = {"at": datetime.now(UTC), "by": officer.username, "reason": why}
        _, new = Enclosed.objects.get_or_create(
            compartment=made, report_key=standing.pk, ended_at=None, defaults=entered
        )
        if new:
            acts.append(_told(Tag.COMPARTMENT_ENCLOSED, officer, made, report=standing.pk, reason=why))


def disclose(officer: Officer, key: int, report_key: int, reason: str) -> None:
    """A report is known again to everybody who would. Raises `Refused`, `Unknown`."""
    why, made = given(reason), _inside(officer, key)
    with written() as acts:
        there = Enclosed.objects.filter(compartment=made, report_key=report_key, ended_at=None)
        if not there.update(ended_at=datetime.now(UTC)):
            raise Unknown
        acts.append(_told(Tag.COMPARTMENT_DISCLOSED, officer, made, report=report_key, reason=why))


def open_in_emergency(officer: Officer, number: str, reason: str) -> int:
    """Opens a report by its number for some hours, whatever unit it belongs to, and tells the supervisors. What
    concerns a colleague stays closed, answered like a number that does not exist. Raises `Refused`, `Unknown`."""
    why, now = given(reason), datetime.now(UTC)
    colleague = Enclosed.objects.filter(
        ended_at=None, compartment__closed_at=None, compartment__kind=Compartment.Kind.COLLEAGUE
    )
    found = Standing.objects.filter(report__report_id=number.replace("\0", "").strip())
    found = found.exclude(pk__in=colleague.values("report_key")).select_related("report")
    standing = found.first()
    with written() as acts:
        subject = f"report:{standing.report.name}" if standing else "report:unknown"
        known = standing is not None and visible(officer).filter(pk=standing.pk).exists()
        if standing is not None and not known:
            Emergency.objects.create(
                officer=officer.username, report_key=standing.pk, at=now, until=now + EMERGENCY, reason=why
            )
        acts.append(Act(Tag.EMERGENCY_OPENED, subject, officer.username, {"reason": why, "number": number[:200]}))
    officer.scope = None
    if standing is None:
        raise Unknown
    return int(standing.pk)


def judge(officer: Officer, emergency: int, justified: bool, remark: str) -> None:
    """A supervisor has looked at an emergency; one that was not justified ends at once. Raises `Refused`, `Unknown`."""
    words = given(remark)
    with written() as acts:
        row = Emergency.objects.filter(pk=emergency, seen_at=None).exclude(officer=officer.username).first()
        if row is None:
            raise Unknown
        row.seen_at, row.seen_by, row.remark = datetime.now(UTC), officer.username, words
        row.seen_as = "justified" if justified else "not"
        row.save(update_fields=["seen_at", "seen_by", "seen_as", "remark"])
        acts.append(
            Act(
                Tag.EMERGENCY_JUDGED,
                f"officer:{row.officer}",
                officer.username,
                {"emergency": row.pk, "report": row.report_key, "as": row.seen_as, "remark": words},
            )
        )
