"""`vigie lists pull` and `vigie lists export`: hash lists between this desk and others."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import click
from django.conf import settings

from vigie.access.models import Officer
from vigie.access.roles import Act
from vigie.journey.tasks.lists import show_gaps
from vigie.matching import tasks
from vigie.matching.exchange import Exchange, ExchangeError
from vigie.matching.export import WRITERS
from vigie.project import home
from vigie.project.commands.take import go
from vigie.project.crew import Crew
from vigie.project.say import answer, as_json, err, out, progress
from vigie.report.nouns import Purpose


@click.command()
@click.option("--name", default="ncmec", show_default=True, help="The list's name here.")
@click.option("--purpose", default="known", show_default=True, type=click.Choice([one.value for one in Purpose]))
@click.option("--since", type=click.DateTime(), help="Where the first pull begins (UTC). Default: at the beginning.")
@click.option("--conditions", help="The legal conditions under which the list may be used.")
@click.option("--no-wait", is_flag=True, help="Leave the reports that this touches to a worker.")
@as_json
def pull(name: str, purpose: str, since: datetime | None, conditions: str | None, no_wait: bool, as_json: bool) -> None:
    """Fetch what is new from a server that speaks NCMEC's hash sharing, version 2 (VIGIE_NCMEC_URL, _USER, _PASSWORD).

    Stopped or cut short, it goes on at its page when called again. A page that cannot be read is shown, and asked for
    again. Exit code 1 when not all could be taken.
    """
    home.need()
    base = settings.VIGIE_NCMEC_URL
    if not base:
        raise click.UsageError("VIGIE_NCMEC_URL says where to fetch from: it is not set")
    try:
        exchange = Exchange(base, settings.VIGIE_NCMEC_USER, settings.VIGIE_NCMEC_PASSWORD)
        with progress() as shown, Crew(settings.VIGIE_WORKERS) as crew:
            task = shown.add_task("fetching", total=None)
            done = tasks.pull_list(
                name,
                Purpose(purpose),
                exchange,
                base,
                since=since.replace(tzinfo=UTC) if since else None,
                conditions=conditions,
                actor=home.me(),
                progress=lambda count: shown.advance(task, count),
            )
            show_gaps(done)
            if not no_wait:
                go(shown, crew)
    except (tasks.ListError, ExchangeError) as wrong:
        raise click.UsageError(str(wrong)) from wrong
    _tell(name, done, as_json)
    raise SystemExit(0 if done.complete and not done.gaps else 1)


def _tell(name: str, done: tasks.Pulled, as_json: bool) -> None:
    if as_json:
        answer(done)
        return
    one = done.imported
    out.print(f"{name}: {done.pages} pages: {one.new} new, {one.changed} changed, {one.removed} removed", markup=False)
    for start, end, why in done.gaps:
        err.print(f"  from {start:%Y-%m-%d %H:%M} to {end:%Y-%m-%d %H:%M} UTC: {why}", markup=False)
    if done.fault:
        err.print(f"  {done.fault}; what was read is kept, and the next pull goes on from there", markup=False)


@click.command()
@click.option("--name", required=True, help="The list: this desk's own.")
@click.option("--format", "format_", default="vics", show_default=True, type=click.Choice(sorted(WRITERS)))
@click.option("--officer", required=True, help="Who asks: somebody who may manage lists.")
@click.option("--why", required=True, help="Your reason; it stands in the ledger.")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@as_json
def export(name: str, format_: str, officer: str, why: str, path: Path, as_json: bool) -> None:
    """Write this desk's own list to a file for others: VICS 2.0, or a JSON object a line with every kind of hash."""
    home.need()
    who = Officer.objects.filter(username=officer).first()
    if who is None or not who.may(Act.MANAGE_LISTS):
        raise click.UsageError("--officer must name somebody who may manage lists")
    part = path.with_name(f"{path.name}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
            done = tasks.export_list(name, format_, stream, actor=f"officer:{officer}", why=why)
        part.replace(path)
    except (tasks.ListError, OSError) as wrong:
        part.unlink(missing_ok=True)
        raise click.UsageError(str(wrong)) from wrong
    if as_json:
        answer(done)
        return
    out.print(f"{path}: {done.entries} entries of {name}", markup=False)
    if done.left_out:
        err.print(f"  {done.left_out} entries are left out: this format has no place for them", markup=False)
