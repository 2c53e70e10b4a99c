"""Hash lists and the reports they touch: a change of a list sends back what may match otherwise."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import transaction

from vigie.journey.models import Problem, Settled
from vigie.journey.tasks.again import send_back
from vigie.journey.tasks.write import text
from vigie.ledger.models import lock
from vigie.matching import tasks as matching_tasks
from vigie.report.nouns import say

STEP = "matching"


def settle_lists() -> int:
    """Sends back to matching every report that a change of a list may touch, since that was last done.

    What was done is noted with it, in one transaction: a crash between an import and this loses nothing. Returns how
    many reports went back.
    """
    done = dict(Settled.objects.values_list("list", "revision"))
    return sum(
        _settle(row.name, row.revision, done.get(row.name, 0))
        for row in matching_tasks.lists()
        if row.revision != done.get(row.name, 0)
    )


def _settle(name: str, revision: int, since: int) -> int:
    # A list of this name that was removed and begun again counts its revisions anew.
    touched = matching_tasks.touched_by(name, since if since < revision else 0)
    with transaction.atomic():
        lock()
        sent = send_back(touched, STEP)
        Settled.objects.update_or_create(list=name, defaults={"revision": revision})
    return sent


def show_gaps(done: matching_tasks.Pulled) -> None:
    """Shows a person what could not be read of a list that was fetched: once, until they close it."""
    name = done.imported.list
    for start, end, why in done.gaps:
        reason = say(
            "the list {name} could not be read whole between {start} and {end}: {why}",
            name=name,
            start=f"{start:%Y-%m-%d %H:%M:%S}",
            end=f"{end:%Y-%m-%d %H:%M:%S}",
            why=why,
        )
        Problem.objects.get_or_create(
            step="lists",
            path=name,
            reason=text(reason),
            closed_at=None,
            defaults={"at": datetime.now(UTC), "permanent": False},
        )


def remove_list(name: str, actor: str) -> int:
    """Removes a list at once, and sends back what it had matched. Raises `ListError`. Returns how many reports."""
    with transaction.atomic():
        lock()
        touched = matching_tasks.remove_list(name, actor=actor, finish=False)
        Settled.objects.filter(list=name).delete()
        sent = send_back(touched, STEP)
    matching_tasks.finish_removals()
    return sent
