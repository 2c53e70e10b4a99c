"""The invented reports of a training: drawn from the sample's world, judged and routed as this desk judges and routes.

They live in memory until the training room keeps them; nothing of them enters evidence, journey, linking or ledger.
Habits of companies are not known here. Other reports of a person and earlier versions are told as they are at the
desk; the pictures are the sample's patterns and landscapes, whatever they stand for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace as replaced
from datetime import timedelta
from itertools import islice, zip_longest
from typing import NamedTuple

from django.conf import settings
from msgspec.structs import replace

from vigie.dispatch import step as dispatch
from vigie.dispatch import tasks as dispatch_tasks
from vigie.report.nouns import (
    Dossier,
    FilePrint,
    Match,
    Matches,
    Md5,
    Purpose,
    Report,
    ReportedFile,
    Routing,
    Sha1,
    Sha256,
)
from vigie.sample.drawing import Drawing
from vigie.sample.draws import stream
from vigie.sample.later import version_two
from vigie.sample.materials import Kind, material
from vigie.sample.plan import START
from vigie.sample.studio import Copy, Numbers
from vigie.sample.suspects import GRAVE
from vigie.sample.telling import Told, World
from vigie.sample.truth import leads, true_class, visible
from vigie.training.exercise import Exercise, Kin, Truth
from vigie.triage import step as triage
from vigie.triage.tasks import needs

WORLD = 900  # reports from which those of a training are drawn
KIN = 5  # other reports of the same person that are told
SIZE = 184_320  # bytes, said of each picture: they are drawn only when somebody asks to see one
LIST = "training"
PURPOSES = {Kind.KNOWN: Purpose.KNOWN, Kind.VIRAL: Purpose.VIRAL}
# How many of each sort: enough that neither "always urgent" nor "never" is a good answer.
MIX = {"grave": 2, "hidden": 1, "alarming": 2, "insufficient": 2, "viral": 2, "workable": 3}
SIGNS = (
    *("unknown", "access", "children", "annotated", "escalated", "prior", "convicted"),
    *("exif", "port", "email", "phone", "viral", "proxy"),
)


class Drawn(NamedTuple):
    """A report that was chosen: as it stands, as it stood before (None: this is its first version), and the other
    reports of its person."""

    told: Told
    earlier: Told | None
    kin: tuple[Told, ...]


def drawn(seed: int) -> list[Exercise]:
    """The exercises of a training. The same seed gives the same."""
    world = World(seed, WORLD, Numbers(seed))
    chosen = [_around(world, one) for one in _chosen(world, seed)]
    judged = _judged([one.told for one in chosen])
    kin = {one.report.report_id: one for one in _judged([told for one in chosen for told in one.kin])}
    routes = dispatch.route(judged, dispatch_tasks.gather(judged))
    return [
        _exercise(one, dossier, routing, tuple(_kin(kin[told.report.report_id]) for told in one.kin))
        for one, dossier, routing in zip(chosen, judged, routes, strict=True)
    ]


def picture(seed: int, drawing: str) -> bytes:
    """The generated picture behind a file of a training, by the name that its exercise keeps."""
    kind, _, number = drawing.partition("-")
    return Drawing(seed).copy(replaced(material(seed, Kind(kind), number), film=False), 0).content or b""


def _judged(told: Sequence[Told]) -> list[Dossier]:
    dossiers = [_dossier(number, one) for number, one in enumerate(told, 1)]
    now = max((one.received_at for one in dossiers), default=START) + timedelta(hours=1)
    country = settings.VIGIE_COUNTRY
    measures = triage.Needs(needs.measure(), now, needs.lexicon(), home=needs.home(country), keeps=needs.keeps(country))
    return [
        replace(dossier, verdict=verdict)
        for dossier, verdict in zip(dossiers, triage.judge(dossiers, measures), strict=True)
    ]


def _around(world: World, told: Told) -> Drawn:
    """What surrounds a report: every fourth comes in a second version, as some do at the desk."""
    same = (number for number in range(WORLD) if world.plan.suspect[number] == told.event.suspect)
    kin = tuple(world.told(number) for number in islice((one for one in same if one != told.event.number), KIN))
    if told.event.number % 4:
        return Drawn(told, None, kin)
    return Drawn(version_two(world, told)[0], told, kin)


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
    received, report = told.event.at + timedelta(hours=5), _with_pictures(told)
    prints = tuple(_print(one, file) for one, file in zip(told.copies, report.files, strict=False))
    return Dossier(number, number, report, received, matches=Matches(prints=prints, matches=matches, lists=(LIST,)))


def _with_pictures(told: Told) -> Report:
    """The report as if the pictures it speaks of had been received with it."""
    drawn = {place for place, one in enumerate(told.materials) if not one.film}
    files = tuple(
        replace(file, media=Sha256(told.copies[place].sha256)) if place in drawn else file
        for place, file in enumerate(told.report.files)
    )
    return replace(told.report, files=files)


def _print(copy: Copy, file: ReportedFile) -> FilePrint | None:
    if file.media is None:
        return None
    return FilePrint(Sha256(copy.sha256), Sha1(copy.sha1), Md5(copy.md5), SIZE, kind="image/jpeg")


def _kin(dossier: Dossier) -> Kin:
    report, verdict = dossier.report, dossier.verdict
    assert verdict is not None  # put there by `_judged`
    first = max(verdict.reasons, key=lambda one: one.points, default=None)
    return Kin(
        report.report_id, report.company or report.source, dossier.received_at, verdict.class_.value, verdict.score,
        first.why if first else None,
    )  # fmt: skip


def _exercise(drawn: Drawn, dossier: Dossier, routing: Routing, kin: tuple[Kin, ...]) -> Exercise:
    told, seen = drawn.told, visible(drawn.told)
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
    return Exercise(
        dossier.report, dossier.received_at, matches, verdict, routing, truth,
        drawn.earlier.report if drawn.earlier else None, kin,
        tuple(_drawings(told, dossier.report)),
    )  # fmt: skip


def _drawings(told: Told, report: Report) -> Iterator[str]:
    """What each file's picture is drawn from; empty where there is none to show."""
    for material_, file in zip_longest(told.materials[: len(report.files)], report.files):
        yield material_.key if material_ and file.media else ""
