"""The worker: claims, runs, commits, until nothing is left. The one place where any failure is caught and shown."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from django.db import OperationalError
from django.db.models import Count

from vigie.evidence.models import Parcel
from vigie.evidence.seal import SealError
from vigie.journey.models import Item, Problem
from vigie.journey.steps import DONE, READ, UNPACK, after
from vigie.journey.tasks.claim import ATTEMPTS, Claim, Held, claim, free_the_dead, give_back, move, still_mine
from vigie.journey.tasks.lists import settle_lists
from vigie.journey.tasks.read import read_claimed, unpack_claimed
from vigie.journey.tasks.receive import refuse
from vigie.journey.tasks.stage import Onward, step_claimed
from vigie.journey.tasks.write import short_write, text
from vigie.ledger.chain import Act
from vigie.ledger.tags import Tag
from vigie.report.models import Report, Standing
from vigie.report.nouns import Dossier, Saying, say

log = logging.getLogger(__name__)
_READS: dict[str, Callable[[Claim], None]] = {UNPACK: unpack_claimed, READ: read_claimed}


def work(only: str = "") -> Iterator[Claim]:
    """Does what is to be done, a claim at a time, until nothing is free. Yields each claim when it is done.

    `only`: this step alone. While a delivery still comes in, what is known of it can be read; the rest waits until all
    of it is there, so that each report is judged once.
    """
    free_the_dead()
    settle_lists()
    while (claimed := claim(only)) is not None:
        yield from _through(claimed)


def waiting(delivery_key: int | None = None) -> dict[str, int]:
    """How many items wait at each step, of one delivery or of all."""
    items = Item.objects.exclude(step=DONE)
    if delivery_key is not None:
        items = items.filter(delivery_key=delivery_key)
    return dict(items.order_by("rank").values_list("step").annotate(count=Count("pk")))


def _through(claimed: Claim) -> list[Claim]:
    """Does a claim, and what this worker goes on with at once. Returns all that was done."""
    done, onward = [claimed], _do(claimed)
    while onward is not None:
        done.append(onward.claim)
        onward = _do(*onward)
    return done


def _do(claimed: Claim, ready: dict[int, Dossier] | None = None) -> Onward | None:
    try:
        if claimed.items[0].attempts > ATTEMPTS:
            # It never came to an error: it took its worker down with it, again and again.
            _give_up(claimed, say("it stopped its worker {n} times", n=ATTEMPTS), "")
        elif claimed.step in _READS:
            _READS[claimed.step](claimed)
        else:
            return step_claimed(claimed, ready)
    except (OperationalError, OSError):
        # The machine's fault (disk full, database gone), not the report's: it is not held against the report.
        give_back(claimed.items, tried=claimed.items[0].attempts - 1)
        raise
    except Exception as error:
        if isinstance(error, SealError) and not error.permanent:
            give_back(claimed.items, tried=claimed.items[0].attempts - 1)
            raise
        log.warning("%s failed for %s items: %s", claimed.step, len(claimed.items), error)
        permanent = bool(getattr(error, "permanent", False))
        if len(claimed.items) == 1 and (permanent or claimed.items[0].attempts >= ATTEMPTS):
            _give_up(claimed, _why(error), traceback.format_exc())
        else:
            give_back(claimed.items, tried=claimed.items[0].attempts)
    return None


def _why(error: Exception) -> Saying:
    return say("{kind}: {what}", kind=type(error).__name__, what=str(error)[:500])


def _give_up(claimed: Claim, why: Saying, trace: str) -> None:
    """Shows to a person what the machine could not do. A report goes on without that step's finding."""
    for item in claimed.items:
        with short_write() as acts:
            if still_mine(Claim(claimed.step, (item,), claimed.owner)):
                of_parcel = item.kind == Item.Kind.PARCEL
                acts.append(_parcel(item, why, trace) if of_parcel else _report(claimed.step, item, why, trace))


def _parcel(item: Held, why: Saying, trace: str) -> Act:
    parcel = Parcel.objects.select_related("delivery").get(pk=item.key)
    move([item], DONE)
    act = refuse(parcel.delivery, parcel, item.position, parcel.path, why)
    Problem.objects.filter(parcel_key=parcel.pk, log="").update(log=trace)
    return act


def _report(step: str, item: Held, why: Saying, trace: str) -> Act:
    report = Report.objects.get(pk=item.key)
    Problem.objects.create(
        at=datetime.now(UTC),
        step=step,
        delivery_key=item.delivery_key,
        report_key=report.pk,
        path=report.name,
        reason=text(why),
        log=trace,
        permanent=True,
    )
    Standing.objects.filter(report=report).update(failed_step=step)
    move([item], after(step))
    return Act(Tag.STEP_FAILED, f"report:{report.name}", "vigie", {"step": step, "why": str(why)})
