"""What the desk sees of the services: accounts, what came, what was left open, what was refused, alarms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from django.core.cache import cache
from django.db.models import Count, Q, QuerySet, Sum
from msgspec import Struct

from vigie.journey.tasks.write import short_write
from vigie.ledger.chain import Act
from vigie.ledger.tags import Tag
from vigie.services.models import REPORTS, Alarm, Refusal, Service, Spent, Submission
from vigie.services.quality import Average
from vigie.services.tasks.entry import Caller
from vigie.services.tasks.keep import complete
from vigie.services.tasks.partner import recent

State = Submission.State
LATELY = timedelta(days=30)
REMEMBERED = 600  # seconds that a service's quality is not asked for again


class Account(Struct, frozen=True):
    """One service, as the desk sees it."""

    service: Service
    finished: int  # of the last thirty days
    open: int
    expired: int
    refused: int
    retracted: int
    today: int  # reports
    quality: Average

    @property
    def lacks(self) -> Sequence[str]:
        """What its reports leave out most: up to three fields, in less than half of them."""
        rare = [(given, name) for name, given in self.quality.given.items() if 2 * given < self.quality.reports]
        return [name for _, name in sorted(rare)[:3]]


def accounts(now: datetime | None = None) -> list[Account]:
    """Every service with its figures. A fixed number of queries, but for qualities that are not remembered."""
    now = now or datetime.now(UTC)
    counts = _counts(now)
    refused = dict(_rows(Refusal.objects.filter(last_at__gte=now - LATELY), Sum("times")))
    spent = Spent.objects.filter(day=now.date(), kind="report")
    today = dict(spent.values_list("service_id", "amount"))
    return [
        Account(
            service,
            finished=counts.get(service.pk, {}).get(State.FINISHED, 0),
            open=counts.get(service.pk, {}).get(State.OPEN, 0),
            expired=counts.get(service.pk, {}).get(State.EXPIRED, 0),
            refused=refused.get(service.pk, 0),
            retracted=counts.get(service.pk, {}).get(State.RETRACTED, 0),
            today=today.get(service.pk, 0),
            quality=_quality(service.pk),
        )
        for service in Service.objects.order_by("-active", "name")
    ]


def _rows(rows: QuerySet[Refusal], what: Sum) -> QuerySet[Refusal, tuple[int, int]]:
    return rows.order_by().values_list("service_key").annotate(n=what)


def _counts(now: datetime) -> Mapping[int, dict[str, int]]:
    lately = Q(state=State.OPEN) | Q(state=State.EXPIRED) | Q(ended_at__gte=now - LATELY)
    rows = Submission.objects.filter(lately, sandbox=False).order_by()
    found: dict[int, dict[str, int]] = {}
    for service, state, number in rows.values_list("service_key", "state").annotate(n=Count("pk")):
        found.setdefault(service, {})[state] = number
    return found


def _quality(service_key: int) -> Average:
    told: Average = cache.get_or_set(f"quality:{service_key}", lambda: recent(service_key), REMEMBERED)  # type: ignore[assignment]  # never None
    return told


def left_open() -> QuerySet[Submission]:
    """Reports that were opened and not finished: those shown to a person first, then the oldest."""
    rows = Submission.objects.filter(state__in=(State.OPEN, State.EXPIRED), sandbox=False)
    return rows.annotate(files=Count("upload")).order_by("state", "opened_at")


def refusals() -> QuerySet[Refusal]:
    """What was not accepted, the latest first."""
    return Refusal.objects.order_by("-last_at")


def alarms() -> QuerySet[Alarm]:
    """Urgent notifications that nobody has seen to yet."""
    return Alarm.objects.filter(seen_at=None).select_related("submission").order_by("at")


def see(alarm_key: int, officer: str) -> bool:
    """Somebody sees to an alarm. Returns whether it was still ringing."""
    with short_write() as acts:
        ringing = Alarm.objects.filter(pk=alarm_key, seen_at=None).select_related("submission").first()
        if ringing is None:
            return False
        ringing.seen_at, ringing.seen_by = datetime.now(UTC), officer
        ringing.save(update_fields=["seen_at", "seen_by"])
        acts.append(Act(Tag.ALARM_SEEN, f"submission:{ringing.submission.number}", officer, {}))
    return True


def take_as_is(number: int, officer: str, why: str) -> bool:
    """Sends a report on its way that its service has not finished, as far as it came. Returns whether it was open."""
    with short_write() as acts:
        of = Submission.objects.filter(pk=number - REPORTS, sandbox=False).first()
        service = Service.objects.filter(pk=of.service_key).first() if of else None
        if of is None or service is None or of.state not in (State.OPEN, State.EXPIRED):
            return False
        acts.append(Act(Tag.SUBMISSION_TAKEN, f"submission:{number}", officer, {"why": why}))
        complete(of, Caller(service, False), acts)
    return True


def names(keys: set[int]) -> dict[int, str]:
    """Services by their rows' keys."""
    return dict(Service.objects.filter(pk__in=keys).values_list("pk", "name"))
