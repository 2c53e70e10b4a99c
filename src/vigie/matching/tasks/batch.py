"""The journey's two calls: what a batch of dossiers needs, and what is kept of what was found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import BinaryIO

from vigie.matching.chunks import chunks
from vigie.matching.models import HashList, Hit, Sought, Unanswered
from vigie.matching.prints import Print
from vigie.matching.step import Needs, match, wanted
from vigie.matching.tags import KINDS
from vigie.matching.tasks.closer import unanswered
from vigie.matching.tasks.lookup import know, looked_at
from vigie.matching.tasks.printing import kept_prints, prints_of
from vigie.report.nouns import Dossier, Kept, Matches, Sha256
from vigie.report.tasks import insert


def gather(batch: Sequence[Dossier], open: Callable[[Sha256], BinaryIO]) -> Needs:
    """The prints of the batch's media, made where they are missing from the bytes that `open` gives, and what the lists
    know of them. Outside any transaction. Raises what `open` raises, and `DecodeError` when no worker can be had."""
    files = [file for dossier in batch for file in dossier.report.files]
    return _needs(batch, prints_of((file.media for file in files if file.media), open), patient=True)


def _needs(batch: Sequence[Dossier], prints: Mapping[Sha256, Print], *, patient: bool = False) -> Needs:
    files = [file for dossier in batch for file in dossier.report.files]
    asked = [wanted(file, prints.get(file.media) if file.media else None) for file in files]
    digests = {digest for want in asked for digest in want.digests}
    looks = {look.pdq for want in asked for look in want.looks}
    return Needs(prints, know(digests, looks, patient=patient))


def _sought(dossier: Dossier, found: Matches) -> Iterator[tuple[int, bytes]]:
    """The hashes by which a report was matched."""
    for file, print_ in zip(dossier.report.files, found.prints, strict=True):
        want = wanted(file, Print(print_) if print_ else None)
        for digest in want.digests:
            yield KINDS.index(digest.kind), bytes.fromhex(digest.value)
        for look in want.looks:  # of files with bytes, the prints are asked
            yield Sought.LOOK, bytes.fromhex(look.pdq)


def _up_to_date(batch: Sequence[Dossier], findings: Sequence[Matches]) -> Sequence[Matches]:
    """The findings, made anew where a list has changed since they were made: its import could not yet see them."""
    now = looked_at()
    if all(found.lists == now for found in findings):
        return findings
    media = {file.media for dossier in batch for file in dossier.report.files if file.media}
    return match(batch, _needs(batch, kept_prints(sorted(media))))


def keep(batch: Sequence[Dossier], findings: Sequence[Matches]) -> Kept[Matches]:
    """Keep by what each report was matched, and by which lists. Kept again, it replaces what was kept before.

    Inside the short write, under the write lock.
    """
    findings = _up_to_date(batch, findings)
    lists = dict(HashList.objects.values_list("name", "pk"))
    for some in chunks(dossier.report_key for dossier in batch):
        Sought.objects.filter(report_key__in=some).delete()
        Hit.objects.filter(report_key__in=some).delete()
        Unanswered.objects.filter(report_key__in=some).delete()
    both = list(zip(batch, findings, strict=True))
    sought = {(dossier.report_key, *one) for dossier, found in both for one in _sought(dossier, found)}
    insert(Sought, ("report_key", "kind", "value"), sorted(sought))
    hits = {(dossier.report_key, lists.get(match.list)) for dossier, found in both for match in found.matches}
    insert(Hit, ("report_key", "list_key"), sorted(hit for hit in hits if hit[1] is not None))
    videos = {row for dossier, found in both for row in unanswered(dossier, found)}
    waiting = [Unanswered(report_key=key, sha256=media, partly=partly) for key, media, partly in sorted(videos)]
    Unanswered.objects.bulk_create(waiting, batch_size=500)
    return Kept(tuple(findings))
