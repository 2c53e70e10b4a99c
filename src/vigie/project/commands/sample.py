"""`vigie sample`: writes a synthetic caseload."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from vigie.sample.caseload import Caseload, NotEmpty
from vigie.sample.drawing import Drawing


def _progress() -> Progress:
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, disable=not console.is_terminal)


@click.command("sample")
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--reports", type=click.IntRange(1, 5_000_000), default=2000, show_default=True, help="How many different reports."
)
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same caseload.")
@click.option("--media", is_flag=True, help="Draw the pictures; without it, reports carry hashes only.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def command(out: Path, reports: int, seed: int, media: bool, as_json: bool) -> None:
    """Write a synthetic caseload with the flaws of a real one into the folder OUT, and the truth about it."""
    try:
        with _progress() as progress:
            task = progress.add_task("Writing reports", total=reports)
            summary = Caseload(out, reports, seed, Drawing(seed) if media else None).write(
                lambda: progress.advance(task)
            )
    except NotEmpty as error:
        raise click.ClickException(f"{error} holds something else: choose another folder") from error
    if as_json:
        click.echo(json.dumps(summary))
        return
    click.echo(
        f"{summary['new']} reports, {summary['version']} later versions, {summary['duplicate']} sent twice, "
        f"{summary['unreadable']} files that cannot be read, in {out / 'reports'}"
    )
    click.echo(f"Next: vigie take {out / 'reports'}")
    sys.stdout.flush()
