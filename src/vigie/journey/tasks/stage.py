"""Takes reports one step further: computes outside any transaction, then keeps it all in one short write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Max

from vigie.journey.models import Item
from vigie.journey.steps import BY_NAME, DONE, Step, after, rank
from vigie.journey.tasks.again import send_back
from vigie.journey.tasks.claim import Claim, move, still_mine
from vigie.journey.tasks.load import dossiers
from vigie.journey.tasks.stand import stand
from vigie.journey.tasks.tell import tell
from vigie.journey.tasks.write import in_slices, short_write, text
from vigie.ledger.chain import Act
from vigie.report.models import Finding
from vigie.report.nouns import Dossier


@dataclass(frozen=True, slots=True)
class Worked:
    """A dossier, its item, and what the step found of it."""

    item: Item
    dossier: Dossier
    finding: object


def step_claimed(claim: Claim) -> None:
    """Runs one step for the items of a claim and commits what it found."""
    step = BY_NAME[claim.step]
    ready = dossiers([item.key for item in claim.items], step.reads)
    items = [item for item in claim.items if item.key in ready]
    batch = [ready[item.key] for item in items]
    findings = step.run(batch, step.gather(batch)) if batch else []
    if len(findings) != len(batch):
        raise RuntimeError(f"{step.name} answered {len(findings)} findings for {len(batch)} reports")
    worked = [Worked(item, dossier, found) for item, dossier, found in zip(items, batch, findings, strict=True)]
    _commit(claim, step, worked)


def _commit(claim: Claim, step: Step, worked: Sequence[Worked]) -> None:
    with short_write() as acts:
        mine = {item.pk for item in still_mine(claim)}
        held = [one for one in worked if one.item.pk in mine]
        if not held:
            return
        kept = step.keep([one.dossier for one in held], [one.finding for one in held])
        held = [Worked(one.item, one.dossier, found) for one, found in zip(held, kept.findings, strict=True)]
        changed = _keep(step, held, acts)
        stand(step, [(one.dossier.report_key, one.finding) for one in changed])
        send_back(kept.again, "triage")
        _go_on(step, held, changed)


def _keep(step: Step, held: Sequence[Worked], acts: list[Act]) -> list[Worked]:
    """Writes the findings that say something new, and what the ledger says of them."""
    numbers, contents = _last(step, [one.dossier.key for one in held])
    changed, rows = [], []
    for one in held:
        content = text(one.finding)
        if contents.get(one.dossier.key) == content:
            continue
        number = numbers.get(one.dossier.key, 0) + 1
        changed.append(one)
        rows.append(
            Finding(
                version_id=one.dossier.key, stage=step.name, number=number, content=content, made_at=datetime.now(UTC)
            )
        )
        acts.append(tell(step.name, one.dossier, one.finding, number))
    Finding.objects.bulk_create(rows, batch_size=150)
    return changed


def _last(step: Step, versions: Sequence[int]) -> tuple[dict[int, int], dict[int, str]]:
    """Number and content of the latest finding of each version that has one."""
    tops = in_slices(
        versions,
        lambda some: list(
            Finding.objects.filter(version_id__in=some, stage=step.name)
            .values("version_id")
            .annotate(top=Max("number"))
            .values_list("version_id", "top")
        ),
    )
    numbers = dict(tops)
    rows = in_slices(
        list(numbers),
        lambda some: list(Finding.objects.filter(version_id__in=some, stage=step.name).order_by("number")),
    )
    return numbers, {row.version_id: row.content for row in rows}


def _go_on(step: Step, held: Sequence[Worked], changed: Sequence[Worked]) -> None:
    """Next step for all; but a verdict that stands as it stood, and was routed since, needs no new route."""
    following = after(step.name)
    settled = {one.item.pk for one in held} - {one.item.pk for one in changed} if step.name == "triage" else set()
    routed = _routed([one.dossier.key for one in held if one.item.pk in settled], following)
    at_rest = [one.item for one in held if one.item.pk in settled and one.dossier.key in routed]
    resting = {item.pk for item in at_rest}
    move([one.item for one in held if one.item.pk not in resting], following, rank(following))
    move(at_rest, DONE, rank(DONE))


def _routed(versions: Sequence[int], following: str) -> set[int]:
    """The versions whose latest verdict met the step after triage: a report may be sent back while it waits there."""
    rows = in_slices(
        versions,
        lambda some: list(
            Finding.objects.filter(version_id__in=some, stage__in=("triage", following))
            .values("version_id", "stage")
            .annotate(top=Max("pk"))
            .values_list("version_id", "stage", "top")
        ),
    )
    latest = {(version, stage): top for version, stage, top in rows}
    return {one for one in versions if latest.get((one, following), 0) > latest.get((one, "triage"), 0)}
