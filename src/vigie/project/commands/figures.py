"""`vigie figures`: what came in, what became of it, how long it took."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TextIO

import click
from django.conf import settings
from rich.table import Table as Grid

from vigie import __version__
from vigie.figures import printed, publish, published, sheet
from vigie.figures.answer import Question, draft
from vigie.figures.export import KINDS, as_ods, told
from vigie.figures.sheet import Reader, Sheet
from vigie.figures.table import Asked, BadQuestion, Period
from vigie.figures.tasks import columns
from vigie.figures.tasks.collect import collect
from vigie.figures.views.drawings import drawings
from vigie.papers.tasks import keys
from vigie.project import home
from vigie.project.say import answer, as_json, out, progress, words
from vigie.territory import land, pack

DAY = click.DateTime(formats=["%Y-%m-%d"])
first_option = click.option("--first", type=DAY, help="The first day; a year before the last when not given.")
last_option = click.option("--last", type=DAY, help="The last day; today when not given.")
period_option = click.option(
    "--by", "period", type=click.Choice([one.value for one in Period]), default=Period.MONTH.value, show_default=True
)


def _asked(first: datetime | None, last: datetime | None, period: str) -> Asked:
    end = last.date() if last else datetime.now(UTC).date()
    return Asked(first.date() if first else end - timedelta(days=365), end, Period(period))


def _reader() -> Reader:
    here = pack.load(settings.VIGIE_COUNTRY)
    return Reader(words, settings.LANGUAGE_CODE, land.of(here), published.of(here).breaks)


@click.group()
def command() -> None:
    """Statistics: counted from facts that are appended and never changed. Small numbers are hidden."""
    home.need()


@command.command("list")
@as_json
def list_(as_json: bool) -> None:
    """Name the figures there are."""
    rows = [{"name": name, "title": words(table.title)} for name, table in sheet.tables().items()]
    if as_json:
        answer(rows)
        return
    for row in rows:
        out.print(f"{row['name']:<16} {row['title']}")


@command.command("collect")
@as_json
def collect_(as_json: bool) -> None:
    """Count what happened since the last time. Showing a figure does it too."""
    with progress() as bar:
        task = bar.add_task("facts", total=None)
        added = collect(lambda n: bar.advance(task, n))
    columns.refresh()
    answer({"added": added}) if as_json else out.print(f"{added} facts")


@command.command()
@click.argument("name")
@first_option
@last_option
@period_option
@click.option("--out", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write .csv, .json or .ods.")
@as_json
def show(
    name: str, first: datetime | None, last: datetime | None, period: str, file: Path | None, as_json: bool
) -> None:
    """Show one figure; `all` writes all of them into one .ods."""
    asked = _asked(first, last, period)
    if name == "all" and file is not None:
        file.write_bytes(as_ods([_made(one, asked) for one in sheet.tables()]))
        return
    shown = _made(name, asked)
    if file is not None:
        if (kind := file.suffix.removeprefix(".")) not in KINDS:
            raise click.BadParameter(f"{file.suffix or 'a file without an ending'} is none of {', '.join(KINDS)}")
        file.write_bytes(KINDS[kind][1](shown))
    answer(told(shown)) if as_json else _print(shown)


def _made(name: str, asked: Asked) -> Sheet:
    collect()
    try:
        return sheet.made(name, columns.facts(), asked, _reader())
    except BadQuestion as error:
        raise click.ClickException(str(error)) from error


def _print(shown: Sheet) -> None:
    grid = Grid(title=shown.title, caption=shown.says)
    grid.add_column("")
    for column in shown.columns:
        grid.add_column(column, justify="right")
    for name, cells in zip(shown.rows, shown.cells, strict=True):
        grid.add_row(name, *cells)
    if shown.totals:
        grid.add_row("", *shown.totals)
    out.print(grid)
    for note in (*shown.notes, *(mark.label for mark in shown.marks)):
        out.print(note)


@command.command("published")
@as_json
def published_(as_json: bool) -> None:
    """What others published, with the percentages that follow from their own numbers."""
    found = drawings(_reader())
    if as_json:
        answer([{"title": one.title, "rows": one.rows, "verdict": one.verdict, "source": one.source} for one in found])
        return
    for one in found:
        out.print(f"[bold]{one.country} · {one.title}[/bold]")
        for period, number, share in one.rows:
            out.print(f"  {period:<20} {number:>10} {share}")
        out.print(f"  {one.verdict} {one.note} ({one.source})")


@command.command("publish")
@click.option("--year", type=click.IntRange(2000, 2200), required=True)
@click.option("--by", "period", type=click.Choice(["year", "quarter", "month"]), default="month", show_default=True)
@click.option("--out", "folder", type=click.Path(file_okay=False, path_type=Path), required=True, help="Where to.")
@as_json
def publish_(year: int, period: str, folder: Path, as_json: bool) -> None:
    """Write a year's figures as open data: a CSV for each table, CSVW and data package, notes on method, digests. Small
    numbers are hidden. What a published year says does not change when reports are erased."""
    asked = Asked(date(year, 1, 1), date(year, 12, 31), Period(period))
    issue = publish.Issue(
        year,
        keys.service(settings.LANGUAGE_CODE),
        settings.VIGIE_COUNTRY,
        datetime.now(UTC).date(),
        f"Vigie {__version__}",
    )
    made = publish.files([_made(one, asked) for one in sheet.tables()], issue, _reader())
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in made.items():
        (folder / name).write_bytes(content)
    told = {"folder": str(folder), "files": sorted(made)}
    answer(told) if as_json else out.print(f"{len(made)} files in {folder}", markup=False)


@command.command("answer")
@click.option("--number", required=True, help="The question's number.")
@click.option("--author", required=True, help="Who put it.")
@click.option("--on", "on", type=DAY, required=True, help="When it was put.")
@click.option("--text", type=click.File(encoding="utf-8"), required=True, help="A file with its text; - for input.")
@click.option(
    "--figure", "figures", multiple=True, required=True, help="A figure to put in; several times for several."
)
@click.option(
    "--out", "file", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The .odt or .pdf to write."
)
@first_option
@last_option
@period_option
def answer_(
    number: str,
    author: str,
    on: datetime,
    text: TextIO,
    figures: tuple[str, ...],
    file: Path,
    first: datetime | None,
    last: datetime | None,
    period: str,
) -> None:
    """Draft the written answer to a parliamentary question: an ODT that a person finishes, or a PDF as it stands."""
    asked = _asked(first, last, period)
    question = Question(number, author, text.read(), on.date())
    today: date = datetime.now(UTC).date()
    sheets = [_made(one, asked) for one in figures]
    if file.suffix == ".pdf":
        file.write_bytes(printed.pdf(question, sheets, _reader(), today, keys.service(settings.LANGUAGE_CODE)))
    else:
        file.write_bytes(draft(question, sheets, _reader(), today, keys.service(settings.LANGUAGE_CODE)))
    out.print(str(file))
