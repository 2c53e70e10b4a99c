"""What a unit keeps whatever the place: producers, live danger and the like, as the pack's `[[keep]]` say."""

from __future__ import annotations

from collections.abc import Iterable

from vigie.report.nouns import Dossier, Verdict
from vigie.territory.shapes import Keep

Heard = tuple[frozenset[str], frozenset[str]]


def heard(verdict: Verdict | None) -> Heard:
    """All that dispatch reads of a verdict: the rules that spoke, and the codes of the offences proposed."""
    if verdict is None:
        return frozenset(), frozenset()
    rules = frozenset(reason.rule for reason in verdict.reasons)
    return rules, frozenset(offence.code for offence in verdict.offences)


def kept_by(dossier: Dossier, keeps: Iterable[Keep]) -> Keep | None:
    """The first entry that fits: one named rule, offence, kind or annotation, and `also_rules` if it has any."""
    report, (spoke, offences) = dossier.report, heard(dossier.verdict)
    annotated = {annotation for file in report.files for annotation in file.annotations}
    for keep in keeps:
        named = (
            not spoke.isdisjoint(keep.rules)
            or not offences.isdisjoint(keep.offences)
            or report.incident_kind in keep.incident_kinds
            or not annotated.isdisjoint(keep.file_annotations)
            or any(annotation in keep.annotations for annotation in report.annotations)
        )
        if named and (not keep.also_rules or not spoke.isdisjoint(keep.also_rules)):
            return keep
    return None
