"""`vigie work`: the worker."""

from __future__ import annotations

import logging
import time

import click
from django.db import OperationalError

from vigie.amendments.tasks.changing import publish
from vigie.evidence.seal import SealError
from vigie.journey.models import Item
from vigie.journey.steps import DONE, READ
from vigie.journey.tasks.closer import look_closer, look_closer_aside
from vigie.journey.tasks.work import work
from vigie.matching import tasks as matching_tasks
from vigie.project import chores, home
from vigie.project.crew import Listener, settle_down
from vigie.project.say import answer, as_json, out

PAUSE = 1.0  # seconds between looks when there is nothing to do
GLANCE = 0.1  # seconds, in a crew: somebody is waiting
BESIDE_THE_DESK = 0.25  # seconds: what a service finished stands in the queue soon after
LOOK_ANYWAY = 5.0  # seconds: also where no report waits, a list may have changed or a worker died
log = logging.getLogger(__name__)


@click.command()
@click.option("--once", is_flag=True, help="Stop when nothing waits any more.")
@click.option("--beside", type=click.IntRange(1), hidden=True, help="Be one of so many of a crew (project/crew.py).")
@click.option("--with-desk", is_flag=True, hidden=True, help="Be the worker of a `vigie serve` (project/companion.py).")
@as_json
def command(once: bool, beside: int | None, with_desk: bool, as_json: bool) -> None:
    """Take waiting reports through their journey. Start as many of these as there are cores.

    A worker may be killed at any moment: what it had not committed is done again by another.
    """
    home.need()
    publish()  # what a crash may have left out of the file that every process reads
    settle_down()
    if beside:
        _in_a_crew(beside)
        return
    if with_desk:
        _beside_the_desk(Listener())
        return
    done = 0
    while True:
        if not once:
            chores.do_what_is_due()
        for claim in work():
            done += len(claim.items)
            if not as_json:
                out.print(f"{claim.step}: {len(claim.items)}")
        if look_closer():
            continue  # the reports that it sent back come first
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


def _beside_the_desk(heard: Listener) -> None:
    """Works as long as the desk is served. A full disk or a database that is gone is waited out: the desk says so."""
    looked, aside = 0.0, None
    while not heard.over.is_set():
        try:
            chores.do_what_is_due()
            if time.monotonic() - looked >= LOOK_ANYWAY or Item.objects.exclude(step=DONE).exists():
                looked = time.monotonic()
                if aside is None or not aside.is_alive():
                    aside = look_closer_aside()
                for _ in work():
                    if heard.over.is_set():
                        return
        except (OperationalError, OSError, SealError) as error:
            log.error("the worker could not go on, and tries again: %s", error)
            heard.over.wait(LOOK_ANYWAY)
        heard.over.wait(BESIDE_THE_DESK)
