"""How often one company says one thing, and what it can still say: a constant tells nothing of this report."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

# A flag cannot make a grave report more than 1/rate times likelier, whatever it means. So a flag's weight falls as the
# company sets it more often: (up to this rate, this share of a rule's points). In steps, so that a score does not move
# with every report that comes in.
STEPS = ((0.05, 1.0), (0.15, 0.7), (0.35, 0.35), (0.95, 0.05), (1.0, 0.0))
OFTEN = 0.35  # above this rate, what a company says in a *fact* is taken as its habit


# What all companies do is known by its step alone, so that no score moves before the step does.
TYPICAL = (0.02, 0.1, 0.25, 0.65, 1.0)
DRAWN = 20  # reports' worth of what all companies do, added to what one does


@lru_cache(maxsize=65_536)
def _weight(seen: int, set_: float) -> float:
    return next(share for limit, share in STEPS if set_ <= limit * seen)


@lru_cache(maxsize=65_536)
def _step(seen: int, set_: int) -> int:
    return next(place for place, (limit, _) in enumerate(STEPS) if set_ <= limit * seen)


@dataclass(frozen=True, slots=True)
class Habit:
    """What one company does with one field: in how many reports it could be set, and how often it was."""

    seen: int
    set: int

    ENOUGH: ClassVar[int] = 20  # reports before a habit is known

    @property
    def known(self) -> bool:
        """Whether enough reports were seen to speak of a habit."""
        return self.seen >= self.ENOUGH

    @property
    def step(self) -> int:
        """The step of `STEPS`; -1 while the habit is not known."""
        if not self.known:
            return -1
        return _step(self.seen, self.set)

    @property
    def weight(self) -> float:
        """How much the field can say when it is set: 1.0 for a rare one or one not known, 0.0 for a constant."""
        return STEPS[self.step][1] if self.known else 1.0

    @property
    def often(self) -> bool:
        """Set so often that it is rather a way of filling in a form."""
        return self.set > OFTEN * self.seen

    @property
    def constant(self) -> bool:
        """Set in practically every report: it says nothing of this one."""
        return self.known and self.weight == 0.0


def weight(name: str, own: Habit | None, everyone: Habit | None) -> float:
    """How much a name can say, by how often this company says it, drawn towards how often all do: the fewer reports the
    company has sent, the more. Of a field that it always sets nothing is left."""
    shared = everyone.weight if everyone else 1.0
    if name.startswith("victim:") or own is None or not own.known:  # a child's age is a fact, no company's setting
        return shared
    if own.constant or everyone is None or not everyone.known:
        return own.weight
    return _weight(own.seen + DRAWN, own.set + DRAWN * TYPICAL[everyone.step])
