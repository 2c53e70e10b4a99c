"""What another policy would have had read instead, and what becomes of the reports known to be grave. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from vigie.report.nouns import Reason
from vigie.steering.known import Outcomes

SHARES = (0.01, 0.02, 0.05, 0.10)  # of the replayed reports: what a small team reads
SHOWN = 20  # reports that are told one by one


class Line(Struct, frozen=True):
    """One report under both policies. `why`: points by rule, under the second less under the first."""

    report_key: int
    name: str
    company: str
    totals: tuple[int, int]
    classes: tuple[str, str]
    why: Mapping[str, int]


class Moved(Struct, frozen=True):
    """One report that moves: its places from 1, and the rules by which it does."""

    report_key: int
    name: str
    company: str
    places: tuple[int, int]
    totals: tuple[int, int]
    classes: tuple[str, str]
    grave: bool
    why: Mapping[str, int]


class Depth(Struct, frozen=True):
    """The first `reports` of both orders: how many differ, and how many known to be grave each holds."""

    share: float
    reports: int
    read_instead: int
    grave: tuple[int, int]


class Replay(Struct, frozen=True):
    """The whole comparison. `known` reports were decided, `grave` of them found grave."""

    policies: tuple[str, str]
    reports: int
    known: int
    grave: int
    depths: tuple[Depth, ...]
    grave_up: int
    grave_down: int
    moved: tuple[Moved, ...]  # the grave that move most
    instead: tuple[Moved, ...]  # come into the first hundredth
    left: tuple[Moved, ...]  # go out of it
    classes: Mapping[str, int]  # "viral > workable": how many
    rules: Mapping[str, int]  # reports on which a rule's points differ
    seconds: float = 0.0


def why(before: Iterable[Reason], after: Iterable[Reason]) -> dict[str, int]:
    """Points by rule that differ."""
    points: Counter[str] = Counter({reason.rule: reason.points for reason in after})
    points.subtract({reason.rule: reason.points for reason in before})
    return {rule: by for rule, by in points.items() if by}


def places(lines: Sequence[Line], side: int) -> dict[int, int]:
    """The place of each report in the order of one policy; equals stand as they came."""
    ordered = sorted(lines, key=lambda line: (-min(100, line.totals[side]), -line.totals[side], line.report_key))
    return {line.report_key: place for place, line in enumerate(ordered, 1)}


def compare(policies: tuple[str, str], lines: Sequence[Line], outcomes: Outcomes) -> Replay:
    """Both orders side by side."""
    before, after = places(lines, 0), places(lines, 1)
    grave = {key for key, known in outcomes.items() if known.grave and key in before}
    moved = [_moved(line, before, after, grave) for line in lines if before[line.report_key] != after[line.report_key]]
    first = max(1, round(SHARES[0] * len(lines)))
    known_grave = sorted((one for one in moved if one.grave), key=lambda one: -abs(one.places[0] - one.places[1]))
    came = [one for one in moved if one.places[1] <= first < one.places[0]]
    went = [one for one in moved if one.places[0] <= first < one.places[1]]
    return Replay(
        policies=policies,
        reports=len(lines),
        known=sum(key in before for key in outcomes),
        grave=len(grave),
        depths=tuple(_depth(share, before, after, grave) for share in SHARES) if lines else (),
        grave_up=sum(one.places[1] < one.places[0] for one in known_grave),
        grave_down=sum(one.places[1] > one.places[0] for one in known_grave),
        moved=tuple(known_grave[:SHOWN]),
        instead=tuple(sorted(came, key=lambda one: one.places[1])[:SHOWN]),
        left=tuple(sorted(went, key=lambda one: one.places[0])[:SHOWN]),
        classes=Counter(" > ".join(line.classes) for line in lines if line.classes[0] != line.classes[1]),
        rules=Counter(rule for line in lines for rule in line.why),
    )


def _moved(line: Line, before: Mapping[int, int], after: Mapping[int, int], grave: set[int]) -> Moved:
    key = line.report_key
    return Moved(
        key, line.name, line.company, (before[key], after[key]), line.totals, line.classes, key in grave, line.why
    )


def _depth(share: float, before: Mapping[int, int], after: Mapping[int, int], grave: set[int]) -> Depth:
    most = max(1, round(share * len(before)))
    first = {key for key, place in before.items() if place <= most}
    second = {key for key, place in after.items() if place <= most}
    return Depth(share, most, len(second - first), (len(grave & first), len(grave & second)))
