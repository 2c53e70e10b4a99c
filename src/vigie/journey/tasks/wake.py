"""Brings back decided reports that can now be worked: a later version, or another report of the same person, brought
the piece that was missing, or content that does not go round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from vigie.ledger.chain import Act
from vigie.ledger.tags import Tag
from vigie.report.models import Finding, Standing
from vigie.report.nouns import Class, Dossier, Verdict

ASIDE = (Class.INSUFFICIENT.value, Class.VIRAL.value)  # decided so, because more was not there


def wake(found: Sequence[tuple[Dossier, object]]) -> list[Act]:
    """Reopens what was set aside and is workable now, by something new: its last verdict said otherwise, or was of
    another version. A person who disagreed with the machine on the same facts is not asked again. Inside the short
    write, before the new findings are kept."""
    workable = {
        dossier.report_key: dossier
        for dossier, finding in found
        if isinstance(finding, Verdict) and finding.class_ is Class.WORKABLE
    }
    aside = Standing.objects.filter(pk__among=set(workable), state=Standing.State.DECIDED, class_name__in=ASIDE)
    rows = list(aside.select_related("report").defer("report__current")) if workable else []
    before = _last([row.pk for row in rows])
    back = [row for row in rows if _new(workable[row.pk], before.get(row.pk))]
    Standing.objects.filter(pk__among={row.pk for row in back}).update(state=Standing.State.OPEN)
    return [Act(Tag.REPORT_WOKEN, f"report:{row.report.name}", "vigie", {"was": row.class_name}) for row in back]


def _new(dossier: Dossier, before: tuple[int, Class] | None) -> bool:
    return before is not None and (before[0] != dossier.key or before[1] is not Class.WORKABLE)


def _last(keys: Sequence[int]) -> Mapping[int, tuple[int, Class]]:
    """The version and the class of the last verdict on each report."""
    if not keys:
        return {}
    rows = Finding.objects.filter(version__report_id__among=set(keys), stage="triage").order_by("pk")
    last = {report: (version, content) for report, version, content in
            rows.values_list("version__report_id", "version_id", "content")}  # fmt: skip
    return {key: (version, msgspec.json.decode(said, type=Verdict).class_) for key, (version, said) in last.items()}
