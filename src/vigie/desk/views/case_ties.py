"""What the reports of a case have in common: its selectors, read from the linking rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from msgspec import Struct

from vigie.linking.models import Mention

SHOWN = 60
TELLING = (
    "email",
    "phone",
    "account",
    "profile",
    "device",
    "payment",
    "screen-name",
    "handle",
    "ip",
    "file",
    "picture",
)


class Shared(Struct, frozen=True):
    """A value, and the reports of the case that bear it."""

    kind: str
    value: str
    numbers: tuple[str, ...]


def shared(reports: Mapping[int, str]) -> list[Shared]:
    """The selectors of these reports (row: number), those that several bear first. One query."""
    rows = Mention.objects.filter(report_key__among=list(reports), value__kind__in=TELLING)
    bearers: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for key, kind, value in rows.values_list("report_key", "value__kind", "value__value")[:5000]:
        bearers[kind, value].add(key)
    order = sorted(bearers.items(), key=lambda one: (-len(one[1]), TELLING.index(one[0][0]), one[0][1]))
    return [Shared(kind, value, tuple(sorted(reports[key] for key in keys))) for (kind, value), keys in order[:SHOWN]]
