"""The hidden persons: who they are, where they live, by what they can be known."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from ipaddress import ip_address
from random import Random

from bench.elsewhere.companies import COMPANIES, Company
from bench.elsewhere.kinds import Kind
from vigie.territory.atlas import Atlas

# Country, weight, languages, providers' network numbers, towns with postal codes.
_PLACES: tuple[tuple[str, float, tuple[str, ...], tuple[int, ...], tuple[tuple[str, str], ...]], ...] = (
    ("FR", 0.7, ("fr",) * 9 + ("en",), (3215, 12322, 15557, 5410, 51207),
     (("Lyon", "69003"), ("Lille", "59000"), ("Nantes", "44000"), ("Rodez", "12000"), ("Marseille", "13005"),
      ("Strasbourg", "67000"), ("Brest", "29200"), ("Limoges", "87000"), ("Paris", "75011"), ("Pau", "64000"))),
    ("RE", 0.03, ("fr",), (49902, 37002), (("Saint-Denis", "97400"), ("Saint-Pierre", "97410"))),
    ("GP", 0.02, ("fr",), (20776,), (("Les Abymes", "97139"),)),
    ("NC", 0.01, ("fr",), (), (("Nouméa", "98800"),)),
    ("BE", 0.1, ("nl", "fr", "nl", "de"), (5432, 6848), (("Gent", "9000"), ("Liège", "4000"), ("Eupen", "4700"))),
    ("DE", 0.03, ("de",), (), (("Köln", "50667"),)),
    ("GB", 0.02, ("en",), (), (("Leeds", "LS1"),)),
    ("CI", 0.03, ("fr",), (), (("Abidjan", ""),)),
    ("PH", 0.02, ("en",), (), (("Cebu", "6000"),)),
    ("", 0.04, ("en", "fr"), (), (("", ""),)),
)  # fmt: skip
_FIRST = (
    "alix",
    "sacha",
    "noor",
    "eden",
    "lou",
    "robin",
    "mika",
    "charlie",
    "jo",
    "ari",
    "sam",
    "maxou",
    "kim",
    "yael",
)
_LAST = ("tremblot", "vandewiel", "corbex", "mirandel", "oustau", "pelgrim", "quentard", "rivolon", "sautier", "kuyper")
_FICTION = ("63998", "19900", "26191", "35301", "46571", "53649")
_MAILS = ("boite.example", "courriel.example", "postvak.example", "letter.example")


@dataclass
class Person:
    """Somebody, and the ways to see that two reports speak of the same."""

    key: str
    kind: Kind
    language: str
    country: str
    town: tuple[str, str]
    first: str
    last: str
    emails: list[str]
    phones: list[str]
    devices: list[str]
    home: str
    mobile: str
    age: int
    companies: list[Company]
    accounts: dict[str, str] = field(default_factory=dict)

    def account(self, company: Company, rng: Random) -> str:
        """The number of the account there, always the same."""
        return self.accounts.setdefault(company.name, f"{company.name[:2].lower()}{rng.randrange(10**9):09d}")

    def screen(self, company: Company) -> str:
        """The name shown there: many are alike, and some persons keep theirs."""
        mark = sum(map(ord, self.key + company.name)) % 90
        return f"{self.first}{self.last[:3]}{sum(map(ord, self.key)) % 97 if self.age % 2 else mark}"


@cache
def _blocks(asn: int, country: str) -> list[tuple[int, int]]:
    found = (one for one in _atlas().blocks(asn) if one.country == country)
    return [(int(ip_address(one.first)), one.size) for one in found]


@cache
def _atlas() -> Atlas:
    return Atlas.load()


def _address(rng: Random, country: str, networks: tuple[int, ...], shared: bool) -> str:
    """Any host of a provider's block, of nobody in particular; without a known provider a reserved one."""
    blocks = _blocks(rng.choice(networks), country) if networks else []
    if not blocks:
        return f"2001:db8:{rng.randrange(1, 65535):x}:{rng.randrange(1, 65535):x}::{rng.randrange(1, 99):x}"
    first, size = rng.choices(blocks, weights=[size for _, size in blocks])[0]
    return str(ip_address(first + rng.randrange(1 if shared else size)))  # few addresses for many subscribers


def _telephone(place: int) -> str:
    """A number that France keeps for fiction; each person has another."""
    return f"+33{_FICTION[place % len(_FICTION)]}{place // len(_FICTION) * 7919 % 10**4:04d}"


def _uses(rng: Random, grave: bool) -> list[Company]:
    count = rng.choices((1, 2, 3), weights=(0.55, 0.3, 0.15) if grave else (0.75, 0.2, 0.05))[0]
    found: list[Company] = []
    while len(found) < count:
        one = rng.choices(COMPANIES, weights=[one.share for one in COMPANIES])[0]
        found += [one] if one not in found else []
    return found


def person(rng: Random, place: int, kind: Kind) -> Person:
    """Draws somebody of this kind."""
    country, _, languages, networks, towns = rng.choices(_PLACES, weights=[one[1] for one in _PLACES])[0]
    first, last = rng.choice(_FIRST), rng.choice(_LAST)
    mail = f"{first}.{last}{rng.randrange(1000):03d}@{rng.choice(_MAILS)}"
    more = [f"{last}{rng.randrange(10**5)}@{rng.choice(_MAILS)}"] if rng.random() < 0.3 else []
    age = rng.randrange(12, 18) if rng.random() < kind.minor else rng.randrange(18, 66)
    return Person(
        f"p{place}", kind, rng.choice(languages), country, rng.choice(towns), first, last, [mail, *more],
        [_telephone(place)] if rng.random() < 0.6 else [], [f"{rng.getrandbits(60):015x}"],
        _address(rng, country, networks, shared=False), _address(rng, country, networks, shared=True),
        age, _uses(rng, kind.grave),
    )  # fmt: skip
