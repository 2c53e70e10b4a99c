"""How companies fill in their reports: counted as reports come in, so that a constant is not taken for a signal.

Counts are by company and name (`facts.py`), with "" for all companies together. Everything here is pure; the rows are
read and written by `tasks.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from vigie.report.nouns import Report
from vigie.triage import escalation
from vigie.triage.facts import denominator, denominators, heard_in, structured
from vigie.triage.habit import Habit, weight
from vigie.triage.words import DENIED, Lexicon

EVERYONE = ""
LONGEST = 120  # characters of a name that are kept
MOST_NAMES = 60  # names of one report that are counted: a hostile report shall not fill the table
MOST_OF_A_COMPANY = 400  # and nor shall a hostile company
NAMES = "#names"  # how many there are
REPEATED = 5  # reports with the same saying from which it can be boilerplate
Key = tuple[str, str]  # company, name


def habit(counts: Mapping[Key, int], company: str, name: str) -> Habit:
    """What a company does with a name, so far."""
    return Habit(counts.get((company, denominator(name)), 0), counts.get((company, name), 0))


def by_company(counts: Mapping[Key, int]) -> dict[str, dict[str, Habit]]:
    """All that is known of each company, and of all together."""
    found: dict[str, dict[str, Habit]] = {}
    for company, name in counts:
        if not name.startswith("#"):
            found.setdefault(company, {})[name] = habit(counts, company, name)
    return found


def names_of(report: Report, lexicon: Lexicon) -> tuple[frozenset[str], tuple[tuple[str, str], ...]]:
    """What a report says in its fields; and each (cue, saying) of its texts."""
    fields = frozenset(name[:LONGEST] for name in sorted(structured(report, lexicon))[:MOST_NAMES])
    heard = heard_in(report, lexicon)
    hits = {(f"{hit.by if hit.strength > DENIED else 'denied'}:{hit.cue}", f"said:{hit.saying}") for hit in heard}
    if canned := escalation.saying(report):
        hits.add(("report:escalation-said", canned))
    return fields, tuple(sorted(hits)[:MOST_NAMES])


def count(report: Report, company: str, counts: Counter[Key], lexicon: Lexicon) -> frozenset[str]:
    """Adds one report to the counts; returns its names, sayings apart.

    A saying that the company repeats does not count for its cue: boilerplate with an alarming word must not make the
    same word, said for once of a child, look usual.
    """
    fields, hits = names_of(report, lexicon)
    before = {saying: repeated(counts, company, saying) for _, saying in hits}
    cues = {cue for cue, saying in hits if not before[saying]}
    for name in denominators(report) | fields | cues:
        _add(counts, company, name)
        _add(counts, EVERYONE, name)
    for saying in before:
        counts[company, saying] += 1
    for cue, saying in hits:
        if not before[saying] and repeated(counts, company, saying):
            _take_back(counts, company, cue, counts[company, saying])
    return fields | {cue for cue, _ in hits}


def _add(counts: Counter[Key], company: str, name: str) -> None:
    """One more; but names without end, which only a broken or a hostile sender has, are not all noted."""
    if (company, name) not in counts:
        if counts[company, NAMES] >= MOST_OF_A_COMPANY:
            return
        counts[company, NAMES] += 1
    counts[company, name] += 1


def repeated(counts: Mapping[Key, int], company: str, saying: str) -> bool:
    """Whether a company says the same words around a cue again and again."""
    done = habit(counts, company, saying)
    return done.set >= REPEATED and done.often


def _take_back(counts: Counter[Key], company: str, cue: str, number: int) -> None:
    """A saying turns out to be boilerplate: for its cue, it should not have counted."""
    for of in (company, EVERYONE):
        counts[of, cue] = max(0, counts[of, cue] - number)


def changed(before: Mapping[Key, int], after: Mapping[Key, int]) -> frozenset[Key]:
    """The names whose weight at a company is no longer what it was.

    A saying that became boilerplate, or is so no longer, is not told apart from the others of its company: the key is
    then (company, "cue:").
    """
    companies = {company for company, name in after if company and not name.startswith("#")}
    found = set()
    for company, name in after:
        counted = company in companies and not name.startswith("#")
        if counted and _weight(before, company, name) != _weight(after, company, name):
            found.add((company, "cue:" if name.startswith("said:") else name))
    return frozenset(found)


def _weight(counts: Mapping[Key, int], company: str, name: str) -> float:
    return weight(name, habit(counts, company, name), habit(counts, EVERYONE, name))


def shifted(before: Mapping[Key, int], after: Mapping[Key, int]) -> frozenset[str]:
    """The names whose weight over all companies together is no longer what it was."""
    names = {name for company, name in after if company == EVERYONE and not name.startswith("#")}
    return frozenset(
        name for name in names if habit(before, EVERYONE, name).weight != habit(after, EVERYONE, name).weight
    )


def known(counts: Mapping[Key, int], companies: Iterable[str]) -> dict[str, bool]:
    """Whether each company has sent enough reports for its habits to be known."""
    return {company: Habit(counts.get((company, "#report"), 0), 0).known for company in companies}
