"""The invented reports of a training: drawn from the sample's world, judged and routed as this desk judges and routes.

They live in memory until the training room keeps them; nothing of them enters evidence, journey, linking or ledger.
Habits of companies and threads are not known here: each report stands for itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from msgspec.structs import replace

from vigie.dispatch import step as dispatch
from vigie.dispatch import tasks as dispatch_tasks
from vigie.report.nouns import Dossier, Match, Matches, Purpose, Routing
from vigie.sample.draws import stream
from vigie.sample.materials import Kind
from vigie.sample.studio import Numbers
from vigie.sample.suspects import GRAVE
from vigie.sample.telling import Told, World
from vigie.sample.truth import leads, true_class, visible
from vigie.training.exercise import Exercise, Truth
from vigie.triage import step as triage
from vigie.triage.tasks import needs

WORLD = 900  # reports from which those of a training are drawn
LIST = "training"
PURPOSES = {Kind.KNOWN: Purpose.KNOWN, Kind.VIRAL: Purpose.VIRAL}
# How many of each sort: enough that neither "always urgent" nor "never" is a good answer.
MIX = {"grave": 2, "hidden": 1, "alarming": 2, "insufficient": 2, "viral": 2, "workable": 3}
SIGNS = (
    *("unknown", "access", "children", "annotated", "escalated", "prior", "convicted"),
    *("exif", "port", "email", "phone", "viral", "proxy"),
)


def drawn(seed: int) -> list[Exercise]:
    """The exercises of a training. The same seed gives the same."""
    told = list(_chosen(World(seed, WORLD, Numbers(seed)), seed))
    dossiers = [_dossier(number, one) for number, one in enumerate(told, 1)]
    now = max(one.received_at for one in dossiers) + timedelta(hours=1)
    country = settings.VIGIE_COUNTRY
    measures = triage.Needs(needs.measure(), now, needs.lexicon(), home=needs.home(country), keeps=needs.keeps(country))
    judged = [
        replace(dossier, verdict=verdict)
        for dossier, verdict in zip(dossiers, triage.judge(dossiers, measures), strict=True)
    ]
    routes = dispatch.route(judged, dispatch_tasks.gather(judged))
    return [_exercise(one, dossier, routing) for one, dossier, routing in zip(told, judged, routes, strict=True)]


def _chosen(world: World, seed: int) -> Iterator[Told]:
    wanted, order = dict(MIX), list(range(WORLD))
    stream(seed, "exercises").shuffle(order)
    for number in order:
        told = world.told(number)
        sort = _sort(told)
        if wanted.get(sort):
            wanted[sort] -= 1
            yield told
        if not any(wanted.values()):
            return


def _sort(told: Told) -> str:
    if told.suspect.grave and leads(told.report):
        return "grave" if _visible(told) else "hidden"
    return "alarming" if told.look in GRAVE else true_class(told)


def _visible(told: Told) -> bool:
    """Whether the report itself lets a careful reader see that a child is in danger."""
    return told.look in GRAVE and bool(told.cues or told.report.escalation or told.report.annotations)


def _dossier(number: int, told: Told) -> Dossier:
    matches = tuple(
        Match(
            LIST, PURPOSES[one.kind], one.key, "md5", 0, place, series=one.series,
            victim_identified=one.victim_identified, distributed=one.distributed, submissions=one.submissions or None,
        )
        for place, one in enumerate(told.materials)
        if one.kind in PURPOSES
    )  # fmt: skip
    received = told.event.at + timedelta(hours=5)
    return Dossier(number, number, told.report, received, matches=Matches(matches=matches, lists=(LIST,)))


def _exercise(told: Told, dossier: Dossier, routing: Routing) -> Exercise:
    seen = visible(told)
    truth = Truth(
        grave=told.suspect.grave and bool(leads(told.report)),
        hidden=told.suspect.hidden.value,
        look=told.look.value,
        class_name=true_class(told),
        cues=told.cues,
        signs=tuple(name for name in SIGNS if seen.get(name)),
        visible=_visible(told),
    )
    verdict, matches = dossier.verdict, dossier.matches
    assert verdict is not None and matches is not None  # both were put there above
    return Exercise(told.report, dossier.received_at, matches, verdict, routing, truth)
