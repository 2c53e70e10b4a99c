"""`vigie dossier send` and what follows: how a dossier leaves by command, how answers and outcomes come back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click
from django.conf import settings

from vigie.access.models import Officer
from vigie.access.roles import Act
from vigie.access.tasks.scope import Refused
from vigie.journey.tasks.look import find
from vigie.papers import partners
from vigie.papers.models import Dossier, Result, Sending
from vigie.papers.signing import PapersError
from vigie.papers.tasks import deliver, fetched, results
from vigie.papers.tasks import send as sending
from vigie.project import home
from vigie.project.say import answer, as_json, out, words

Done = TypeVar("Done")
officer_ = click.option("--officer", required=True, help="Who answers for it: an officer who may.")
reference_ = click.argument("reference")
partner_ = click.option("--partner", default="", help="One of partners.toml in VIGIE_HOME.")


@click.command(name="list")
@as_json
def list_(as_json: bool) -> None:
    """The dossiers, where each went, and what was answered."""
    home.need()
    told = [_told(row) for row in Dossier.objects.order_by("pk")]
    if as_json:
        answer(told)
        return
    for one in told:
        out.print(f"{one['dossier']}  {one['made'][:10]}  {one['for']}", markup=False)
        for way in one["sendings"]:
            line = f"  {way['sending']}: {way['at'][:10]} {way['way']}: {way['to']}: {way['answer'] or '-'}"
            out.print(line, markup=False)


@click.command(name="send")
@reference_
@partner_
@click.option("--to", default="", help="To whom, in words.  [default: the partner]")
@click.option("--out", "folder", type=click.Path(file_okay=False, path_type=Path), help="Write it there instead.")
@click.option("--recipient", multiple=True, help="Encrypt to this age key (age1...); can be given again.")
@officer_
@as_json
def send(
    reference: str, partner: str, to: str, folder: Path | None, recipient: tuple[str, ...], officer: str, as_json: bool
) -> None:
    """Send a dossier to a partner (SFTP or folder), into the partners' folder (VIGIE_OUTBOX), or write it to --out.
    What leaves is written down with its digest."""
    row, who = _dossier(reference), _officer(officer)
    way = Sending.Way.DOWNLOAD if folder else Sending.Way.FOLDER
    sent = _tried(lambda: sending.send(row, who, to, way, " ".join(recipient), _partner(partner)))
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / sent.name).write_bytes(sent.content)
    told = {
        "sending": sent.row.pk,
        "file": sent.name,
        "sha256": sent.row.sha256,
        "to": sent.row.to,
        "way": sent.row.way,
    }
    answer(told) if as_json else out.print(f"{sent.name} to {sent.row.to} ({sent.row.way})", markup=False)


@click.command(name="answer")
@reference_
@click.option("--sending", "key", type=int, help="Which sending.  [default: the last]")
@click.option("--as", "what", required=True, type=click.Choice([one for one in Sending.Answer.values if one]))
@click.option("--reason", default="", help="Needed for a refusal.")
@officer_
def answer_(reference: str, key: int | None, what: str, reason: str, officer: str) -> None:
    """Write down what the addressee answered: received, accepted, or refused and why."""
    row, who = _dossier(reference), _officer(officer)
    last = Sending.objects.filter(dossier=row).order_by("-pk").values_list("pk", flat=True).first()
    _tried(lambda: sending.answer(key or last or 0, row, who, what, reason))


@click.command(name="outcome")
@reference_
@click.option("--report", required=True, help="The report it is about, by the sender's id.")
@click.option("--kind", required=True, type=click.Choice(Result.Kind.values))
@click.option("--on", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The day it happened.")
@click.option("--count", default=1, help="How many persons.")
@click.option("--source", default="", help="Who says so.")
@click.option("--note", default="")
@officer_
def outcome(
    reference: str, report: str, kind: str, on: datetime, count: int, source: str, note: str, officer: str
) -> None:
    """Write down what came of a report: identified, safeguarded, charged, dismissed… The figures read it."""
    row, who, found = _dossier(reference), _officer(officer), find(report)
    key = found.pk if found else 0
    _tried(lambda: results.record(key, kind, on.date(), who, dossier=row, count=count, source=source, note=note))


@click.command(name="fetch")
@partner_
@officer_
@as_json
def fetch(partner: str, officer: str, as_json: bool) -> None:
    """Take in what a partner answered beside the dossiers (acknowledgements/*.json). The same file again changes
    nothing; exit code 1 when one could not be taken."""
    who, one = _officer(officer), _partner(partner)
    if one is None:
        raise click.UsageError("--partner: whose answers?")
    files = _tried(lambda: deliver.answers(one, settings.VIGIE_HOME))
    told = fetched.take(files, one.name, who)
    if as_json:
        answer(told)
    else:
        for came in told:
            out.print(f"{came.file}: {came.problem or came.answer or ('known' if came.again else '')}", markup=False)
    raise SystemExit(1 if any(came.problem for came in told) else 0)


def _dossier(reference: str) -> Dossier:
    home.need()
    row = Dossier.objects.filter(reference=reference).first()
    if row is None:
        raise click.ClickException(f"no dossier {reference} was made here")
    return row


def _officer(name: str) -> str:
    home.need()
    who = Officer.objects.filter(username=name, is_active=True).first()
    if who is None or not who.may(Act.MAKE_DOSSIER):
        raise click.UsageError(f"{name} is no officer who may hand dossiers out")
    return who.username


def _partner(key: str) -> partners.Partner | None:
    if not key:
        return None
    found = _tried(lambda: partners.read(settings.VIGIE_HOME))
    if key not in found:
        raise click.UsageError(f"{partners.FILE} in {settings.VIGIE_HOME} names no partner {key!r}")
    return found[key]


def _tried(act: Callable[[], Done]) -> Done:
    try:
        return act()
    except Refused as error:
        raise click.ClickException(words(error.why)) from error
    except PapersError as error:
        raise click.ClickException(str(error)) from error


def _told(row: Dossier) -> dict[str, Any]:
    return {
        "dossier": row.reference, "made": row.made_at.isoformat(), "by": row.made_by, "for": row.addressee,
        "sha256": row.sha256, "erased": row.erased_at.isoformat() if row.erased_at else None,
        "sendings": [
            {
                "sending": one.pk, "at": one.at.astimezone(UTC).isoformat(), "way": one.way, "to": one.to,
                "sha256": one.sha256, "answer": one.answer or None, "reason": one.answer_why or None,
            }
            for one in Sending.objects.filter(dossier=row).order_by("pk")
        ],
    }  # fmt: skip


COMMANDS = (list_, send, answer_, outcome, fetch)
