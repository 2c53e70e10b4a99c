"""What a rule is: something that hears one thing in a dossier and says why it matters; and what it may know."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from vigie.report.nouns import (
    Dossier,
    Links,
    Match,
    Matches,
    Person,
    Report,
    Role,
    Saying,
    Sighting,
    ThreadFacts,
)
from vigie.triage import escalation
from vigie.triage.facts import CHILD, age, ages, day, heard_in, of_file, structured
from vigie.triage.habit import Habit, weight
from vigie.triage.leads import sightings
from vigie.triage.papers import is_paper
from vigie.triage.state import SHARES, State, state_of
from vigie.triage.words import Hit, Lexicon

NO_WORDS = Lexicon({})
CANNED, CANNED_SHARE = 6, 0.1  # escalations with one and the same reason: how many, and of how many
GAP_OF_MINORS = 4  # years between two minors from which they are no longer of one age
ESCALATED = 0.5  # what a cue in the reason of an escalation still says beside the escalation itself
OF_A_CHILD = frozenset({"child_age", "young", "household", "works_with_children"})  # cues that speak of a child


@dataclass(frozen=True, slots=True)
class Cue:
    """Words of one cue found in a report, those that its company does not repeat in every report."""

    words: tuple[str, ...]
    strength: float

    def __str__(self) -> str:
        return ", ".join(self.words[:4])


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What a rule said of other reports of the same thread: the most points that it gave to one of them."""

    rule: str
    points: int


@dataclass(frozen=True)
class Case:
    """All that a rule may know.

    `habits` are this company's, `everyone` those of all companies together, by the names of `facts.py`. `home` are the
    country codes of this desk's territory; `keeps` is how many days its access providers keep who had an address, None
    when the pack does not say. `elsewhere` is what other reports of the thread say beyond this one; `overheard` the cue
    words of conversations that came as files."""

    dossier: Dossier
    now: datetime
    habits: Mapping[str, Habit] = field(default_factory=dict)
    everyone: Mapping[str, Habit] = field(default_factory=dict)
    lexicon: Lexicon = NO_WORDS
    home: frozenset[str] = frozenset()
    keeps: int | None = None
    elsewhere: tuple[Elsewhere, ...] = ()
    overheard: tuple[Hit, ...] = ()

    @property
    def report(self) -> Report:
        """The report as it was told last."""
        return self.dossier.report

    @cached_property
    def versions(self) -> tuple[Report, ...]:
        """The report as it was told last, then its earlier versions: what was said once is not unsaid by silence."""
        return (self.dossier.report, *reversed(self.dossier.earlier))

    @property
    def thread(self) -> ThreadFacts:
        """What linking found around the report."""
        return (self.dossier.links or Links()).facts

    @property
    def found(self) -> Matches:
        """What matching found."""
        return self.dossier.matches or Matches()

    @cached_property
    def states(self) -> tuple[State, ...]:
        """How each file of the last version stands to the lists."""
        by_file: dict[int, list[Match]] = {}
        for match in self.found.matches:
            by_file.setdefault(match.file, []).append(match)
        return tuple(self._state_of(place, by_file.get(place, [])) for place in range(len(self.report.files)))

    def _state_of(self, place: int, matches: list[Match]) -> State:
        print_ = self.found.prints[place] if place < len(self.found.prints) else None
        if not matches and is_paper(self.report.files[place], print_):
            return State.PAPER
        return state_of(matches, self._comparable(place))

    def _comparable(self, place: int) -> bool:
        """Whether a file was compared with the lists of known material at all."""
        prints = self.found.prints
        seen = (place < len(prints) and prints[place] is not None) or bool(self.report.files[place].hashes)
        return seen and bool(self.found.lists)

    @cached_property
    def said(self) -> frozenset[str]:
        """The names of what its fields say, over all versions."""
        return frozenset().union(*(structured(version, self.lexicon) for version in self.versions))

    @cached_property
    def cues(self) -> Mapping[str, Cue]:
        """The cues heard in its texts, without what its company repeats."""
        hits: dict[str, dict[str, float]] = {}
        told = (heard for version in self.versions for heard in self._heard_in(version))
        for hit, share in (*told, *((hit, 1.0) for hit in self.overheard)):
            if weight := share * self._weight_of_hit(hit):
                known = hits.setdefault(hit.cue, {})
                known[hit.words] = max(weight, known.get(hit.words, 0.0))
        return {cue: Cue(tuple(words), max(words.values())) for cue, words in hits.items()}

    def _heard_in(self, version: Report) -> Iterator[tuple[Hit, float]]:
        """What stands in the reason of an escalation is heard in part: that the company asks for priority counts
        already. What is told a second time, elsewhere, is heard in full."""
        heard = heard_in(version, self.lexicon)
        given = escalation.reason(version) if heard else None
        aside = [(hit.cue, hit.words) for hit in self.lexicon.hear(given)] if given else []
        for hit in heard:
            again = (hit.cue, hit.words) in aside
            if again:
                aside.remove((hit.cue, hit.words))
            yield hit, ESCALATED if again else 1.0

    @cached_property
    def escalation(self) -> str | None:
        """The reason for which its company asks for priority: the last that is given, else an empty one; or None."""
        given = [told for version in self.versions if (told := escalation.reason(version)) is not None]
        return next((told for told in given if told.strip()), "") if given else None

    @cached_property
    def asked_for(self) -> tuple[Hit, ...]:
        """The cues in the reason of an escalation."""
        return self.lexicon.hear(self.escalation) if self.escalation else ()

    def _weight_of_hit(self, hit: Hit) -> float:
        return hit.strength * min(self.weight(f"said:{hit.saying}"), self.weight(f"{hit.by}:{hit.cue}"))

    def weight(self, name: str) -> float:
        """How much this name can say in a report of this company (0.0 to 1.0)."""
        known = self._weights.get(name)
        if known is None:
            known = self._weights[name] = weight(name, self.habits.get(name), self.everyone.get(name))
        return known

    @cached_property
    def _weights(self) -> dict[str, float]:
        return {}

    def hears(self, *names: str) -> float:
        """The weight of the strongest of these names that the report says; 0.0 when it says none of them."""
        if self.said.isdisjoint(names):  # as it nearly always is
            return 0.0
        return max(self.weight(name) for name in names if name in self.said)

    @cached_property
    def marks_on_files(self) -> Mapping[str, float]:
        """What is said of the files of the last version; a mark on a picture that circulates says less."""
        found: dict[str, float] = {}
        for names, state in zip(self.names_on_files, self.states, strict=True):
            share = SHARES.get(state, 1.0)
            for name in names:
                found[name] = max(share, found.get(name, 0.0))
        return found

    @cached_property
    def names_on_files(self) -> tuple[frozenset[str], ...]:
        """The names of what is said of each file of the last version."""
        return tuple(frozenset(of_file(file)) for file in self.report.files)

    def hears_file(self, name: str) -> float:
        """The weight of a mark on a file; 0.0 when no file has it."""
        share = self.marks_on_files.get(name)
        return share * self.weight(name) if share else 0.0

    def says_something(self, name: str) -> bool:
        """Whether a company's field can be heard at all: it is not a constant of that company."""
        return self.weight(name) > 0.0

    def cue(self, name: str) -> float:
        """How strongly a cue is heard in its texts (0.0 to 1.0)."""
        found = self.cues.get(name)
        return found.strength if found else 0.0

    def words_of(self, *names: str) -> str:
        """The words of these cues, as found, for the reason."""
        return "; ".join(str(self.cues[name]) for name in names if name in self.cues)

    def people(self, role: Role) -> Iterator[Person]:
        """The people in a role, over all versions."""
        return (person for version in self.versions for person in version.people if person.role is role)

    @cached_property
    def suspects(self) -> tuple[Person, ...]:
        """The reported people, over all versions."""
        return tuple(self.people(Role.REPORTED))

    @cached_property
    def canned(self) -> bool:
        """Whether the company gives this very reason in a good part of its escalations: a machine's, not a person's."""
        habit = next((self.habits.get(said) for told in self.versions if (said := escalation.saying(told))), None)
        escalated = self.habits.get("report:escalated")
        return bool(habit and escalated and habit.set >= CANNED and habit.set >= CANNED_SHARE * escalated.set)

    @cached_property
    def of_adults(self) -> bool:
        """Whether all who were written to or harmed are said to be grown up, and nothing speaks of a child."""
        others = [one for role in (Role.VICTIM, Role.RECIPIENT) for one in self.people(role)]
        known = [age(one, day(self.report)) for one in others]
        if any(years is not None and years < CHILD for years in known):
            return False
        by_ages = bool(known) and all(years is not None for years in known)
        return (by_ages or "grown_up" in self.cues) and self.cues.keys().isdisjoint(OF_A_CHILD)

    @cached_property
    def among_minors(self) -> bool:
        """Whether the report says that both are minors, or their ages do, and no age says otherwise."""
        own = [years for version in self.versions for years in ages(version, Role.REPORTED)]
        if any(years >= CHILD for years in own):
            return False
        roles = (Role.VICTIM, Role.RECIPIENT)
        others = [years for version in self.versions for role in roles for years in ages(version, role)]
        alike = bool(own and others) and max(own) - min(others) < GAP_OF_MINORS
        apart = bool(own and others) and not alike
        return alike or self.hears("mark:minortominorinteraction") > 0.0 or ("peers" in self.cues and not apart)

    @cached_property
    def seen(self) -> tuple[Sighting, ...]:
        """The addresses of the suspect's acts, over all versions."""
        return tuple(seen for version in self.versions for seen in sightings(version))


@dataclass(frozen=True, slots=True)
class Heard:
    """A rule speaks: how strongly (0.0 to 1.0 of its points), and why, in words for an officer."""

    why: Saying
    strength: float = 1.0


def together(*strengths: float) -> float:
    """Several signs of the same thing: stronger than each, never more than 1.0, and never less for one more sign."""
    silent = 1.0
    for strength in strengths:
        silent *= 1.0 - min(max(strength, 0.0), 1.0)
    return 1.0 - silent


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, in one file of `rules/`. A change of what it hears is a new `version`.

    `weigh(case)` is pure: `Heard`, or None when the rule has nothing to say. It never lowers a priority: points are
    never negative. `points` is what it gives at full strength until a policy says otherwise: 20 points for each factor
    of ten by which a report becomes likelier to be grave (six points: twice as likely).
    `danger`: it hears danger to a child, so a report of which it speaks is never folded away as viral.
    `person`: what it hears is of the person, so it also counts, in part, for that person's other reports.
    `raises` is an example that makes it speak, `leaves` one that does not.
    """

    version: int
    about: str
    points: int
    weigh: Callable[[Case], Heard | None]
    raises: Callable[[], Case]
    leaves: Callable[[], Case]
    danger: bool = True
    person: bool = False
