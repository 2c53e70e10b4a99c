"""The pages one can go to from everywhere, in groups: a row for each. Pure.

The work of every day stands in the bar; the rest in one menu, group by group, so that the bar stays calm.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from vigie.access.roles import Act
from vigie.report.nouns import Saying, say

# The groups of the menu, in their order. "work" is the bar itself.
GROUPS: dict[str, Saying] = {
    "work": say("Work"),
    "incoming": say("What comes in"),
    "rules": say("Rules and figures"),
    "proof": say("Proof and rights"),
    "desk": say("The desk"),
}


class Row(Struct, frozen=True):
    """A page: its address's name, the key that follows `g`, its words, its group, who may go there, and the first
    words of the addresses that belong to it."""

    name: str
    key: str
    label: Saying
    group: str
    act: Act
    under: tuple[str, ...]


ROWS: tuple[Row, ...] = (
    Row("home", "h", say("Home"), "work", Act.READ_QUEUE, ("", "comfort", "swaps")),
    Row("queue", "q", say("Queue"), "work", Act.READ_QUEUE, ("queue", "reports", "threads", "contents", "bulk")),
    Row("cases", "c", say("Cases"), "work", Act.READ_QUEUE, ("cases",)),
    Row("requests", "r", say("Requests"), "work", Act.ASK_OTHERS, ("requests",)),
    Row("problems", "p", say("Problems"), "incoming", Act.SEE_PROBLEMS, ("problems",)),
    Row("deliveries", "l", say("Deliveries"), "incoming", Act.SEE_DELIVERIES, ("deliveries",)),
    Row("talks", "t", say("Talks"), "incoming", Act.TALK, ("talks",)),
    Row("policies", "y", say("Policy"), "rules", Act.STEER, ("policies", "capacity")),
    Row("figures", "f", say("Figures"), "rules", Act.READ_FIGURES, ("figures",)),
    Row("journal", "j", say("Journal"), "proof", Act.AUDIT, ("journal",)),
    Row("dossiers", "o", say("Transmissions"), "proof", Act.MAKE_DOSSIER, ("dossiers",)),
    Row("ledger", "k", say("Proof"), "proof", Act.SEE_PROOF, ("ledger",)),
    Row("exposure", "e", say("Exposure"), "desk", Act.RELEASE_OTHERS, ("exposure",)),
    Row("trainings", "n", say("Training"), "desk", Act.TRAIN, ("training",)),
    Row("parts", "d", say("Look of the desk"), "desk", Act.SEE_PROBLEMS, ("parts",)),
)


class Way(Struct, frozen=True):
    """A page that this person may go to, as it is shown."""

    name: str
    key: str
    label: Saying
    current: bool
    count: int = 0


class Ways(Struct, frozen=True):
    """All of them: those of the bar, and the groups of the menu that hold something."""

    bar: tuple[Way, ...]
    groups: tuple[tuple[Saying, tuple[Way, ...]], ...]

    @property
    def searches(self) -> bool:
        """Whether there is a queue to search in."""
        return any(way.name == "queue" for way in self.bar)

    @property
    def count(self) -> int:
        """What waits behind the menu."""
        return sum(way.count for _, ways in self.groups for way in ways)

    @property
    def inside(self) -> Way | None:
        """The page one is on, when it stands in the menu."""
        return next((way for _, ways in self.groups for way in ways if way.current), None)


def ways(may: Callable[[Act], bool], path: str, counts: dict[str, int], rows: Sequence[Row] = ROWS) -> Ways:
    """The ways of somebody who may do these acts, from an address. `counts` says how much waits, by name."""
    first = path.strip("/").split("/")[0]
    own = [
        (row, Way(row.name, row.key, row.label, first in row.under, counts.get(row.name, 0)))
        for row in rows
        if may(row.act)
    ]
    groups = tuple((GROUPS[group], tuple(_of(own, group))) for group in GROUPS if group != "work")
    return Ways(tuple(_of(own, "work")), tuple(one for one in groups if one[1]))


def _of(own: Sequence[tuple[Row, Way]], group: str) -> Iterator[Way]:
    return (way for row, way in own if row.group == group)


STARTS = (
    (Act.READ_QUEUE, "home"),
    (Act.SEE_PROBLEMS, "problems"),
    (Act.AUDIT, "journal"),
    (Act.READ_FIGURES, "figures"),
    (Act.TRAIN, "trainings"),
)


def start(may: Callable[[Act], bool]) -> str:
    """The name of the page where somebody's day begins."""
    return next((name for act, name in STARTS if may(act)), "my-looks")
