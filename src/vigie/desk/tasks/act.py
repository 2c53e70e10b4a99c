"""What every act of the desk shares: on what, by whom, and why it could not be done."""

from __future__ import annotations

from vigie.access.models import Officer
from vigie.access.tasks.scope import Refused as Refused
from vigie.access.tasks.scope import Unknown as Unknown
from vigie.access.tasks.scope import given as given
from vigie.access.tasks.scope import standing_of as standing_of
from vigie.ledger.chain import Act, Value
from vigie.ledger.tags import Tag
from vigie.report.models import Standing


def act(tag: Tag, standing: Standing, officer: Officer, **facts: Value) -> Act:
    """The ledger entry of something an officer did to a report."""
    return Act(tag, f"report:{standing.report.name}", officer.username, facts)
