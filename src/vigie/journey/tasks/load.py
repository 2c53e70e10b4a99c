"""Puts dossiers together from their rows: the current version, what earlier steps found, fresh facts of its thread."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import msgspec

from vigie.journey.steps import BY_SLOT, STEPS
from vigie.linking import tasks as linking_tasks
from vigie.report import nouns
from vigie.report.models import Answered, Finding, Report, Version

_REPORT: msgspec.json.Decoder[nouns.Report] = msgspec.json.Decoder(nouns.Report)
_ANSWER: msgspec.json.Decoder[nouns.Answer] = msgspec.json.Decoder(nouns.Answer)
_FINDING: dict[str, msgspec.json.Decoder[Any]] = {step.name: msgspec.json.Decoder(step.finding) for step in STEPS}


def dossiers(report_keys: Sequence[int], reads: Collection[str]) -> dict[int, nouns.Dossier]:
    """The dossiers of reports by row, with the slots in `reads` filled where a finding is there."""
    rows = Report.objects.filter(pk__among=set(report_keys), current__isnull=False)
    current = list(rows.values_list("pk", "current_id", "current__content", "current__received_at"))
    earlier = _earlier({key: version for key, version, *_ in current})
    found = _found({version: key for key, version, *_ in current}, reads)
    answers = _answers(list(report_keys))
    if "links" in reads:
        _freshen(found)
    return {
        key: nouns.Dossier(
            key=version,
            report_key=key,
            report=_REPORT.decode(content),
            received_at=received_at,
            earlier=tuple(earlier.get(key, ())),
            answers=tuple(answers.get(key, ())),
            **found.get(key, {}),
        )
        for key, version, content, received_at in current
    }


def _answers(report_keys: list[int]) -> dict[int, list[nouns.Answer]]:
    """What was answered from outside about these reports, oldest first."""
    found: dict[int, list[nouns.Answer]] = {}
    rows = (
        Answered.objects.filter(report_key__among=set(report_keys)).order_by("pk").values_list("report_key", "content")
    )
    for key, content in rows:
        found.setdefault(key, []).append(_ANSWER.decode(content))
    return found


def _freshen(found: dict[int, dict[str, Any]]) -> None:
    """Gives the links of each report the facts of its thread as they stand now."""
    facts = linking_tasks.facts_of(list(found))
    for key, slots in found.items():
        if "links" in slots and key in facts:
            slots["links"] = msgspec.structs.replace(slots["links"], facts=facts[key])


def _earlier(current: dict[int, int]) -> dict[int, list[nouns.Report]]:
    """The other versions of reports that came more than once, in order. `current`: their newest, by report.

    A newest version may have come first: its number does not say whether there are others.
    """
    before: dict[int, list[nouns.Report]] = {}
    others = Version.objects.filter(report_id__among=set(current)).exclude(pk__among=set(current.values()))
    for report, content in others.order_by("number").values_list("report_id", "content"):
        before.setdefault(report, []).append(_REPORT.decode(content))
    return before


def _found(keys: dict[int, int], reads: Collection[str]) -> dict[int, dict[str, Any]]:
    """The latest finding of each stage, by report and slot. `keys` are the versions, with their reports."""
    slots = {BY_SLOT[slot].name: slot for slot in reads}
    found: dict[int, dict[str, Any]] = {}
    if not slots:
        return found
    rows = Finding.objects.filter(version_id__among=set(keys), stage__in=list(slots)).order_by("number")
    latest = {(version, stage): said for version, stage, said in rows.values_list("version_id", "stage", "content")}
    for (version, stage), said in latest.items():
        found.setdefault(keys[version], {})[slots[stage]] = _FINDING[stage].decode(said)
    return found
