"""A portal's document as a report: what was tapped in words, people in their roles, places where it happened."""

from __future__ import annotations

from collections.abc import Iterator

from vigie.intake import hashes
from vigie.intake.notes import Notes
from vigie.intake.portal.document import CHILD, PUBLIC, TALK, Band, Told
from vigie.intake.values import BadValue, host, sound
from vigie.report.nouns import (
    Address,
    Channel,
    Email,
    Hash,
    Person,
    Phone,
    ReportedFile,
    Role,
    Sighting,
)

ME = frozenset({"me"})  # relations in which the reporter is the child
# What a child tapped, as the officer reads it. The child's own language is kept beside it as `language`.
TAPS = {
    "asks-pictures": "Somebody asks me for pictures of me.",
    "has-pictures": "Somebody has pictures of me.",
    "threatens": "Somebody threatens me.",
    "wants-money": "Somebody wants money from me, or else.",
    "wants-meeting": "Somebody wants to meet me.",
    "shows-things": "Somebody shows me things that I do not want to see.",
    "touches": "Somebody does things to me that I do not want.",
    "secret": "I must keep a secret that weighs on me.",
    "strange": "Something feels strange.",
    "friend": "It is about a friend.",
    "hurt-myself": "I think of hurting myself.",
    "knows-person": "I know this person in real life.",
    "online-person": "I know this person only online.",
    "home": "This person is at home or in my family.",
    "school": "This person is at school, in a club, or another adult whom I know.",
    "child-person": "This person is another child.",
}
MARKS = {"asks-pictures": "csamSolicitation", "threatens": "sextortion", "wants-money": "sextortion"}
KINDS = {
    "address": "webpage", "account": "webpage", "message": "chat", "picture": "webpage", "game": "game",
    "advert": "webpage", "call": "phone",
}  # fmt: skip
WAYS = {CHILD: "by the children's way", PUBLIC: "by the public form", TALK: "in a talk with a child"}
DANGER = "danger now, says who reports it"


def years(band: Band | None) -> int | None:
    """An age for a rule: the oldest that the band allows, so that nobody is made younger than they said."""
    return None if band is None else band.most


def _said(band: Band) -> str:
    """A band as it was told, in no language."""
    if band.least is None:
        return f"≤ {band.most}"
    return f"≥ {band.least}" if band.most is None else f"{band.least}–{band.most}"


def people(told: Told, notes: Notes) -> Iterator[Person]:
    """The reporter, the child, and whoever it is about."""
    accounts = [one for one in told.accounts if one.name.strip()]
    texts = (told.suspect,) if told.suspect else ()
    emails = tuple(Email(sound(one)) for one in told.emails)
    phones = tuple(Phone(sound(one)) for one in told.phones)
    for place, account in enumerate(accounts or ([None] if texts or told.emails or told.phones else [])):
        yield Person(
            Role.REPORTED,
            service=account.service if account else None,
            screen_name=account.name if account else None,
            texts=texts if place == 0 else (),
            emails=emails if place == 0 else (),
            phones=phones if place == 0 else (),
        )
    child = told.way in (CHILD, TALK)
    mine = told.relation in ME or (child and told.relation is None)
    if told.child_age or (mine and told.reporter_age):
        band = told.child_age or told.reporter_age
        said = (_said(band),) if band else ()
        lives = (Address(city=told.child_lives),) if told.child_lives else ()
        yield Person(Role.VICTIM, age=years(band), addresses=lives, texts=said)
    yield _reporter(told, notes)


def _reporter(told: Told, notes: Notes) -> Person:
    said = (_said(told.reporter_age),) if told.reporter_age else ()
    sightings: tuple[Sighting, ...] = ()
    if told.address:
        try:
            sightings = (Sighting(host(told.address)[0], event="other", at=told.sent_at),)
        except BadValue as error:
            notes.remark("address", error.why)
    return Person(
        Role.REPORTER,
        age=years(told.reporter_age),
        relationship=told.relation,
        texts=said,
        sightings=sightings,
    )


def channels(told: Told) -> Iterator[Channel]:
    """Where it happened."""
    kind = "game" if told.game else KINDS.get(told.what or "", "webpage" if told.addresses else "")
    if not (kind or told.place):
        return
    yield Channel(
        kind=kind or "offline",
        name=told.game or told.place,
        urls=told.addresses,
        third_party=None,
        texts=(told.place,) if told.place and told.game else (),
    )


def files(told: Told, notes: Notes) -> Iterator[ReportedFile]:
    """The files handed in, then those that stayed with the reporter as fingerprints."""
    for one in told.files:
        yield ReportedFile(name=one.path, original_name=one.name)
    for place, print_ in enumerate(told.fingerprints):
        found = tuple(_hashes(print_.sha256, print_.pdq, notes, f"fingerprints[{place}]"))
        yield ReportedFile(file_id=f"fingerprint-{place + 1}", hashes=found)


def _hashes(sha256: str | None, pdq: str | None, notes: Notes, where: str) -> Iterator[Hash]:
    for kind, value in (("sha256", sha256), ("pdq", pdq)):
        if value:
            try:
                yield hashes.as_hash(kind, value)
            except BadValue as error:
                notes.remark(where, error.why)


def texts(told: Told) -> Iterator[str]:
    """What was said, in the order in which an officer wants it."""
    if not told.gist:
        yield f"Told {WAYS.get(told.way, told.way)}."
    yield from told.gist or (TAPS.get(tap, tap) for tap in told.taps)
    yield from (word for word in told.words if word.strip())
    if told.when:
        yield f"When: {told.when}"
    if told.private:
        yield "It was received in private."
    if told.bridge:
        yield f"Through the bridge: {told.bridge}"
    if told.lines:
        yield "\n".join(f"{'Child' if one.by == 'child' else 'Desk'}: {one.text}" for one in told.lines)


def marks(told: Told) -> tuple[str, ...]:
    """The annotations that taps stand for."""
    return tuple(dict.fromkeys(MARKS[tap] for tap in told.taps if tap in MARKS))
