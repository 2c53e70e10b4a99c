"""How much of the grave simple orders, careful rules and an all-knowing reader find in the first hundredths.

    python -m bench.afar.reader --reports 12000 --seed 1

Nothing of Vigie judges here: these are what its queue is compared with.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

import click

from bench.afar.caseload import draw
from bench.afar.happenings import Report
from bench.afar.likelihood import grave_odds

SHARES = (0.01, 0.02, 0.05, 0.10)
CROWD = 12  # a value in more reports than that identifies nobody
# Careful rules: what an officer would count, and how much.
SIGN_POINTS = {
    "own_child": 3, "works_with": 3, "order_live": 3, "pay_abroad": 2, "meeting": 3, "self_harm": 4, "threat": 2,
    "fear": 2, "young": 2, "teen": 1, "secret": 2, "alone": 2, "travel": 1, "siblings": 2, "fresh": 2, "gift": 1,
    "school": 1, "money": 1, "joke": -2, "outrage": -2, "peers": -2, "adult": -2, "drawing": -2, "album": -3,
    "pretend": -2, "promo": -2, "generated": -2,
}  # fmt: skip
MARK_POINTS = {
    "relative": 3, "access": 2, "occupation": 2, "acquaintance": 2, "young_victim": 2, "teen_victim": 1, "camera": 1,
    "extortion": 2, "solicits": 2, "live": 2, "prior": 1, "several_victims": 1, "school_named": 1, "infant": 1,
    "viral": -3, "meme": -3, "anime": -2, "spam": -2, "peers_flag": -2, "machine_made": -1,
}  # fmt: skip
CONTENT_POINTS = {"unknown": 1, "viral": -3}
STRONG = ("email", "phone", "device", "account")


def points(report: Report) -> float:
    """What careful rules give one report. They read plain words, no slang, no slips, and three languages."""
    total = float(CONTENT_POINTS.get(report.content, 0)) + 2 * report.escalated
    total += sum(SIGN_POINTS.get(hint.sign, 0) for hint in report.hints if hint.plain)
    return total + sum(MARK_POINTS.get(mark, 0) for mark in report.marks)


def together(group: list[Report]) -> float:
    """What careful rules give all reports of one person: the best, and half of the second if it speaks for it too."""
    best, second = sorted((*map(points, group), 0.0), reverse=True)[:2] if len(group) > 1 else (points(group[0]), 0.0)
    return best + second / 2


def linked(reports: list[Report], kinds: tuple[str, ...]) -> list[list[Report]]:
    """Groups of reports that share something that identifies a person."""
    leader = list(range(len(reports)))

    def head(at: int) -> int:
        while leader[at] != at:
            leader[at] = leader[leader[at]]
            at = leader[at]
        return at

    seen: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for at, report in enumerate(reports):
        values = {**report.links, "ip": report.ip if ":" in report.ip else ""}
        for kind in kinds:
            if values.get(kind):
                seen[kind, values[kind]].append(at)
    for places in seen.values():
        for other in places[1:] if len(places) <= CROWD else ():
            leader[head(other)] = head(places[0])
    groups: defaultdict[int, list[Report]] = defaultdict(list)
    for at, report in enumerate(reports):
        groups[head(at)].append(report)
    return list(groups.values())


def by(reports: list[Report], weight: Callable[[Report], float]) -> list[Report]:
    """Heaviest first; what weighs the same, in order of arrival."""
    return sorted(reports, key=lambda one: (-weight(one), one.order))


def shared(groups: Iterable[list[Report]], weight: Callable[[list[Report]], float]) -> dict[str, float]:
    """The weight of each report: that of its group."""
    return {one.number: value for group in groups for value in (weight(group),) for one in group}


def orders(reports: list[Report]) -> dict[str, list[Report]]:
    """Every order there is to compare with."""
    strong = linked(reports, STRONG)
    careful = shared(strong, together)
    single = {one.number: grave_odds([one]) for one in reports}
    every = shared(linked(reports, (*STRONG, "screen", "ip")), grave_odds)
    return {
        "first come, first served": by(reports, lambda one: 0),
        "unknown content first": by(reports, lambda one: one.content == "unknown"),
        "company's escalation first": by(reports, lambda one: one.escalated),
        "careful rules, one report at a time": by(reports, points),
        "careful rules with linking": by(reports, lambda one: careful[one.number]),
        "all-knowing reader, one report at a time": by(reports, lambda one: single[one.number]),
        "all-knowing reader, every link found": by(reports, lambda one: every[one.number]),
    }


class Graded(Protocol):
    """A report of which it is known whether it is grave."""

    @property
    def grave(self) -> bool: ...


def recalls(order: Sequence[Graded]) -> list[float]:
    """The share of the grave in the first hundredths."""
    grave = sum(one.grave for one in order)
    return [sum(one.grave for one in order[: round(share * len(order))]) / grave for share in SHARES]


def tell(orders: Mapping[str, Sequence[Graded]]) -> None:
    """Prints what each order finds."""
    drawn = next(iter(orders.values()))
    grave = sum(one.grave for one in drawn)
    click.echo(f"{len(drawn)} reports, {grave} grave ({grave / len(drawn):.2%})")
    click.echo(f"{'recall of the grave, %':44}" + "".join(f"{share:>8.0%}" for share in SHARES))
    for name, order in orders.items():
        click.echo(f"{name:44}" + "".join(f"{100 * one:8.1f}" for one in recalls(order)))


@click.command()
@click.option("--reports", default=12000, show_default=True, help="How many.")
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same caseload.")
def main(reports: int, seed: int) -> None:
    """Print what each order finds of the grave, in the first 1, 2, 5 and 10 %."""
    tell(orders(draw(reports, seed).reports))


if __name__ == "__main__":
    main()
