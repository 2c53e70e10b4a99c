"""`vigie init`: makes an installation."""

from __future__ import annotations

import click
from django.conf import settings

from vigie.project import home
from vigie.project.say import answer, as_json, out


@click.command()
@as_json
def command(as_json: bool) -> None:
    """Make an installation where VIGIE_HOME says, or bring its database up to date.

    It makes the keys (kept in VIGIE_HOME/keys, readable by you alone: back them up apart from the database), the
    vault and the database. It never replaces a key.
    """
    new = home.make()
    if as_json:
        answer({"home": str(settings.VIGIE_HOME), "new": new})
    else:
        out.print(f"{'Made' if new else 'Up to date'}: {settings.VIGIE_HOME}")
