"""Triage in the journey: what it reads before a batch is judged, and what it keeps."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

import msgspec
from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from vigie import plugs
from vigie.report.nouns import Dossier, Kept, Reason, Report, Verdict
from vigie.report.tasks import insert
from vigie.territory import pack
from vigie.triage import habits
from vigie.triage.facts import denominator, heard_in
from vigie.triage.habits import EVERYONE, Key
from vigie.triage.models import Habit, Opinion, Wording
from vigie.triage.offence import law
from vigie.triage.policy import load
from vigie.triage.rule import Case, Rule
from vigie.triage.score import THREAD, Standard, beyond, speak, told
from vigie.triage.step import Needs, Peak, Told, company_of, elsewhere, peaks, thread_of
from vigie.triage.words import Lexicon, compiled

TOGETHER = 500  # values in one IN (...)
OPINION = ("report_key", "company", "said", "thread", "told")
Value = TypeVar("Value")
UPSERT: Any = {
    "batch_size": TOGETHER // 3,
    "update_conflicts": True,
    "unique_fields": ["company", "name"],
    "update_fields": ["count"],
}
TOLD = msgspec.json.Decoder(dict[str, int])


# ---------------------------------------------------------------- what does not change while a process lives


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


# ---------------------------------------------------------------- reading


def _pieces(values: Iterable[Value]) -> Iterator[list[Value]]:
    listed = list(values)
    yield from (listed[start : start + TOGETHER] for start in range(0, len(listed), TOGETHER))


def _counts(companies: Iterable[str], sayings: Iterable[str]) -> Counter[Key]:
    """What is counted of these companies and of all together; and of these sayings at these companies."""
    of = {*companies, EVERYONE}
    found: Counter[Key] = Counter()
    for some in _pieces(sorted(of)):
        rows = Habit.objects.filter(company__in=some).values_list("company", "name", "count")
        found.update({(company, name): count for company, name, count in rows})
    for some in _pieces(sorted(set(sayings))):
        worded = Wording.objects.filter(name__in=some).values_list("company", "name", "count")
        found.update({(company, name): count for company, name, count in worded if company in of})
    return found


def _sayings(reports: Iterable[Report]) -> Iterator[str]:
    words = lexicon()
    return (f"said:{hit.saying}" for report in reports for hit in heard_in(report, words))


def _threads(names: Iterable[str]) -> dict[str, dict[int, Mapping[str, int]]]:
    """What the reports of some threads say of their person."""
    found: dict[str, dict[int, Mapping[str, int]]] = defaultdict(dict)
    for some in _pieces(sorted({name for name in names if name})):
        rows = Opinion.objects.filter(thread__in=some).values_list("thread", "report_key", "told")
        for thread, key, said in rows:
            found[thread][key] = TOLD.decode(said) if said else {}
    return found


def gather(batch: Sequence[Dossier]) -> Needs:
    """Habits of the companies concerned, what the threads concerned have said, the packs and the clock."""
    country, language = settings.VIGIE_COUNTRY, settings.LANGUAGE_CODE[:2]
    versions = [version for dossier in batch for version in (dossier.report, *dossier.earlier)]
    companies = {company_of(dossier.report) for dossier in batch}
    counts = _counts(companies, _sayings(versions))
    return Needs(
        standard=standard(country, language),
        now=timezone.now(),
        lexicon=lexicon(),
        habits={company: habits.habits_of(counts, company) for company in companies},
        everyone=habits.habits_of(counts, EVERYONE),
        home=home(country),
        keeps=keeps(country),
        threads=_threads(map(thread_of, batch)),
    )


# ---------------------------------------------------------------- learning, when new reports are stored


def learn(reports: Sequence[tuple[int, Report]]) -> frozenset[int]:
    """Counts what new reports (each with its `report_key`) say. Called inside the write that stores them.

    Returns the earlier reports that must be judged again, because a name that they say has another weight now.
    """
    companies = {key: company_of(report) for key, report in reports}
    counts = _counts(companies.values(), _sayings(report for _, report in reports))
    before = Counter(counts)
    words = lexicon()
    said = {key: habits.count(report, companies[key], counts, words) for key, report in reports}
    again = _to_judge_again(before, counts)
    _write_counts(before, counts)
    rows = [(key, companies[key], f" {' '.join(sorted(map(_word, names)))} ", "", "") for key, names in said.items()]
    insert(Opinion, OPINION, rows, clash="DO NOTHING")
    return again - set(companies)


def _word(name: str) -> str:
    return name.replace(" ", "_")


def _write_counts(before: Mapping[Key, int], after: Mapping[Key, int]) -> None:
    changed = [(key, count) for key, count in after.items() if before.get(key) != count]
    said = [(key, count) for key, count in changed if key[1].startswith("said:")]
    fields = [(key, count) for key, count in changed if not key[1].startswith("said:")]
    Habit.objects.bulk_create([Habit(company=of, name=name, count=n) for (of, name), n in fields], **UPSERT)
    Wording.objects.bulk_create([Wording(company=of, name=name, count=n) for (of, name), n in said], **UPSERT)


def _to_judge_again(before: Counter[Key], after: Counter[Key]) -> frozenset[int]:
    """The reports already known that say something whose weight changed."""
    changed = set(habits.changed(before, after))
    if shifted := habits.shifted(before, after):
        changed |= _elsewhere_changed(shifted, before, after)
    by_company: dict[str, list[str]] = defaultdict(list)
    for company, name in changed:
        by_company[company].append(name)
    found: set[int] = set()
    for company, names in by_company.items():
        some = Q()
        for name in names:
            # "cue:" alone stands for every cue
            some |= Q(said__contains=f" {_word(name)}" + ("" if name.endswith(":") else " "))
        found.update(Opinion.objects.filter(some, company=company).values_list("report_key", flat=True))
    return frozenset(found)


def _elsewhere_changed(shifted: Iterable[str], before: Counter[Key], after: Counter[Key]) -> frozenset[Key]:
    """What changed for companies that sent nothing now, because it did for all companies together."""
    names = {*shifted, *map(denominator, shifted)}
    here = {company for company, _ in after}
    rows = Habit.objects.filter(name__in=sorted(names)).values_list("company", "name", "count")
    others = {(company, name): count for company, name, count in rows if company not in here}
    return habits.changed({**others, **_together(before)}, {**others, **_together(after)})


def _together(counts: Mapping[Key, int]) -> dict[Key, int]:
    return {key: count for key, count in counts.items() if key[0] == EVERYONE}


# ---------------------------------------------------------------- keeping


def keep(batch: Sequence[Dossier], findings: Sequence[Verdict]) -> Kept[Verdict]:
    """Notes what each report tells of its person, and says which reports of the same threads must hear it."""
    measure = standard(settings.VIGIE_COUNTRY, settings.LANGUAGE_CODE[:2])
    keys = [dossier.report_key for dossier in batch]
    earlier = {row.report_key: row for some in _pieces(keys) for row in Opinion.objects.filter(report_key__in=some)}
    threads = {thread_of(dossier) for dossier in batch} | {row.thread for row in earlier.values()}
    before = _threads(threads)
    after = {thread: dict(said) for thread, said in before.items()}
    rows = []
    for dossier, finding in zip(batch, findings, strict=True):
        row = _note(dossier, finding, earlier.get(dossier.report_key), measure, after)
        rows += [row] if row else []
    cells = [(row.report_key, row.company, row.said, row.thread, row.told) for row in rows]
    insert(Opinion, OPINION, cells, clash="(report_key) DO UPDATE SET thread = excluded.thread, told = excluded.told")
    return Kept(tuple(findings), _must_hear(batch, findings, before, after, measure))


def _note(
    dossier: Dossier,
    finding: Verdict,
    row: Opinion | None,
    measure: Standard,
    after: dict[str, dict[int, Mapping[str, int]]],
) -> Opinion | None:
    """The row as it should now be, when it is not so already; `after` is brought up to date."""
    key, thread = dossier.report_key, thread_of(dossier)
    said = told((reason for reason in finding.reasons if reason.rule != THREAD), measure.rules)
    content = msgspec.json.encode(said, order="sorted").decode() if said else ""
    if row and row.thread and row.thread != thread:
        after.get(row.thread, {}).pop(key, None)
    if thread:
        after.setdefault(thread, {})[key] = said
    if row and (row.thread, row.told) == (thread, content):
        return None
    row = row or Opinion(report_key=key, company=company_of(dossier.report), said=" ")
    row.thread, row.told = thread, content
    return row


def _must_hear(
    batch: Sequence[Dossier],
    findings: Sequence[Verdict],
    before: Mapping[str, Told],
    after: Mapping[str, Told],
    measure: Standard,
) -> frozenset[int]:
    """The reports to which their thread now says something else than it said when they were judged."""
    judged = {dossier.report_key for dossier in batch}
    tops = {thread: peaks(said) for thread, said in after.items()}
    found: set[int] = set()
    for thread, said in after.items():
        old, new = peaks(before.get(thread, {})), tops[thread]
        if old != new:
            found.update(k for k in said if k not in judged and elsewhere(old, k) != elsewhere(new, k))
    for dossier, finding in zip(batch, findings, strict=True):
        top = tops.get(thread_of(dossier), {})
        if _heard(finding) != _would_hear(dossier, finding, top, measure):
            found.add(dossier.report_key)
    return frozenset(found)


def _heard(finding: Verdict) -> Reason | None:
    return next((reason for reason in finding.reasons if reason.rule == THREAD), None)


def _would_hear(dossier: Dossier, finding: Verdict, top: Mapping[str, Peak], measure: Standard) -> Reason | None:
    own = [reason for reason in finding.reasons if reason.rule != THREAD]
    more = beyond(elsewhere(top, dossier.report_key), own)
    return speak(THREAD, Case(dossier, dossier.received_at, elsewhere=more), measure) if more else None
