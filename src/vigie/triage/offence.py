"""Proposals of offences from a country's file (`packs/<country>/offences.toml`), each with its facts.

An officer confirms. An offence is proposed when one of its grounds holds: *all* names of its `all`, and at least one of
its `any` (when it has one). Names are those of `facts.py`, with `rule:` for a rule that spoke, `matched:` for a purpose
of a list that knows a file, and `has:file`, `has:text`. Text, penalty, validity, source and whether somebody has
checked it are data.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from msgspec import Struct, field

from vigie.report.nouns import Offence, Reason, say
from vigie.territory.pack import BadPack, Pack
from vigie.triage.facts import passages
from vigie.triage.rule import Case

SHOWN = 5  # facts shown for one proposal


class Ground(Struct, frozen=True, forbid_unknown_fields=True):
    """One set of facts that calls for an offence."""

    all: frozenset[str] = frozenset()
    any: frozenset[str] = frozenset()

    def facts(self, names: frozenset[str]) -> frozenset[str]:
        """The facts that make it hold; empty when it does not."""
        if not self.all <= names or (self.any and self.any.isdisjoint(names)):
            return frozenset()
        return self.all | (self.any & names)


class Article(Struct, frozen=True, forbid_unknown_fields=True):
    """One offence as a pack tells it. `begins` and `ends` are the days between which the text is in force; `label` and
    `penalty` are by language; `verified` says whether a jurist has read the text in force."""

    code: str
    label: dict[str, str]
    penalty: dict[str, str]
    source: str
    verified: bool
    when: tuple[Ground, ...]
    begins: date | None = None
    ends: date | None = None
    proposed: bool = True  # False: the desk said that it is not to be proposed

    def in_force(self, on: date) -> bool:
        """Whether the text was in force that day."""
        return (self.begins is None or self.begins <= on) and (self.ends is None or on < self.ends)


class Articles(Struct, frozen=True, forbid_unknown_fields=True):
    """An offences.toml."""

    version: int
    offence: tuple[Article, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Law:
    """A country's articles, and the pack's name and version."""

    pack: str
    articles: tuple[Article, ...]
    labels: Mapping[str, str]  # by code, in the language asked for


def law(pack: Pack, language: str) -> Law:
    """The articles of a pack, with their labels in a language or else the pack's first. Raises `BadPack`."""
    told = pack.part("offences", Articles)
    codes = [article.code for article in told.offence]
    for article in told.offence:
        if not article.when or not all(ground.all or ground.any for ground in article.when):
            raise BadPack(f"offences.toml of pack {pack.country}: {article.code} would be proposed always, or never")
        if codes.count(article.code) > 1:
            raise BadPack(f"offences.toml of pack {pack.country}: {article.code} stands twice")
    labels = {one.code: one.label.get(language) or next(iter(one.label.values())) for one in told.offence}
    return Law(f"{pack.country.lower()}@{pack.version}/{told.version}", told.offence, labels)


def names_of(case: Case, reasons: Iterable[Reason]) -> frozenset[str]:
    """Everything that a ground may ask for. A company's constant is not a fact; the kind of incident always is one."""
    names = {name for name in case.said if name.startswith("incident:") or case.says_something(name)}
    names.update([f"cue:{cue}" for cue in case.cues])
    names.update([f"rule:{reason.rule}" for reason in reasons])
    names.update([f"matched:{match.purpose.value}" for match in case.found.matches])
    if case.report.files:
        names.add("has:file")
    if any(passages(case.report)):
        names.add("has:text")
    return frozenset(names)


def propose(case: Case, reasons: Iterable[Reason], law: Law) -> tuple[Offence, ...]:
    """The offences that the facts call for, in the pack's order."""
    names, on = names_of(case, reasons), case.dossier.received_at.date()
    found = []
    for article in law.articles:
        facts = {fact for ground in article.when for fact in ground.facts(names)}
        if facts and article.proposed and article.in_force(on):
            shown = ", ".join(fact.partition(":")[2] for fact in sorted(facts)[:SHOWN])
            why = say("Facts: {facts}", facts=shown)
            if not article.verified:
                why = say("Facts: {facts}. The text of this article has not been checked", facts=shown)
            found.append(Offence(article.code, law.labels[article.code], why, law.pack))
    return tuple(found)
