"""Puts dossiers together from their rows: the current version, what earlier steps found, fresh facts of its thread."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec

from vigie.journey.steps import BY_SLOT
from vigie.journey.tasks.write import in_slices
from vigie.linking import tasks as linking_tasks
from vigie.report import nouns
from vigie.report.models import Finding, Report, Version

_REPORT: msgspec.json.Decoder[nouns.Report] = msgspec.json.Decoder(nouns.Report)


def dossiers(report_keys: Sequence[int], reads: Collection[str]) -> dict[int, nouns.Dossier]:
    """The dossiers of reports by row, with the slots in `reads` filled where a finding is there."""
    rows = in_slices(report_keys, lambda some: Report.objects.select_related("current").filter(pk__in=some))
    current = {row.pk: row.current for row in rows if row.current is not None}
    earlier = _earlier([version for version in current.values() if version.number > 1])
    found = _found({version.pk: key for key, version in current.items()}, reads)
    facts = linking_tasks.facts_of(list(current)) if "links" in reads else {}
    made = {}
    for key, version in current.items():
        bare = nouns.Dossier(
            key=version.pk,
            report_key=key,
            report=_REPORT.decode(version.content),
            received_at=version.received_at,
            earlier=tuple(earlier.get(key, ())),
        )
        full = msgspec.structs.replace(bare, **found.get(key, {}))
        if full.links is not None and key in facts:
            full = msgspec.structs.replace(full, links=msgspec.structs.replace(full.links, facts=facts[key]))
        made[key] = full
    return made


def _earlier(versions: Sequence[Version]) -> dict[int, list[nouns.Report]]:
    """Earlier versions of reports that came more than once, oldest first."""
    before: dict[int, list[nouns.Report]] = {}
    current = {version.report_id: version.pk for version in versions}
    rows = in_slices(list(current), lambda some: Version.objects.filter(report_id__in=some).order_by("number"))
    for row in rows:
        if row.pk != current[row.report_id]:
            before.setdefault(row.report_id, []).append(_REPORT.decode(row.content))
    return before


def _found(keys: dict[int, int], reads: Collection[str]) -> dict[int, dict[str, object]]:
    """The latest finding of each stage, by report and slot. `keys` are the versions, with their reports."""
    stages = {BY_SLOT[slot].name: BY_SLOT[slot] for slot in reads}
    latest: dict[int, dict[str, object]] = {}
    if not stages:
        return latest
    rows = in_slices(list(keys), lambda some: _rows(some, list(stages)))
    for version, stage, content in rows:
        step = stages[stage]
        latest.setdefault(keys[version], {})[step.slot] = msgspec.json.decode(content, type=step.finding)
    return latest


def _rows(versions: Sequence[int], stages: Sequence[str]) -> Sequence[tuple[int, str, str]]:
    """Findings in the order they were made: a later one takes the place of an earlier one."""
    found = Finding.objects.filter(version_id__in=versions, stage__in=stages).order_by("number")
    return list(found.values_list("version_id", "stage", "content"))
