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
from typing import Any

from vigie.report.nouns import Offence, Reason, say
from vigie.triage.facts import passages
from vigie.triage.rule import Case

SHOWN = 5  # facts shown for one proposal


class BadOffences(Exception):
    """An offences.toml that says something impossible. Permanent: somebody must mend the file."""

    permanent = True


@dataclass(frozen=True, slots=True)
class Ground:
    """One set of facts that calls for an offence."""

    all: frozenset[str]
    any: frozenset[str]

    def facts(self, names: frozenset[str]) -> frozenset[str]:
        """The facts that make it hold; empty when it does not."""
        some = self.any & names
        return (self.all | some) if self.all <= names and (some or not self.any) else frozenset()


@dataclass(frozen=True, slots=True)
class Article:
    """One offence as a pack tells it. `begins` and `ends` are the days between which the text is in force."""

    code: str
    label: Mapping[str, str]  # by language
    penalty: Mapping[str, str]
    source: str
    verified: bool
    grounds: tuple[Ground, ...]
    begins: date | None = None
    ends: date | None = None

    def in_force(self, on: date) -> bool:
        """Whether the text was in force that day."""
        return (self.begins is None or self.begins <= on) and (self.ends is None or on < self.ends)


@dataclass(frozen=True, slots=True)
class Law:
    """A country's articles, and the pack's name and version."""

    pack: str
    articles: tuple[Article, ...]


def _article(told: Mapping[str, Any]) -> Article:
    try:
        grounds = tuple(Ground(frozenset(g.get("all", ())), frozenset(g.get("any", ()))) for g in told["when"])
        article = Article(
            code=told["code"],
            label=told["label"],
            penalty=told["penalty"],
            source=told["source"],
            verified=told["verified"],
            grounds=grounds,
            begins=told.get("begins"),
            ends=told.get("ends"),
        )
    except (KeyError, AttributeError, TypeError) as error:
        raise BadOffences(f"{told.get('code', 'an offence without a code')}: {error!r}") from error
    if not grounds or not all(ground.all or ground.any for ground in grounds):
        raise BadOffences(f"{article.code}: a ground without facts would call for it always")
    return article


def law(pack: str, part: Mapping[str, Any]) -> Law:
    """The articles of an offences.toml. Raises `BadOffences`."""
    articles = tuple(_article(told) for told in part.get("offence", ()))
    codes = [article.code for article in articles]
    if len(set(codes)) != len(codes):
        raise BadOffences(f"{pack}: a code stands twice")
    return Law(pack, articles)


def names_of(case: Case, reasons: Iterable[Reason]) -> frozenset[str]:
    """Everything that a ground may ask for. A company's constant is not a fact; the kind of incident always is one."""
    names = {name for name in case.said if name.startswith("incident:") or case.says_something(name)}
    names.update(f"cue:{cue}" for cue in case.cues)
    names.update(f"rule:{reason.rule}" for reason in reasons)
    names.update(f"matched:{match.purpose.value}" for match in case.found.matches)
    if case.report.files:
        names.add("has:file")
    if any(passages(case.report)):
        names.add("has:text")
    return frozenset(names)


def propose(case: Case, reasons: Iterable[Reason], law: Law, language: str) -> tuple[Offence, ...]:
    """The offences that the facts call for, in the pack's order."""
    names, on = names_of(case, reasons), case.dossier.received_at.date()
    found = []
    for article in law.articles:
        facts = sorted(frozenset().union(*(ground.facts(names) for ground in article.grounds)))
        if facts and article.in_force(on):
            label = article.label.get(language) or next(iter(article.label.values()))
            shown = ", ".join(fact.partition(":")[2] for fact in facts[:SHOWN])
            why = say("Facts: {facts}", facts=shown)
            if not article.verified:
                why = say("Facts: {facts}. The text of this article has not been checked", facts=shown)
            found.append(Offence(article.code, label, why, law.pack))
    return tuple(found)
