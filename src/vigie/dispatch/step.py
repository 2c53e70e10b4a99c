"""Dispatch: which country, which unit, which prosecutor, on which grounds, and how long there is to ask.

Pure: addresses are looked up in an atlas that is in memory, competence is read from country packs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from vigie.dispatch import deadlines, means, notes, seen
from vigie.dispatch.choice import Choice, choose
from vigie.dispatch.keeping import kept_by
from vigie.dispatch.route import Proposal, Question, Route, Seen
from vigie.report.nouns import Dossier, Routing, Saying, Territory, say
from vigie.territory.atlas import Atlas
from vigie.territory.land import Land

SHARED = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Needs:
    """What dispatch works with: the atlas, this desk's country, every country's file, the routes and the clock."""

    atlas: Atlas
    home: Land
    lands: Mapping[str, Land]
    routes: Mapping[str, Route]
    now: datetime
    open: Mapping[str, int] = field(default_factory=dict)  # undecided reports of the units whose capacity is known


def route(batch: Sequence[Dossier], needs: Needs) -> list[Routing]:
    """The routing of each dossier, in order. One look-up of addresses for the whole batch."""
    sightings = [seen.of(dossier.report) for dossier in batch]
    known = _look_up({one.sighting.ip for each in sightings for one in each}, needs)
    return [
        _route(_question(dossier, each, known, needs), needs) for dossier, each in zip(batch, sightings, strict=True)
    ]


def _look_up(ips: Iterable[str], needs: Needs) -> dict[str, Territory]:
    """Each address with its territory; whether subscribers share it is what the packs say of its network."""
    found = {}
    for territory in needs.atlas.look_up(list(ips)):
        land = needs.lands.get(territory.country) if territory.country else None
        network = land.networks.get(territory.asn) if land and territory.asn else None
        shared = SHARED.get(network.shared) if network else None
        found[territory.ip] = (
            territory
            if shared is None
            else Territory(territory.ip, territory.country, territory.network, territory.asn, shared, territory.data)
        )
    return found


def _question(dossier: Dossier, sightings: tuple[Seen, ...], known: Mapping[str, Territory], needs: Needs) -> Question:
    own = {one.sighting.ip: known[one.sighting.ip] for one in sightings}
    return Question(dossier, needs.home, needs.lands, sightings, tuple(own.values()), own)


def _route(question: Question, needs: Needs) -> Routing:
    proposals = [proposal for route in needs.routes.values() if (proposal := route.propose(question))]
    choice = choose(proposals, question.home)
    unit, said = _unit(question, choice, needs)
    today = needs.now.date()
    return Routing(
        country=choice.country,
        home=choice.home,
        unit=unit,
        unit_label=question.home.unit_label(unit),
        prosecutor=question.home.prosecutor(choice.place, choice.communes, today) if choice.home else None,
        why=(*_why(choice.grounds), *means.told(question.home.units[unit], needs.open.get(unit))),
        deadlines=deadlines.of(question, needs.now),
        notes=(*said, *choice.notes, *_courts(question.home, choice, needs), *notes.of_addresses(question)),
        territories=question.territories,
        pack=str(question.home.pack),
    )


def _why(grounds: Sequence[Proposal]) -> tuple[Saying, ...]:
    if not grounds:
        return (say("nothing in the report says where: territory not known"),)
    return tuple(ground.why for ground in grounds)


def _unit(question: Question, choice: Choice, needs: Needs) -> tuple[str, tuple[Saying, ...]]:
    """The competent unit by the home pack, and what an officer should be told of it."""
    home, queues = question.home, question.home.competence.queues
    keep = kept_by(question.dossier, home.competence.keep)
    kept = home.text(keep.label) if keep else ""
    if choice.home is False:
        told = [_outgoing(question, choice)]
        if keep and keep.urgent:
            told.insert(0, say("urgent, it must leave today: {ground}", ground=kept))
        return queues.outgoing, tuple(told)
    if keep:
        return keep.unit, (say("stays with {unit}: {ground}", unit=home.unit_label(keep.unit), ground=kept),)
    if choice.home is None:
        return queues.unknown, ()
    if not choice.settled:
        return queues.central, ()
    if not choice.place:
        return queues.unplaced, ()
    there = home.units_at(choice.place, choice.communes, needs.now.date())
    wanted = means.wanted(question.dossier, home.competence.need)
    return means.best(home, there, wanted, needs.open)


def _outgoing(question: Question, choice: Choice) -> Saying:
    land = question.lands.get(choice.country or "")
    if land is None:
        return say("for the contact point of {country}", country=choice.country or "?")
    return say("for {unit} ({country})", unit=land.unit_label(land.competence.queues.incoming), country=land.country)


def _courts(home: Land, choice: Choice, needs: Needs) -> tuple[Saying, ...]:
    seats = home.seats(choice.place, choice.communes, needs.now.date()) if choice.home and choice.place else ()
    named = [name for seat in seats if (name := home.court_name(seat)) != seat]
    if named and len(named) == len(seats):
        told = say("court: {court}", court=named[0])
        return (
            told if len(named) == 1 else say("court, by the language of the case: {courts}", courts=", ".join(named)),
        )
    if len(seats) < 2 or choice.place is None:
        return ()
    return (
        say(
            "{area} has {n} courts: the first is proposed, the place decides",
            area=home.area_name(choice.place),
            n=len(seats),
        ),
    )
