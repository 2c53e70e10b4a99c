"""`vigie work`: the worker."""

from __future__ import annotations

import time

import click

from vigie.journey.tasks.work import work
from vigie.project import home
from vigie.project.say import answer, as_json, out

PAUSE = 1.0  # seconds between looks when there is nothing to do


@click.command()
@click.option("--once", is_flag=True, help="Stop when nothing waits any more.")
@as_json
def command(once: bool, as_json: bool) -> None:
    """Take waiting reports through their journey. Start as many of these as there are cores.

    A worker may be killed at any moment: what it had not committed is done again by another.
    """
    home.need()
    done = 0
    while True:
        for claim in work():
            done += len(claim.items)
            if not as_json:
                out.print(f"{claim.step}: {len(claim.items)}")
        if once:
            break
        time.sleep(PAUSE)
    if as_json:
        answer({"steps": done})
