"""`vigie queue`: the reports in the order in which they should be read."""

from __future__ import annotations

import click
from django.utils.translation import gettext
from rich.markup import escape

from vigie.journey.tasks.look import Line, lines, ordered
from vigie.project import home
from vigie.project.say import answer, as_json, out, plain, words
from vigie.report.nouns import Class

TOGETHER = 2000
REASONS = 4  # shown on a terminal; JSON has all
_CLASS = {
    "workable": "[green]workable[/green]",
    "insufficient": "[dim]insufficient[/dim]",
    "viral": "[magenta]viral[/magenta]",
}


@click.command()
@click.option("--top", type=click.IntRange(min=1), help="Only the first N. Default: 20 on a terminal, all in JSON.")
@click.option("--class", "class_name", type=click.Choice([one.value for one in Class]), help="Only one class.")
@as_json
def command(top: int | None, class_name: str | None, as_json: bool) -> None:
    """Show the reports not yet decided, best first, each with its class and its reasons."""
    home.need()
    rows = ordered(class_name or "")
    rows = rows[: top or 20] if top or not as_json else rows
    if as_json:
        whole = list(rows)
        answer(
            [told(line) for start in range(0, len(whole), TOGETHER) for line in lines(whole[start : start + TOGETHER])]
        )
    else:
        _print(lines(list(rows)))


def told(line: Line) -> dict[str, object]:
    """One line of the queue as other programs read it."""
    row, verdict, routing = line.standing, line.verdict, line.routing
    return {
        "report": row.report.report_id,
        "source": row.report.source,
        "received": row.received_at.isoformat(),
        "class": row.class_name or None,
        "missing": plain(verdict.missing) if verdict else [],
        "score": row.score,
        "total": row.total,
        "reasons": plain(verdict.reasons) if verdict else [],
        "offences": plain(verdict.offences) if verdict else [],
        "country": row.country or None,
        "unit": row.unit or None,
        "deadline": row.deadline.isoformat() if row.deadline else None,
        "thread": line.facts.thread,
        "cluster": line.facts.cluster,
        "company": row.report.company or None,
        "state": row.state,
        "policy": verdict.policy if verdict else None,
        "failed_step": row.failed_step or None,
        "routing": plain(routing.why) if routing else [],
    }


def _print(shown: list[Line]) -> None:
    """A paragraph for each report: what it is and where it goes on one line, the strongest reasons below."""
    for line in shown:
        row = line.standing
        head = [
            f"[bold]{row.score:>3}[/bold]  [bold]{escape(row.report.report_id)}[/bold]",
            _CLASS.get(row.class_name, ""),
        ]
        place = " ".join(filter(None, (row.country or "?", row.unit)))
        out.print("  ".join(filter(None, [*head, escape(row.report.company), escape(place), _due(line)])))
        for reason in line.verdict.reasons[:REASONS] if line.verdict else ():
            out.print(f"       +{reason.points:<3} {escape(words(reason.why))}")
    if not shown:
        out.print("Nothing waits.")


def _due(line: Line) -> str:
    due = line.standing.deadline
    return f"[yellow]{gettext('until')} {due:%Y-%m-%d}[/yellow]" if due else ""
