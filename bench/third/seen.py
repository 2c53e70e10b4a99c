"""What one source sees of what is hidden, as it tells it: everything here but `person` is open to whoever reads."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from bench.afar.materials import File, Materials
from bench.third import chances
from bench.third.identifiers import Link, mentioned, shown
from bench.third.people import Person
from bench.third.tables import CONTENTS, GROUPS, ON_PORTAL, RELATIONS, SIGNS, TYPES, Source, listed
from bench.third.words import Told, told

FIRST = (*GROUPS["files"], "proxy")  # marks that a machine sets at once
BORROWS = ("collector", "trader")  # what somebody made turns up with these


@dataclass(frozen=True)
class Report:
    """One report."""

    person: Person
    source: Source
    content: str
    files: tuple[File, ...]
    type: str
    escalated: bool
    marks: tuple[str, ...]
    texted: bool
    hints: tuple[str, ...]
    told: Told
    relation: str
    ages: tuple[int, int]
    age: int | None
    links: tuple[Link, ...]
    town: bool
    later: bool  # it came first in a thinner version
    again: bool  # the same bytes came twice
    copy: bool = False  # the same happening under another number
    number: str = ""
    order: int = 0
    minute: int = 0

    @property
    def grave(self) -> bool:
        """Whether a child is in danger now."""
        return self.person.kind.grave

    def link(self, kind: str) -> str:
        """What is written of a kind, or nothing."""
        return next((one.written for one in self.links if one.kind == kind), "")


def _marks(rng: Random, who: Person, source: Source, files: bool, seen: bool) -> tuple[str, ...]:
    return tuple(
        one
        for one in chances.can_be_marked(source, files, seen)
        if rng.random() < chances.mark(source, who.kind, one, who.hush)
    )


def _hints(rng: Random, who: Person, source: Source) -> list[str]:
    full = rng.random() < source.full
    return [one for one in SIGNS if rng.random() < chances.sign(source, who.kind, one, who.hush, full)]


def _age(rng: Random, who: Person, source: Source) -> int | None:
    if source.form == "portal" or rng.random() >= source.fills["ages"] * chances.AGE_SHOWN:
        return None
    return rng.choice(chances.AGES_SAID) if rng.random() < chances.AGE_WRONG else rng.randint(*who.kind.suspect)


def _relation(rng: Random, who: Person, source: Source) -> str:
    if source.form != "portal":
        return ""
    return rng.choices(RELATIONS, [chances.relation(source, who.kind, one) for one in RELATIONS])[0]


def _type(rng: Random, who: Person, source: Source) -> str:
    names = list(TYPES)
    return TYPES[rng.choices(names, [chances.type_(source, who.kind, one) for one in names])[0]]


def seen(rng: Random, materials: Materials, who: Person, source: Source) -> Report:
    """One thing that came up at a source. Number, order and time come later."""
    content = rng.choices(CONTENTS, who.kind.content)[0]
    files = tuple(materials.some(content, who.kind.grave, who.kind.name in BORROWS))
    links, ages = shown(rng, who, source), (rng.randint(4, 12), rng.randint(13, 17))
    texted = rng.random() < source.text
    hints = _hints(rng, who, source) if texted else []
    text = told(rng, source, hints, who, ages) if texted else Told()
    fallen = [mentioned(rng, who)] if (text.chat or text.note) and rng.random() < chances.MENTIONED else []
    return Report(
        person=who,
        source=source,
        content=content,
        files=files,
        type=_type(rng, who, source),
        escalated=rng.random() < chances.urgent(source, who.kind, who.hush),
        marks=_marks(rng, who, source, bool(files), any(one.kind == "ip" for one in links)),
        texted=texted,
        hints=tuple(hints),
        told=text.naming(rng.choice(listed("mentions")).format(v=fallen[0].written)) if fallen else text,
        relation=_relation(rng, who, source),
        ages=ages,
        age=_age(rng, who, source),
        links=(*links, *fallen),
        town=rng.random() < 0.35,
        later=rng.random() < chances.LATER and source.form not in ("csv", "ndjson"),
        again=rng.random() < chances.TWICE,
    )


def thinned(report: Report) -> Report:
    """What was known before somebody looked: files and who it is, hardly what it is about."""
    return replace(report, hints=(), told=Told(), escalated=False, marks=tuple(m for m in report.marks if m in FIRST))


def sent_again(report: Report) -> Report:
    """The same happening under a new number: what a machine knows of it, without what a person wrote."""
    kept = tuple(one for one in report.marks if one in ON_PORTAL) if report.source.form == "portal" else report.marks
    return replace(report, texted=False, hints=(), told=Told(), marks=kept, copy=True, later=False, again=False)
