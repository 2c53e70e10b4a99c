"""Who is behind it, with the names, numbers and machines that one has, some of them shared with innocent others."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from bench.third.tables import Kind, countries, kinds, listed

SCHOOLS = 25  # networks of schools
AT_SCHOOL, SAME_HOME, SECOND_HAND, COMMON_NAME = 0.3, 0.03, 0.015, 0.05
YOUNG = 20  # whoever is younger may be at school
LATIN = {"az": "ar"}  # Arabic in Latin letters is Arabic


@dataclass(frozen=True)
class Person:
    """One hidden case: a person, or a situation around one."""

    number: int
    kind: Kind
    hush: bool
    age: int
    country: str
    town: str
    tongue: str  # the words' file
    second: str
    name: str  # what he calls himself mostly
    common: bool  # as many others do
    real: tuple[str, str]
    born: int
    phone: str
    devices: tuple[str, ...]
    home: str  # the network's first half
    school: str
    wallet: str

    @property
    def language(self) -> str:
        """The language, whatever the letters."""
        return LATIN.get(self.tongue, self.tongue)


class Town:
    """Everybody, one after the other; some share a home or a machine with somebody before."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._homes: list[str] = []
        self._devices: list[str] = []
        self._count = 0

    def _home(self) -> str:
        rng = self._rng
        if self._homes and rng.random() < SAME_HOME:
            return rng.choice(self._homes)
        self._homes.append(f"2001:db8:{rng.getrandbits(16):x}:{rng.getrandbits(16):x}")
        return self._homes[-1]

    def _device(self) -> str:
        rng = self._rng
        if self._devices and rng.random() < SECOND_HAND:
            return rng.choice(self._devices)
        self._devices.append(f"{rng.getrandbits(128):032x}")
        return self._devices[-1]

    def next(self) -> Person:
        """The next case."""
        rng, every = self._rng, kinds()
        kind = rng.choices(every, [one.share for one in every])[0]
        known = countries()
        code = rng.choices(list(known), [one.share for one in known.values()])[0]
        tongues, age = known[code].languages, rng.randint(*kind.suspect)
        first, common = rng.choice(listed("stems")), rng.random() < COMMON_NAME
        self._count += 1
        return Person(
            number=self._count,
            kind=kind,
            hush=rng.random() < kind.hush,
            age=age,
            country=code,
            town=rng.choice(known[code].towns),
            tongue=rng.choices(list(tongues), list(tongues.values()))[0],
            second=rng.choice(("en", "fr")),
            name=rng.choice(listed("common"))
            if common
            else f"{first}{rng.choice(listed('lasts'))[: rng.randint(2, 5)]}",
            common=common,
            real=(first, rng.choice(listed("lasts"))),
            born=2026 - age,
            phone=f"63998{self._count:04d}" if self._count < 10000 else "",  # kept free for fiction
            devices=tuple(self._device() for _ in range(rng.choice((1, 1, 1, 2)))),
            home=self._home(),
            school=f"2001:db8:ffff:{rng.randrange(SCHOOLS):x}" if age < YOUNG and rng.random() < AT_SCHOOL else "",
            wallet=f"{first}{rng.randrange(10**6):06d}",
        )
