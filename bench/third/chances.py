"""How likely each visible thing is, given what is hidden. The caseload is drawn so, and its reader counts with it."""

from __future__ import annotations

from bench.third.tables import GROUPS, MARKS, ON_PORTAL, TELLERS, Kind, Source, sources

THIN = 0.5  # what is left of each sign where a text was cut short
HUSHED_SIGNS, HUSHED_MARKS, HUSHED_LOOKS = 0.35, 0.5, 0.5  # and where somebody leaves hardly a trace
AGE_SHOWN, AGE_WRONG = 0.7, 0.25  # of ages filled in; of those, made up when the account was opened
AGES_SAID = range(13, 61)  # what one may make up
ME = 0.85  # of the children's way: about itself; the rest about a friend
MENTIONED = 0.1  # of texts: they name a further account or number of the same person
COPY, LATER, TWICE = 0.02, 0.07, 0.01  # sent again under another number; completed later; the same bytes again


def weights(kind: Kind) -> list[float]:
    """Where cases of a kind come up."""
    return [one.size * kind.at.get(one.group, 1.0) for one in sources()]


def sign(source: Source, kind: Kind, name: str, hush: bool, full: bool) -> float:
    """That a text says so: because it is so, or for nothing."""
    told = kind.signs.get(name, 0.0) * source.says * (1.0 if full else THIN) * (HUSHED_SIGNS if hush else 1.0)
    return told + (1 - told) * source.false


def mark(source: Source, kind: Kind, name: str, hush: bool) -> float:
    """That a field says so."""
    if name in source.always:
        return 1.0
    fills = source.fills[MARKS[name]]
    told = kind.marks.get(name, 0.0) * fills * (HUSHED_MARKS if hush else 1.0)
    return told + (1 - told) * (source.wrong if fills else 0.0)


def can_be_marked(source: Source, files: bool, seen: bool) -> tuple[str, ...]:
    """The marks that such a report has a field for: no file, no flag of a file; no address, no proxy."""
    if source.form == "portal":
        return ON_PORTAL
    return tuple(one for one in MARKS if (files or one not in GROUPS["files"]) and (seen or one != "proxy"))


def urgent(source: Source, kind: Kind, hush: bool) -> float:
    """That whoever reports calls for haste."""
    looks = kind.looks * (HUSHED_LOOKS if hush else 1.0)
    high, low = source.urgent
    return looks * high + (1 - looks) * low


def type_(source: Source, kind: Kind, name: str) -> float:
    """That it is called so: by some always the same."""
    if source.types != "honest":
        return float(source.types == name)
    return kind.type.get(name, 0.0)


def relation(source: Source, kind: Kind, name: str) -> float:
    """That whoever fills in the form ticks that relation to the child."""
    if source.group == "child":
        return {"me": ME, "child-i-know": 1 - ME}.get(name, 0.0)
    return sum(share for who, share in kind.teller.items() if TELLERS[who] == name)


def age(kind: Kind, said: int) -> float:
    """That an account says that age."""
    low, high = kind.suspect
    true = 1 / (high - low + 1) if low <= said <= high else 0.0
    return (1 - AGE_WRONG) * true + AGE_WRONG * (said in AGES_SAID) / len(AGES_SAID)
