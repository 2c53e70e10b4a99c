"""A country as the public sees it: its numbers, hours, links and promises, from `packs/<country>/public.toml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from msgspec import field

from vigie.territory.pack import Pack, load
from vigie.territory.shapes import Shape, Words

LANGUAGES = ("fr", "en", "nl")


class Number(Shape, frozen=True):
    """Somebody who helps: a number to dial, or a page. `text`: one writes to it instead of calling."""

    name: Words
    what: Words
    hours: Words
    languages: tuple[str, ...]
    dial: str = ""
    child: Words = field(default_factory=dict)
    link: str = ""
    text: bool = False
    source: str = ""  # a public text that gives this very number or address
    dated: str = ""  # what that text bears
    note: str = ""

    @property
    def address(self) -> str:
        """What a tap does: calls or writes."""
        return f"{'sms' if self.text else 'tel'}:{''.join(self.dial.split())}" if self.dial else self.link


class Elsewhere(Shape, frozen=True):
    """Who takes what is not for this desk."""

    bullying: tuple[str, ...]
    adults: tuple[str, ...]
    other: tuple[str, ...]


class Prevention(Shape, frozen=True):
    """Who helps whom."""

    thoughts: tuple[str, ...]
    parents: tuple[str, ...]
    school: tuple[str, ...]


class Public(Shape, frozen=True):
    """`public.toml`."""

    answer_days: int
    exit: str
    child: tuple[str, ...]
    emergency: tuple[str, ...]
    distress: tuple[str, ...]
    report: tuple[str, ...]
    number: Mapping[str, Number]
    elsewhere: Elsewhere
    prevention: Prevention
    address_kept: bool = False

    def numbers(self, keys: Sequence[str]) -> list[Number]:
        """Those numbers, in this order."""
        return [self.number[key] for key in keys]


def unsourced(read: Public) -> list[str]:
    """The numbers for which no public text was found that says the same."""
    return [key for key, one in read.number.items() if not one.source]


@cache
def public(country: str) -> Public:
    """A country's. Raises `BadPack`, naming the file and the key."""
    return load(country.lower()).part("public", Public)


def problems(pack: Pack) -> Iterator[str]:
    """What is wrong with a pack's public side, each in a sentence."""
    read = pack.part("public", Public)
    every = {
        "child": read.child,
        "emergency": read.emergency,
        "distress": read.distress,
        "report": read.report,
        **{f"elsewhere.{name}": getattr(read.elsewhere, name) for name in ("bullying", "adults", "other")},
        **{f"prevention.{name}": getattr(read.prevention, name) for name in ("thoughts", "parents", "school")},
    }
    for where, keys in every.items():
        yield from (f"public.toml: {where}: there is no number {key!r}" for key in keys if key not in read.number)
        if not keys:
            yield f"public.toml: {where} names nobody"
    for key, one in read.number.items():
        if not one.address:
            yield f"public.toml: number.{key} has neither a number nor a link"
        words = (one.name, one.what, one.hours, *((one.child,) if one.child else ()))
        missing = {language for text in words for language in LANGUAGES if not text.get(language)}
        if missing:
            yield f"public.toml: number.{key}: not in {', '.join(sorted(missing))}"
    for key in (*read.child, *read.distress):
        if key in read.number and not read.number[key].child:
            yield f"public.toml: number.{key} stands before children without words for them"
    if not read.exit.startswith("https://"):
        yield "public.toml: exit must be an https address"
