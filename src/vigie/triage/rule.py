"""What a rule is: something that hears one thing in a dossier and says why it matters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from vigie.report.nouns import Dossier, Saying


@dataclass(frozen=True, slots=True)
class Habit:
    """What one company does with one field: in how many reports it could be set, and how often it was."""

    seen: int
    set: int

    ENOUGH = 20  # reports before a company's habit is known

    @property
    def constant(self) -> bool:
        """Always set, or never, over enough reports: then the field says nothing of this report."""
        return self.seen >= self.ENOUGH and self.set in (0, self.seen)


@dataclass(frozen=True, slots=True)
class Case:
    """All that a rule may know. `words` are the pack's lexicons: {cue: (phrases, ...)} of all its languages."""

    dossier: Dossier
    now: datetime
    habits: Mapping[str, Habit] = field(default_factory=dict)  # by field name, of this report's company
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    home: frozenset[str] = frozenset()  # country codes of this desk's territory

    def says_something(self, field_name: str) -> bool:
        """Whether a company's field can be heard: it is not a constant of that company."""
        habit = self.habits.get(field_name)
        return habit is None or not habit.constant


@dataclass(frozen=True, slots=True)
class Heard:
    """A rule speaks: how strongly (0.0 to 1.0 of its points), and why, in words for an officer."""

    why: Saying
    strength: float = 1.0


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, in one file of `rules/`. A change of what it hears is a new `version`.

    `weigh(case)` is pure: `Heard`, or None when the rule has nothing to say. It never lowers a priority:
    points are never negative. `points` is what it gives at full strength until a policy says otherwise.
    `raises` is an example that makes it speak, `leaves` one that does not.
    """

    version: int
    about: str
    points: int
    weigh: Callable[[Case], Heard | None]
    raises: Callable[[], Case]
    leaves: Callable[[], Case]
