"""`vigie ledger`: proves that the journal is whole."""

from __future__ import annotations

from collections.abc import Iterator

import click
from django.conf import settings

from vigie.evidence import keys
from vigie.ledger.chain import Flaw, Link, flaws, read_checkpoint
from vigie.ledger.models import Entry, chain
from vigie.project import home
from vigie.project.say import answer, as_json, err, out

GONE = "it was written once, and is gone"
OTHER = "it is not the entry that was written"


@click.group()
def command() -> None:
    """The journal of every act: hash-chained, append-only."""


@command.command()
@as_json
def verify(as_json: bool) -> None:
    """Read the whole journal and find any change, gap, reordering or lost tail. Exit code 1 when there is one."""
    home.need()
    heads, found = _heads()
    found += flaws(_checked(heads))
    found += [Flaw(number, what) for number, what in heads.items() if what in (GONE, OTHER)]
    count = Entry.objects.count()
    if count and not heads:
        found.append(Flaw(count, "the heads kept beside the database are missing"))
    if as_json:
        answer({"ok": not found, "entries": count, "flaws": [{"entry": one.number, "what": one.what} for one in found]})
    elif found:
        for one in found[:50]:
            err.print(f"entry {one.number}: {one.what}", markup=False)
    else:
        out.print(f"{count} entries, each in its place.")
    raise SystemExit(1 if found else 0)


def _heads() -> tuple[dict[int, str], list[Flaw]]:
    """The heads kept outside the database, by entry, and the lines among them that were not made by us."""
    path = settings.VIGIE_HOME / "ledger" / "heads"
    key = keys.read(settings.VIGIE_HOME / "keys", "ledger")
    lines = path.read_text("ascii", "replace").splitlines() if path.is_file() else []
    read = [read_checkpoint(line, key) for line in lines]
    # A crash may cut the last line short; any other line that does not verify was changed.
    bad = [Flaw(0, f"line {place} of the heads was changed") for place, head in enumerate(read[:-1], 1) if head is None]
    return dict(head for head in read if head is not None), bad


def _checked(heads: dict[int, str]) -> Iterator[Link]:
    """The chain as it streams by; each head in turn becomes what became of the entry it saw."""
    seen = dict(heads)
    for number in heads:
        heads[number] = GONE
    for link in chain():
        if link.number in seen:
            heads[link.number] = "" if seen[link.number] == link.hash else OTHER
        yield link


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
