"""Which reports a change of a list touches: those to be matched anew."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from vigie.matching.chunks import chunks
from vigie.matching.models import Digest, Entry, HashList, Hit, Look, Print, Sought
from vigie.matching.pictures import PictureIndex
from vigie.matching.tasks.printing import decoded

TOGETHER = 20_000  # pictures looked at at a time


def touched_by(name: str, since: int = 0) -> frozenset[int]:
    """The reports (`Dossier.report_key`) that may match otherwise for what this list told after revision `since`.

    Those with a hash among its new entries or a picture near to one; and, when it took something back, all that it
    had matched. Some may turn out unchanged; none is missed. Empty when there is no such list.
    """
    row = HashList.objects.filter(name=name, removed=False).first()
    if row is None:
        return frozenset()
    told = Entry.objects.filter(list=row, revision__gt=since).values("pk")
    digests = Digest.objects.filter(entry_key__in=told).values("value")
    equal = Sought.objects.exclude(kind=Sought.LOOK).filter(value__in=digests)
    before = Hit.objects.filter(list_key=row.pk) if row.shrunk > since else Hit.objects.none()
    keys = {*before.values_list("report_key", flat=True), *equal.values_list("report_key", flat=True)}
    return frozenset(keys | set(_near(Look.objects.filter(entry_key__in=told))))


def _near(looks: QuerySet[Look]) -> Iterator[int]:
    entries = PictureIndex()
    for some in chunks(looks.values_list("pk", "value").iterator(), TOGETHER):
        entries.add([row[0] for row in some], (bytes(row[1]) for row in some))
    if not len(entries):
        return
    entries.settle(wait=True)
    carried = Sought.objects.filter(kind=Sought.LOOK).values_list("report_key", "value")
    for reports in chunks(carried.iterator(), TOGETHER):
        near = _nearest([bytes(value) for _, value in reports], entries)
        yield from (reports[row][0] for row in near)
    for pictures in chunks(_pictures(), TOGETHER):
        near = _nearest([value for _, value in pictures], entries)
        yield from _showing({pictures[row][0] for row in near})


def _nearest(values: list[bytes], entries: PictureIndex) -> set[int]:
    """The places of the values that are near to some entry."""
    return set(entries.search(values)[0].tolist())


def _pictures() -> Iterator[tuple[str, bytes]]:
    """Every turning of every picture and video frame received that is good enough to match, with its file's digest."""
    for sha256, content in Print.objects.values_list("sha256", "content").iterator():
        for look in decoded(content).looks:
            yield sha256, bytes.fromhex(look.pdq)


def _showing(media: set[str]) -> Iterator[int]:
    kind = Digest.KINDS.index("sha256")
    for some in chunks(sorted(media)):
        values = [bytes.fromhex(sha256) for sha256 in some]
        yield from Sought.objects.filter(kind=kind, value__in=values).values_list("report_key", flat=True)
