"""The next report for somebody, among those that they may know of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

import msgspec
from django.conf import settings
from django.db.models import QuerySet

from vigie.access.models import Officer
from vigie.ledger.models import Entry
from vigie.ledger.tags import Tag
from vigie.report.models import Finding, Standing, Version
from vigie.report.nouns import Class, Report, Verdict
from vigie.steering.models import Profile
from vigie.steering.pick import Candidate, Pick, Reader, choose
from vigie.steering.tasks.sleep import asleep
from vigie.steering.tongue import tongue, written

NEAR = 25  # the first of each class that are looked at more closely
LATELY = timedelta(days=1)
CODE = re.compile(r"([a-z]{2})(?:[-_].*)?$")  # nl, nl-BE


def following(officer: Officer, visible: QuerySet[Standing], seen: int, now: datetime | None = None) -> Pick | None:
    """The report that this officer should read next, and why; None when none is free. `visible`: what they may know
    of; `seen`: the pictures that they looked at in the last day. A fixed number of queries."""
    now = now or datetime.now(UTC)
    free = visible.filter(state=Standing.State.OPEN).exclude(pk__in=asleep(now))
    near = [row for name in (*Class, "") for row in _first(free, str(name))]
    oldest = free.exclude(class_name=Class.VIRAL).order_by("received_at", "pk").values_list(*FIELDS).first()
    told = {one.report_key: one for one in _told([*near, *([oldest] if oldest else [])], officer)}
    last = told.get(oldest[0]) if oldest else None
    return choose([told[row[0]] for row in near], last, _reader(officer, seen), _served(now), now)


FIELDS = ("pk", "total", "class_name", "received_at", "report__current_id")
Row = tuple[int, int, str, datetime, int | None]


def _first(free: QuerySet[Standing], class_name: str) -> list[Row]:
    rows = free.filter(class_name=class_name).order_by("-score", "-total", "received_at", "pk")
    return list(rows.values_list(*FIELDS)[:NEAR])


def _told(rows: Sequence[Row], officer: Officer) -> Iterator[Candidate]:
    versions = [row[4] for row in rows if row[4]]
    contents = dict(Version.objects.filter(pk__in=versions).values_list("pk", "content"))
    findings = Finding.objects.filter(version_id__in=versions, stage="triage").order_by("number")
    verdicts = dict(findings.values_list("version_id", "content"))
    for key, total, class_name, received_at, version in rows:
        report = msgspec.json.decode(contents[version], type=Report) if version in contents else None
        verdict = msgspec.json.decode(verdicts[version], type=Verdict) if version in verdicts else None
        yield Candidate(
            key,
            total,
            class_name,
            received_at,
            language=_language(report) if report else None,
            kinds=frozenset(reason.rule for reason in verdict.reasons) if verdict else frozenset(),
            pictures=sum(file.media is not None for file in report.files) if report else 0,
        )


def _language(report: Report) -> str | None:
    """The one that its sender names, or else the one in which it seems to be written."""
    named = CODE.match((report.language or "").lower())
    return named[1] if named else tongue(written(report))


def _reader(officer: Officer, seen: int) -> Reader:
    profile = Profile.objects.filter(pk=officer.username).first()
    own = (officer.language or settings.LANGUAGE_CODE)[:2]
    if profile is None:
        return Reader(languages=frozenset({own}), seen=seen, own=own)
    languages, skills = frozenset([own, *profile.languages]), frozenset(profile.skills)
    return Reader(languages, skills, seen, profile.most_pictures, own)


def _served(now: datetime) -> Counter[str]:
    """What the desk took in hand lately, by class."""
    taken = Entry.objects.filter(tag=Tag.REPORT_CLAIMED, at__gt=now - LATELY).order_by("-number")
    names = {subject.removeprefix("report:") for subject in taken.values_list("subject", flat=True)[:500]}
    numbers = {name.partition("/")[2] for name in names}
    rows = Standing.objects.filter(report__report_id__among=sorted(numbers)) if numbers else Standing.objects.none()
    return Counter(rows.values_list("class_name", flat=True))
