"""Who the person is: drawn first, with accounts, numbers and devices, before any company sees anything."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from bench.afar.tables import Kind

# Country, its share, and the languages spoken there with their shares.
COUNTRIES: dict[str, tuple[float, dict[str, float]]] = {
    "FR": (44, {"fr": 0.82, "en": 0.06, "ar": 0.08, "es": 0.04}),
    "BE": (12, {"fr": 0.48, "nl": 0.42, "en": 0.06, "ar": 0.04}),
    "NL": (9, {"nl": 0.85, "en": 0.12, "ar": 0.03}),
    "DE": (9, {"de": 0.88, "en": 0.08, "ar": 0.04}),
    "ES": (7, {"es": 0.92, "en": 0.05, "fr": 0.03}),
    "RE": (2, {"fr": 1.0}),
    "GP": (1.5, {"fr": 1.0}),
    "MQ": (1, {"fr": 1.0}),
    "MA": (4, {"ar": 0.6, "fr": 0.4}),
    "DZ": (2.5, {"ar": 0.6, "fr": 0.4}),
    "GB": (4, {"en": 1.0}),
    "CH": (2, {"de": 0.6, "fr": 0.4}),
    "A1": (2, {"en": 0.7, "fr": 0.3}),
}
TOWNS = {
    "FR": ("Lyon", "Lille", "Nantes", "Toulouse", "Metz", "Brest", "Dijon", "Nice"),
    "BE": ("Namur", "Gent", "Antwerpen", "Mons"),
    "NL": ("Utrecht", "Zwolle", "Breda"),
    "DE": ("Kassel", "Bremen", "Mainz"),
    "ES": ("Murcia", "Vigo", "Gijón"),
    "RE": ("Saint-Denis",),
    "GP": ("Les Abymes",),
    "MQ": ("Fort-de-France",),
}
STEMS = ("blue", "nord", "kilo", "mistral", "oak", "river", "zeb", "luna", "rex", "tango", "pix", "moka", "sol", "vent")
TAILS = ("wolf", "78", "x", "_off", "2k", "man", "13", "_real", "dust", "zz", "59", "cat")
COMMON = ("user123", "anonymous", "king", "leo", "noname", "test", "mimi", "alex", "sam_", "shadow")
TWO_EMAILS, COMMON_NAME = 0.3, 0.03


@dataclass(frozen=True)
class Person:
    """Somebody who is reported once or more, and what identifies him."""

    number: int
    kind: Kind
    quiet: bool
    age: int
    child: str  # young, teen or nothing
    country: str
    town: str
    language: str
    emails: tuple[str, ...]
    phone: str
    devices: tuple[str, ...]
    name: str
    ip: str


def picked(rng: Random, weights: dict[str, float]) -> str:
    """One of them, by weight."""
    return rng.choices(list(weights), list(weights.values()))[0]


def screen_name(rng: Random) -> str:
    """A name that somebody gives himself: mostly his own, sometimes one that many have."""
    if rng.random() < COMMON_NAME:
        return rng.choice(COMMON)
    return f"{rng.choice(STEMS)}{rng.choice(STEMS)}{rng.choice(TAILS)}{rng.randrange(10, 9999)}"


def _child(rng: Random, kind: Kind) -> str:
    young, teen = kind.victim
    draw = rng.random()
    return "young" if draw < young else "teen" if draw < young + teen else ""


def _emails(rng: Random, name: str) -> tuple[str, ...]:
    first = f"{name.strip('_')}.{rng.randrange(10**6)}@mail.example"
    return (first, f"{screen_name(rng)}{rng.randrange(10**5)}@post.example") if rng.random() < TWO_EMAILS else (first,)


def person(rng: Random, number: int, kind: Kind) -> Person:
    """The next person of a kind."""
    country = picked(rng, {code: share for code, (share, _) in COUNTRIES.items()})
    name = screen_name(rng)
    return Person(
        number=number,
        kind=kind,
        quiet=rng.random() < kind.quiet,
        age=rng.randint(*kind.suspect),
        child=_child(rng, kind),
        country=country,
        town=rng.choice(TOWNS.get(country, ("",))),
        language=picked(rng, COUNTRIES[country][1]),
        emails=_emails(rng, name),
        phone=f"+336399{80000 + number % 10000:05d}" if number < 10000 else "",  # numbers kept free for fiction
        devices=tuple(f"{rng.getrandbits(64):016x}" for _ in range(rng.choice((1, 1, 2)))),
        name=name,
        ip=f"2001:db8:{rng.getrandbits(16):x}:{rng.getrandbits(16):x}::{rng.randrange(1, 9999):x}",
    )
