"""What came of a report: told by a unit or a prosecutor, written down here, read by the figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from vigie.access.tasks.scope import Refused, given
from vigie.journey.tasks.write import short_write
from vigie.ledger.chain import Act, Value
from vigie.ledger.tags import Tag
from vigie.papers.models import Dossier, Inside, Result
from vigie.report.models import Report
from vigie.report.nouns import say
from vigie.report.tasks import chunks

MOST = 1000  # persons in one result


def record(
    report_key: int, kind: str, on: date, by: str, *, dossier: Dossier | None = None, count: int = 1, source: str = "",
    note: str = "",
) -> Result:  # fmt: skip
    """Writes a result down. Raises `Refused`."""
    if kind not in Result.Kind.values:
        raise Refused(say("Choose what came of it."), field="kind")
    if on > datetime.now(UTC).date():
        raise Refused(say("That day has not come yet."), field="on")
    if not 1 <= count <= MOST:
        raise Refused(say("Say how many persons, from 1."), field="count")
    report = Report.objects.filter(pk=report_key).first()
    if report is None or (dossier and not Inside.objects.filter(dossier=dossier, report_key=report_key).exists()):
        raise Refused(say("That report is not in this dossier."), field="report")
    with short_write() as acts:
        row = Result.objects.create(
            dossier=dossier, report_key=report_key, kind=kind, on=on, at=datetime.now(UTC), by=by, count=count,
            source=source.strip()[:200], note=note.strip()[:4000],
        )  # fmt: skip
        facts: dict[str, Value] = {
            "result": row.pk,
            "outcome": str(kind),
            "on": on.isoformat(),
            "count": count,
            "source": row.source,
            "told": row.at.isoformat(),
        }
        if dossier:
            facts["dossier"] = dossier.reference
        acts.append(Act(Tag.OUTCOME_RECORDED, f"report:{report.name}", by, facts))
    return row


def withdraw(result_key: int, by: str, why: str) -> None:
    """Takes back a result that was written down by mistake. It stays, said to be withdrawn. Raises `Refused`."""
    reason = given(why)
    with short_write() as acts:
        row = Result.objects.filter(pk=result_key, withdrawn_at=None).first()
        if row is None:
            raise Refused(say("There is no such result."), permanent=True)
        row.withdrawn_at, row.withdrawn_by, row.withdrawn_why = datetime.now(UTC), by, reason
        row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
        report = Report.objects.get(pk=row.report_key)
        facts: dict[str, Value] = {"result": row.pk, "outcome": row.kind, "reason": reason, "told": row.at.isoformat()}
        acts.append(Act(Tag.OUTCOME_WITHDRAWN, f"report:{report.name}", by, facts))


def told(report_keys: Sequence[int]) -> dict[int, set[str]]:
    """The kinds of result that stand for some reports."""
    found: dict[int, set[str]] = {}
    for some in chunks(report_keys):
        rows = Result.objects.filter(report_key__in=some, withdrawn_at=None).values_list("report_key", "kind")
        for key, kind in rows:
            found.setdefault(key, set()).add(kind)
    return found
