"""What hidden persons do, and how often each shows. These are assumptions, made before any rule was read."""

from __future__ import annotations

from dataclasses import dataclass, field

PICTURES = "Child Pornography (possession, manufacture, and distribution)"
ENTICEMENT = "Online Enticement of Children for Sexual Acts"
MOLESTATION = "Child Sexual Molestation"
TRAFFICKING = "Child Sex Trafficking"
TOURISM = "Child Sex Tourism"
OBSCENE = "Unsolicited Obscene Material Sent to a Child"
MISLEADING = "Misleading Words or Digital Images on the Internet"


@dataclass(frozen=True)
class Kind:
    """A way of being. Numbers between 0 and 1 are chances in one report; `share` is of the persons of its side."""

    name: str
    grave: bool
    share: float
    types: dict[str, float]
    cues: dict[str, float]
    framed: float = 0.0
    reports: tuple[float, int] = (0.25, 4)  # the chance of one more, and at most
    files: tuple[int, int] = (0, 3)
    unknown: float = 0.5
    camera: float = 0.05
    recent: float = 0.1
    victim: float = 0.05
    ages: tuple[int, int] = (11, 16)
    age_told: float = 0.5
    other_victims: float = 0.02
    notes: dict[str, float] = field(default_factory=dict)  # annotations of report and files
    access: float = 0.0  # of occupation, relationship, access fields where the form has them
    minor: float = 0.0  # the reported person is a child
    payment: float = 0.0
    prior: float = 0.05
    worth: float = 0.03  # what a company that looks would think of escalating
    third: float = 0.05
    public: float = 0.02  # told by a hotline and not by a company


_MIXED = {PICTURES: 0.7, ENTICEMENT: 0.2, OBSCENE: 0.1}

GRAVE = (
    Kind("at home", True, 0.22, {PICTURES: 0.75, MOLESTATION: 0.15, ENTICEMENT: 0.1},
         {"household": 0.6, "making": 0.5, "secrecy": 0.15, "young": 0.3, "several": 0.05}, files=(1, 5), unknown=0.9,
         camera=0.5, recent=0.75, victim=0.12, ages=(2, 12), access=0.55, notes={"infant": 0.12}, worth=0.5, prior=0.12,
         public=0.08, reports=(0.6, 6)),
    Kind("at work", True, 0.13, {PICTURES: 0.6, ENTICEMENT: 0.35, TOURISM: 0.05},
         {"work": 0.65, "meeting": 0.3, "secrecy": 0.3, "young": 0.3, "several": 0.2, "making": 0.3}, files=(0, 3),
         unknown=0.8, camera=0.3, recent=0.6, victim=0.35, ages=(6, 14), access=0.6, other_victims=0.3, worth=0.4,
         prior=0.1, public=0.1, reports=(0.6, 6)),
    Kind("orders live", True, 0.12, {PICTURES: 0.5, TRAFFICKING: 0.25, TOURISM: 0.25},
         {"ordered": 0.75, "travel": 0.35, "young": 0.3, "several": 0.1}, unknown=0.6, payment=0.7, victim=0.1,
         ages=(4, 12), notes={"liveStreaming": 0.5}, worth=0.4, prior=0.12, reports=(0.55, 6), files=(0, 2)),
    Kind("extorts", True, 0.2, {ENTICEMENT: 0.8, PICTURES: 0.2},
         {"pressure": 0.8, "despair": 0.4, "young": 0.4, "several": 0.25, "secrecy": 0.2}, unknown=0.9, recent=0.4,
         victim=0.75, ages=(10, 16), age_told=0.75, other_victims=0.35, notes={"sextortion": 0.6}, worth=0.55,
         reports=(0.55, 6), public=0.05, payment=0.1),
    Kind("will meet", True, 0.15, {ENTICEMENT: 0.85, TRAFFICKING: 0.1, OBSCENE: 0.05},
         {"meeting": 0.85, "secrecy": 0.5, "young": 0.5, "travel": 0.15}, unknown=0.7, victim=0.75, ages=(10, 15),
         age_told=0.75, worth=0.5, prior=0.1, reports=(0.4, 4), files=(0, 2)),
    Kind("scattered", True, 0.12, _MIXED,
         {"household": 0.2, "work": 0.12, "making": 0.15, "secrecy": 0.12, "meeting": 0.1, "young": 0.15,
          "travel": 0.08}, unknown=0.75, camera=0.3, recent=0.5, victim=0.1, ages=(3, 13), access=0.25, worth=0.12,
         prior=0.15, reports=(0.88, 8)),
    Kind("dull", True, 0.06, {PICTURES: 1.0}, {"making": 0.06, "young": 0.03}, files=(1, 2), unknown=0.8, camera=0.2,
         recent=0.4, worth=0.05),
)  # fmt: skip

ORDINARY = (
    Kind("passes on a joke", False, 0.25, {PICTURES: 0.97, MISLEADING: 0.03}, {"making": 0.006, "young": 0.008},
         files=(1, 1), unknown=0.15, recent=0.1, notes={"viral": 0.4, "potentialMeme": 0.4}, reports=(0.1, 3)),
    Kind("collects", False, 0.27, {PICTURES: 1.0},
         {"making": 0.015, "ordered": 0.006, "household": 0.006, "young": 0.025, "travel": 0.003, "secrecy": 0.006,
          "work": 0.004}, files=(1, 8), unknown=0.4, camera=0.05, recent=0.12, prior=0.12, worth=0.03,
         notes={"infant": 0.05, "violenceGore": 0.02, "bestiality": 0.02, "physicalHarm": 0.02}, reports=(0.35, 12)),
    Kind("both young", False, 0.12, {PICTURES: 0.6, ENTICEMENT: 0.4},
         {"young": 0.4, "meeting": 0.12, "secrecy": 0.1, "despair": 0.02, "pressure": 0.02}, unknown=0.95, camera=0.2,
         recent=0.7, victim=0.35, ages=(12, 16), minor=0.7, worth=0.05, framed=0.1,
         notes={"minorToMinorInteraction": 0.25, "possibleSelfProduction": 0.4}, public=0.04),
    Kind("family album", False, 0.06, {PICTURES: 1.0}, {"household": 0.2, "making": 0.04, "young": 0.1, "travel": 0.05},
         files=(1, 6), unknown=0.97, camera=0.75, recent=0.85, access=0.15, worth=0.02, notes={"infant": 0.25},
         reports=(0.1, 3)),
    Kind("plays a part", False, 0.06, {ENTICEMENT: 0.6, PICTURES: 0.4},
         {"meeting": 0.3, "secrecy": 0.25, "young": 0.3, "household": 0.15, "pressure": 0.1, "work": 0.1,
          "ordered": 0.03}, framed=0.75, victim=0.04, worth=0.06, files=(0, 1), notes={"generativeAi": 0.08}),
    Kind("is indignant", False, 0.05, {ENTICEMENT: 0.4, PICTURES: 0.4, MOLESTATION: 0.2},
         {"household": 0.2, "work": 0.25, "meeting": 0.2, "young": 0.25, "pressure": 0.1, "several": 0.15,
          "travel": 0.08}, framed=0.8, third=0.7, victim=0.06, worth=0.06, files=(0, 1), public=0.35, access=0.06),
    Kind("quarrels", False, 0.04, {OBSCENE: 0.3, ENTICEMENT: 0.7}, {"pressure": 0.35, "despair": 0.15, "meeting": 0.1},
         victim=0.35, ages=(18, 40), age_told=0.7, unknown=0.9, recent=0.4, worth=0.05, files=(0, 1), framed=0.05,
         public=0.1),
    Kind("extorts adults", False, 0.04, {ENTICEMENT: 1.0}, {"pressure": 0.7, "despair": 0.12}, victim=0.55,
         ages=(18, 35), age_told=0.7, unknown=0.9, recent=0.3, notes={"sextortion": 0.6}, worth=0.1, payment=0.25,
         other_victims=0.15, reports=(0.3, 5)),
    Kind("advertises", False, 0.06, {PICTURES: 0.7, TRAFFICKING: 0.3}, {"ordered": 0.05, "making": 0.1, "young": 0.1},
         framed=0.05, unknown=0.3, notes={"spam": 0.5}, payment=0.15, reports=(0.4, 8), files=(0, 2)),
    Kind("lets a machine draw", False, 0.05, {PICTURES: 1.0}, {"making": 0.12, "young": 0.05}, framed=0.3, unknown=0.97,
         recent=0.8, notes={"generativeAi": 0.5, "animeDrawingVirtualHentai": 0.25}, files=(1, 6)),
)  # fmt: skip
