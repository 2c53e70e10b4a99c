"""Which reports show in how many hands their content is: those alone are judged anew when nothing but that number has
grown. A picture that goes round the world is in thousands of reports, of which few say how many."""

from __future__ import annotations

from collections.abc import Collection

import msgspec
from django.db.models import Q

from vigie.journey.models import Item
from vigie.journey.steps import rank
from vigie.journey.tasks.look import latest
from vigie.report.models import Standing
from vigie.report.nouns import Class, Verdict
from vigie.triage.selection import IN_HANDS

_VERDICT: msgspec.json.Decoder[Verdict] = msgspec.json.Decoder(Verdict)


def showing(report_keys: Collection[int]) -> set[int]:
    """Those of the reports whose last verdict shows the number, or that somebody judges at this moment. Inside the
    short write."""
    if not report_keys:
        return set()
    reports = Item.objects.filter(kind=Item.Kind.REPORT, key__among=set(report_keys))
    found = set(reports.filter(rank=rank("triage")).exclude(owner="").values_list("key", flat=True))
    # The class of a decided report is a person's, not the verdict's.
    viral = Q(class_name=Class.VIRAL.value) | Q(state=Standing.State.DECIDED)
    rows = Standing.objects.filter(viral, report_id__among=set(report_keys))
    versions = {version: key for key, version in rows.values_list("report_id", "report__current_id") if version}
    for (version, _), said in latest(list(versions), ("triage",)).items():
        if any(ground.template == IN_HANDS for ground in _VERDICT.decode(said).grounds):
            found.add(versions[version])
    return found
