"""Takes reports one step further: computes outside any transaction, then keeps it all in one short write."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

import msgspec
from django.db.models import Max

from vigie.dispatch.keeping import heard
from vigie.journey.steps import AT_ONCE, BY_NAME, DONE, STEPS, Step, after
from vigie.journey.tasks.again import send_back
from vigie.journey.tasks.claim import Claim, Held, carry, move, still_mine
from vigie.journey.tasks.load import dossiers
from vigie.journey.tasks.numbered import showing
from vigie.journey.tasks.stand import stand
from vigie.journey.tasks.tell import tell
from vigie.journey.tasks.wake import wake
from vigie.journey.tasks.words import digests
from vigie.journey.tasks.write import short_write, text
from vigie.ledger.chain import Act
from vigie.report.models import Finding
from vigie.report.nouns import Dossier, Matches, Verdict
from vigie.report.tasks import insert
from vigie.search import tasks as search_tasks

COLUMNS = ("version_id", "stage", "number", "content", "made_at")
LAST = STEPS[-1].name
Before = dict[int, tuple[int, str]]  # by version: the number and the content of its latest finding
_VERDICT: msgspec.json.Decoder[Verdict] = msgspec.json.Decoder(Verdict)


class Worked(NamedTuple):
    """A dossier, its item, and what the step found of it."""

    item: Held
    dossier: Dossier
    finding: object


class Onward(NamedTuple):
    """What a worker goes on with at once: the next step's claim, and the dossiers that it has at hand, by report."""

    claim: Claim
    dossiers: dict[int, Dossier]


def step_claimed(claim: Claim, ready: dict[int, Dossier] | None = None) -> Onward | None:
    """Runs one step for the items of a claim and commits what it found. `ready`: their dossiers, if they are at hand.

    Returns what the same worker does next, if anything.
    """
    step = BY_NAME[claim.step]
    ready = dossiers([item.key for item in claim.items], step.reads) if ready is None else ready
    items = [item for item in claim.items if item.key in ready]
    batch = [ready[item.key] for item in items]
    findings = step.run(batch, step.gather(batch)) if batch else []
    if len(findings) != len(batch):
        raise RuntimeError(f"{step.name} answered {len(findings)} findings for {len(batch)} reports")
    worked = [Worked(item, dossier, found) for item, dossier, found in zip(items, batch, findings, strict=True)]
    return _commit(claim, step, worked)


def _commit(claim: Claim, step: Step, worked: Sequence[Worked]) -> Onward | None:
    with short_write() as acts:
        mine = {item.pk for item in still_mine(claim)}
        held = [one for one in worked if one.item.pk in mine]
        if not held:
            return None
        kept = step.keep([one.dossier for one in held], [one.finding for one in held])
        held = [Worked(one.item, one.dossier, found) for one, found in zip(held, kept.findings, strict=True)]
        acts += wake([(one.dossier, one.finding) for one in held])
        resting = _resting(held) if step.name == "triage" else frozenset()
        changed, before = _keep(step, held, acts)
        stand([(one.dossier, one.finding) for one in held])
        _learn(changed)
        resting -= {one.dossier.key for one in changed if not _alike(one, before)}
        move([one.item for one in held if one.dossier.key in resting], DONE)
        going, again = [one for one in held if one.dossier.key not in resting], kept.again | showing(kept.numbered)
        onward = _send_on(claim, step, going, again)
        # Also those of this batch: what another worker kept meanwhile may be news to them.
        send_back(again, "triage")
    return onward


def _send_on(claim: Claim, step: Step, going: Sequence[Worked], again: Collection[int]) -> Onward | None:
    """Sends items on to the next step; to one that needs nothing of others, in the same hands. Who is judged again
    goes the usual way."""
    following = after(step.name)
    near = [one for one in going if following in AT_ONCE and not (step.name == "triage" and one.item.key in again)]
    carried = {one.item.pk for one in near}
    move([one.item for one in going if one.item.pk not in carried], following)
    if not near:
        return None
    onward = carry([one.item for one in near], following, claim.owner)
    return Onward(onward, {one.item.key: _with(one, step, BY_NAME[following]) for one in near})


def _with(one: Worked, step: Step, following: Step) -> Dossier:
    """The dossier as the next step would load it: what that step reads is filled, and nothing else."""
    slots = {each.slot: getattr(one.dossier, each.slot) if each.slot in following.reads else None for each in STEPS}
    if step.slot in following.reads:
        slots[step.slot] = one.finding
    return msgspec.structs.replace(one.dossier, **slots)


def _keep(step: Step, held: Sequence[Worked], acts: list[Act]) -> tuple[list[Worked], Before]:
    """Writes the findings that say something new, and what the ledger says of them. Returns these, and what was found
    before."""
    latest = _latest(step.name, [one.dossier.key for one in held])
    now, changed, rows = datetime.now(UTC), [], []
    for one in held:
        version, content = one.dossier.key, text(one.finding)
        number, before = latest.get(version, (0, ""))
        if content == before:
            continue
        changed.append(one)
        rows.append((version, step.name, number + 1, content, now))
        acts.append(tell(step.name, one.dossier, one.finding, content, number + 1))
    insert(Finding, COLUMNS, rows)
    return changed, latest


def _learn(changed: Sequence[Worked]) -> None:
    """Files are searched for by the digests computed here too."""
    found = {one.dossier.report_key: digests(one.finding) for one in changed if isinstance(one.finding, Matches)}
    search_tasks.keep({key: "\n".join(lines) for key, lines in found.items() if lines})


def _latest(stage: str, versions: Sequence[int]) -> Before:
    """Number and content of the latest finding of each version that has one."""
    rows = Finding.objects.filter(version_id__among=set(versions), stage=stage).order_by("number")
    return {version: (number, said) for version, number, said in rows.values_list("version_id", "number", "content")}


def _alike(one: Worked, before: Before) -> bool:
    """Whether a verdict differs from the last in nothing that dispatch reads."""
    number, content = before.get(one.dossier.key, (0, ""))
    return isinstance(one.finding, Verdict) and number > 0 and heard(_VERDICT.decode(content)) == heard(one.finding)


def _resting(held: Sequence[Worked]) -> frozenset[int]:
    """The versions that need no new route when their verdict says nothing new to dispatch: it was routed since the last
    that did. But where somebody answered, the answer moves a report though it be judged as before."""
    return _routed({one.dossier.key for one in held if not one.dossier.answers})


def _routed(versions: Collection[int]) -> frozenset[int]:
    """The versions whose latest verdict met the step after triage: a report may be sent back while it waits there."""
    rows = Finding.objects.filter(version_id__among=set(versions), stage__in=("triage", LAST))
    latest = {
        (version, stage): top
        for version, stage, top in rows.values("version_id", "stage")
        .annotate(top=Max("pk"))
        .values_list("version_id", "stage", "top")
    }
    return frozenset(one for one in versions if latest.get((one, LAST), 0) > latest.get((one, "triage"), 0))
