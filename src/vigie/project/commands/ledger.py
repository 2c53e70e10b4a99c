"""`vigie ledger`: proves that the journal is whole, and that an entry stands in it."""

from __future__ import annotations

from pathlib import Path

import click
from django.conf import settings

from vigie.evidence import keys
from vigie.journey.tasks.look import find
from vigie.ledger import proof as proofs
from vigie.ledger import tasks
from vigie.ledger.audit import audit, read_heads, read_witnesses
from vigie.ledger.chain import Flaw, Link
from vigie.ledger.models import Checkpoint, Entry, lines
from vigie.ledger.note import BadNote, read_verifier
from vigie.ledger.stamp import BadStamp
from vigie.papers.signing import PapersError
from vigie.papers.tasks.keys import authority
from vigie.project import home
from vigie.project.say import answer, as_json, err, out

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
OUT = click.Path(dir_okay=False, path_type=Path)


@click.group()
def command() -> None:
    """The journal of every act: hash-chained, append-only, under a Merkle tree."""


@command.command()
@click.option("--checkpoint", "kept", type=FILE, multiple=True, help="One that was kept elsewhere; can be given again.")
@as_json
def verify(kept: tuple[Path, ...], as_json: bool) -> None:
    """Read the whole journal and find any change, gap, reordering or lost end. Exit code 1 when there is one.

    Whoever holds this machine can cut the end of the journal and of all that is kept here: a checkpoint that was kept
    elsewhere (`vigie ledger checkpoint --out`, or VIGIE_WITNESS) shows it.
    """
    home.need()
    notes = tasks.checkpoints() | {str(path): path.read_text("utf-8", "replace") for path in kept}
    found = _audited(notes)
    count = Entry.objects.count()
    if as_json:
        answer({"ok": not found, "entries": count, "flaws": [{"entry": one.number, "what": one.what} for one in found]})
    elif found:
        for one in found[:50]:
            err.print(f"entry {one.number}: {one.what}", markup=False)
    else:
        out.print(f"{count} entries, each in its place; {len(notes)} checkpoints hold.")
    raise SystemExit(1 if found else 0)


def _audited(notes: dict[str, str]) -> list[Flaw]:
    path = settings.VIGIE_HOME / "ledger" / "heads"
    key = keys.read(settings.VIGIE_HOME / "keys", "ledger")
    heads = read_heads(path.read_bytes() if path.is_file() else b"", key)
    try:
        witnesses, bad = read_witnesses(notes, tasks.signer().verifier)
    except BadNote as error:
        witnesses, bad = [], [Flaw(0, str(error))] if notes else []
    found = [*bad, *audit(lines(), heads, key, witnesses, tasks.nodes()), *tasks.unsound()]
    count = Entry.objects.count()
    if count and not heads.whole:
        found.append(Flaw(count, "the heads kept beside the database are missing"))
    return found


@command.command()
@click.option("--out", "file", type=OUT, help="Write it to a file, to be kept where nobody here can reach it.")
@click.option("--stamp", is_flag=True, help="Have the time-stamping authority (VIGIE_TSA_URL) stamp it.")
@as_json
def checkpoint(file: Path | None, stamp: bool, as_json: bool) -> None:
    """Sign the head of the journal as it stands: a few lines that anybody can keep. Take one every hour."""
    home.need()
    try:
        row = _stamped() if stamp else tasks.checkpoint()
    except (tasks.TooSoon, BadNote, BadStamp, PapersError) as error:
        raise click.ClickException(str(error)) from error
    if file:
        file.write_text(row.note, "utf-8")
    if as_json:
        at = row.stamped_at.isoformat() if row.stamped_at else None
        told = {"size": row.size, "root": row.root, "checkpoint": row.note, "time_stamp": at}
        answer({**told, "ledger": str(tasks.signer().verifier)})
    else:
        click.echo(row.note, nl=False)


def _stamped() -> Checkpoint:
    who = authority()
    if who is None:
        raise PapersError("no time-stamping authority is configured (VIGIE_TSA_URL)")
    return tasks.anchor(who)


@command.command()
@click.argument("report", required=False)
@click.option("--entry", "numbers", multiple=True, type=click.IntRange(1), help="The number of an entry.")
@click.option("--since", type=FILE, help="Also prove that the journal only grew since this checkpoint.")
@click.option("--out", "file", type=OUT, help="Write the proof to a file.")
@as_json
def prove(report: str | None, numbers: tuple[int, ...], since: Path | None, file: Path | None, as_json: bool) -> None:
    """Prove that the entries about a report stand in the journal, without showing any other.

    The proof is one JSON document that `vigie ledger check` checks anywhere.
    """
    home.need()
    wanted = [*numbers, *(_entries(report) if report else ())]
    if not wanted and since is None:
        raise click.UsageError("name a report, an --entry, or a checkpoint with --since")
    try:
        note = since.read_text("utf-8", "replace") if since else ""
        proof = tasks.prove(sorted(set(wanted)), tasks.checkpoint(), note)
    except (tasks.TooSoon, BadNote) as error:
        raise click.ClickException(str(error)) from error
    raw = proofs.encoded(proof)
    if file:
        file.write_bytes(raw)
    if as_json:
        click.echo(raw, nl=False)
    elif not file:
        for one in proof.entries:
            out.print(f"{one.number:>8}  {one.at}  {one.tag}  {one.actor}  {one.hash}", markup=False)
        out.print(f"{len(proof.entries)} entries under\n{proof.checkpoint}", markup=False)


def _entries(name: str) -> list[int]:
    row = find(name)
    if row is None:
        raise click.ClickException(f"no report {name} was received here")
    return list(Entry.objects.filter(subject=f"report:{row.name}").values_list("number", flat=True))


@command.command()
@click.argument("file", type=FILE)
@click.option(
    "--ledger", default="", help="The key of the ledger, had by another way; else the proof's own is believed."
)
@as_json
def check(file: Path, ledger: str, as_json: bool) -> None:
    """Check a proof that `prove` wrote. Needs no installation. Exit code 1 when it does not hold."""
    count = 0
    try:
        proof = proofs.decoded(file.read_bytes())
        count = len(proof.entries)
        found = list(proofs.flaws(proof, read_verifier(ledger) if ledger else None))
    except BadNote as error:
        found = [str(error)]
    if as_json:
        answer({"ok": not found, "entries": count, "pinned": bool(ledger), "problems": found})
    else:
        for what in found:
            err.print(what, markup=False)
        out.print(f"{count} entries: {'the proof does not hold' if found else 'each stands in the journal'}.")
    raise SystemExit(1 if found else 0)


@command.command()
@click.argument("subject", required=False)
@click.option("--last", default=20, show_default=True, help="How many entries, the newest.")
@as_json
def show(subject: str | None, last: int, as_json: bool) -> None:
    """Show the newest entries, of one subject (report:ncmec/9000001) or of all."""
    home.need()
    rows = Entry.objects.filter(subject=subject) if subject else Entry.objects.all()
    links = [row.link() for row in reversed(rows.order_by("-number")[:last])]
    if as_json:
        answer([entry(link) for link in links])
        return
    for link in links:
        out.print(
            f"{link.number:>8}  {link.at:%Y-%m-%d %H:%M:%S}  {link.tag}  {link.subject}  {link.actor}", markup=False
        )


def entry(link: Link) -> dict[str, object]:
    """A link as JSON shows it."""
    return {
        "number": link.number,
        "at": link.at.isoformat(),
        "tag": link.tag,
        "subject": link.subject,
        "actor": link.actor,
        "payload": link.payload,
        "hash": link.hash,
    }
