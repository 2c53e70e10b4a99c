"""Threads, contents and hints, read for the desk. A fixed number of queries each, and lists of bounded length."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Q, QuerySet

from vigie.linking.bearing import CONTENT, HINT, NAMED, THREAD
from vigie.linking.models import Content, Cut, Member, Mention, Thread, Value
from vigie.linking.models import Turn as TurnRow
from vigie.linking.seen import ClusterSeen, Cutting, Evidence, ThreadSeen, Turn
from vigie.linking.tasks.book import senders
from vigie.linking.tasks.facts import cluster_name, thread_name

SHOWN = 500
MENTIONS = 20_000  # looked through at most, to say who bears some values


def thread(key: int | str) -> ThreadSeen | None:
    """The thread of a report (its row), or of a name such as `T-000123`. An old name leads to the thread in which its
    oldest report is now. None when that report stands alone or is not known. The report asked for is always shown."""
    report_key = _number(key)
    member = Member.objects.filter(report_key=report_key).first()
    row = Thread.objects.filter(id=member.thread_key).first() if member and member.thread_key else None
    if row is None:
        return None
    reports = _shown(_members(row.pk), report_key)
    return ThreadSeen(
        name=thread_name(row.oldest),
        reports=row.reports,
        report_keys=reports,
        evidence=_evidence(reports, THREAD),
        turns=_turns(reports),
        cuts=_cuts(reports),
    )


def cluster(key: int | str, report_key: int | None = None) -> ClusterSeen | None:
    """The content of a value (its row), or of a name such as `C-000045`, also an old one. None when it is in one
    report only, or in none. `report_key` is one of its reports that is to be shown, however many there are."""
    value = Value.objects.filter(id=_number(key)).first()
    content = value.content if value else None
    row = Content.objects.filter(id=content, reports__gt=1).first() if content is not None else None
    if row is None:
        return None
    bearers = Mention.objects.filter(value__content=row.pk, bond=CONTENT, cut=False).order_by("report_key")
    asked = report_key if report_key and bearers.filter(report_key=report_key).exists() else None
    reports = _shown(bearers.values_list("report_key", flat=True).distinct(), asked)
    oldest = Thread.objects.filter(
        id__among=set(
            Member.objects.filter(report_key__among=reports, thread_key__gt=0).values_list("thread_key", flat=True)
        )
    ).values_list("oldest", flat=True)
    return ClusterSeen(
        name=cluster_name(row.oldest),
        reports=row.reports,
        suspects=row.suspects,
        companies=senders(row),
        report_keys=reports,
        threads=tuple(thread_name(number) for number in sorted(oldest)),
        values=_told(Value.objects.filter(content=row.pk).order_by("-tied", "id")[:SHOWN], reports),
    )


def clusters(report_key: int) -> tuple[str, ...]:
    """The names of the contents of a report that are seen elsewhere too, the widest first."""
    own = Mention.objects.filter(report_key=report_key, bond=CONTENT, cut=False).values_list(
        "value__content", flat=True
    )
    rows = Content.objects.filter(id__among=set(own), reports__gt=1).order_by("-suspects", "oldest")
    return tuple(cluster_name(oldest) for oldest in rows.values_list("oldest", flat=True))


def hints(report_key: int) -> tuple[Evidence, ...]:
    """What this report shares with others without being tied by it: a victim, an address at another time, a name that
    several accounts bear, what a person has cut. The rarest first."""
    own = Mention.objects.filter(report_key=report_key).exclude(bond=CONTENT)
    loose = own.filter(Q(bond__in=(HINT, NAMED)) | Q(cut=True) | Q(value__crowded=True), value__reports__gt=1)
    values = Value.objects.filter(id__among=set(loose.values_list("value_id", flat=True)))
    addresses = {text.partition(" ")[0] for text in own.filter(value__kind="ip").values_list("value__value", flat=True)}
    elsewhere = _other_times(addresses)
    ids = set(values.order_by("reports").values_list("id", flat=True)[:SHOWN]) | elsewhere
    found = _told(Value.objects.filter(id__among=ids).order_by("reports", "id"), None)
    return tuple(one for one in found if any(key != report_key for key in one.report_keys))


def _other_times(addresses: Iterable[str]) -> set[int]:
    """The values of network addresses, whatever the time and port."""
    found: set[int] = set()
    for address in {_without_port(text) for text in addresses}:
        between = Value.objects.filter(kind="ip", value__gte=address, value__lt=f"{address};")
        for number, text in between.values_list("id", "value")[:SHOWN]:
            if text[len(address) :][:1] in ("", " ", ":"):
                found.add(number)
    return found


def _without_port(text: str) -> str:
    return text.partition(":")[0] if text.count(":") == 1 else text


def _number(key: int | str) -> int:
    digits = str(key).rpartition("-")[2]
    return int(digits) if digits.isdigit() else 0


def _members(thread_key: int) -> QuerySet[Member, int]:
    members = Member.objects.filter(thread_key=thread_key).order_by("report_key")
    return members.values_list("report_key", flat=True)


def _shown(report_keys: QuerySet[Any, int], asked: int | None) -> tuple[int, ...]:
    """The first of them, and the one asked for."""
    first = report_keys[:SHOWN]
    return tuple(sorted({*first, asked})) if asked else tuple(first)


def _evidence(reports: Collection[int], bond: int) -> tuple[Evidence, ...]:
    shared = Mention.objects.filter(report_key__among=reports, bond=bond, value__reports__gt=1)
    ids = set(shared.values_list("value_id", flat=True))
    return _told(Value.objects.filter(id__among=ids).order_by("-tied", "id")[:SHOWN], reports)


def _told(values: Iterable[Value], reports: Collection[int] | None) -> tuple[Evidence, ...]:
    """These values with the reports that bear them, of these reports or of all."""
    rows = list(values)
    bearers: defaultdict[int, dict[int, None]] = defaultdict(dict)
    roles: defaultdict[int, set[str]] = defaultdict(set)
    cut: defaultdict[int, set[int]] = defaultdict(set)
    mentions = Mention.objects.filter(value__id__among=[row.pk for row in rows]).order_by("report_key")
    if reports is not None:
        mentions = mentions.filter(report_key__among=reports)
    for value_id, key, role, severed in mentions.values_list("value_id", "report_key", "role", "cut")[:MENTIONS]:
        bearers[value_id][key] = None
        roles[value_id].add(role)
        if severed:
            cut[value_id].add(key)
    return tuple(
        Evidence(
            kind=row.kind,
            value=row.value,
            roles=tuple(sorted(roles[row.pk])),
            report_keys=tuple(bearers[row.pk])[: SHOWN + 1],
            reports=row.reports,
            ties=row.tied > 1 and not row.crowded,
            crowded=row.crowded,
            cut=tuple(sorted(cut[row.pk])),
            blocked=row.blocked,
        )
        for row in rows
    )


def _turns(reports: Collection[int]) -> tuple[Turn, ...]:
    rows = list(
        TurnRow.objects.filter(Q(report_key__among=reports) | Q(other_key__among=reports)).order_by("-id")[:SHOWN]
    )
    values = {row.pk: row for row in Value.objects.filter(id__among={row.value_id for row in rows if row.value_id})}
    return tuple(
        Turn(
            at=row.at,
            what=row.what,
            part=thread_name(row.report_key),
            rest=thread_name(row.other_key),
            kind=values[row.value_id].kind if row.value_id else None,
            value=values[row.value_id].value if row.value_id else None,
        )
        for row in reversed(rows)
    )


def _cuts(reports: Collection[int]) -> tuple[Cutting, ...]:
    """What was ever cut of the values that these reports bear, from them or from others."""
    ever = set(Cut.objects.values_list("value_id", flat=True))
    borne = Mention.objects.filter(value__id__among=ever, report_key__among=reports).values_list("value_id", flat=True)
    rows = Cut.objects.filter(value__id__among=set(borne)).select_related("value").order_by("id")
    return tuple(
        Cutting(
            report_key=row.report_key,
            kind=row.value.kind,
            value=row.value.value,
            at=row.at,
            by=row.by,
            why=row.why,
            restored_at=row.restored_at,
            restored_by=row.restored_by,
            restored_why=row.restored_why,
        )
        for row in rows[:SHOWN]
    )
