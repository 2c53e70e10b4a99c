"""`vigie reindex`: makes what the search looks up anew."""

from __future__ import annotations

import click

from vigie.journey.tasks.words import rebuild
from vigie.project import home
from vigie.project.say import answer, as_json, out


@click.command()
@as_json
def command(as_json: bool) -> None:
    """Read every version again for the search. Needed after an update that changed it; the desk works on meanwhile."""
    home.need()
    reports = rebuild()
    if as_json:
        answer({"reports": reports})
    else:
        out.print(str(reports), markup=False)
