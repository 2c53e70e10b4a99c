"""Reports that sleep: laid aside until a day or until something new comes, then free again by themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from django.db.models import Count

from vigie.access.models import Officer
from vigie.journey.tasks.write import short_write
from vigie.ledger.chain import Act
from vigie.ledger.models import Entry
from vigie.ledger.tags import Tag
from vigie.report.models import Report, Standing
from vigie.report.nouns import say
from vigie.steering.models import Snooze
from vigie.steering.tasks.policies import NotSo

LONGEST = timedelta(days=90)
NAMED = ("source", "report_id", "current_id")  # of a report: its name in the journal, its newest version


def asleep(now: datetime | None = None) -> frozenset[int]:
    """The reports that sleep now. Few queries, for the few that were laid aside: a day that has passed, a newer
    version, another report of the thread or an answer to a request wakes them without anybody's doing."""
    rows = list(Snooze.objects.filter(ended_at=None, until__gt=now or datetime.now(UTC)))
    if not rows:
        return frozenset()
    reports = list(Report.objects.filter(pk__among=[row.report_key for row in rows]).only(*NAMED))
    current = {report.pk: report.current_id for report in reports}
    answered = _answered(rows, {f"report:{report.name}": report.pk for report in reports})
    standings = Standing.objects.filter(pk__among=[row.report_key for row in rows]).values_list("pk", "thread")
    threads = dict(standings)
    sizes = sizes_of({thread for thread in threads.values() if thread})
    return frozenset(
        row.report_key
        for row in rows
        if current.get(row.report_key) == row.version_key
        and row.report_key not in answered
        and sizes.get(threads.get(row.report_key, ""), 0) <= row.thread_reports
    )


def _answered(rows: Sequence[Snooze], subjects: Mapping[str, int]) -> frozenset[int]:
    """Those of whose requests one was answered since they were laid aside: the journal says so."""
    since = {row.report_key: row.at for row in rows}
    told = Entry.objects.filter(subject__in=subjects, tag=Tag.REQUEST_ANSWERED, at__gt=min(since.values()))
    found = ((subjects[subject], at) for subject, at in told.values_list("subject", "at"))
    return frozenset(key for key, at in found if at > since[key])


def sizes_of(threads: set[str]) -> dict[str, int]:
    """How many reports each thread has."""
    rows = Standing.objects.filter(thread__in=threads).values("thread").annotate(n=Count("pk"))
    return dict(rows.values_list("thread", "n")) if threads else {}


def snooze(officer: Officer, standing: Standing, until: datetime, why: str) -> Snooze:
    """Lays a report aside, and gives it back if this officer holds it. Raises `NotSo`."""
    now, given = datetime.now(UTC), why.replace("\0", "").strip()
    if len(given) < 3:
        raise NotSo(say("Say why, in a few words: whoever reads this later needs it."))
    if not now < until <= now + LONGEST:
        raise NotSo(say("Choose a day within the next {n} days.", n=LONGEST.days))
    with short_write() as acts:
        free = Standing.objects.filter(pk=standing.pk).exclude(state=Standing.State.DECIDED)
        row = free.exclude(claimed_by__gt="").first() or free.filter(claimed_by=officer.username).first()
        if row is None:
            raise NotSo(say("Only a free report, or one in your hands, can be laid aside."))
        free.filter(pk=standing.pk).update(state=Standing.State.OPEN, claimed_by="", claimed_at=None)
        Snooze.objects.filter(report_key=standing.pk, ended_at=None).update(ended_at=now)
        version = Report.objects.values_list("current_id", flat=True).get(pk=standing.pk) or 0
        made = Snooze.objects.create(
            report_key=standing.pk,
            version_key=version,
            thread=row.thread,
            thread_reports=sizes_of({row.thread}).get(row.thread, 0) if row.thread else 0,
            until=until,
            officer=officer.username,
            reason=given,
            at=now,
        )
        acts.append(_act(Tag.REPORT_SNOOZED, standing, officer, until=until.isoformat(), reason=given))
    return made


def wake(officer: Officer, standing: Standing) -> None:
    """Ends the sleep before its day. Raises `NotSo`."""
    with short_write() as acts:
        sleeping = Snooze.objects.filter(report_key=standing.pk, ended_at=None)
        if not sleeping.update(ended_at=datetime.now(UTC)):
            raise NotSo(say("This report does not sleep."))
        acts.append(_act(Tag.REPORT_UNSNOOZED, standing, officer))


def _act(tag: Tag, standing: Standing, officer: Officer, **facts: str) -> Act:
    return Act(tag, f"report:{standing.report.name}", officer.username, facts)
