"""What a batch needs before it is judged."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from django.conf import settings
from django.utils import timezone

from vigie.report.nouns import Dossier, Report
from vigie.territory import pack
from vigie.triage import escalation, habits, sense
from vigie.triage.ear import Ear
from vigie.triage.facts import heard_in, spoken
from vigie.triage.habits import EVERYONE
from vigie.triage.lexicon import hearing
from vigie.triage.offence import Law, law
from vigie.triage.policy import Policy
from vigie.triage.score import Standard
from vigie.triage.step import Needs, company_of, thread_of
from vigie.triage.tasks.overhear import Opener, heard
from vigie.triage.tasks.policies import current, rules, standing
from vigie.triage.tasks.rows import counted, in_threads
from vigie.triage.tasks.sensed import recall


@cache
def lexicon() -> Ear:
    """The cue words of all packs, for a suspect writes in any language; and what sentences mean, by examples."""
    files = (one.parts["words"] for one in pack.every() if "words" in one.parts)
    return hearing(files, sense.ours(pack.folder() / "sense"))


@lru_cache(maxsize=4)
def _law(read: pack.Pack, language: str) -> Law:
    return law(read, language)


@cache
def home(country: str) -> frozenset[str]:
    """The country codes of this desk's territory."""
    return frozenset(pack.load(country.lower()).parts["pack"].get("territories", [country]))


def keeps(country: str) -> int | None:
    """For how many days access providers keep who had an address today, as the pack says."""
    rules, today = pack.load(country.lower()).parts.get("retention", {}).get("rule", []), timezone.now().date()
    days = (
        rule["days"]
        for rule in rules
        if rule.get("keeps") == "subscriber" and rule["since"] <= today <= rule.get("until", today)
    )
    return next(days, None)


def measure() -> Standard:
    """By what this installation judges now. Raises `BadPlug`, `BadPolicy` or `BadPack`, each naming what must be
    mended."""
    return by(current())


def by(policy: Policy) -> Standard:
    """The standard of this installation under a policy."""
    return Standard(rules(), policy, _law(pack.load(settings.VIGIE_COUNTRY.lower()), settings.LANGUAGE_CODE[:2]))


def sayings(reports: Iterable[Report]) -> Iterator[str]:
    """The words around each cue of some reports, as they are counted."""
    words = lexicon()
    for report in reports:
        yield from (f"said:{hit.saying}" for hit in heard_in(report, words))
        if canned := escalation.saying(report):
            yield canned


def hear(reports: Iterable[Report]) -> None:
    """Listens to the texts of reports before they are stored. What was heard is remembered, so that `learn` need not
    listen while everybody waits for the write lock."""
    reports = list(reports)
    lexicon().sense.prepare(text for report in reports for text in spoken(report))
    deque(sayings(reports), maxlen=0)


def gather(batch: Sequence[Dossier], open: Opener | None = None) -> Needs:
    """Habits of the companies concerned, what the threads concerned have said, the words of conversations that came as
    files (read with `open` where they were not read before), the packs and the clock."""
    country = settings.VIGIE_COUNTRY
    versions = [version for dossier in batch for version in (dossier.report, *dossier.earlier)]
    companies = {company_of(dossier.report) for dossier in batch}
    recall(batch, lexicon().sense)
    lexicon().sense.prepare(text for version in versions for text in spoken(version))
    counts = counted(companies, sayings(versions))
    known, policies = habits.by_company(counts), standing()
    return Needs(
        standard=by(policies.current),
        now=timezone.now(),
        lexicon=lexicon(),
        habits=known,
        everyone=known.get(EVERYONE, {}),
        home=home(country),
        keeps=keeps(country),
        threads=in_threads(map(thread_of, batch), {dossier.report_key for dossier in batch}),
        overheard=heard(batch, lexicon(), open),
        shadows=policies.on_trial,
    )
