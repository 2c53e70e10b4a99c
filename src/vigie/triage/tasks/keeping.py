"""What is kept of a verdict: what the report tells of its person, for the other reports of its thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from vigie.report.nouns import Class, Dossier, Kept, Reason, Verdict
from vigie.triage.models import Opinion, Shadowed
from vigie.triage.rule import Case
from vigie.triage.score import THREAD, Standard, led_among, of_thread, told
from vigie.triage.selection import LED_ELSEWHERE
from vigie.triage.step import Peak, Told, company_of, elsewhere, peaks, tells, thread_of
from vigie.triage.tasks.needs import measure
from vigie.triage.tasks.rows import in_threads, insert, members, pieces

NOBODY = 0  # no report has this key


class Row(NamedTuple):
    """An `Opinion` as it stands in the table."""

    report_key: int
    company: str
    said: str
    thread: str
    told: str


def keep(batch: Sequence[Dossier], findings: Sequence[Verdict]) -> Kept[Verdict]:
    """Notes what each report tells of its person, and says which reports of the same threads must hear it."""
    standard = measure()
    keys = [dossier.report_key for dossier in batch]
    fields = ("report_key", "company", "said", "thread", "told")
    rows = (row for some in pieces(keys) for row in Opinion.objects.filter(report_key__in=some).values_list(*fields))
    earlier = {row[0]: Row(*row) for row in rows}
    threads = {thread_of(dossier) for dossier in batch} | {row.thread for row in earlier.values()}
    before = in_threads(threads, keys)
    after = {thread: dict(said) for thread, said in before.items()}
    notes = [
        _note(dossier, finding, earlier.get(dossier.report_key), standard, after)
        for dossier, finding in zip(batch, findings, strict=True)
    ]
    insert(Opinion, fields, [note for note in notes if note != earlier.get(note.report_key)])
    _keep_shadows(batch, findings)
    bare = tuple(msgspec.structs.replace(finding, shadows=()) for finding in findings)
    return Kept(bare, _must_hear(batch, findings, before, after, standard))


def _keep_shadows(batch: Sequence[Dossier], findings: Sequence[Verdict]) -> None:
    """What policies on trial said is kept beside the finding, which it must not change."""
    rows = [
        (dossier.report_key, one.policy, finding.policy, one.class_.value, one.total, finding.total)
        for dossier, finding in zip(batch, findings, strict=True)
        for one in finding.shadows
    ]
    insert(Shadowed, ("report_key", "policy", "against", "class_name", "total", "total_now"), rows, unique=2)


def _note(
    dossier: Dossier,
    finding: Verdict,
    row: Row | None,
    standard: Standard,
    after: dict[str, dict[int, Mapping[str, int]]],
) -> Row:
    """The row as it should now be; `after` is brought up to date."""
    key, thread = dossier.report_key, thread_of(dossier)
    own = [reason for reason in finding.reasons if reason.rule != THREAD]
    said = tells(dossier, own, standard) if thread else told(own, standard.rules)
    content = msgspec.json.encode(said, order="sorted").decode() if said else ""
    if row and row.thread and row.thread != thread:
        after.get(row.thread, {}).pop(key, None)
    if thread:
        after.setdefault(thread, {})[key] = said
    company, said_first = (row.company, row.said) if row else (company_of(dossier.report), " ")
    return Row(key, company, said_first, thread, content)


def _must_hear(
    batch: Sequence[Dossier],
    findings: Sequence[Verdict],
    before: Mapping[str, Told],
    after: Mapping[str, Told],
    standard: Standard,
) -> frozenset[int]:
    """The reports to which their thread now says something else than it said when they were judged."""
    judged = {dossier.report_key for dossier in batch}
    tops = {thread: peaks(said) for thread, said in after.items()}
    olds = {thread: peaks(before.get(thread, {})) for thread in tops}
    changed = {thread for thread, top in tops.items() if olds[thread] != top}
    # Who says the most of nothing hears what all such hear: in a thread of thousands that is asked once.
    for_most = {thread for thread in changed if elsewhere(olds[thread], NOBODY) != elsewhere(tops[thread], NOBODY)}
    found = {
        key
        for thread, key in members(changed)
        if key not in judged
        and (
            elsewhere(olds[thread], key) != elsewhere(tops[thread], key)
            if key in _first(olds[thread]) | _first(tops[thread])
            else thread in for_most
        )
    }
    for dossier, finding in zip(batch, findings, strict=True):
        top = tops.get(thread_of(dossier), {})
        led = led_among(elsewhere(top, dossier.report_key))
        if _heard(finding) != _would_hear(dossier, finding, top, standard) or _was_led(finding) not in (None, led):
            found.add(dossier.report_key)
    return frozenset(found)


def _was_led(finding: Verdict) -> bool | None:
    """Whether another report of the thread was found to say who the person is; None where it made no difference. Two
    workers may judge two reports of a thread at once, each before the other is kept."""
    if finding.class_ is Class.INSUFFICIENT:
        return False
    return True if LED_ELSEWHERE in finding.grounds else None


def _first(top: Mapping[str, Peak]) -> set[int]:
    """The reports that say the most of something."""
    return {peak.report_key for peak in top.values()}


def _heard(finding: Verdict) -> Reason | None:
    return next((reason for reason in finding.reasons if reason.rule == THREAD), None)


def _would_hear(dossier: Dossier, finding: Verdict, top: Mapping[str, Peak], standard: Standard) -> Reason | None:
    own = [reason for reason in finding.reasons if reason.rule != THREAD]
    return of_thread(Case(dossier, dossier.received_at), own, elsewhere(top, dossier.report_key), standard)
