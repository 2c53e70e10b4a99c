"""How a suspect looks in one report: often like what it is, often like something else.

This is the noisy channel between the hidden and the visible. A grave suspect looks ordinary in about half of its
reports; a few of the many ordinary ones look grave. A look then decides, by chance, what the report can hold.
"""

from __future__ import annotations

from dataclasses import dataclass

from vigie.sample.draws import Weighted
from vigie.sample.materials import Kind
from vigie.sample.suspects import Hidden

H = Hidden
CP = "Child Pornography (possession, manufacture, and distribution)"
ENTICEMENT = "Online Enticement of Children for Sexual Acts"
MOLESTATION = "Child Sexual Molestation"
TRAFFICKING = "Child Sex Trafficking"
TOURISM = "Child Sex Tourism"
OBSCENE = "Unsolicited Obscene Material Sent to a Child"
MISLEADING = "Misleading Words or Digital Images on the Internet"
INCIDENT_KINDS = (CP, TRAFFICKING, TOURISM, MOLESTATION, "Misleading Domain Name", MISLEADING, ENTICEMENT, OBSCENE)

LOOKS: dict[Hidden, Weighted[Hidden]] = {
    H.HANDS_ON: Weighted({H.HANDS_ON: 0.55, H.COLLECTOR: 0.26, H.FAMILY: 0.1, H.SHARER: 0.09}),
    H.LIVE_ORDER: Weighted({H.LIVE_ORDER: 0.5, H.COLLECTOR: 0.3, H.JUNK: 0.1, H.GROOMING: 0.1}),
    H.SEXTORTION_ACUTE: Weighted({H.SEXTORTION_ACUTE: 0.5, H.SEXTORTION: 0.32, H.GROOMING: 0.1, H.MINOR: 0.08}),
    H.MEETING: Weighted({H.MEETING: 0.5, H.GROOMING: 0.38, H.JUNK: 0.12}),
    H.SEXTORTION: Weighted({H.SEXTORTION: 0.85, H.SEXTORTION_ACUTE: 0.08, H.MINOR: 0.07}),
    H.GROOMING: Weighted({H.GROOMING: 0.88, H.MEETING: 0.06, H.JUNK: 0.06}),
    H.COLLECTOR: Weighted({H.COLLECTOR: 0.94, H.HANDS_ON: 0.014, H.LIVE_ORDER: 0.006, H.SHARER: 0.04}),
    H.SHARER: Weighted({H.SHARER: 0.965, H.COLLECTOR: 0.03, H.MEETING: 0.002, H.HANDS_ON: 0.003}),
    H.MINOR: Weighted({H.MINOR: 0.95, H.SEXTORTION: 0.02, H.SEXTORTION_ACUTE: 0.012, H.HANDS_ON: 0.018}),
    H.MACHINE: Weighted({H.MACHINE: 0.8, H.COLLECTOR: 0.18, H.HANDS_ON: 0.02}),
    H.FAMILY: Weighted({H.FAMILY: 0.965, H.HANDS_ON: 0.015, H.MINOR: 0.02}),
    H.JUNK: Weighted({H.JUNK: 0.95, H.GROOMING: 0.03, H.LIVE_ORDER: 0.01, H.MEETING: 0.01}),
}


@dataclass(frozen=True, slots=True)
class Look:
    """What a report that looks so may hold. `cues` are shares of the texts that say it."""

    incidents: Weighted[str]
    cues: dict[str, float]
    files: Weighted[int]
    content: Weighted[Kind]
    talk: float = 1.0  # how much more, or less, text and chat than the company's own share
    alarming: bool = False
    annotation: str | None = None
    file_annotation: str | None = None


_FEW, _MANY = Weighted({1: 50, 2: 28, 3: 14, 5: 8}), Weighted({1: 38, 2: 24, 3: 16, 5: 12, 8: 8, 12: 2})
_NONE_OR_FEW = Weighted({0: 45, 1: 35, 2: 20})
_ONE = Weighted({1: 92, 2: 8})
_ENTICING = Weighted({ENTICEMENT: 0.8, OBSCENE: 0.1, CP: 0.1})
_OWN = Weighted({Kind.SELF: 0.7, Kind.UNLISTED: 0.3})

SHOWS: dict[Hidden, Look] = {
    H.HANDS_ON: Look(
        Weighted({CP: 0.72, MOLESTATION: 0.18, ENTICEMENT: 0.1}),
        {"household": 0.3, "work": 0.14, "production": 0.4, "siblings": 0.15, "travel": 0.04, "trade": 0.12},
        _FEW,
        Weighted({Kind.NEW: 0.62, Kind.KNOWN: 0.25, Kind.UNLISTED: 0.13}),
        1.3,
        True,
    ),
    H.LIVE_ORDER: Look(
        Weighted({CP: 0.5, TRAFFICKING: 0.2, TOURISM: 0.12, ENTICEMENT: 0.18}),
        {"live": 0.5, "payment": 0.45, "travel": 0.15},
        _NONE_OR_FEW,
        Weighted({Kind.NEW: 0.5, Kind.UNLISTED: 0.5}),
        1.6,
        True,
        file_annotation="liveStreaming",
    ),
    H.SEXTORTION_ACUTE: Look(
        _ENTICING,
        {"threat": 0.55, "ransom": 0.4, "self-harm": 0.42, "age": 0.2},
        _NONE_OR_FEW,
        _OWN,
        1.6,
        True,
        "sextortion",
    ),
    H.MEETING: Look(
        _ENTICING,
        {"meeting": 0.55, "travel": 0.22, "secrecy": 0.3, "gift": 0.2, "age": 0.3},
        _NONE_OR_FEW,
        _OWN,
        1.6,
        True,
        "csamSolicitation",
    ),
    H.SEXTORTION: Look(
        _ENTICING,
        {"threat": 0.5, "ransom": 0.5, "self-harm": 0.04, "age": 0.15},
        _NONE_OR_FEW,
        _OWN,
        1.5,
        annotation="sextortion",
    ),
    H.GROOMING: Look(
        _ENTICING,
        {"meeting": 0.07, "secrecy": 0.3, "gift": 0.25, "age": 0.35, "travel": 0.02},
        _NONE_OR_FEW,
        _OWN,
        1.4,
        annotation="csamSolicitation",
    ),
    H.COLLECTOR: Look(
        Weighted({CP: 0.99, MOLESTATION: 0.01}),
        {"trade": 0.3, "production": 0.02, "household": 0.01, "work": 0.01},
        _MANY,
        Weighted({Kind.KNOWN: 0.68, Kind.UNLISTED: 0.25, Kind.VIRAL: 0.07}),
        0.8,
    ),
    H.SHARER: Look(
        Weighted({CP: 0.99, MISLEADING: 0.01}),
        {"joke": 0.4, "household": 0.004},
        _ONE,
        Weighted({Kind.VIRAL: 0.93, Kind.KNOWN: 0.04, Kind.BENIGN: 0.03}),
        0.5,
    ),
    H.MINOR: Look(
        Weighted({CP: 0.9, ENTICEMENT: 0.1}),
        {"own": 0.4, "age": 0.3, "threat": 0.02},
        _ONE,
        Weighted({Kind.SELF: 0.95, Kind.UNLISTED: 0.05}),
        0.9,
        annotation="minorToMinorInteraction",
        file_annotation="possibleSelfProduction",
    ),
    H.MACHINE: Look(
        Weighted({CP: 0.95, MISLEADING: 0.05}),
        {"machine": 0.4, "trade": 0.1, "production": 0.03},
        _MANY,
        Weighted({Kind.MACHINE: 0.9, Kind.KNOWN: 0.1}),
        0.8,
        file_annotation="generativeAi",
    ),
    H.FAMILY: Look(
        Weighted({CP: 1.0}),
        {"family": 0.4, "household": 0.03, "production": 0.01},
        _FEW,
        Weighted({Kind.BENIGN: 1.0}),
        0.5,
    ),
    H.JUNK: Look(
        Weighted({CP: 0.6, ENTICEMENT: 0.2, MISLEADING: 0.2}),
        {"travel": 0.02, "payment": 0.03},
        Weighted({0: 60, 1: 40}),
        Weighted({Kind.BENIGN: 0.6, Kind.VIRAL: 0.4}),
        0.9,
        annotation="spam",
    ),
}
