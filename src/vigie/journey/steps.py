"""The table of contents of the house: the order in which a report meets the stages.

Before the first step, `evidence` has sealed every byte and `intake` has turned them into reports (`journey/tasks.py`).
Provenance will stand between matching and linking, and measures after dispatch.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from vigie.dispatch import step as dispatch
from vigie.dispatch import tasks as dispatch_tasks
from vigie.evidence import tasks as evidence_tasks
from vigie.linking import step as linking
from vigie.linking import tasks as linking_tasks
from vigie.matching import step as matching
from vigie.matching import tasks as matching_tasks
from vigie.report.nouns import Dossier, Kept, Links, Matches, Routing, Verdict
from vigie.triage import step as triage
from vigie.triage import tasks as triage_tasks


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of the journey.

    `gather` reads what the batch needs, outside any transaction; `run` is pure; `keep` writes the stage's own rows
    inside the short write that also commits finding, ledger entry and next step. `slot` is the dossier's field;
    `reads` are the slots of earlier steps that must be filled before.
    """

    name: str
    slot: str
    reads: tuple[str, ...]
    finding: type[Any]
    gather: Callable[[Sequence[Dossier]], Any]
    run: Callable[[Sequence[Dossier], Any], Sequence[Any]]
    keep: Callable[[Sequence[Dossier], Sequence[Any]], Kept[Any]]


UNPACK, READ, DONE = "unpack", "read", "done"

STEPS: tuple[Step, ...] = (
    Step(
        "matching", "matches", (), Matches,
        partial(matching_tasks.gather, open=evidence_tasks.open_object), matching.match, matching_tasks.keep,
    ),
    Step("linking", "links", ("matches",), Links, linking_tasks.gather, linking.link, linking_tasks.keep),
    Step(
        "triage", "verdict", ("matches", "links"), Verdict,
        partial(triage_tasks.gather, open=evidence_tasks.open_object), triage.judge, triage_tasks.keep,
    ),
    Step("dispatch", "routing", ("verdict",), Routing, dispatch_tasks.gather, dispatch.route, dispatch_tasks.keep),
)  # fmt: skip

# These ask of a report nothing that must first be found of others: whoever did the step before goes on with them.
AT_ONCE = frozenset({"linking", "dispatch"})

ORDER = (UNPACK, READ, *(step.name for step in STEPS), DONE)
BY_NAME = {step.name: step for step in STEPS}
BY_SLOT = {step.slot: step for step in STEPS}


def rank(step: str) -> int:
    """A step's place in the order, from 0."""
    return ORDER.index(step)


def after(step: str) -> str:
    """The step that follows."""
    return ORDER[rank(step) + 1]
