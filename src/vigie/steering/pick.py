"""Which report somebody should read next: the first of the queue that suits them, without letting anything starve.
Pure.

The order of the queue itself is the policy's alone. This only chooses, for one person and one moment, among those that
stand near its top; whatever is urgent goes to whoever asks first, whoever they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from vigie.report.nouns import Saying, say

URGENT = 70  # points: no quota, language or exposure stands before such a report
BAND = 12  # points below the best within which somebody may be given what suits them better
SKILL, LANGUAGE, RESTED = 6.0, 6.0, 8.0  # points by which something suits better
RARER = 6.0  # points more for a language besides the desk's own: fewer colleagues read it
AGE_A_DAY, AGE_MOST = 0.25, 12.0  # points that waiting adds: two months are worth a factor of four
OLDEST_EACH = 20  # one pick in so many is the one that waits longest
QUOTAS: Mapping[str, float] = {"workable": 0.85, "insufficient": 0.10, "viral": 0.05}  # shares of what is read

IS_URGENT = say("It is urgent: such a report goes to whoever asks first.")
WAITS = say("Of all it waits longest, and one pick in {n} is for the one that does.", n=OLDEST_EACH)
IS_DUE = say("Its class got less than its share lately.")
HIGHEST = say("It stands highest of those that are free.")
WITH_AGE = say("It stands highest once waiting is counted, a little for each day.")
NEAR = say("It stands near the highest, and suits you better.")


class Candidate(Struct, frozen=True):
    """A free report near the top. `kinds` are the rules that spoke of it; `pictures` how many files would be looked
    at."""

    report_key: int
    total: int
    class_name: str
    received_at: datetime
    language: str | None = None
    kinds: frozenset[str] = frozenset()
    pictures: int = 0


class Reader(Struct, frozen=True):
    """Who asks. `own`: the language of their desk, one of those they read; `seen`: pictures looked at in the last day;
    `most`: how many are enough for one day."""

    languages: frozenset[str] = frozenset()
    skills: frozenset[str] = frozenset()
    seen: int = 0
    most: int = 150
    own: str = ""


class Pick(Struct, frozen=True):
    """The report that somebody is given, and why it is this one: for them alone, since it tells what they have seen."""

    report_key: int
    why: tuple[Saying, ...]


def worth(one: Candidate, now: datetime) -> float:
    """Points with what waiting adds."""
    days = max(0.0, (now - one.received_at) / timedelta(days=1))
    return one.total + min(AGE_MOST, AGE_A_DAY * days)


def suits(one: Candidate, reader: Reader) -> float:
    """How much better it suits this person than anybody: never less than nothing. Whoever asks may well read a report
    of which no language is known."""
    found = SKILL if one.kinds & reader.skills else 0.0
    if one.language is None or one.language in reader.languages:
        found += LANGUAGE
    if one.language in reader.languages - {reader.own}:
        found += RARER
    return found + (RESTED if reader.seen >= reader.most and not one.pictures else 0.0)


def due(served: Mapping[str, int], waiting: frozenset[str]) -> str | None:
    """The class that got the least of its share, when it lacks a whole report."""
    total = sum(served.values()) + 1
    lacks = {name: share * total - served.get(name, 0) for name, share in QUOTAS.items() if name in waiting}
    name = max(lacks, key=lambda one: (lacks[one], one), default=None)
    return name if name is not None and lacks[name] >= 1.0 else None


def choose(
    candidates: Sequence[Candidate],
    oldest: Candidate | None,
    reader: Reader,
    served: Mapping[str, int],
    now: datetime,
) -> Pick | None:
    """The next report, and why. `candidates` are the first of each class; `served` what was taken lately, by class."""
    if not candidates:
        return Pick(oldest.report_key, (WAITS, *_told(oldest, reader, False))) if oldest else None
    best = max(candidates, key=lambda one: (one.total, -one.report_key))
    if best.total >= URGENT:
        near = [one for one in candidates if one.total >= max(URGENT, best.total - BAND)]
        return _suited(near, reader, now, IS_URGENT)
    taken = sum(served.values())
    if oldest is not None and taken % OLDEST_EACH == OLDEST_EACH - 1:
        return Pick(oldest.report_key, (WAITS, *_told(oldest, reader, False)))
    wanted = due(served, frozenset(one.class_name for one in candidates))
    of_class = [one for one in candidates if wanted is None or one.class_name == wanted]
    top = max(worth(one, now) for one in of_class)
    near = [one for one in of_class if worth(one, now) >= top - BAND]
    return _suited(near, reader, now, IS_DUE if wanted else None)


def _suited(near: Sequence[Candidate], reader: Reader, now: datetime, first: Saying | None) -> Pick:
    top = max(near, key=lambda one: (worth(one, now), -one.report_key))
    found = max(near, key=lambda one: (worth(one, now) + suits(one, reader), -one.report_key))
    place = HIGHEST if found.total == max(one.total for one in near) else WITH_AGE
    apart = found.report_key != top.report_key
    whys = ((first,) if first else ()) + ((NEAR,) if apart else () if first else (place,))
    foreign = top.language is not None and top.language not in reader.languages
    return Pick(found.report_key, (*whys, *_told(found, reader, apart and foreign)))


def _told(one: Candidate, reader: Reader, decided: bool) -> Iterator[Saying]:
    """What of it suits this person. Their desk's own language is worth a word only where it `decided`."""
    if one.language and one.language in reader.languages and (decided or one.language != reader.own):
        yield say("Language that you read: {language}.", language=one.language)
    if kinds := sorted(one.kinds & reader.skills):
        yield say("Kind that you read best: {rules}.", rules=", ".join(kinds))
    if reader.seen >= reader.most and one.pictures:
        yield say("It has pictures, though you have seen enough for one day: you may offer it to a colleague.")
    elif reader.seen >= reader.most:
        yield say("It has no pictures, and you have seen enough for one day.")
