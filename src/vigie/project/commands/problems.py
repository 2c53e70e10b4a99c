"""`vigie problems`: what could not be read or done, and waits for a person."""

from __future__ import annotations

import click
import msgspec

from vigie.journey.models import Problem
from vigie.project import home
from vigie.project.say import answer, as_json, out, words
from vigie.report.nouns import Saying


@click.command()
@click.option("--all", "closed_too", is_flag=True, help="Also those that somebody has closed.")
@click.option("--log", is_flag=True, help="With the technical trace, for whoever mends the program.")
@as_json
def command(closed_too: bool, log: bool, as_json: bool) -> None:
    """Show what could not be read or done. Its bytes are sealed and kept."""
    home.need()
    rows = Problem.objects.order_by("-at", "-pk")
    told = [_told(row, log) for row in (rows if closed_too else rows.filter(closed_at=None)).iterator()]
    if as_json:
        answer(told)
        return
    for one in told:
        out.print(f"{one['at']}  {one['step']}  {one['path']}\n    {one['reason']}", markup=False)
        if one.get("log"):
            out.print(one["log"], markup=False)


def _told(row: Problem, log: bool) -> dict[str, object]:
    told: dict[str, object] = {
        "problem": row.pk,
        "at": row.at.isoformat(timespec="seconds"),
        "step": row.step,
        "path": row.path,
        "reason": words(msgspec.json.decode(row.reason, type=Saying)),
        "parcel": row.parcel_key,
        "closed": row.closed_at.isoformat(timespec="seconds") if row.closed_at else None,
    }
    return {**told, "log": row.log} if log else told
