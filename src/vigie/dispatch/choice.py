"""The decision: among grounds, which country and which place. The best evidence wins; what contradicts it is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vigie.dispatch.route import SOLID, Proposal, Whose
from vigie.report.nouns import Country, Saying, say
from vigie.territory.codes import state
from vigie.territory.land import Land

OF_SUSPECT = (Whose.SUSPECT, Whose.LINKED)


@dataclass(frozen=True, slots=True)
class Choice:
    """What the grounds come to. `settled` is False when the report is ours for a reason that its best ground denies."""

    country: Country | None
    home: bool | None
    place: str | None
    settled: bool
    grounds: tuple[Proposal, ...]  # the best first
    notes: tuple[Saying, ...]
    communes: frozenset[str] = frozenset()  # of the place


def choose(proposals: Sequence[Proposal], home: Land) -> Choice:
    """The country of the best ground on the suspect, else on anybody. No ground: not known, and not ours or theirs.

    A solid ground that points home, or a victim at home, keeps the report here even when a better one points abroad:
    a declared address may be false, and nobody abroad would tell us.
    """
    grounds = tuple(sorted(proposals, key=lambda ground: -ground.weight))
    deciding = [ground for ground in grounds if ground.weight and ground.country]
    best = next((ground for ground in deciding if ground.whose in OF_SUSPECT), None) or next(iter(deciding), None)
    if best is None or best.country is None:
        return Choice(None, None, None, False, grounds, ())
    ours = best.country in home.identity.territories
    holding = [] if ours else [ground for ground in deciding if _holds(ground, home)]
    placing = _placing(best, grounds)
    return Choice(
        country=best.country,
        home=ours or bool(holding),
        place=placing.place if placing else None,
        communes=placing.communes if placing else frozenset(),
        settled=ours,
        grounds=grounds,
        notes=tuple(_notes(best, deciding, holding, home)),
    )


def _holds(ground: Proposal, home: Land) -> bool:
    here = ground.country in home.identity.territories
    return here and (ground.weight >= SOLID or ground.whose is Whose.VICTIM)


def _placing(best: Proposal, grounds: Sequence[Proposal]) -> Proposal | None:
    """What says the place: the best ground itself; else the next ground on the same person in the same state."""
    same = (
        ground
        for ground in (best, *grounds)
        if ground.place
        and ground.country
        and best.country
        and state(ground.country) == state(best.country)
        and (ground.whose in OF_SUSPECT) == (best.whose in OF_SUSPECT)
    )
    return next(same, None)


def _notes(best: Proposal, deciding: Sequence[Proposal], holding: Sequence[Proposal], home: Land) -> Iterator[Saying]:
    others = {
        ground.country: ground.why
        for ground in deciding
        if ground.whose in OF_SUSPECT
        and ground.country
        and best.country
        and state(ground.country) != state(best.country)
    }
    for country in others:
        yield say("the evidence disagrees: another ground says {country}", country=country)
    if holding:
        yield say(
            "stays here until an officer has looked: a ground points to {country}", country=holding[0].country or "?"
        )
    if best.whose not in OF_SUSPECT:
        yield say("nothing says where the suspect is: only where the other person is")
    abroad = {
        ground.country
        for ground in deciding
        if ground.whose is Whose.VICTIM and ground.country and ground.country not in home.identity.territories
    }
    for country in abroad:
        if country != best.country:
            yield say("a victim may be in {country}: its authorities must be told", country=country)
    places = {ground.place for ground in deciding if ground.place and ground.whose in OF_SUSPECT}
    if len(places) > 1:
        yield say("several places are named: {places}", places=", ".join(sorted(places)))
