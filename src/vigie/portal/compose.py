"""A draft as what is told: answers become the document that is sealed. Pure; sentences are given by `speak`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from vigie.intake.portal.document import CHILD, PUBLIC, VERSION, Fingerprint, Kept, Told
from vigie.portal import addresses
from vigie.portal.draft import Draft
from vigie.portal.questions import account, band, truth
from vigie.portal.uploads import path
from vigie.portal.wording import BANDS, RELATIONS, TOLD, WHAT
from vigie.report.nouns import Saying

Speak = Callable[[Saying], str]


def told(draft: Draft, number: str, at: datetime, speak: Speak) -> Told:
    """The document of a draft, without the reporter's particulars: those are sealed apart."""
    child = draft.way == CHILD
    urls, other = addresses.split(draft.one("addresses"))
    return Told(
        vigie_portal=VERSION,
        number=number,
        way=draft.way,
        language=draft.language or None,
        sent_at=at,
        what=draft.one("what") or None,
        taps=(*draft.many("happens"), *draft.many("person")),
        gist=tuple(_gist(draft, speak)),
        relation="me" if child and "friend" not in draft.many("happens") else draft.one("relation") or None,
        danger=truth(draft.one("danger")),
        danger_why=_danger(draft, speak),
        private=True if draft.one("private") else None,
        addresses=tuple(urls),
        accounts=tuple(account(draft.one("account"), draft.one("service") or draft.one("game"))),
        game=draft.one("game") or None,
        reporter_age=band(draft.one("reporter_age")),
        child_age=band(draft.one("child_age")),
        child_lives=draft.one("child_lives") or None,
        suspect=draft.one("suspect") or None,
        phones=_reach(draft, lambda one: "@" not in one),
        emails=_reach(draft, lambda one: "@" in one),
        words=tuple(word for word in (draft.one("words"), " ".join(other)) if word),
        files=tuple(Kept(path(one.position, one.kind), one.name, one.kind, one.voice) for one in draft.files),
        fingerprints=tuple(_fingerprints(draft.many("fingerprint"))),
    )


def _reach(draft: Draft, fits: Callable[[str], bool]) -> tuple[str, ...]:
    said = [one.strip() for one in draft.one("reach").replace(";", ",").split(",")]
    return tuple(one for one in said if one and fits(one))


def _danger(draft: Draft, speak: Speak) -> str | None:
    if truth(draft.one("danger")) is not True:
        return None
    said = speak(TOLD["danger" if draft.way == CHILD else "danger-public"])
    return f"{said} {draft.one('danger_why')}".strip()


def _gist(draft: Draft, speak: Speak) -> Iterator[str]:
    yield speak(TOLD["child" if draft.way == CHILD else "public"])
    if draft.many("what"):
        yield ", ".join(speak(WHAT[one]) for one in draft.many("what"))
    if draft.way == PUBLIC and draft.one("relation"):
        yield speak(RELATIONS[draft.one("relation")])
    for question in ("reporter_age", "child_age"):
        if draft.one(question):
            yield speak(BANDS[draft.one(question)])
    yield from (speak(TOLD[tap]) for tap in (*draft.many("happens"), *draft.many("person")))
    if draft.one("private"):
        yield speak(TOLD["private"])
    if any(one.voice for one in draft.files):
        yield speak(TOLD["voice"])
    if draft.many("fingerprint"):
        yield speak(TOLD["fingerprint"])
    if draft.one("danger") == "unsure":
        yield speak(TOLD["danger-unsure"])


def _fingerprints(given: Sequence[str]) -> Iterator[Fingerprint]:
    """Written by the page's script as `sha256 pdq quality`."""
    for one in given:
        sha256, _, rest = one.partition(" ")
        pdq, _, quality = rest.partition(" ")
        yield Fingerprint(sha256 or None, pdq or None, int(quality) if quality.isdecimal() else None)


def particulars(draft: Draft) -> str:
    """Who the reporter is, as far as they said."""
    said = (draft.one("name"), draft.one("contact"))
    return "\n".join(one for one in said if one)


def words_of(draft: Draft) -> list[str]:
    """The words by which two submissions are of one mould."""
    return [draft.one(question) for question in ("words", "suspect", "danger_why") if draft.one(question)]
