"""The fingerprints received so far, in memory, brought up to date from the rows at each batch.

Only rows are put on the shelf, never what this transaction is about to write, so what is rolled back is not found
afterwards. Should rows vanish all the same (a restored copy of the database), the last row's stamp tells.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from threading import Lock

from vigie.linking.models import Picture
from vigie.linking.shelf import Shelf, among
from vigie.linking.tasks import rows

_shelf = Shelf()
_last: tuple[int, int] = (0, 0)  # id and stamp of the last row on the shelf
_one_at_a_time = Lock()  # in a server with threads
_AT_ONCE = 50_000


def refresh() -> None:
    """Puts every row there is on the shelf."""
    with _one_at_a_time:
        _refreshed()


def _refreshed() -> Shelf:
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


def on_shelf(value_ids: Sequence[int]) -> set[int]:
    """Which of these values have their row already."""
    return set(Picture.objects.filter(value__id__among=value_ids).values_list("value_id", flat=True))


def near(new: Sequence[tuple[int, str]]) -> list[tuple[int, int]]:
    """Pairs of value ids that look the same, of which at least one is among these (value id, fingerprint)."""
    if not new:
        return []
    values = [pdq for _, pdq in new]
    with _one_at_a_time:
        found = [(new[number][0], other) for number, other in _refreshed().near(values) if other != new[number][0]]
    return found + [(new[one][0], new[other][0]) for one, other in among(values)]


def put(new: Sequence[tuple[int, str]]) -> None:
    """Writes the rows of new fingerprints."""
    rows.insert(Picture, ("value_id", "pdq", "stamp"), [(i, pdq, secrets.randbits(62)) for i, pdq in new])
