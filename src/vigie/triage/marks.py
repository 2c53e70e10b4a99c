"""One name for what different senders call the same thing: marks of reports, labels of files, kinds of incident.

Services, NCMEC, hotlines and partners label in their own words ("Infant/Toddler", "self-generated", "leurre"). The
names that the rules know are those of NCMEC's schema; a label that means the same is brought to them by a part of it.
What no rule knows keeps its own name, and is read for cue words like a short text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from vigie.triage.words import plain

WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
LETTERS = re.compile(r"[^a-z0-9]+")
Parts = tuple[tuple[str, tuple[str, ...]], ...]  # a name, and the parts of a label by which it is known

MARKS: Parts = (
    ("sextortion", ("sextor", "extort", "blackmail", "chantage", "afpers")),
    ("sadisticonlineexploitation", ("sadis",)),
    ("minortominorinteraction", ("minortominor", "amongminors", "peertopeerminor", "entremineurs")),
    ("csamsolicitation", ("solicit", "grooming", "groomer")),
)
FILES: Parts = (
    ("animedrawingvirtualhentai", ("anime", "drawing", "hentai", "virtual", "cartoon", "dessin", "getekend")),
    ("generativeai", ("generativeai", "aigenerated", "generatedbyai", "syntheticmedia", "deepfake", "machinemade")),
    ("potentialmeme", ("meme",)),
    ("viral", ("viral", "circulating")),
    ("possibleselfproduction", ("selfprod", "selfgen", "selfmade", "autoprod")),
    ("physicalharm", ("physicalharm", "physicalabuse", "bondage", "sadis", "torture", "handson", "restrain", "injur")),
    ("violencegore", ("violen", "gore")),
    ("bestiality", ("bestial", "withanimal", "zoophil")),
    ("livestreaming", ("livestream", "streamedlive", "broadcastlive", "livecapture")),
    ("infant", ("infant", "toddler", "baby", "newborn", "nourrisson", "bebe", "peuter")),
    ("homemade", ("homemade", "production", "produced", "producer", "newmaterial", "newvictim", "firstgeneration")),
    (
        "unidentified",
        ("unidentifiedchild", "unidentifiedvictim", "victimunknown", "notidentified", "victimnonidentifiee"),
    ),
    ("class-a", ("prepubesc", "prepuber")),
)
ENTICEMENT = "online enticement of children for sexual acts"
MOLESTATION = "child sexual molestation"
TRAFFICKING = "child sex trafficking"
TOURISM = "child sex tourism"
OBSCENE = "unsolicited obscene material sent to a child"
EXTORTION, LIVE = "extortion of a child", "abuse streamed live"  # kinds that NCMEC's schema has not
KINDS = frozenset({ENTICEMENT, MOLESTATION, TRAFFICKING, TOURISM, OBSCENE, EXTORTION, LIVE})
INCIDENTS: Parts = (
    (EXTORTION, ("sextor", "extort", "blackmail", "chantage", "afpers", "erpress")),
    (LIVE, ("livestream", "livedistantabuse", "livedistance", "endirect")),
    (TOURISM, ("tourism", "tourisme", "toerisme")),
    (TRAFFICKING, ("traffick", "proxenet", "prostitu", "traitedes", "mensenhandel", "pimp")),
    (OBSCENE, ("obscene", "unsolicited")),
    (ENTICEMENT, ("entice", "groom", "solicit", "leurre", "propositionsexuelle", "corruptiondemineur")),
    (
        MOLESTATION,
        (
            "molest",
            "handson",
            "contactabuse",
            "inceste",
            "incest",
            "violdemineur",
            "violsur",
            "agressionsexuelle",
            "rapeof",
        ),
    ),
)
PLAIN = ("child porn", "misleading")
CLASSES = ("a1", "a2", "b1", "b2")


def _squeezed(label: str) -> str:
    return LETTERS.sub("", plain(label))


@lru_cache(maxsize=8_192)
def _named(label: str, parts: Parts) -> str:
    squeezed = _squeezed(label)
    exact = next((name for name, _ in parts if name == squeezed), None)
    return exact or next((name for name, known in parts if any(part in squeezed for part in known)), "")


def mark(label: str) -> str:
    """The name of a mark on a report: the schema's in lower case, or the label's own."""
    return _named(label, MARKS) or label.strip().casefold()


def on_file(label: str) -> str:
    """The name of a label on a file."""
    return _named(label, FILES) or LETTERS.sub("", label.casefold()) or label.casefold()


def incident(kind: str) -> str:
    """The name of a kind of incident."""
    told = kind.strip().casefold()
    return told if told in KINDS or told.startswith(PLAIN) else _named(kind, INCIDENTS) or told


def known_incident(kind: str) -> bool:
    """Whether a kind of incident bears a name that the rules know, or one that says little by itself."""
    return (told := incident(kind)) in KINDS or told.startswith(PLAIN)


@lru_cache(maxsize=8_192)
def industry_class(said: str) -> str:
    """A1, A2, B1 or B2 in whatever dress ("A-1", "Category A1"), lower case; a lone letter stays one; else empty."""
    squeezed = _squeezed(said)
    found = next((name for name in CLASSES if name in squeezed), "")
    return found or (squeezed if squeezed in ("a", "b") else "")


def words(label: str) -> str:
    """A label as words: `imminentHarm` and `imminent_harm` are "imminent harm"."""
    return " ".join(WORD.findall(label))


def unknown(labels: Iterable[str], parts: Parts) -> Iterator[str]:
    """The labels that bear no known name, as words."""
    return (words(label) for label in labels if label and not _named(label, parts))
