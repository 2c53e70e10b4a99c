"""What officers' decisions say of each rule: how often it spoke, how often it was right, what it cost. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from vigie.steering.known import Known


class Decided(Struct, frozen=True):
    """A decided report: how strongly each rule spoke of it (0 to 1), and what became of it."""

    report_key: int
    strengths: Mapping[str, float]
    known: Known


class RuleReport(Struct, frozen=True):
    """One rule over the decided reports. `right` and `wrong` leave out those of which the ruling says neither;
    `minutes` is the time that officers spent on reports of which it spoke and which were not worth it."""

    rule: str
    points: int
    fired: int
    right: int
    wrong: int
    grave: int
    minutes: float | None

    @property
    def precision(self) -> float | None:
        """How often it was right, of the times that somebody could say; None when nobody could."""
        told = self.right + self.wrong
        return self.right / told if told else None


def report(decided: Sequence[Decided], points: Mapping[str, int]) -> list[RuleReport]:
    """One line for each rule, those that spoke most first."""
    lines = [_line(rule, given, decided) for rule, given in points.items()]
    return sorted(lines, key=lambda line: (-line.fired, line.rule))


def _line(rule: str, points: int, decided: Sequence[Decided]) -> RuleReport:
    spoke = [one for one in decided if one.strengths.get(rule, 0.0) > 0.0]
    wrong = [one for one in spoke if one.known.right is False]
    spent = [one.known.minutes for one in wrong if one.known.minutes is not None]
    return RuleReport(
        rule=rule,
        points=points,
        fired=len(spoke),
        right=sum(one.known.right is True for one in spoke),
        wrong=len(wrong),
        grave=sum(one.known.grave for one in spoke),
        minutes=round(sum(spent), 1) if spent else None,
    )
