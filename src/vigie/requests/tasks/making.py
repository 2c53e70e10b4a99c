"""Drafts requests from a report; signs, sends and closes them. Each act is in the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.module_loading import import_string

from vigie import plugs
from vigie.access.models import Officer
from vigie.access.roles import Act as Right
from vigie.access.tasks.scope import Refused as NoOrder
from vigie.journey.tasks.load import dossiers
from vigie.journey.tasks.turn import turn
from vigie.journey.tasks.write import short_write
from vigie.ledger.chain import Act, Value
from vigie.ledger.tags import Tag
from vigie.report.models import Report
from vigie.report.nouns import Dossier, Sighting, say
from vigie.requests.kind import Asked, Flaw, Kind
from vigie.requests.letter import letters, written
from vigie.requests.models import Request
from vigie.requests.tasks.refused import Refused
from vigie.territory import land, pack


def kinds() -> dict[str, Kind]:
    """The kinds there are, in their order."""
    found = plugs.find("vigie.requests.kinds", Kind)
    return dict(sorted(found.items(), key=lambda pair: pair[1].order))


def asked(dossier: Dossier, sighting: Sighting | None = None) -> Asked:
    """What a request about this dossier is made of."""
    territories = dossier.routing.territories if dossier.routing else ()
    territory = next((one for one in territories if sighting and one.ip == sighting.ip), None)
    home = land.of(pack.load(settings.VIGIE_COUNTRY))
    return Asked(dossier, home, datetime.now(UTC), sighting, territory)


def dossier_of(report_key: int) -> Dossier:
    """A report with all that is known. Raises `Refused` when it has not been read."""
    found = dossiers([report_key], ("verdict", "routing")).get(report_key)
    if found is None:
        raise Refused(say("This report has no version that could be read."))
    return found


def draft(officer: Officer, report_key: int, kind_name: str, language: str = "") -> list[Request]:
    """Drafts a kind's requests about a report: one for each address it is about. One that is open already is not made
    again. Raises `Refused`."""
    if not officer.may(Right.ASK_OTHERS):
        raise Refused(say("You may not draft requests."))
    if (kind := kinds().get(kind_name)) is None:
        raise Refused(say("There is no request of the kind {kind}.", kind=kind_name))
    dossier = dossier_of(report_key)
    about = kind.about(dossier) if kind.about else (None,)
    if not about:
        raise Refused(say("The report holds no address to ask about."))
    with short_write() as acts:
        rows = list(_rows(officer, dossier, kind_name, kind, about, language))
        for row in rows:
            row.save()
            acts.append(_act(Tag.REQUEST_DRAFTED, row, officer, kind=kind_name, to=row.recipient))
    return rows


def _rows(
    officer: Officer,
    dossier: Dossier,
    name: str,
    kind: Kind,
    about: tuple[Sighting | None, ...],
    language: str,
) -> Iterator[Request]:
    words = letters(pack.load(settings.VIGIE_COUNTRY))
    spoken = language if language in words.languages else words.languages[0]
    number = Request.objects.count()
    for sighting in about:
        question = asked(dossier, sighting)
        if _open(dossier.report_key, name, sighting):
            continue
        number += 1
        reference = f"R-{question.now:%Y}-{number:06}"
        with translation.override(spoken):
            text = written(words.kind[name], spoken, reference, question, lambda one: one.told(translation.gettext))
        yield Request(
            reference=reference,
            kind=name,
            report_key=dossier.report_key,
            version_key=dossier.key,
            recipient=kind.to(question)[:200],
            language=spoken,
            subject=text.subject[:300],
            text=text.text,
            ground=text.ground,
            ip=sighting.ip[:45] if sighting else "",
            port=sighting.port if sighting else None,
            seen_at=sighting.at if sighting else None,
            made_at=question.now,
            made_by=officer.username,
        )


def _open(report_key: int, kind: str, sighting: Sighting | None) -> bool:
    rows = Request.objects.filter(report_key=report_key, kind=kind).exclude(state=Request.State.CLOSED)
    return rows.filter(ip=sighting.ip, seen_at=sighting.at).exists() if sighting else rows.exists()


def flaws(row: Request) -> tuple[Flaw, ...]:
    """What is wrong with a request as it stands."""
    sighting = Sighting(row.ip, at=row.seen_at, port=row.port) if row.ip else None
    return kinds()[row.kind].flaws(asked(dossier_of(row.report_key), sighting))


def change(officer: Officer, row: Request, recipient: str, text: str) -> None:
    """Rewrites a draft. Raises `Refused` for one that was signed."""
    if not officer.may(Right.ASK_OTHERS):
        raise Refused(say("You may not draft requests."))
    if not Request.objects.filter(pk=row.pk, state=Request.State.DRAFT).update(
        recipient=recipient.strip()[:200], text=text.replace("\0", "").strip()
    ):
        raise Refused(say("Only a draft can be changed."))
    row.refresh_from_db()


def sign(officer: Officer, row: Request) -> None:
    """Signs a draft that could be answered. Raises `Refused`: by whom it may not, or with a flaw nobody can answer."""
    if not officer.may(Right.SIGN_REQUESTS):
        raise Refused(say("You may not sign requests."))
    fatal = [flaw for flaw in flaws(row) if flaw.fatal]
    if fatal:
        raise Refused(fatal[0].why)
    if not row.recipient:
        raise Refused(say("Say to whom it goes."))
    now = datetime.now(UTC)
    _step(
        officer, row, Request.State.DRAFT, Tag.REQUEST_SIGNED, state="signed", signed_at=now, signed_by=officer.username
    )


def checked(row: Request) -> bool:
    """Whether a jurist has checked what the pack says of this kind: its ground, and whether it needs an order."""
    return letters(pack.load(settings.VIGIE_COUNTRY)).kind[row.kind].verified


def needs(row: Request) -> str:
    """Which act a magistrate's order must allow before this request may leave; empty: none. The pack says so."""
    return letters(pack.load(settings.VIGIE_COUNTRY)).kind[row.kind].needs


def send(officer: Officer, row: Request) -> None:
    """Marks a signed request as sent: from now on the clock runs. Where the pack wants a magistrate's order the act is
    entered in the register of authorisations, both or neither. Raises `Refused`."""
    if not officer.may(Right.ASK_OTHERS):
        raise Refused(say("You may not send requests."))
    now = datetime.now(UTC)
    days = letters(pack.load(settings.VIGIE_COUNTRY)).kind[row.kind].days or kinds()[row.kind].days
    due = now + timedelta(days=days)
    changes = {"state": "sent", "sent_at": now, "sent_by": officer.username, "due_at": due}
    with turn(), transaction.atomic():
        if what := needs(row):
            _under_order(officer, what, row)
        _step(officer, row, Request.State.SIGNED, Tag.REQUEST_SENT, **changes)


def _under_order(officer: Officer, what: str, row: Request) -> None:
    """Enters the act in the register (a setting says whose: offices do not know one another)."""
    try:
        import_string(settings.UNDER_ORDER)(officer, what, row.report_key, row.reference)
    except NoOrder as error:
        raise Refused(error.why) from error


def remind(officer: Officer, row: Request) -> None:
    """Notes that a reminder left; half the time is given again. Raises `Refused` before it is due."""
    now = datetime.now(UTC)
    if row.state != Request.State.SENT or row.due_at is None or row.due_at > now:
        raise Refused(say("An answer is not due yet."))
    due = now + timedelta(days=max(1, kinds()[row.kind].days // 2))
    changes = {"reminders": row.reminders + 1, "reminded_at": now, "due_at": due}
    _step(officer, row, Request.State.SENT, Tag.REQUEST_REMINDED, **changes)


def close(officer: Officer, row: Request, why: str) -> None:
    """Gives a request up. Raises `Refused` without a reason."""
    words = why.replace("\0", "").strip()
    if len(words) < 3:
        raise Refused(say("Say why, in a few words: whoever reads this later needs it."))
    if not officer.may(Right.ASK_OTHERS) or row.state == Request.State.ANSWERED:
        raise Refused(say("This request cannot be closed by you."))
    _step(officer, row, Request.State(row.state), Tag.REQUEST_CLOSED, state="closed", closed_why=words)


def _step(officer: Officer, row: Request, before: Request.State, tag: Tag, **changes: object) -> None:
    with short_write() as acts:
        if not Request.objects.filter(pk=row.pk, state=before).update(**changes):
            raise Refused(say("Somebody else was faster: look at the request again."))
        row.refresh_from_db()
        due: dict[str, Value] = {"due": row.due_at.isoformat()} if tag is Tag.REQUEST_SENT and row.due_at else {}
        acts.append(_act(tag, row, officer, state=row.state, why=row.closed_why, **due))


def _act(tag: Tag, row: Request, officer: Officer, **facts: Value) -> Act:
    report = Report.objects.get(pk=row.report_key)
    return Act(tag, f"report:{report.name}", officer.username, {"request": row.reference, **facts})
