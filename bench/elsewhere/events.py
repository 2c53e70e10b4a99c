"""A report of one event: what the company's habits leave of what happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from bench.elsewhere import parties
from bench.elsewhere.companies import LOOKED, OFTEN, Company
from bench.elsewhere.kinds import Kind
from bench.elsewhere.materials import Materials
from bench.elsewhere.persons import Person
from bench.elsewhere.told import Item, Told
from bench.elsewhere.words import talk

START = datetime(2026, 3, 2, 6, tzinfo=UTC)
_OF_REPORT = {"sextortion", "csamSolicitation", "minorToMinorInteraction", "spam", "sadisticOnlineExploitation"}
GRAVE_SAYS, OTHERS_SAY = 1.45, 0.38  # how much louder and lower than first assumed: see the reader
_NOISE = {"young": 0.01, "meeting": 0.004, "household": 0.004, "secrecy": 0.003, "work": 0.003, "making": 0.003}
_CAMERAS = ("Sony Xperia 5", "Samsung SM-A546B", "Apple iPhone 13", "Canon EOS 250D", "Xiaomi Redmi 12", "OPPO A78")
_NAMES = {
    "recent": ("IMG_{day}_{n}.jpg", "VID_{day}_{n}.mp4", "PXL_{day}{n}.jpg"),
    "plain": ("{n}.jpg", "image{n}.jpeg", "video_{n}.mp4", "received_{n}.jpeg", "{n}-wa0003.mp4", "screenshot_{n}.png"),
}
_TAGS = {True: ("Unfamiliar", "Newly seen", "Unidentified child"), False: ("Previously identified", "Seen often")}


@dataclass
class Scene:
    """Who, where, when, and the chance that drives it."""

    rng: Random
    who: Person
    company: Company
    time: datetime

    def happens(self, chance: float) -> bool:
        """Whether something of this chance does."""
        return self.rng.random() < chance


def _drawn(rng: Random, weights: Mapping[str, float]) -> str:
    return rng.choices(list(weights), weights=list(weights.values()))[0]


def report(scene: Scene, number: str, form: str, materials: Materials) -> Told:
    """What the company tells of one event in the person's life."""
    rng, who, company = scene.rng, scene.who, scene.company
    kind, hotline = who.kind, form in ("csv", "ndjson")
    told = Told(
        number, form, company.name, _drawn(rng, kind.types), scene.time,
        scene.time + timedelta(minutes=rng.randrange(20, 9000)), platform=company.name if scene.happens(0.5) else None,
    )  # fmt: skip
    told.reported = parties.suspect(scene, hotline)
    parties.others(scene, told, hotline)
    count = 0 if hotline else rng.randint(*kind.files)
    told.items = [_item(scene, materials) for _ in range(count)]
    said = _words(scene, told, hotline)
    if scene.happens(kind.payment * 0.6):
        paid = f"Billing record: transfer {rng.randrange(10**6):06d}, {rng.choice((20, 30, 40, 55, 80))} EUR."
        told.more = " ".join(filter(None, [told.more, paid]))
    _marks(scene, told)
    _escalated(scene, told, said)
    told.batched = form == "xml" and kind.name == "passes on a joke" and scene.happens(0.2)
    if hotline or scene.happens(0.06):
        told.url = f"https://{company.domain}/{rng.getrandbits(40):x}"
    return told


def _words(scene: Scene, told: Told, hotline: bool) -> list[str]:
    """Lets the two be read, if the company hands it over; and where in the report it does."""
    rng, kind = scene.rng, scene.who.kind
    bent = GRAVE_SAYS if kind.grave else OTHERS_SAY
    cues = [cue for cue, often in kind.cues.items() if scene.happens(min(often * bent, 0.95))]
    cues += [cue for cue, often in _NOISE.items() if cue not in kind.cues and scene.happens(often)]
    if not hotline and not scene.happens(scene.company.talks ** (0.3 if kind.grave else 1)):
        return []
    text = talk(rng, cues, scene.who.language, rng.randint(*kind.ages), scene.happens(kind.framed))
    place = rng.choices(("talk", "note", "more", "bio", "item"), weights=(55, 15, 15, 10, 5))[0]
    if place == "bio":
        told.reported.bio = text
    elif place == "item" and told.items:
        told.items[0].note = text
    else:
        setattr(told, place if place in ("talk", "note", "more") else "talk", text)
    return cues


def _item(scene: Scene, materials: Materials) -> Item:
    rng, kind, company = scene.rng, scene.who.kind, scene.company
    seen = materials.draw(rng, new=scene.happens(kind.unknown), viral=kind.name == "passes on a joke")
    recent = scene.happens(kind.recent)
    day = scene.time - timedelta(days=rng.randrange(1, 12) if recent else rng.randrange(200, 4000))
    name = rng.choice(_NAMES["recent" if recent else "plain"]).format(
        day=f"{day:%Y%m%d}", n=rng.randrange(1000, 999999)
    )
    camera = (rng.choice(_CAMERAS), day) if scene.happens(kind.camera * company.cameras * 1.4) else None
    viewed = {"yes": True, "not": None, "varies": rng.choice((True, True, False, None))}[company.viewed]
    item = Item(name, seen.md5, seen.sha1 if scene.happens(0.4) else None, viewed=viewed, camera=camera)
    item.uploaded = scene.time - timedelta(minutes=rng.randrange(1, 900)) if scene.happens(0.6) else None
    item.classification = seen.classification if scene.happens(company.classifies) else None
    item.tags = [rng.choice(_TAGS[not seen.listed])] if scene.happens(0.35) else []
    item.public = scene.happens(0.2) if scene.happens(0.3) else None
    item.supplemental = scene.happens(0.05)
    item.sighting = parties.sighting(scene, "Upload") if scene.happens(0.3) else None
    return item


def _marks(scene: Scene, told: Told) -> None:
    """Annotations: what the company fills, and what it always sets."""
    marks = {name for name, often in scene.who.kind.notes.items() if scene.happens(often * scene.company.flags * 1.5)}
    marks |= set(scene.company.always)
    told.annotations = marks & _OF_REPORT
    for item in told.items:
        item.annotations = (marks - _OF_REPORT) if not item.supplemental else set()


def _escalated(scene: Scene, told: Told, said: list[str]) -> None:
    company, kind = scene.company, scene.who.kind
    if scene.happens(company.often):
        told.escalation = scene.rng.choice(OFTEN)
    weight = kind.worth * (1.5 if said else 0.8)
    if scene.happens(company.looks * weight * (2.4 if kind.grave else 0.8)):
        told.escalation = scene.rng.choice(LOOKED if kind.grave or scene.happens(0.35) else OFTEN)


def again(told: Told, kind: Kind, rng: Random) -> None:
    """What a later version adds: a note, and what was first forgotten."""
    told.more = " ".join(filter(None, [told.more, "Supplement to the earlier report."]))
    told.received += timedelta(days=rng.randrange(2, 20))
    if kind.grave and not told.talk:
        told.talk = talk(rng, [cue for cue in kind.cues if rng.random() < kind.cues[cue]], "fr", 11, framed=False)
