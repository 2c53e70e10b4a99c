"""Judges stored reports by two policies, from what was found of them: no media is opened, nothing is written."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

import msgspec

from vigie.journey.tasks.load import dossiers
from vigie.report.models import Report
from vigie.report.nouns import Dossier
from vigie.report.tasks import chunks
from vigie.steering.known import Outcomes
from vigie.steering.replay import Line, Replay, compare, why
from vigie.steering.tasks.outside import outside
from vigie.triage.policy import Policy
from vigie.triage.step import Judged, Needs, judged, shadow, tried
from vigie.triage.tasks import gather

MOST = 20_000  # reports, the newest
TOGETHER = 500


def replay(
    first: Policy,
    second: Policy,
    outcomes: Outcomes | Callable[[Sequence[int]], Outcomes],
    *,
    most: int = MOST,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Replay:
    """Both policies on the newest `most` judged reports received in a period, with today's habits of companies
    and today's matches and links. `outcomes` may be asked for the reports that were replayed."""
    began = time.perf_counter()
    keys = stored(most, since, until)
    lines = [line for some in chunks(keys, TOGETHER) for line in _lines(some, first, second)]
    known = outcomes(keys) if callable(outcomes) else outcomes
    found = compare((str(first), str(second)), lines, known)
    return msgspec.structs.replace(found, seconds=round(time.perf_counter() - began, 2))


def stored(most: int, since: datetime | None = None, until: datetime | None = None) -> list[int]:
    """The newest judged reports of a period, in the order in which they came."""
    rows = outside()
    rows = rows.filter(received_at__gte=since) if since else rows
    rows = rows.filter(received_at__lt=until) if until else rows
    return sorted(rows.order_by("-received_at", "-pk").values_list("pk", flat=True)[:most])


def judged_again(keys: Sequence[int]) -> Iterator[tuple[Judged, Needs]]:
    """Stored reports judged by the current policy, each with what it was judged by."""
    ready = dossiers(list(keys), ("matches", "links"))
    batch: list[Dossier] = [ready[key] for key in keys if key in ready]
    needs = replace(gather(batch), shadows=())
    yield from ((one, needs) for one in judged(batch, needs))


def _lines(keys: Sequence[int], first: Policy, second: Policy) -> Iterator[Line]:
    names = {pk: (f"{source}/{number}", company) for pk, source, number, company in _names(keys)}
    for one, needs in judged_again(keys):
        key = one.case.dossier.report_key
        said = [shadow(one, policy, needs.standard) for policy in (first, second)]
        differs = said[0] != msgspec.structs.replace(said[1], policy=said[0].policy)
        reasons = [tried(one, policy, needs.standard) for policy in (first, second)] if differs else [(), ()]
        yield Line(key, *names[key], (said[0].total, said[1].total), (said[0].class_, said[1].class_), why(*reasons))


def _names(keys: Sequence[int]) -> Iterator[tuple[int, str, str, str]]:
    yield from Report.objects.filter(pk__among=list(keys)).values_list("pk", "source", "report_id", "company")


def replayed_totals(policy: Policy, most: int = MOST) -> dict[int, int]:
    """The points that a policy gives to the newest stored reports, by row."""
    found = {}
    for some in chunks(stored(most), TOGETHER):
        for one, needs in judged_again(some):
            found[one.case.dossier.report_key] = shadow(one, policy, needs.standard).total
    return found
