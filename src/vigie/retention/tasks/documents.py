"""The sealed documents that reports came in: which of them can go, because no other report came in them too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from vigie.evidence.models import Delivery, Object, Parcel, Reception
from vigie.evidence.tasks import erase_objects
from vigie.journey.models import Item, Outcome, Problem
from vigie.matching.models import Print
from vigie.report.models import Answered, Version
from vigie.retention.tasks.tables import delete_keys


def parcels_of(report_keys: Collection[int]) -> set[int]:
    """The parcels that these reports came in, and the archives that those came out of."""
    keys = set(Version.objects.filter(report_id__in=report_keys).values_list("parcel_key", flat=True))
    keys |= set(Outcome.objects.filter(report_key__in=report_keys).values_list("parcel_key", flat=True))
    return keys | _above(keys)


def _above(keys: Iterable[int]) -> set[int]:
    found, some = set[int](), set(keys)
    while some:
        parents = Parcel.objects.filter(pk__in=some, parent__isnull=False).values_list("parent_id", flat=True)
        some = {key for key in parents if key is not None} - found
        found |= some
    return found


def _below(keys: Iterable[int]) -> set[int]:
    found = some = set(keys)
    while some:
        some = set(Parcel.objects.filter(parent_id__in=some).values_list("pk", flat=True)) - found
        found = found | some
    return found


def freed(parcels: Collection[int], report_keys: Collection[int]) -> set[int]:
    """Those of these parcels in which nothing is left but the reports to be erased: no other report, no problem that
    waits for a person."""
    return {key for key in parcels if not _needed(_below([key]), report_keys)}


def _needed(tree: Collection[int], report_keys: Collection[int]) -> bool:
    others = Outcome.objects.filter(parcel_key__in=tree, report_key__isnull=False).exclude(report_key__in=report_keys)
    versions = Version.objects.filter(parcel_key__in=tree).exclude(report_id__in=report_keys)
    waiting = Problem.objects.filter(parcel_key__in=tree, closed_at=None).exclude(report_key__in=report_keys)
    return (
        others.exclude(kind=Outcome.Kind.DUPLICATE, report_key=None).exists() or versions.exists() or waiting.exists()
    )


def answers_of(report_keys: Collection[int]) -> set[str]:
    """The sealed documents in which others answered about these reports, and in no other report's matter."""
    about = Answered.objects.filter(report_key__in=report_keys)
    found = set(about.values_list("document", flat=True))
    others = Answered.objects.filter(document__among=list(found)).exclude(report_key__in=report_keys)
    return found - set(others.values_list("document", flat=True))


def erase_answers(documents: Collection[str], gone: Counter[str]) -> int:
    """Erases documents in which others answered. How many went. One that a parcel brought too goes with that."""
    received = Reception.objects.filter(object_id__among=list(documents)).values_list("object_id", flat=True)
    free = sorted(set(documents) - set(received))
    erase_objects(free)
    delete_keys(Object, free, gone)
    return len(free)


def erase(parcels: Collection[int], gone: Counter[str]) -> int:
    """Erases parcels that are freed: their bytes in the vault first, then their rows. How many objects went."""
    inside = Reception.objects.filter(parcel_id__in=parcels)
    objects = set(inside.values_list("object_id", flat=True))
    still = Reception.objects.filter(object_id__in=objects).exclude(parcel_id__in=parcels)
    objects -= set(still.values_list("object_id", flat=True))
    erase_objects(sorted(objects))
    deliveries = set(Parcel.objects.filter(pk__in=parcels).values_list("delivery_id", flat=True))
    Item.objects.filter(kind=Item.Kind.PARCEL, key__in=parcels).delete()
    gone["journey_problem"] += Problem.objects.filter(parcel_key__in=parcels).delete()[0]
    gone["journey_outcome"] += Outcome.objects.filter(parcel_key__in=parcels).delete()[0]
    gone["evidence_reception"] += inside.delete()[0]
    gone["matching_print"] += Print.objects.filter(sha256__in=objects).delete()[0]
    delete_keys(Object, sorted(objects), gone)
    for depth in sorted(set(Parcel.objects.filter(pk__in=parcels).values_list("depth", flat=True)), reverse=True):
        gone["evidence_parcel"] += Parcel.objects.filter(pk__in=parcels, depth=depth).delete()[0]
    empty = Delivery.objects.filter(pk__in=deliveries).exclude(pk__in=Parcel.objects.values("delivery_id"))
    empty.update(origin="")
    return len(objects)
