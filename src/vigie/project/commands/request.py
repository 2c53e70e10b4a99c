"""`vigie request`: what is asked of others about a report, from the draft to the answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click
from django.db.models import QuerySet

from vigie.access.models import Officer, visible
from vigie.evidence.seal import SealError
from vigie.journey.tasks.look import find
from vigie.project import home
from vigie.project.say import answer, as_json, out, words
from vigie.report.models import Report, Standing
from vigie.requests.letter import mail
from vigie.requests.models import Request
from vigie.requests.tasks import answering, making, strays
from vigie.requests.tasks.refused import Refused
from vigie.territory.pack import BadPack

Done = TypeVar("Done")
ACTS: dict[str, Callable[[Officer, Request], None]] = {
    "sign": making.sign,
    "send": making.send,
    "remind": making.remind,
}
officer = click.option("--officer", "name", required=True, help="Who does it: the name of an officer who may.")
reference_ = click.argument("reference")


@click.group(name="request")
def command() -> None:
    """What is asked of others: who held an address, to keep data, what a report lacks, help from another country."""
    home.need()


@command.command()
@click.argument("report")
@click.option("--kind", required=True, help="subscriber, preservation, complement or assistance.")
@click.option("--language", default="", help="Of the letter.  [default: the pack's first]")
@officer
@as_json
def draft(report: str, kind: str, language: str, name: str, as_json: bool) -> None:
    """Draft the requests of a kind about a report, one for each address it is about. Nothing leaves yet."""
    row, who = find(report), _officer(name)
    if row is None or not visible(who).filter(pk=row.pk).exists():
        raise click.ClickException(f"no report {report} that {name} may know of was received here")
    _shown(_tried(lambda: making.draft(who, row.pk, kind, language)), as_json)


@command.command(name="list")
@click.option("--state", type=click.Choice([one.value for one in Request.State]))
@click.option("--late", is_flag=True, help="Those whose answer is overdue: remind, or give up.")
@as_json
def list_(state: str | None, late: bool, as_json: bool) -> None:
    """The requests, the soonest due first."""
    rows: QuerySet[Request] = Request.objects.order_by("due_at", "pk")
    if state:
        rows = rows.filter(state=state)
    if late:
        rows = rows.filter(state=Request.State.SENT, due_at__lt=datetime.now(UTC))
    _shown(list(rows), as_json)


@command.command()
@reference_
@click.option("--eml", type=click.Path(dir_okay=False, path_type=Path), help="Write it as an e-mail to be sent.")
@as_json
def show(reference: str, eml: Path | None, as_json: bool) -> None:
    """One request: the letter as it would leave, and what is wrong with it."""
    row = _request(reference)
    if eml:
        eml.write_bytes(mail(row))
    told = {**requested(row), "flaws": _flaws(row), "subject": row.subject, "text": row.text, "ground": row.ground}
    if as_json:
        answer(told)
        return
    out.print(_line(told), markup=False)
    for flaw in told["flaws"]:
        out.print(f"  {'cannot leave' if flaw['fatal'] else 'mind'}: {flaw['why']}", markup=False)
    out.print(f"\n{row.subject}\n\n{row.text}\n\n{row.ground}", markup=False)


@command.command()
@reference_
@click.option("--to", default=None, help="To whom it goes.")
@click.option("--text-file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Its new text.")
@officer
@as_json
def change(reference: str, to: str | None, text_file: Path | None, name: str, as_json: bool) -> None:
    """Rewrite a draft."""
    row, who = _own(reference, name)
    text = text_file.read_text("utf-8") if text_file else row.text
    _tried(lambda: making.change(who, row, row.recipient if to is None else to, text))
    _shown([row], as_json)


def _act(verb: str, says: str) -> None:
    @command.command(name=verb, help=says)
    @reference_
    @officer
    @as_json
    def act(reference: str, name: str, as_json: bool) -> None:
        row, who = _own(reference, name)
        _tried(lambda: ACTS[verb](who, row))
        _shown([row], as_json)


_act("sign", "Sign a draft. One that nobody could answer (no second, no zone, no port where it counts) is refused.")
_act("send", "Write down that a signed request left: its clock runs from now on.")
_act("remind", "Write down that a reminder left, once an answer is overdue.")


@command.command()
@reference_
@click.option("--reason", required=True)
@officer
@as_json
def close(reference: str, reason: str, name: str, as_json: bool) -> None:
    """Give a request up, and say why."""
    row, who = _own(reference, name)
    _tried(lambda: making.close(who, row, reason))
    _shown([row], as_json)


@command.command(name="answer")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@officer
@as_json
def answer_(file: Path, name: str, as_json: bool) -> None:
    """Take an answer in (CSV, JSON, or an e-mail file): sealed, read, put to its requests. `vigie work` then ranks and
    routes the reports anew. Exit code 1 when a line could not be put to a request."""
    who = _officer(name)
    taken = _tried(lambda: answering.take(who, file.read_bytes(), file.name))
    told = [
        {
            "line": one.line.place + 1,
            "request": one.request or None,
            "identified": one.identified,
            "again": one.again,
            "problem": words(one.line.problem) if one.line.problem else None,
        }
        for one in taken
    ]
    if as_json:
        answer(told)
    else:
        for line in told:
            out.print(f"{line['line']}: {line['problem'] or line['request']}", markup=False)
    raise SystemExit(1 if any(line["problem"] for line in told) else 0)


@command.command()
@as_json
def unplaced(as_json: bool) -> None:
    """List the lines of answers that belong to no request: an officer places or dismisses them at the desk."""
    told = [
        {"at": row.at.isoformat(), "file": row.name, "line": row.position + 1, "why": words(strays.why(row))}
        for row in strays.waiting()
    ]
    if as_json:
        answer(told)
        return
    for line in told:
        out.print(f"{line['at'][:16]}  {line['file']}, {line['line']}: {line['why']}", markup=False)


def _officer(name: str) -> Officer:
    who = Officer.objects.filter(username=name, is_active=True).first()
    if who is None:
        raise click.UsageError(f"there is no officer {name} (vigie user list)")
    return who


def _request(reference: str) -> Request:
    row = Request.objects.filter(reference=reference).first()
    if row is None:
        raise click.ClickException(f"no request {reference} was made here")
    return row


def _own(reference: str, name: str) -> tuple[Request, Officer]:
    """A request, and an officer who may know of its report."""
    row, who = _request(reference), _officer(name)
    if not visible(who).filter(pk=row.report_key).exists():
        raise click.ClickException(f"no request {reference} was made here")
    return row, who


def _tried(act: Callable[[], Done]) -> Done:
    try:
        return act()
    except Refused as error:
        raise click.ClickException(words(error.why)) from error
    except (BadPack, SealError) as error:
        raise click.ClickException(str(error)) from error


def requested(row: Request) -> dict[str, Any]:
    """A request as other programs read it."""
    report = Report.objects.get(pk=row.report_key)
    standing = Standing.objects.filter(pk=row.report_key).first()
    late = row.state == Request.State.SENT and row.due_at is not None and row.due_at < datetime.now(UTC)
    return {
        "request": row.reference, "kind": row.kind, "report": report.report_id, "state": row.state,
        "to": row.recipient or None, "ip": row.ip or None, "port": row.port, "seen": _iso(row.seen_at),
        "signed_by": row.signed_by or None, "sent": _iso(row.sent_at), "due": _iso(row.due_at), "late": late,
        "reminders": row.reminders, "answered": _iso(row.answered_at), "unit": standing.unit if standing else None,
    }  # fmt: skip


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _flaws(row: Request) -> list[dict[str, Any]]:
    if row.state != Request.State.DRAFT:
        return []
    return [{"why": words(one.why), "fatal": one.fatal} for one in _tried(lambda: making.flaws(row))]


def _line(told: dict[str, Any]) -> str:
    due = f", due {told['due'][:10]}{' (LATE)' if told['late'] else ''}" if told["due"] else ""
    return f"{told['request']}  {told['kind']}  {told['state']}{due}  report {told['report']}  to {told['to'] or '?'}"


def _shown(rows: list[Request], as_json: bool) -> None:
    told = [requested(row) for row in rows]
    if as_json:
        answer(told)
        return
    for one in told:
        out.print(_line(one), markup=False)
