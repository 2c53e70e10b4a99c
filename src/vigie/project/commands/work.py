"""`vigie work`: the worker."""

from __future__ import annotations

import time

import click

from vigie.journey.steps import READ
from vigie.journey.tasks.work import work
from vigie.matching import tasks as matching_tasks
from vigie.project import home
from vigie.project.crew import Listener
from vigie.project.say import answer, as_json, out

PAUSE = 1.0  # seconds between looks when there is nothing to do
GLANCE = 0.1  # seconds, in a crew: somebody is waiting


@click.command()
@click.option("--once", is_flag=True, help="Stop when nothing waits any more.")
@click.option("--beside", type=click.IntRange(1), hidden=True, help="Be one of so many of a crew (project/crew.py).")
@as_json
def command(once: bool, beside: int | None, as_json: bool) -> None:
    """Take waiting reports through their journey. Start as many of these as there are cores.

    A worker may be killed at any moment: what it had not committed is done again by another.
    """
    home.need()
    if beside:
        _in_a_crew(beside)
        return
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


def _in_a_crew(size: int) -> None:
    """Works until the one who started this process has had enough, or is gone."""
    matching_tasks.decode_beside(size)
    heard = Listener()
    while not heard.over.is_set():
        for _ in work("" if heard.all_is_in.is_set() else READ):
            if heard.over.is_set():
                return
        heard.over.wait(GLANCE)
