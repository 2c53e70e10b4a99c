"""`vigie lists`: the hash lists of this installation."""

from __future__ import annotations

from datetime import datetime
from typing import BinaryIO

import click
from django.conf import settings
from rich.table import Table

from vigie.journey.tasks.lists import remove_list
from vigie.journey.tasks.write import short_write
from vigie.ledger.chain import Act
from vigie.ledger.tags import Tag
from vigie.matching import tasks
from vigie.matching.answering import Level
from vigie.matching.mapping import BadMapping
from vigie.matching.mapping import read as read_mapping
from vigie.project import home
from vigie.project.commands.take import go
from vigie.project.crew import Crew
from vigie.project.giving import export, pull
from vigie.project.say import answer, as_json, err, out, progress, words
from vigie.report.nouns import Purpose
from vigie.services.errors import ServiceError
from vigie.services.tasks.accounts import named

later = click.option("--no-wait", is_flag=True, help="Leave the reports that this touches to a worker.")


@click.group(invoke_without_command=True)
@as_json
@click.pass_context
def command(context: click.Context, as_json: bool) -> None:
    """Show the hash lists: what they are for, how many files they know, how fresh they are."""
    home.need()
    if context.invoked_subcommand is not None:
        return
    rows = list(tasks.lists())
    if as_json:
        answer(rows)
        return
    table = Table("list", "purpose", "entries", "refused", "format", "revision", "imported")
    for row in rows:
        at = f"{row.imported_at:%Y-%m-%d %H:%M}" if row.imported_at else ""
        at += f" (begun {row.begun_at:%Y-%m-%d %H:%M}, not ended)" if row.begun_at else ""
        table.add_row(row.name, row.purpose, f"{row.entries:,}", f"{row.refused:,}", row.format, str(row.revision), at)
    out.print(table if rows else "There is no hash list. Import one with `vigie lists import`.")


command.add_command(pull)
command.add_command(export)


@command.command("import")
@click.option(
    "--name", required=True, help="The list's name. An import under a known name brings that list up to date."
)
@click.option("--purpose", required=True, type=click.Choice([one.value for one in Purpose]), help="What it is for.")
@click.option("--format", "format_", help="How it is written. Default: found out from its beginning.")
@click.option("--replace", is_flag=True, help="Remove the entries that this file does not tell any more.")
@click.option("--conditions", help="The legal conditions under which the list may be used.")
@click.option("--valid-until", type=click.DateTime(["%Y-%m-%d"]), help="The last day on which the list may be used.")
@click.option("--trust", type=click.FloatRange(0, 1), help="How far it is trusted. Default: as its format is.")
@click.option("--mapping", type=click.File("rb"), help="A TOML file that says what the columns of a table are.")
@click.argument("file", type=click.File("rb"))
@later
@as_json
def import_(
    name: str,
    purpose: str,
    format_: str | None,
    replace: bool,
    conditions: str | None,
    valid_until: datetime | None,
    trust: float | None,
    mapping: BinaryIO | None,
    file: BinaryIO,
    no_wait: bool,
    as_json: bool,
) -> None:
    """Import a hash list, or bring it up to date. `-` reads from standard input.

    Entries match as soon as they are read. An entry told again, by its key, replaces what was told before. Records
    that cannot be taken are told with their reason. Reports already here that the list touches are judged anew.
    Exit code 1 when no entry could be taken.
    """
    home.need()
    try:
        columns = read_mapping(mapping.read()) if mapping else None
    except BadMapping as wrong:
        raise click.UsageError(f"{mapping and mapping.name}: {wrong}") from wrong
    with progress() as shown, Crew(settings.VIGIE_WORKERS) as crew:
        task = shown.add_task("importing", total=None)
        try:
            done = tasks.import_list(
                name,
                Purpose(purpose),
                format_,
                file,
                path=file.name,
                replace=replace,
                agreed=tasks.Agreed(conditions, valid_until.date() if valid_until else None, trust),
                columns=columns,
                actor=home.me(),
                progress=lambda count: shown.advance(task, count),
            )
        except tasks.ListError as wrong:
            raise click.UsageError(str(wrong)) from wrong
        if not no_wait:
            go(shown, crew)
    if as_json:
        answer(done)
    else:
        out.print(
            f"{name}: {done.new} new, {done.changed} changed, {done.same} as before, "
            f"{done.removed} removed, {done.refused} refused"
        )
        for remark in done.remarks:
            err.print(f"  {remark.where}: {words(remark.what)}", markup=False)
        for one in done.reasons:
            err.print(f"  {one.where}: {words(one.why)}", markup=False)
    if not (done.new or done.changed or done.same or done.removed):
        err.print(f"{name}: no entry could be taken from {file.name}", markup=False)
        raise SystemExit(1)


@command.command()
@click.argument("name")
@later
@as_json
def remove(name: str, no_wait: bool, as_json: bool) -> None:
    """Remove a hash list: it matches nothing from this moment, and what it had matched is judged anew."""
    home.need()
    try:
        touched = remove_list(name, home.me())
    except tasks.ListError as wrong:
        raise click.UsageError(str(wrong)) from wrong
    if not no_wait:
        with progress() as shown, Crew(settings.VIGIE_WORKERS) as crew:
            go(shown, crew)
    if as_json:
        answer({"removed": name, "reports": touched})
    else:
        out.print(f"{name} is removed; {touched} reports had matched it.")


@command.command()
@click.option("--sample", type=click.IntRange(1), help="Compare so many entries, drawn by lot, instead of all.")
@as_json
def check(sample: int | None, as_json: bool) -> None:
    """Compare the index with the database: is every hash of every entry in it, and nothing else?

    Exit code 1 when they differ: then `vigie lists rebuild` makes the index anew.
    """
    home.need()
    found = tasks.check(sample)
    if as_json:
        answer(found)
    else:
        for line in (
            f"entries      {found.entries:,}" + ("" if sample is None else f", of which {found.compared:,} compared"),
            f"pictures     {found.pictures[0]:,} in the database, {found.pictures[1]:,} in the index",
            f"digests      {found.digests[0]:,} in the database, {found.digests[1]:,} in the index",
            f"plain        {found.plain:,} picture fingerprints tell nothing and are not looked for",
            "They say the same." if found.same else "They differ: run `vigie lists rebuild`.",
        ):
            out.print(line, markup=False, highlight=False)
    raise SystemExit(0 if found.same else 1)


@command.command()
@as_json
def rebuild(as_json: bool) -> None:
    """Make the index anew from the database. Look-ups go on meanwhile."""
    home.need()
    state = tasks.rebuilt().state
    with short_write() as acts:
        acts.append(
            Act(Tag.INDEX_REBUILT, "index", home.me(), {"change": state.change, "segments": len(state.segments)})
        )
    if as_json:
        answer({"change": state.change, "segments": len(state.segments)})
    else:
        out.print("The index is made anew.")


@command.command()
@click.argument("service")
@click.option("--level", required=True, type=click.Choice([one.value for one in Level]), help="What it is told.")
@as_json
def terms(service: str, level: str, as_json: bool) -> None:
    """Say how much a service is told that may ask whether a file is known: that alone, or its category too.

    That it may ask at all is in its contract: `vigie service agree`.
    """
    home.need()
    try:
        told = named(service)
    except ServiceError as error:
        raise click.UsageError(str(error)) from error
    tasks.agree(told.pk, Level(level), subject=told.actor, actor=home.me())
    if as_json:
        answer({"service": told.name, "level": level})
    else:
        out.print(f"{told.name} is told: {level}", markup=False)
