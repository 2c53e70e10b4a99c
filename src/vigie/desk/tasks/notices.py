"""Tells officers by e-mail that something waits for them: once for each thing, at most once an hour, without content.

What waits is what the desk itself shows them: a note that addresses them, a report offered to them by name, a task that
is due, an order that ends, an act that wants a second person, an emergency to judge.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext

from vigie.access.models import Emergency, Officer
from vigie.access.roles import Act
from vigie.access.tasks import proposals
from vigie.authority.tasks.register import expiring
from vigie.cases.models import Mention, Task, known
from vigie.desk.mail import MailError, send, written
from vigie.desk.models import Notice, Offer

REST = timedelta(hours=1)  # between two e-mails to one person
KEPT = timedelta(days=90)
TRIES = 6
MOST = 100


def waiting(officer: Officer) -> Iterator[str]:
    """A mark for each thing that waits for somebody."""
    if officer.may(Act.READ_QUEUE):
        cases = known(officer)
        mentions = Mention.objects.filter(officer=officer.username, seen_at=None, note__case__in=cases)
        tasks = Task.objects.filter(assigned=officer.username, done_at=None, due__lte=timezone.localdate())
        yield from (f"mention:{key}" for key in mentions.values_list("pk", flat=True)[:MOST])
        yield from (f"task:{key}" for key in tasks.filter(case__in=cases).values_list("pk", flat=True)[:MOST])
        offers = Offer.objects.filter(to=officer.username, ended_at=None)
        yield from (f"offer:{key}" for key in offers.values_list("pk", flat=True)[:MOST])
    if officer.may(Act.SEE_AUTHORISATIONS):
        yield from (f"order:{one.pk}" for one in expiring(officer) if officer.username in (one.holder, one.by))
    if officer.may(Act.CONFIRM):
        yield from (f"proposal:{one.pk}" for one in proposals.waiting().exclude(by=officer.username)[:MOST])
    if officer.may(Act.RELEASE_OTHERS):
        rows = Emergency.objects.filter(seen_at=None).exclude(officer=officer.username)
        yield from (f"emergency:{key}" for key in rows.values_list("pk", flat=True)[:MOST])


def tell(now: datetime | None = None) -> int:
    """Writes what is to be sent and sends it: how many e-mails left. Nothing where no mail server is set."""
    if not settings.VIGIE_MAIL_URL:
        return 0
    now = now or datetime.now(UTC)
    Notice.objects.filter(at__lt=now - KEPT).delete()
    for officer in Officer.objects.filter(is_active=True).exclude(email=""):
        _write(officer, now)
    rows = Notice.objects.filter(sent_at=None, tries__lt=TRIES).order_by("at")[:MOST]
    return sum(_send(row, now) for row in rows)


def _write(officer: Officer, now: datetime) -> None:
    before = list(Notice.objects.filter(officer=officer.username).values_list("at", "marks"))
    if any(at > now - REST for at, _ in before):
        return
    told = {mark for _, marks in before for mark in marks}
    new = [mark for mark in waiting(officer) if mark not in told]
    if new:
        Notice.objects.create(officer=officer.username, marks=new, at=now)


def _send(row: Notice, now: datetime) -> bool:
    # Claimed before it leaves: two workers do not send it twice.
    mine = Notice.objects.filter(Q(pk=row.pk, sent_at=None, tries=row.tries)).update(tries=row.tries + 1)
    officer = Officer.objects.filter(username=row.officer, is_active=True).exclude(email="").first()
    if not mine or officer is None:
        return False
    with translation.override(officer.language or settings.LANGUAGE_CODE):
        subject = gettext("Something waits for you")
        text = gettext("Something waits for you at the desk. What it is stands there, and nowhere else.") + "\n"
    try:
        send(settings.VIGIE_MAIL_URL, written(settings.VIGIE_MAIL_FROM, officer.email, subject, text))
    except MailError as error:
        tries = TRIES if error.permanent else row.tries + 1
        Notice.objects.filter(pk=row.pk).update(error=str(error)[:300], tries=tries)
        return False
    Notice.objects.filter(pk=row.pk).update(sent_at=now, error="")
    return True
