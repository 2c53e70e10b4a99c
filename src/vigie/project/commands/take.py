"""`vigie take`: seals what it is given and takes it through the whole journey."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import click
import msgspec
from django.conf import settings
from django.db.models import Count
from rich.progress import Progress, TaskID

from vigie.evidence.models import Delivery
from vigie.evidence.seal import SealError
from vigie.journey.models import Outcome, Problem
from vigie.journey.tasks.receive import begin, receive
from vigie.journey.tasks.work import waiting, work
from vigie.journey.tree import Event, printable, walk
from vigie.project import home
from vigie.project.crew import Crew, settle_down
from vigie.project.say import answer, as_json, err, out, progress, words
from vigie.report.nouns import Saying

LOOK = 0.3  # seconds between looks at how far everything is
GLANCE = 0.1  # seconds, where others hold what is left
KINDS = ("new", "duplicate", "version", "unreadable")


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--source", default="", help="Who sent it, where the reports do not say.")
@click.option(
    "--workers", default=0, type=click.IntRange(0), help="Processes that do the work; 0: as VIGIE_WORKERS says."
)
@click.option("--no-wait", is_flag=True, help="Return once everything is sealed; a worker does the rest.")
@as_json
def command(paths: tuple[Path, ...], source: str, workers: int, no_wait: bool, as_json: bool) -> None:
    """Take reports in: files, folders or ZIP archives, in any mixture of known formats.

    Every byte is sealed before anything reads it. What cannot be read keeps its bytes and waits for a person (`vigie
    problems`). Taking the same thing twice makes no second report.
    """
    home.need()
    missing = [path for path in paths if not path.exists() and not path.is_symlink()]
    if missing:
        raise click.UsageError(f"there is no {missing[0]}")
    settle_down()
    delivery = begin("take", " ".join(printable(str(path.absolute())) for path in paths), home.me(), source)
    with progress() as shown, Crew(1 if no_wait else workers or settings.VIGIE_WORKERS) as crew:
        try:
            _seal(delivery, paths, shown, crew)
        except SealError as error:
            raise click.ClickException(
                f"{error}. What was sealed before is kept; take the rest again later."
            ) from error
        if not no_wait:
            go(shown, crew)
    found = summary(delivery)
    answer(found) if as_json else _print(found)


def _seal(delivery: Delivery, paths: tuple[Path, ...], shown: Progress, crew: Crew) -> None:
    task = shown.add_task("sealing", total=None)
    events: Iterator[Event] = chain.from_iterable(walk(path) for path in paths)

    def count(files: int) -> None:
        shown.advance(task, files)
        crew.saw(files)

    receive(delivery, events, count)
    shown.remove_task(task)


def go(shown: Progress, crew: Crew) -> None:
    """Works until nothing waits, showing how far each step is; waits for other workers that hold something."""
    seen, looked = _Seen(shown), 0.0
    crew.go()
    while True:
        for _ in work():
            if (crew.wanted or not shown.disable) and time.monotonic() - looked > LOOK:
                looked = time.monotonic()
                left = waiting()
                crew.meet(sum(left.values()))
                seen.update(left)
        left = waiting()
        if not left:
            return
        seen.update(left)
        time.sleep(GLANCE)


class _Seen:
    """A bar for each step: what waits now against the most that ever waited there."""

    def __init__(self, shown: Progress) -> None:
        self._shown, self._bars, self._most = shown, dict[str, TaskID](), dict[str, int]()

    def update(self, counts: dict[str, int]) -> None:
        for step in (*counts, *self._bars):
            now = counts.get(step, 0)
            self._most[step] = max(self._most.get(step, 0), now)
            if step not in self._bars:
                self._bars[step] = self._shown.add_task(step, total=now)
            self._shown.update(self._bars[step], total=self._most[step], completed=self._most[step] - now)


def summary(delivery: Delivery) -> dict[str, object]:
    """What became of a delivery: counts, and everything that could not be read with its reason."""
    rows = Outcome.objects.filter(delivery_key=delivery.pk).values_list("kind").annotate(Count("pk"))
    counts = dict(rows.values_list("kind", "pk__count"))
    problems = Problem.objects.filter(delivery_key=delivery.pk).order_by("pk").values_list("path", "reason")
    return {
        "received": sum(counts.values()),
        **{kind: counts.get(kind, 0) for kind in KINDS},
        "problems": [{"path": path, "reason": words(msgspec.json.decode(why, type=Saying))} for path, why in problems],
    }


def _print(found: dict[str, object]) -> None:
    out.print("  ".join(f"{kind} [bold]{found[kind]}[/bold]" for kind in ("received", *KINDS)))
    problems = found["problems"]
    for problem in problems if isinstance(problems, list) else ():
        err.print(f"  {problem['path']}: {problem['reason']}", markup=False)
