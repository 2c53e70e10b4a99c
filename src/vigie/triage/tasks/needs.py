"""What a batch needs before it is judged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from django.conf import settings
from django.utils import timezone

from vigie import plugs
from vigie.report.nouns import Dossier, Report
from vigie.territory import pack
from vigie.triage import habits
from vigie.triage.facts import heard_in
from vigie.triage.habits import EVERYONE
from vigie.triage.offence import law
from vigie.triage.policy import load
from vigie.triage.rule import Rule
from vigie.triage.score import Standard
from vigie.triage.step import Needs, company_of, thread_of
from vigie.triage.tasks.overhear import Opener, heard
from vigie.triage.tasks.rows import counted, in_threads
from vigie.triage.words import Lexicon, compiled


@cache
def lexicon() -> Lexicon:
    """The cue words of all packs: a suspect writes in any language."""
    return compiled(one.parts["words"] for one in pack.every() if "words" in one.parts)


@cache
def standard(country: str, language: str) -> Standard:
    """By what this desk judges. Raises `BadPlug`, `BadPolicy` or `BadPack`, each naming what must be mended."""
    rules = plugs.find("vigie.triage.rules", Rule)
    return Standard(rules, load(pack.folder() / "policy.toml", rules), law(pack.load(country.lower()), language))


@cache
def home(country: str) -> frozenset[str]:
    """The country codes of this desk's territory."""
    return frozenset(pack.load(country.lower()).parts["pack"].get("territories", [country]))


@cache
def keeps(country: str) -> int | None:
    """For how many days access providers keep who had an address, as the pack says it today."""
    rules = pack.load(country.lower()).parts.get("retention", {}).get("rule", [])
    days = [rule["days"] for rule in rules if rule.get("keeps") == "subscriber" and "until" not in rule]
    return days[0] if days else None


def measure() -> Standard:
    """The standard of this installation."""
    return standard(settings.VIGIE_COUNTRY, settings.LANGUAGE_CODE[:2])


def sayings(reports: Iterable[Report]) -> Iterator[str]:
    """The words around each cue of some reports, as they are counted."""
    words = lexicon()
    return (f"said:{hit.saying}" for report in reports for hit in heard_in(report, words))


def gather(batch: Sequence[Dossier], open: Opener | None = None) -> Needs:
    """Habits of the companies concerned, what the threads concerned have said, the words of conversations that came as
    files (read with `open` where they were not read before), the packs and the clock."""
    country = settings.VIGIE_COUNTRY
    versions = [version for dossier in batch for version in (dossier.report, *dossier.earlier)]
    companies = {company_of(dossier.report) for dossier in batch}
    counts = counted(companies, sayings(versions))
    return Needs(
        standard=measure(),
        now=timezone.now(),
        lexicon=lexicon(),
        habits={company: habits.habits_of(counts, company) for company in companies},
        everyone=habits.habits_of(counts, EVERYONE),
        home=home(country),
        keeps=keeps(country),
        threads=in_threads(map(thread_of, batch)),
        overheard=heard(batch, lexicon(), open),
    )
