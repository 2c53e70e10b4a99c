"""What the rows say of reports now: the facts that triage reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import msgspec
from django.db.models import Q
from django.db.models.expressions import RawSQL

from vigie.linking.bearing import CONTENT, NAMED, THREAD
from vigie.linking.models import Content, Member, Mention, Tally, Thread
from vigie.linking.tasks.book import CIRCLE, KNOT, Circle, Knot, senders
from vigie.report.nouns import Role, ThreadFacts

EARLIER_COUNTED = 100
NAMES_SHOWN = 12
A_PERSON = 200  # reports that mention one victim: beyond it is a filler, not a child
_DAY = 86_400
_TABLE = Member._meta.db_table
_BEFORE = (
    f"(SELECT count(*) FROM (SELECT 1 FROM {_TABLE} e WHERE e.thread_key = {_TABLE}.thread_key "
    f"AND e.report_key < {_TABLE}.report_key LIMIT {EARLIER_COUNTED}) came)"
)
_traits = msgspec.json.Decoder(list[str])


def thread_name(oldest: int) -> str:
    """A thread's name, for people."""
    return f"T-{oldest:06}"


def cluster_name(oldest: int) -> str:
    """A content's name, for people."""
    return f"C-{oldest:06}"


@dataclass(slots=True)
class _Report:
    """One report while its facts are read."""

    thread: int | None
    traits: tuple[str, ...]
    via: set[str] = field(default_factory=set)
    contents: set[int] = field(default_factory=set)
    own: set[int] = field(default_factory=set)  # values of the reported person that other reports mention
    others: set[int] = field(default_factory=set)  # values of its victims and recipients that others mention


def of(report_keys: Iterable[int]) -> dict[int, ThreadFacts]:
    """The facts of these reports as they stand; of a report that was never linked, those of one that stands alone.

    A fixed number of queries for some hundred reports, whatever the size of their threads.
    """
    return _facts(list(dict.fromkeys(report_keys)))


def _facts(report_keys: list[int]) -> dict[int, ThreadFacts]:
    reports = {
        key: _Report(thread, tuple(_traits.decode(traits)))
        for key, thread, traits in Member.objects.filter(report_key__among=set(report_keys)).values_list(
            "report_key", "thread_key", "traits"
        )
    }
    _read_mentions(reports)
    knots, circles = _knots(reports), _circles(reports)
    names = _company_names({key for key, knot in knots.items() if senders(knot) > 1})
    earlier = _earlier(reports)
    crossings = _crossings(reports)
    found = dict.fromkeys(report_keys, ThreadFacts())
    for key, report in reports.items():
        facts = _of_thread(report, knots, names, earlier.get(key, 0))
        facts = msgspec.structs.replace(facts, **_of_contents(report, circles), **crossings.get(key, {}))
        found[key] = facts
    return found


def _read_mentions(reports: Mapping[int, _Report]) -> None:
    person = Q(bond=THREAD, value__reports__gt=1, value__crowded=False) | Q(
        bond=NAMED, value__reports__range=(2, A_PERSON)
    )
    mentions = Mention.objects.filter(Q(bond=CONTENT) | person, report_key__among=reports, cut=False)
    columns = ("report_key", "bond", "value_id", "value__kind", "value__content", "value__tied")
    for key, bond, value, kind, content, tied in mentions.values_list(*columns):
        report = reports[key]
        if bond == CONTENT:
            report.contents.add(content or value)
        elif bond == NAMED:
            report.others.add(value)
        else:
            report.own.add(value)
            if tied > 1:
                report.via.add(kind)


def _knots(reports: Mapping[int, _Report]) -> dict[int, Knot]:
    threads = {report.thread for report in reports.values() if report.thread}
    return {key: Knot(*counts) for key, *counts in Thread.objects.filter(id__among=threads).values_list("id", *KNOT)}


def _circles(reports: Mapping[int, _Report]) -> dict[int, Circle]:
    wanted = {content for report in reports.values() for content in report.contents}
    return {
        key: Circle(*counts)
        for key, *counts in Content.objects.filter(id__among=wanted, reports__gt=1).values_list("id", *CIRCLE)
    }


def _company_names(threads: Collection[int]) -> dict[int, tuple[str, ...]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    tallies = Tally.objects.filter(owner__among=threads, what="c", n__gt=0)
    for owner, trait in tallies.values_list("owner", "trait"):
        found[owner].append(trait[2:])
    return {owner: tuple(sorted(names)[:NAMES_SHOWN]) for owner, names in found.items()}


def _earlier(reports: Mapping[int, _Report]) -> dict[int, int]:
    """How many of the thread came before, counted up to a hundred: in a hub of thousands nobody asks for more."""
    threaded = [key for key, report in reports.items() if report.thread]
    counted = Member.objects.filter(report_key__among=threaded).annotate(earlier=RawSQL(_BEFORE, []))
    return dict(counted.values_list("report_key", "earlier"))


def _crossings(reports: Mapping[int, _Report]) -> dict[int, dict[str, int]]:
    """Where a victim or recipient here is spoken of elsewhere, and where the person reported here is one."""
    own = {value for report in reports.values() for value in report.own}
    others = {value for report in reports.values() for value in report.others}
    about: defaultdict[int, set[int]] = defaultdict(set)  # reports about somebody, by value
    naming: defaultdict[int, set[int]] = defaultdict(set)  # reports that name somebody as victim or recipient
    victim: defaultdict[int, set[int]] = defaultdict(set)
    for values, bonds in ((others, (THREAD, NAMED)), (own, (NAMED,))):
        mentions = Mention.objects.filter(value__id__among=set(values), bond__in=bonds, cut=False)
        for value, key, bond, role in mentions.values_list("value_id", "report_key", "bond", "role"):
            (about if bond == THREAD else naming)[value].add(key)
            if role == Role.VICTIM:
                victim[value].add(key)
    suspects = _suspects(set().union(*victim.values()))
    found = {}
    for key, report in reports.items():
        me = suspects.get(key, (None, key)) if report.thread is None else (report.thread, None)
        elsewhere = {suspects[other] for value in report.others if key in victim[value] for other in victim[value]} - {
            me
        }
        reported = {other for value in report.others for other in about[value]} - {key}
        named = {other for value in report.own for other in naming[value]} - {key}
        found[key] = {"victim_elsewhere": len(elsewhere), "victim_reported": len(reported), "also_victim": len(named)}
    return found


def _suspects(report_keys: Collection[int]) -> dict[int, tuple[int | None, int | None]]:
    """Each report's suspect: its thread, or itself where it stands alone."""
    return {
        key: (thread, None) if thread else (None, key)
        for key, thread in Member.objects.filter(report_key__among=set(report_keys)).values_list(
            "report_key", "thread_key"
        )
    }


def _of_thread(
    report: _Report, knots: Mapping[int, Knot], names: Mapping[int, tuple[str, ...]], earlier: int
) -> ThreadFacts:
    if report.thread is None:
        count = {what: sum(trait.startswith(f"{what}:") for trait in report.traits) for what in "avpr"}
        return ThreadFacts(victims=max(count["v"], count["p"]), accounts=count["a"], recipients=count["r"])
    knot = knots[report.thread]
    return ThreadFacts(
        thread=thread_name(knot.oldest),
        reports=knot.reports,
        earlier_reports=earlier,
        companies=senders(knot),
        victims=max(knot.victims, knot.victims_at_once),
        via=tuple(sorted(report.via)),
        company_names=names.get(report.thread, ()),
        accounts=knot.accounts,
        recipients=knot.recipients,
        days=(knot.last_at - knot.first_at) // _DAY,
    )


def _of_contents(report: _Report, circles: Mapping[int, Circle]) -> dict[str, int | str]:
    shared = [circles[content] for content in report.contents if content in circles]
    found: dict[str, int | str] = {"contents": len(report.contents), "contents_elsewhere": len(shared)}
    if shared:
        widest = max(shared, key=lambda circle: (circle.suspects, circle.reports, senders(circle), -circle.oldest))
        found.update(
            cluster=cluster_name(widest.oldest),
            cluster_reports=widest.reports,
            cluster_suspects=max(widest.suspects, 1),
            cluster_companies=senders(widest),
        )
    return found
