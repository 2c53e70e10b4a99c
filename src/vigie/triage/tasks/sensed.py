"""What the sentences of new reports mean is heard once, when they are read, and kept for whoever judges them."""

from __future__ import annotations

from collections.abc import Sequence

from vigie.report.nouns import Dossier, Report
from vigie.triage.facts import spoken
from vigie.triage.models import Sensed
from vigie.triage.sense import Sense
from vigie.triage.tasks.rows import insert, pieces


def keep(reports: Sequence[tuple[int, Report]], sense: Sense) -> None:
    """Keeps what was heard in new reports (each with its `report_key`). Inside the write that stores them."""
    speaking = ((key, texts) for key, report in reports if (texts := list(spoken(report))))
    insert(
        Sensed, ("report_key", "version", "heard"), [(key, sense.version, sense.told(texts)) for key, texts in speaking]
    )


def recall(batch: Sequence[Dossier], sense: Sense) -> None:
    """Takes what was kept of the first version of each report for what is heard in it, so that nobody listens twice."""
    first = {dossier.report_key: (*dossier.earlier, dossier.report)[0] for dossier in batch}
    for some in pieces(first):
        rows = Sensed.objects.filter(report_key__in=some, version=sense.version).values_list("report_key", "heard")
        for key, heard in rows:
            sense.recall(spoken(first[key]), heard)
