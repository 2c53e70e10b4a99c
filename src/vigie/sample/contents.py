"""Which materials a report shows, and what the company says of each file."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from vigie.report import nouns
from vigie.sample import people, texts
from vigie.sample.companies import Company
from vigie.sample.draws import chance, low_first
from vigie.sample.looks import Look
from vigie.sample.materials import Kind, Material, Shelf, material
from vigie.sample.studio import Copy, of_bytes
from vigie.sample.suspects import Hidden, Suspect

_WEAR = ("IMG", "DSC", "img", "photo", "received", "file")
_TAGS = {
    Kind.KNOWN: ("Known Minor", "Confirmed"),
    Kind.VIRAL: ("Viral", "Potential Meme"),
    Kind.UNLISTED: ("Unconfirmed",),
    Kind.NEW: ("Unconfirmed", "Possible new content"),
    Kind.SELF: ("Unconfirmed", "Self-produced"),
    Kind.MACHINE: ("Unconfirmed", "Possibly machine-made"),
    Kind.BENIGN: ("Unconfirmed", "Clothed Child"),
}


def choose(rng: Random, seed: int, shelf: Shelf, suspect: Suspect, kind: Kind, surge: bool) -> Material:
    """A material of this kind that this suspect could have."""
    if kind is Kind.KNOWN:
        return material(seed, kind, str(low_first(rng, shelf.known)))
    if kind is Kind.VIRAL:
        return material(seed, kind, "0" if surge and chance(rng, 0.7) else str(low_first(rng, shelf.viral)))
    if kind is Kind.NEW and suspect.hidden is not Hidden.HANDS_ON and suspect.hidden is not Hidden.LIVE_ORDER:
        kind = Kind.UNLISTED  # it only looks like new
        return material(seed, kind, f"own-{suspect.index}-{rng.randrange(12)}")
    if kind is Kind.UNLISTED:
        return material(seed, kind, str(low_first(rng, shelf.unlisted, 1.6)))
    if kind is Kind.BENIGN and chance(rng, 0.06):
        return material(seed, kind, f"stock-{rng.randrange(shelf.stock)}")
    if kind is Kind.SELF and suspect.victims:
        return material(seed, kind, f"{rng.choice(suspect.victims).key}-{rng.randrange(6)}")
    return material(seed, kind, f"{suspect.index}-{rng.randrange(12)}")


def materials(rng: Random, seed: int, shelf: Shelf, suspect: Suspect, look: Look, surge: bool) -> tuple[Material, ...]:
    """The files of one report; none twice."""
    found = [choose(rng, seed, shelf, suspect, look.content.pick(rng), surge) for _ in range(look.files.pick(rng))]
    return tuple({one.key: one for one in found}.values())


def _hashes(company: Company, copy: Copy) -> tuple[nouns.Hash, ...]:
    given = ((kind, getattr(copy, kind)) for kind in company.hashes)
    return tuple(nouns.Hash(kind, value) for kind, value in given if value)


def _exif(rng: Random, suspect: Suspect, one: Material, at: datetime) -> tuple[nouns.Detail, ...]:
    own = one.kind in (Kind.NEW, Kind.SELF, Kind.BENIGN)
    make, model = suspect.camera if own else ("Fotaro", "P7")
    days = rng.expovariate(1 / 9) if one.kind is Kind.NEW else rng.expovariate(1 / 200)
    taken = (at - timedelta(days=days)).strftime("%Y:%m:%d %H:%M:%S")
    return tuple(
        nouns.Detail("EXIF", *pair) for pair in (("Make", make), ("Model", model), ("DateTimeOriginal", taken))
    )


def _annotations(rng: Random, company: Company, look: Look, one: Material) -> tuple[str, ...]:
    found = {"viral"} if company.says_viral else set()
    if one.kind is Kind.VIRAL and chance(rng, company.ticks_meme):
        found.add(rng.choice(("potentialMeme", "viral")))
    if look.file_annotation and chance(rng, company.annotates * 0.7):
        found.add(look.file_annotation)
    if chance(rng, 0.004):
        found.add(rng.choice(("physicalHarm", "infant", "animeDrawingVirtualHentai", "generativeAi", "liveStreaming")))
    return tuple(sorted(found))


def _class(rng: Random, company: Company, one: Material) -> str | None:
    if not chance(rng, company.classifies):
        return None
    if one.age is None or one.act is None:
        return rng.choice(("B2", "A2")) if chance(rng, 0.5) else None
    age = one.age if chance(rng, 0.88) else rng.choice("AB")
    return age + (one.act if chance(rng, 0.88) else rng.choice("12"))


def _tags(rng: Random, one: Material) -> tuple[str, ...]:
    if not chance(rng, 0.45):
        return ()
    kind = one.kind if chance(rng, 0.85) else rng.choice(tuple(Kind))
    return _TAGS[kind]


def told(
    rng: Random,
    seed: int,
    suspect: Suspect,
    company: Company,
    look: Look,
    one: Material,
    copy: Copy,
    place: int,
    at: datetime,
) -> nouns.ReportedFile:
    """What the company says of one file."""
    uploaded = at - timedelta(days=rng.expovariate(1 / 5))
    name = f"{rng.choice(_WEAR)}_{rng.randrange(10**6):06d}_{place}.{copy.extension}"
    seen = (
        (people.sighting(rng, seed, suspect, company, uploaded, "upload"),)
        if chance(rng, company.address_of_file)
        else ()
    )
    exif = _exif(rng, suspect, one, at) if chance(rng, company.exif) else ()
    viewed = None if company.viewed < 0 else chance(rng, company.viewed)
    return nouns.ReportedFile(
        name=name,
        original_name=f"{rng.choice(_WEAR)}{rng.randrange(10**5)}.{copy.extension}" if chance(rng, 0.4) else None,
        media_path=name,
        uploaded_at=people.clock(company, uploaded) if chance(rng, 0.6) else None,
        url=f"https://{company.host}/f/{rng.getrandbits(48):x}"
        if company.channel == "webpage" and chance(rng, 0.3)
        else None,
        viewed=viewed,
        exif_viewed=viewed if exif else None,
        public=chance(rng, 0.3) if chance(rng, 0.6) else None,
        relevance="Reported" if chance(rng, 0.4) else None,
        annotations=_annotations(rng, company, look, one),
        classification=_class(rng, company, one),
        tags=_tags(rng, one),
        hashes=_hashes(company, copy),
        sightings=seen,
        details=exif,
    )


def chat_log(
    rng: Random, cues: tuple[str, ...], language: str, suspect: Suspect, at: datetime
) -> tuple[nouns.ReportedFile, Copy]:
    """A short log of a conversation, sent as a supplemental file. Cues stand among noise."""
    lines = ["time,from,text"]
    said = [*cues, *("noise" for _ in range(rng.randrange(2, 6)))]
    rng.shuffle(said)
    for minute, cue in enumerate(said):
        who = suspect.accounts[0].identifier if chance(rng, 0.6) else "other"
        moment = (at - timedelta(hours=3) + timedelta(minutes=minute)).strftime("%Y-%m-%dT%H:%M:%SZ")
        lines.append(f"{moment},{who},{texts.PREFIX[language]}: {texts.phrase(rng, cue, language)}")
    copy = of_bytes(("\n".join(lines) + "\n").encode("utf-8"), "csv")
    name = f"chat-{rng.randrange(10**6):06d}.csv"
    return nouns.ReportedFile(
        name=name, media_path=name, relevance="Supplemental Reported", hashes=(nouns.Hash("md5", copy.md5),)
    ), copy
