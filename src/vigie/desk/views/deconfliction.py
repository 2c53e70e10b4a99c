"""Who else works on the same person. A unit learns that another one does, on which of its own selectors, and whom to
call: never what the other's reports say. What a compartment hides is not even counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence

from msgspec import Struct

from vigie.access.models import Officer
from vigie.cases.models import Piece, known
from vigie.desk.models import hidden, visible
from vigie.linking.seen import Evidence
from vigie.report.models import Standing


class Elsewhere(Struct, frozen=True):
    """A unit ("": the central desk) that has reports of the same thread."""

    unit: str
    in_hand: int
    decided: int
    waiting: int
    cases: int
    via: tuple[tuple[str, str], ...]  # kind and value, those that the officer's own reports bear
    seen: bool  # whether the officer may know of its reports anyway


class Around(Struct, frozen=True):
    """The reports of a thread for one officer: those they may know of, how many others they may be told of, by unit."""

    own: frozenset[int]
    others: int
    units: tuple[Elsewhere, ...]


def around(officer: Officer, report_keys: Collection[int], evidence: Iterable[Evidence]) -> Around:
    """What may be told of these reports. Four queries."""
    own = frozenset(visible(officer).filter(pk__in=list(report_keys)).values_list("pk", flat=True))
    told = Standing.objects.filter(pk__in=list(report_keys)).exclude(pk__in=hidden(officer))
    rows = list(told.values_list("pk", "unit", "state"))
    mine = [one for one in evidence if own & set(one.report_keys)]
    cases = _cases(officer, [key for key, _, _ in rows])
    by_unit: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for key, unit, state in rows:
        by_unit[unit].append((key, state))
    units = [_unit(unit, found, mine, cases[unit], own) for unit, found in by_unit.items() if _other(officer, unit)]
    units = [one for one in units if one.in_hand or one.decided or one.cases or not one.seen]  # to wait is not to work
    units += [
        Elsewhere(unit, 0, 0, 0, n, (), False)
        for unit, n in cases.items()
        if unit not in by_unit and _other(officer, unit)
    ]
    return Around(
        own,
        sum(key not in own for key, _, _ in rows),
        tuple(sorted(units, key=lambda one: (-one.in_hand - one.cases, one.unit))),
    )


def _other(officer: Officer, unit: str) -> bool:
    return unit != officer.unit


def _cases(officer: Officer, report_keys: Sequence[int]) -> Counter[str]:
    """How many open cases each unit has with these reports, this officer's own apart."""
    pieces = Piece.objects.filter(report_key__in=report_keys, ended_at=None, case__state="open")
    own = set(known(officer).filter(unit=officer.unit).values_list("pk", flat=True)) if officer.unit else set()
    return Counter(unit for case, unit in set(pieces.values_list("case_id", "case__unit")) if case not in own)


def _unit(
    unit: str, found: Sequence[tuple[int, str]], mine: Sequence[Evidence], cases: int, own: frozenset[int]
) -> Elsewhere:
    keys, states = {key for key, _ in found}, Counter(state for _, state in found)
    via = tuple((one.kind, one.value) for one in mine if one.ties and keys & set(one.report_keys))[:8]
    return Elsewhere(
        unit,
        states[Standing.State.CLAIMED],
        states[Standing.State.DECIDED],
        states[Standing.State.OPEN],
        cases,
        via,
        keys <= own,
    )
