"""`vigie queue`: the reports in the order in which they should be read."""

from __future__ import annotations

import click
from rich.markup import escape
from rich.table import Table

from vigie.journey.tasks.look import Line, lines, ordered
from vigie.project import home
from vigie.project.say import answer, as_json, out, plain, words
from vigie.report.nouns import Class

TOGETHER = 2000


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
        "thread": row.thread or None,
        "cluster": row.cluster or None,
        "company": row.report.company or None,
        "state": row.state,
        "policy": verdict.policy if verdict else None,
        "failed_step": row.failed_step or None,
        "routing": plain(routing.why) if routing else [],
    }


def _print(shown: list[Line]) -> None:
    table = Table(show_edge=False, pad_edge=False, header_style="bold")
    for title, how in (("", "right"), ("report", "left"), ("class", "left"), ("why", "left"), ("unit", "left")):
        table.add_column(title, justify="right" if how == "right" else "left", overflow="fold")
    for line in shown:
        row, verdict = line.standing, line.verdict
        reasons = verdict.reasons[:4] if verdict else ()
        why = "\n".join(f"+{reason.points:<3} {words(reason.why)}" for reason in reasons)
        place = " ".join(filter(None, (row.country, row.unit)))
        table.add_row(
            str(row.score), f"{row.report.report_id}\n{row.report.company}", row.class_name, escape(why), place
        )
    out.print(table)
