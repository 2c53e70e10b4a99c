"""What a company sees of a person, and what it writes of that by its habits."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random

from bench.afar import words
from bench.afar.materials import File, Materials
from bench.afar.people import Person, picked, screen_name
from bench.afar.tables import CONTENTS, MARKS, ONLY_WITH_FILES, SIGNS, TYPES, Company
from bench.afar.words import Hint

QUIET_SIGNS, QUIET_MARKS, QUIET_ESCALATES = 0.12, 0.15, 0.25  # what is left of a trace where somebody is quiet
NOTE_LANGUAGES = ("en", "fr", "nl", "de")
SAME_NAME = 0.5  # how often the usual name is used at a company too
AGE_SHOWN = 0.6  # of the companies' habit to fill ages: the age of the person reported


@dataclass(frozen=True)
class Report:
    """One report as it is written. Everything here but `person` can be seen by whoever reads the file."""

    number: str
    order: int
    minute: int  # since the caseload's beginning
    person: Person
    company: Company
    content: str
    files: tuple[File, ...]
    type: str
    escalated: bool
    marks: tuple[str, ...]
    hints: tuple[Hint, ...]
    text: str
    ages: tuple[int, int]
    age: int | None
    links: dict[str, str] = field(default_factory=dict)  # what identifies the person: kind -> value
    ip: str = ""
    town: bool = True
    earlier: bool = False  # it came first in a thinner version
    again: bool = False  # the same bytes came twice

    @property
    def grave(self) -> bool:
        """Whether a child is being harmed, or is about to be."""
        return self.person.kind.grave


def mark_chance(company: Company, person_kind_chance: float, mark: str, quiet: bool) -> float:
    """How likely a field says so: seen and filled in, or set for nothing."""
    told = person_kind_chance * (QUIET_MARKS if quiet else 1.0) * company.fills[MARKS[mark]]
    wrong = company.wrong if company.fills[MARKS[mark]] else 0.0
    return told + (1 - told) * wrong


def sign_chance(company: Company, kind_chance: float, quiet: bool) -> float:
    """How likely a text hints at it: said, or heard where nothing was said."""
    told = kind_chance * (QUIET_SIGNS if quiet else 1.0) * company.says
    wrong = company.wrong / 2 if company.voice == "label" else 0.0
    return told + (1 - told) * wrong


def escalation_chance(company: Company, grave: bool, quiet: bool) -> float:
    """How likely a company calls it urgent."""
    of_grave, of_rest = company.escalates
    return max(of_rest, of_grave * (QUIET_ESCALATES if quiet else 1.0)) if grave else of_rest


def type_chance(company: Company, shares: dict[str, float] | None, name: str) -> float:
    """How likely it is called that type: by honest companies as it is, by others always the same."""
    if company.types != "honest":
        return 1.0 if company.types == name else 0.0
    return (shares or {}).get(name, 0.0)


def _marks(rng: Random, person: Person, company: Company, files: bool) -> tuple[str, ...]:
    return tuple(
        mark
        for mark in MARKS
        if (files or mark not in ONLY_WITH_FILES)
        and rng.random() < mark_chance(company, person.kind.marks.get(mark, 0.0), mark, person.quiet)
    )


def _text(rng: Random, person: Person, company: Company, ages: tuple[int, int]) -> tuple[str, list[Hint]]:
    if rng.random() >= company.text:
        return "", []
    signs = [
        sign for sign in SIGNS if rng.random() < sign_chance(company, person.kind.signs.get(sign, 0.0), person.quiet)
    ]
    if company.voice == "chat":
        return words.chat(rng, signs, person.language, ages)
    if company.voice == "label":
        return words.labels(rng, signs)
    return words.note(rng, signs, company.language, ages)


def _links(rng: Random, person: Person, company: Company) -> dict[str, str]:
    """What the company gives to know the person by. An account is the company's own."""
    given = {"account": _account(person, company)}
    values = {
        "email": rng.choice(person.emails),
        "phone": person.phone,
        "device": rng.choice(person.devices),
        "screen": _name_there(person, company),
    }
    given.update({key: value for key, value in values.items() if value and rng.random() < company.shows[key]})
    return given


def _account(person: Person, company: Company) -> str:
    """A number of the company's own, of which others know nothing."""
    return f"{company.key[:2]}{Random(f'{person.number}{company.key}').randrange(10**8, 10**9)}"


def _name_there(person: Person, company: Company) -> str:
    """The name at that company, always the same there: his usual one, or another."""
    rng = Random(f"{company.key}{person.number}")
    return person.name if rng.random() < SAME_NAME else screen_name(rng)


def _network(rng: Random, person: Person, company: Company) -> str:
    """The address: at home, or one that many share on the mobile network, or none."""
    if rng.random() >= company.shows["ip"]:
        return ""
    return person.ip if rng.random() < 0.35 else f"{rng.choice(('203.0.113', '198.51.100'))}.{rng.randrange(1, 255)}"


def happening(rng: Random, materials: Materials, person: Person, company: Company) -> Report:
    """One thing that a company saw of a person, as it reports it. Number, order and time come later."""
    kind = person.kind
    content = rng.choices(CONTENTS, kind.content)[0]
    files = tuple(materials.some(content, kind.grave, kind.name == "collector"))
    ages = (rng.randint(4, 12), rng.randint(13, 17))
    text, hints = _text(rng, person, company, ages)
    kinds = picked(rng, dict(kind.type)) if company.types == "honest" else company.types
    return Report(
        number="",
        order=0,
        minute=0,
        person=person,
        company=company,
        content=content,
        files=files,
        type=TYPES[kinds],
        escalated=rng.random() < escalation_chance(company, kind.grave, person.quiet),
        marks=_marks(rng, person, company, bool(files)),
        hints=tuple(hints),
        text=text,
        ages=ages,
        age=person.age if rng.random() < company.fills["ages"] * AGE_SHOWN else None,
        links=_links(rng, person, company),
        ip=_network(rng, person, company),
        town=rng.random() < 0.4,
        earlier=company.form == "json" and rng.random() < 0.03,
        again=rng.random() < 0.01,
    )


def sent_again(report: Report) -> Report:
    """What a company tells of the same thing under a new number: no text this time."""
    return replace(report, text="", hints=(), earlier=False, again=False)
