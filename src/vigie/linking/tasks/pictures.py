"""The fingerprints received so far, in memory, brought up to date from the rows at each batch.

Only rows are put on the shelf, never what this transaction is about to write, so what is rolled back is not found
afterwards. Should rows vanish all the same (a restored copy of the database), the last row's stamp tells.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence

from vigie.linking.models import Picture
from vigie.linking.shelf import Shelf, bits, within
from vigie.report import tasks as rows

_shelf = Shelf()
_last: tuple[int, int] = (0, 0)  # id and stamp of the last row on the shelf
_AT_ONCE = 50_000


def refresh() -> Shelf:
    """The shelf with every row there is."""
    global _shelf, _last  # one shelf for the process: it holds every picture of the installation
    if _last[0] and not Picture.objects.filter(id=_last[0], stamp=_last[1]).exists():
        _shelf, _last = Shelf(), (0, 0)
    while True:
        new = Picture.objects.filter(id__gt=_last[0]).order_by("id").values_list("id", "stamp", "value_id", "pdq")
        read = list(new[:_AT_ONCE])
        if not read:
            return _shelf
        _shelf.add([row[2] for row in read], [row[3] for row in read])
        _last = (read[-1][0], read[-1][1])


def searched(value_ids: Sequence[int]) -> set[int]:
    """Which of these values are on the shelf already."""
    return {
        value_id
        for piece in rows.chunks(value_ids)
        for value_id in Picture.objects.filter(value_id__in=piece).values_list("value_id", flat=True)
    }


def near(new: Sequence[tuple[int, str]], radius: int) -> Iterator[tuple[int, int]]:
    """Pairs of value ids that look the same, of which at least one is new."""
    values = [pdq for _, pdq in new]
    for number, other in refresh().near(values, radius):
        if other != new[number][0]:
            yield new[number][0], other
    if len(new) > 1:
        for one, other in within(bits(values), bits(values), radius):
            if one < other:
                yield new[one][0], new[other][0]


def put(new: Sequence[tuple[int, str]]) -> None:
    """Writes the rows of new fingerprints."""
    rows.insert(Picture, ("value_id", "pdq", "stamp"), [(i, pdq, secrets.randbits(62)) for i, pdq in new])
