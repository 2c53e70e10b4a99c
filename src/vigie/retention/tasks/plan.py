"""What is due for review and for erasure, and asking a second person for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from django.conf import settings
from django.db.models import Max

from vigie.access.models import Officer, Proposal
from vigie.access.tasks import proposals
from vigie.access.tasks.scope import Refused
from vigie.journey.tasks.write import in_slices
from vigie.ledger.chain import Value
from vigie.report.nouns import say
from vigie.retention.models import Erasure, Review
from vigie.retention.rule import Decided, Due, Rule, due, rules
from vigie.retention.tasks.holding import held
from vigie.territory.pack import load

ERASE = "erase"
AT_ONCE = 5000  # reports of one proposal: what two people can answer for


def in_force() -> tuple[Rule, ...]:
    """The rules of this desk's country."""
    return rules(load(settings.VIGIE_COUNTRY))


def all_due(decided: Iterable[Decided], those: Sequence[Rule] | None = None) -> list[Due]:
    """What the rules say of each report that was decided, soonest first. Nothing is changed."""
    known, every = in_force() if those is None else those, list(decided)
    reviewed = _reviewed([one.report_key for one in every])
    found = (due(one, known, *reviewed.get(one.report_key, (None, 0))) for one in every)
    return sorted((one for one in found if one), key=lambda one: (one.erase_on, one.report_key))


def _reviewed(keys: Sequence[int]) -> Mapping[int, tuple[datetime, int]]:
    rows = in_slices(
        keys,
        lambda piece: Review.objects.filter(report_key__in=piece).values_list("report_key").annotate(last=Max("at")),
    )
    last = dict(rows)
    days = in_slices(
        list(last), lambda piece: Review.objects.filter(report_key__in=piece).values_list("report_key", "at", "days")
    )
    return {key: (at, count) for key, at, count in days if last[key] == at}


def to_erase(every: Iterable[Due], now: datetime | None = None) -> list[Due]:
    """Those whose time is over and that nobody holds."""
    now = now or datetime.now(UTC)
    over = [one for one in every if one.erase_on <= now]
    kept = held([one.report_key for one in over])
    return [one for one in over if one.report_key not in kept]


def to_review(every: Iterable[Due], now: datetime | None = None) -> list[Due]:
    """Those whose need is to be looked at."""
    now = now or datetime.now(UTC)
    return [one for one in every if one.review_on <= now < one.erase_on]


def by_rule(some: Iterable[Due]) -> Counter[str]:
    """How many of each rule."""
    return Counter(one.rule.key for one in some)


def propose(officer: Officer, some: Sequence[Due], reason: str) -> Proposal:
    """Asks a second person to have these erased: at most `AT_ONCE` in one proposal. Raises `Refused`."""
    chosen = some[:AT_ONCE]
    if not chosen:
        raise Refused(say("Nothing is due for erasure."))
    reports: dict[str, Value] = {str(one.report_key): one.rule.key for one in chosen}
    return proposals.propose(officer, ERASE, "reports:due", {"reports": reports}, reason)


def confirmed() -> list[Proposal]:
    """What two people agreed on and is not done yet."""
    done = Erasure.objects.values_list("proposal", flat=True).distinct()
    agreed = Proposal.objects.filter(what=ERASE, settled_as=Proposal.Settled.CONFIRMED)
    return list(agreed.exclude(pk__in=done).order_by("settled_at"))
