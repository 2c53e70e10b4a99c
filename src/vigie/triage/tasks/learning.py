"""What is learned of companies when new reports are stored."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Q

from vigie.report.nouns import Report
from vigie.triage import habits
from vigie.triage.facts import denominator
from vigie.triage.habits import EVERYONE, Key
from vigie.triage.models import Habit, Opinion
from vigie.triage.step import PEOPLE, company_of
from vigie.triage.tasks import sensed
from vigie.triage.tasks.needs import lexicon, sayings
from vigie.triage.tasks.rows import counted, insert, write_counts


def learn(reports: Sequence[tuple[int, Report]]) -> frozenset[int]:
    """Counts what new reports (each with its `report_key`) say. Called inside the write that stores them.

    Returns the earlier reports that must be judged again, because a name that they say has another weight now.
    """
    companies = {key: company_of(report) for key, report in reports}
    counts = counted(companies.values(), sayings(report for _, report in reports))
    before = Counter(counts)
    words = lexicon()
    # What a child says is never "what this sender always says", however many children say the same.
    said = {
        key: frozenset() if report.source in PEOPLE else habits.count(report, companies[key], counts, words)
        for key, report in reports
    }
    again = _to_judge_again(before, counts)
    write_counts(before, counts)
    rows = [(key, companies[key], f" {' '.join(sorted(map(_word, names)))} ", "", "") for key, names in said.items()]
    insert(Opinion, ("report_key", "company", "said", "thread", "told"), rows)
    sensed.keep(reports, words.sense)
    return again - set(companies)


def _word(name: str) -> str:
    return name.replace(" ", "_")


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
            # "cue:" alone stands for every cue, heard in words or in what a sentence means
            some |= Q(said__contains=f" {_word(name)}" + ("" if name.endswith(":") else " "))
            some |= Q(said__contains=" sense:") if name == "cue:" else Q()
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


def saying(name: str) -> frozenset[int]:
    """The reports (`report_key`) whose first version said something, e.g. `report:escalated`."""
    rows = Opinion.objects.filter(said__contains=f" {_word(name)} ")
    return frozenset(rows.values_list("report_key", flat=True))
