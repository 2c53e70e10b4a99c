"""A report that was left open too long and comes to life again: the problem that showed it is closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from django.utils.translation import gettext

from vigie.journey.models import Problem
from vigie.ledger.chain import Act
from vigie.ledger.tags import Tag
from vigie.services.models import Submission


def revive(of: Submission) -> Sequence[Act]:
    """Closes what was shown of it. Inside a short write, before the state changes."""
    if of.parcel_key is None:
        return ()
    shown = Problem.objects.filter(parcel_key=of.parcel_key, closed_at=None)
    keys = list(shown.values_list("pk", flat=True))
    why = gettext("The service went on with it.")
    shown.update(closed_at=datetime.now(UTC), closed_by="vigie", closed_why=why)
    of.parcel_key = None
    return [Act(Tag.PROBLEM_CLOSED, f"problem:{key}", "vigie", {"submission": of.number}) for key in keys]
