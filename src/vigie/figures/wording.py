"""What the values of dimensions are called, for people."""

from __future__ import annotations

from collections.abc import Callable

from babel import Locale, UnknownLocaleError

from vigie import plugs
from vigie.figures.table import OTHERS, Period
from vigie.report.nouns import Saying, say
from vigie.requests.kind import Kind
from vigie.territory.land import Land

NOT_KNOWN = say("not known")
NAMES: dict[str, dict[str, Saying]] = {
    "class_name": {
        "workable": say("Workable"),
        "insufficient": say("Insufficient"),
        "viral": say("Viral"),
    },
    "novelty": {
        "new": say("New: no list knows it"),
        "known": say("Known"),
        "viral": say("Known and circulating"),
        "no-file": say("No file"),
        "not-known": say("Not known: nothing could be looked at"),
    },
    "punishable": {"yes": say("Yes"), "no": say("No"), "not-known": say("Not known yet")},
    "outcome": {
        "keep": say("Kept at the central office"),
        "pass-on": say("Passed on to a unit"),
        "abroad": say("Passed on to another country"),
        "ask": say("More was asked for"),
        "insufficient": say("Could not be worked"),
        "viral": say("Viral, no further action"),
        "not-punishable": say("Not punishable"),
        "duplicate": say("Duplicate"),
        "identified": say("Somebody was identified"),
        "victim-identified": say("A child was identified"),
        "safeguarded": say("A child was safeguarded"),
        "arrested": say("Somebody was arrested"),
        "convicted": say("Somebody was convicted"),
        "not-found": say("Nobody could be identified"),
        "charged": say("Somebody was charged"),
        "dismissed": say("Closed without further action"),
    },
    "effect": {
        "waiting": say("No answer yet"),
        "answered": say("Answered"),
        "identified": say("Answered: somebody is named"),
        "nothing": say("Answered: nothing was kept"),
        "received": say("Received"),
        "accepted": say("Accepted"),
        "refused": say("Refused"),
        "given-up": say("Given up"),
    },
    "kind": {
        "subscriber": say("Identification of a subscriber"),
        "preservation": say("Preservation of data"),
        "complement": say("Complement to a report"),
        "assistance": say("Mutual legal assistance"),
        "delivery": say("Papers handed over"),
        "transfer": say("Papers handed over to another country"),
        "page:report": say("Report form"),
        "page:danger": say("Somebody is in danger"),
        "page:back": say("Coming back to a report"),
        "page:hello": say("Children’s page"),
        "page:picture": say("Children: a picture of oneself"),
        "page:talk": say("Children: talking with somebody"),
        "help:index": say("Help: all topics"),
        "help:thoughts": say("Help: worrying thoughts"),
        "help:parents": say("Help: for parents"),
        "help:school": say("Help: for schools"),
        "elsewhere:bullying": say("Elsewhere: bullying"),
        "elsewhere:adults": say("Elsewhere: adults"),
        "elsewhere:other": say("Elsewhere: the rest"),
    },
    "incident": {
        "Child Pornography (possession, manufacture, and distribution)": say("Abuse material: possession, spreading"),
        "Child Sex Trafficking": say("Trafficking of a child"),
        "Child Sex Tourism": say("Travel to abuse children"),
        "Child Sexual Molestation": say("Abuse of a child"),
        "Misleading Domain Name": say("Misleading domain name"),
        "Misleading Words or Digital Images on the Internet": say("Misleading words or images"),
        "Online Enticement of Children for Sexual Acts": say("Enticement of a child online"),
        "Unsolicited Obscene Material Sent to a Child": say("Obscene matter sent to a child"),
    },
}
Speak = Callable[[Saying], str]


def value(dimension: str, key: str, speak: Speak, language: str, land: Land) -> str:
    """What one value of a dimension is called."""
    if key == OTHERS:
        return speak(say("All others"))
    if "/" in dimension:
        names, keys = dimension.split("/"), key.split("/")
        return " — ".join(value(one, of, speak, language, land) for one, of in zip(names, keys, strict=True))
    if not key:
        return speak(NOT_KNOWN)
    named = NAMES.get(dimension, {}).get(key)
    if named is not None:
        return speak(named)
    if dimension == "kind" and (asked := plugs.find("vigie.requests.kinds", Kind).get(key)) is not None:
        return speak(asked.title)  # a kind that was added
    return PLACES[dimension](key, language, land) if dimension in PLACES else key


def _country(key: str, language: str, _land: Land) -> str:
    try:
        return str(Locale(language).territories.get(key, key))
    except UnknownLocaleError:
        return key


def _language(key: str, language: str, _land: Land) -> str:
    try:
        return str(Locale(language).languages.get(key, key))
    except UnknownLocaleError:
        return key


def _area(key: str, language: str, land: Land) -> str:
    return f"{land.area_name(key, language)} ({key})" if key in land.places.area else key


def _unit(key: str, language: str, land: Land) -> str:
    return land.unit_label(key, language) if key in land.units else key


PLACES: dict[str, Callable[[str, str, Land], str]] = {
    "country": _country,
    "area": _area,
    "unit": _unit,
    "language": _language,
}


def plain(number: int, cut: Period) -> str:
    """A period as machines read it, the same in every language: 2026, 2026-Q1, 2026-03, 2026-W09, 2026-03-02."""
    if cut is Period.YEAR:
        return str(number)
    if cut is Period.QUARTER:
        return f"{number // 10}-Q{number % 10}"
    if cut is Period.WEEK:
        return f"{number // 100}-W{number % 100:02}"
    if cut is Period.MONTH:
        return f"{number // 100}-{number % 100:02}"
    return f"{number // 10_000}-{number // 100 % 100:02}-{number % 100:02}"


def period(number: int, cut: Period, language: str, speak: Speak) -> str:
    """A period as people write it."""
    if cut is Period.YEAR:
        return str(number)
    if cut is Period.QUARTER:
        return speak(say("Q{n} {year}", n=number % 10, year=str(number // 10)))
    if cut is Period.WEEK:
        return speak(say("w{n} {year}", n=number % 100, year=str(number // 100)))
    if cut is Period.MONTH:
        months = Locale(language).months["stand-alone"]["abbreviated"]
        return f"{months[number % 100]} {number // 100}"
    return f"{number % 100:02}/{number // 100 % 100:02}/{number // 10_000}"
