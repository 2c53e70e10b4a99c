"""How much of the grave simple orders, careful rules and an all-knowing reader find in the first hundredths.

    python -m bench.third.reader --reports 12000 --seed 1

Nothing of Vigie judges here: these are what its queue is compared with.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

import click

from bench.afar.reader import tell
from bench.third.caseload import draw
from bench.third.identifiers import STRONG
from bench.third.likelihood import grave_odds
from bench.third.seen import Report

CROWD = 12  # a value in more reports than that identifies nobody
# Careful rules: what a good engineer would count after a week at a desk, and how much.
SIGN_POINTS = {
    "household": 3, "role": 3, "meeting": 3, "despair": 4, "live": 3, "plea": 3, "fear": 2, "threat": 2, "gone": 3,
    "again": 2, "alone": 2, "secret": 2, "young": 2, "several": 2, "fresh": 2, "travel": 2, "money": 1, "guise": 1,
    "joke": -2, "peers": -2, "adult": -2, "past": -3, "quarrel": -2, "advert": -2, "fiction": -3, "rumour": -1,
    "innocent": -3,
}  # fmt: skip
MARK_POINTS = {
    "relative": 3, "access": 2, "occupation": 2, "acquaintance": 1, "convicted": 3, "prior": 1, "young_victim": 2,
    "teen_victim": 1, "several_victims": 1, "school_named": 1, "extortion": 2, "solicits": 2, "live": 2, "camera": 1,
    "infant": 1, "payment": 1, "viral": -3, "meme": -3, "anime": -3, "machine_made": -1, "spam": -2, "peers_flag": -2,
}  # fmt: skip
CONTENT_POINTS = {"unknown": 1, "viral": -3}
RELATION_POINTS = {"me": 2, "work": 1, "stranger": -1}
ESCALATED = 2


def points(report: Report) -> float:
    """What careful rules give one report."""
    total = float(CONTENT_POINTS.get(report.content, 0)) + ESCALATED * report.escalated
    total += RELATION_POINTS.get(report.relation, 0)
    total += sum(SIGN_POINTS[one] for one in report.hints)
    return total + sum(MARK_POINTS.get(one, 0) for one in report.marks)


def together(group: list[Report]) -> dict[str, float]:
    """What careful rules give each report of a case: its own, and half of the best that another says for it."""
    ranked = sorted(((points(one), one.number) for one in group), reverse=True)
    found = {}
    for own, number in ranked:
        best = next((value for value, other in ranked if other != number), 0.0)
        found[number] = own + max(best, 0.0) / 2
    return found


def _grouped(reports: list[Report], shared: Iterable[list[int]]) -> list[list[Report]]:
    """Reports that anything ties together, however far around."""
    leader = list(range(len(reports)))

    def head(at: int) -> int:
        while leader[at] != at:
            leader[at] = leader[leader[at]]
            at = leader[at]
        return at

    for places in shared:
        for other in places[1:]:
            leader[head(other)] = head(places[0])
    groups: defaultdict[int, list[Report]] = defaultdict(list)
    for at, report in enumerate(reports):
        groups[head(at)].append(report)
    return list(groups.values())


def linked(reports: list[Report]) -> list[list[Report]]:
    """As a careful desk links: by numbers and addresses that are the same once written alike, whoever's they are."""
    seen: defaultdict[str, list[int]] = defaultdict(list)
    for at, report in enumerate(reports):
        for one in report.links:
            if one.token and one.kind in STRONG:
                seen[one.token].append(at)
    return _grouped(reports, (places for places in seen.values() if len(places) <= CROWD))


def every_link(reports: list[Report]) -> list[list[Report]]:
    """Every link that could be found, names and networks too, and none between strangers."""
    seen: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for at, report in enumerate(reports):
        for one in report.links:
            if one.token:
                seen[report.person.number, one.token].append(at)
    return _grouped(reports, seen.values())


def by(reports: list[Report], weight: Callable[[Report], float]) -> list[Report]:
    """Heaviest first; what weighs the same, in order of arrival."""
    return sorted(reports, key=lambda one: (-weight(one), one.order))


def orders(reports: list[Report]) -> dict[str, list[Report]]:
    """Every order there is to compare with."""
    careful = {number: value for group in linked(reports) for number, value in together(group).items()}
    single = {one.number: grave_odds([one]) for one in reports}
    every = {one.number: odds for group in every_link(reports) for odds in (grave_odds(group),) for one in group}
    return {
        "first come, first served": by(reports, lambda one: 0),
        "unknown content first": by(reports, lambda one: one.content == "unknown"),
        "company's escalation first": by(reports, lambda one: one.escalated),
        "careful rules, one report at a time": by(reports, points),
        "careful rules with linking": by(reports, lambda one: careful[one.number]),
        "all-knowing reader, one report at a time": by(reports, lambda one: single[one.number]),
        "all-knowing reader, every link found": by(reports, lambda one: every[one.number]),
    }


@click.command()
@click.option("--reports", default=12000, show_default=True, help="How many.")
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same caseload.")
def main(reports: int, seed: int) -> None:
    """Print what each order finds of the grave, in the first 1, 2, 5 and 10 %."""
    tell(orders(draw(reports, seed).reports))


if __name__ == "__main__":
    main()
