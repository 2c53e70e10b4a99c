"""The first selection (S-2): can this report be worked, is something missing, or is it a picture that goes round?

`insufficient` says what is missing, and does not touch the priority: a grave report that lacks an address stays high,
and comes back by itself when a later version or a linked report brings the piece. `viral` is decided on content and
circulation alone, and never where anything speaks of a child in danger.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vigie.report.nouns import Class, Links, Report, Role, Saying, say
from vigie.triage.facts import CHILD, age, day, passages
from vigie.triage.leads import account, countries, reachable
from vigie.triage.rule import Case
from vigie.triage.state import State

HANDS = 10  # suspects who sent the same content
IN_HANDS = "The same content came from {n} suspects"  # the one ground that shows the number
COMPANIES = 2
SUSPECTS = (Role.REPORTED, Role.ASSOCIATED)
REACHES = frozenset({"email", "phone"})  # kinds of selector
MARKS = frozenset({"viral", "potentialmeme"})
LED_ELSEWHERE = say("Another report of the same person brings what this one lacks")
MISSING = {
    "address": say("An address of the suspect with its time"),
    "account": say("An account of the suspect at the service"),
    "reach": say("An e-mail address, a telephone number or a name and address of the suspect"),
    "content": say("A file, a digest or a text"),
    "place": say("A place"),
}


@dataclass(frozen=True, slots=True)
class Selection:
    """A class with its grounds, and what is missing when something is."""

    class_: Class
    grounds: tuple[Saying, ...]
    missing: tuple[Saying, ...] = ()


def led(case: Case) -> bool:
    """Whether the report itself says whom to look for and what to go by."""
    return not any(True for _ in _missing(case))


def select(case: Case, danger: Iterable[str], led_elsewhere: bool = False) -> Selection:
    """The class. `danger` are the rules that heard danger to a child (new material apart, which is looked at here);
    `led_elsewhere`: another report of the same person can be worked by itself."""
    grounds = _viral(case)
    dangers = sorted(danger)
    if grounds and not dangers:
        return Selection(Class.VIRAL, grounds)
    missing = tuple(_missing(case))
    if missing and led_elsewhere:
        return Selection(Class.WORKABLE, (LED_ELSEWHERE, *_leads(case)))
    if missing:
        return Selection(Class.INSUFFICIENT, (say("Something is missing before this can be worked"),), missing)
    held = (say("Its content goes round, but more is said: {rules}", rules=", ".join(dangers)),) if grounds else ()
    return Selection(Class.WORKABLE, (*_leads(case), *held))


# ---------------------------------------------------------------- viral


def _viral(case: Case) -> tuple[Saying, ...]:
    """Why every file of the report is one that goes round; nothing when one is not."""
    if not case.report.files:
        return ()
    shown = [place for place, state in enumerate(case.states) if state is not State.PAPER]
    found = [ground for place in shown if (ground := _goes_round(case, place)) is not None]
    return tuple({str(ground): ground for ground in found}.values()) if len(found) == len(shown) else ()


def _goes_round(case: Case, place: int) -> Saying | None:
    facts, state = case.thread, case.states[place]
    if state is State.CIRCULATING:
        return say("Every file is on a list of material that goes round")
    marked = {mark.casefold() for mark in case.report.files[place].annotations} & MARKS
    said = any(case.says_something(f"file:{mark}") for mark in marked)
    batched = case.hears("report:batched") > 0.0
    if (said or batched) and (batched or state is State.KNOWN or facts.cluster_suspects > 1):
        return say("The company says that it goes round")
    if _only_new_one(case, place) and facts.cluster_suspects >= HANDS and facts.cluster_companies >= COMPANIES:
        return say("The same content came from {n} suspects", n=facts.cluster_suspects)
    return None


def _only_new_one(case: Case, place: int) -> bool:
    """Whether this is the one file that the content cluster can be about: a second unlisted file may be new."""
    listed = (State.CIRCULATING, State.HARMLESS, State.PAPER)
    unlisted = [at for at, state in enumerate(case.states) if state not in listed]
    return unlisted == [place]


# ---------------------------------------------------------------- enough to work on


def _account(report: Report) -> bool:
    return any(account(person) for person in report.people if person.role in SUSPECTS)


def _reachable(case: Case) -> bool:
    """Whether the suspect can be reached without asking the service first, also by what linking saw in a text."""
    if any(reachable(person) for version in case.versions for person in version.people if person.role in SUSPECTS):
        return True
    found = (case.dossier.links or Links()).selectors
    return any(one.kind in REACHES and one.role in (None, *SUSPECTS) for one in found)


def _child(report: Report) -> bool:
    """Whether a child, or whoever was written to, can be found and heard."""
    for person in report.people:
        known = account(person) or reachable(person) or person.school is not None
        tells = person.role is Role.REPORTER and (age(person, day(report)) or CHILD) < CHILD
        if known and (tells or person.role in (Role.VICTIM, Role.RECIPIENT)):
            return True
    return False


def _content(report: Report) -> bool:
    files = any(file.media or file.hashes or file.url or file.texts for file in report.files)
    return files or any(channel.urls for channel in report.channels) or any(passages(report))


def _missing(case: Case) -> Iterator[Saying]:
    """What is missing; nothing when there is somebody to look for and something to go by."""
    versions = case.versions
    traced = any(seen.ip and seen.at for seen in case.seen)
    who = traced or _reachable(case) or any(_child(version) for version in versions)
    what = any(map(_content, versions))
    if who and what:
        return
    if not traced:
        yield MISSING["address"]
    if not any(map(_account, versions)):
        yield MISSING["account"]
    if not _reachable(case):
        yield MISSING["reach"]
    if not what:
        yield MISSING["content"]
    if not case.seen and not any(True for version in versions for _ in countries(version)):
        yield MISSING["place"]  # an address tells its country, and is looked up at dispatch


def _leads(case: Case) -> Iterator[Saying]:
    versions = case.versions
    if any(seen.ip and seen.at for seen in case.seen):
        yield say("There is an address with its time")
    if any(map(_account, versions)):
        yield say("There is an account at a service")
    if _reachable(case):
        yield say("There is a way to reach the suspect")
    if any(map(_child, versions)):
        yield say("There is a child who can be found")
