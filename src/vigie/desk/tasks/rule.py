"""Records what officers decide, and takes it back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from vigie.access.models import Officer, visible
from vigie.access.roles import Act as Right
from vigie.desk.models import Decision, Draft, Offer
from vigie.desk.outcomes import Outcome, Ruling, lacks, settled
from vigie.desk.tasks.act import Refused, Unknown, act, standing_of
from vigie.desk.tasks.hold import held_by
from vigie.journey.tasks.write import short_write
from vigie.ledger.chain import Act
from vigie.ledger.tags import Tag
from vigie.report.models import Standing
from vigie.report.nouns import Saying, say
from vigie.retention.tasks.holding import frozen

UNDO_WITHIN = timedelta(hours=1)


def decide(
    officer: Officer, report_key: int, version_key: int, ruling: Ruling, together: int | None = None
) -> Decision:
    """Records a ruling on the version that the officer read; `together`: the first decision of those that are taken
    with one ruling, for the others. Raises `Refused` (with its field), `Unknown`."""
    wants = lacks(ruling)
    for field, why in wants.items():
        raise Refused(why, field=field)
    standing_of(officer, report_key)
    with short_write() as acts:
        standing = Standing.objects.select_related("report").defer("report__current").get(pk=report_key)
        _may_decide(officer, standing, version_key)
        if ruling.outcome is Outcome.DUPLICATE:
            _other(officer, standing, ruling.duplicate_of)
        decision = _decision(officer, standing, version_key, ruling)
        decision.together = together
        _set_aside_earlier(report_key, version_key)
        decision.save()
        standing.state, standing.claimed_by, standing.claimed_at = Standing.State.DECIDED, "", None
        standing.class_name = decision.class_decided
        standing.unit = ruling.unit or standing.unit
        standing.save(update_fields=["state", "claimed_by", "claimed_at", "class_name", "unit"])
        Draft.objects.filter(officer=officer.username, report_key=report_key).delete()
        Offer.objects.filter(report_key=report_key, ended_at=None).update(ended_at=decision.at)
        acts.append(_told(decision, standing, officer))
    return decision


def _set_aside_earlier(report_key: int, version_key: int) -> None:
    """A report that came back with nothing new of its own is decided again: its earlier ruling gives way."""
    earlier = Decision.objects.filter(report_key=report_key, version_key=version_key, undone_at=None)
    earlier.update(
        undone_at=datetime.now(UTC), undone_by="vigie", undone_why="the report came back, and was decided anew"
    )


def _may_decide(officer: Officer, standing: Standing, version_key: int) -> None:
    if frozen(standing.pk):
        raise Refused(say("This report is frozen: it is kept, and not worked on until the freeze is lifted."))
    if standing.state == Standing.State.DECIDED:
        raise Refused(_decided_by(standing))
    if standing.state == Standing.State.CLAIMED and standing.claimed_by != officer.username:
        raise Refused(held_by(standing))
    if standing.report.current_id != version_key:
        raise Refused(say("A new version came in while you were reading. Look at what changed, then decide."))


def _decided_by(standing: Standing) -> Saying:
    """Who was first, and when, to the second."""
    last = Decision.objects.filter(report_key=standing.pk, undone_at=None).order_by("-at").first()
    if last is None:
        return say("This report has been decided.")
    return say(
        "{name} decided this report at {second}. What you wrote is kept below.",
        name=last.officer,
        second=last.at.isoformat(),
    )


def _other(officer: Officer, standing: Standing, report_id: str) -> None:
    mine = visible(officer).filter(report__report_id=report_id).exclude(pk=standing.pk)
    if not mine.exists():
        raise Refused(say("There is no other report {id} that you may know of.", id=report_id), field="duplicate_of")


def _decision(officer: Officer, standing: Standing, version_key: int, ruling: Ruling) -> Decision:
    return Decision(
        report_key=standing.pk,
        version_key=version_key,
        at=datetime.now(UTC),
        officer=officer.username,
        outcome=ruling.outcome.value,
        punishable=settled(ruling).value,
        class_proposed=standing.class_name,
        class_decided=ruling.class_.value,
        unit_before=standing.unit,
        unit=ruling.unit,
        country=ruling.country.upper(),
        duplicate_of=ruling.duplicate_of,
        offences=list(ruling.offences),
        score=standing.score,
        reason=ruling.reason.strip(),
    )


def _told(decision: Decision, standing: Standing, officer: Officer) -> Act:
    return act(
        Tag.REPORT_DECIDED,
        standing,
        officer,
        decision=decision.pk,
        version=decision.version_key,
        outcome=decision.outcome,
        punishable=decision.punishable,
        proposed=decision.class_proposed,
        decided=decision.class_decided,
        unit=decision.unit,
        country=decision.country,
        duplicate_of=decision.duplicate_of,
        offences=decision.offences,
        score=decision.score,
        reason=decision.reason,
        **({"together": decision.together} if decision.together else {}),
    )


def undoable(officer: Officer, decision: Decision, now: datetime) -> bool:
    """Whether this officer may take a decision back: their own within the hour; a supervisor anybody's, always."""
    if decision.undone_at is not None:
        return False
    if officer.may(Right.RELEASE_OTHERS):
        return True
    return officer.may(Right.DECIDE) and decision.officer == officer.username and now - decision.at <= UNDO_WITHIN


def undo(
    officer: Officer, report_key: int, decision_key: int, why: str, now: datetime | None = None, *, held: bool = True
) -> None:
    """Takes a decision back; the report is in this officer's hands again or, not `held`, in the queue. Raises
    `Refused`, `Unknown`."""
    now, why = now or datetime.now(UTC), why.replace("\0", "").strip()
    standing = standing_of(officer, report_key)
    with short_write() as acts:
        decision = Decision.objects.filter(pk=decision_key, report_key=report_key).first()
        if decision is None:
            raise Unknown
        if not undoable(officer, decision, now):
            raise Refused(say("This decision can no longer be undone by you. Ask a supervisor."), permanent=True)
        decision.undone_at, decision.undone_by, decision.undone_why = now, officer.username, why
        decision.save(update_fields=["undone_at", "undone_by", "undone_why"])
        Standing.objects.filter(pk=report_key, state=Standing.State.DECIDED).update(
            state=Standing.State.CLAIMED if held else Standing.State.OPEN,
            claimed_by=officer.username if held else "",
            claimed_at=now if held else None,
            class_name=decision.class_proposed,
            unit=decision.unit_before,
        )
        acts.append(act(Tag.DECISION_UNDONE, standing, officer, decision=decision.pk, reason=why))
