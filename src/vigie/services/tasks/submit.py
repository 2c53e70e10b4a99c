"""The way of a report in pieces: open, add files, describe them, finish or retract."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import NamedTuple

from vigie.evidence.tasks import Sealer
from vigie.ledger.chain import Act
from vigie.ledger.tags import Tag
from vigie.report.nouns import Member
from vigie.services.codes import Done
from vigie.services.models import Detail, Submission, Upload
from vigie.services.tasks import find
from vigie.services.tasks.entry import Caller
from vigie.services.tasks.keep import act, begin, changed, complete, document, files
from vigie.services.tasks.quotas import spend
from vigie.services.tasks.revive import revive
from vigie.services.tasks.rows import one
from vigie.services.tasks.together import Job, together

State = Submission.State


class Described(NamedTuple):
    """Which file a description is of."""

    report: int
    file: str


def open_report(who: Caller, body: bytes, key: str, look: Callable[[bytes], bool]) -> Done:
    """`/submit`. `look` checks the document and says whether it asks to be read first. Raises `Wrong`, `Spared`."""
    return document(who, "submit", body, look, partial(_open, who, key))


def _open(who: Caller, key: str, urgent: bool, acts: list[Act], member: Member) -> Done:
    return Done(begin(who, key, Submission(urgent=urgent), acts, member).number)


def describe(who: Caller, body: bytes, look: Callable[[bytes], Described]) -> Done:
    """`/fileinfo`. Raises `Wrong`, `Spared`."""
    return document(who, "fileinfo", body, look, partial(_describe, who))


def _describe(who: Caller, told: Described, acts: list[Act], member: Member) -> Done:
    of = find.open_submission(who.service, told.report)
    row = find.upload(of, told.file)
    latest = Detail.objects.filter(upload=row).order_by("-pk").values_list("sha256", flat=True).first()
    if latest != member.sha256:
        Detail.objects.create(upload=row, sha256=member.sha256, at=datetime.now(UTC))
        changed(of, acts)
        acts.append(act(Tag.SUBMISSION_DETAIL, of, who, {"file": row.token, "sha256": member.sha256}))
    return Done(of.number, row.token)


def add_file(who: Caller, number: int, name: str, member: Member | bytes, sealer: Sealer | None = None) -> Done:
    """`/upload`, of a file that is small enough to wait (its bytes) or was sealed as it came. Raises `Wrong`."""

    def write(acts: list[Act], sealed: Member | None) -> Done:
        assert sealed is not None
        of = find.open_submission(who.service, number)
        spend(who.service, "byte", sealed.size)
        row = one(Upload, submission_id=of.pk, sha256=sealed.sha256, name=name)
        if row is None:  # under the write lock: nobody else makes it in between
            row = Upload.objects.create(submission=of, sha256=sealed.sha256, name=name, at=datetime.now(UTC))
            changed(of, acts)
            what: dict[str, str | int] = {"file": row.token, "name": name, "sha256": sealed.sha256, "md5": sealed.md5}
            acts.append(act(Tag.SUBMISSION_FILE, of, who, {**what, "size": sealed.size}))
        return Done(of.number, row.token, sealed.md5)

    if isinstance(member, bytes):
        return together(Job(write, member))
    return together(Job(write, member=member, sealer=sealer))


def finish(who: Caller, number: int) -> Done:
    """`/finish`: the report goes on its way. Raises `Wrong`."""

    def write(acts: list[Act], _: Member | None) -> Done:
        of = find.open_submission(who.service, number)
        return Done(of.number, files=complete(of, who, acts))

    return together(Job(write))


def retract(who: Caller, number: int) -> Done:
    """`/retract`: taken back before it was finished. It is recorded, and what came stays sealed. Raises `Wrong`."""

    def write(acts: list[Act], _: Member | None) -> Done:
        of = find.open_submission(who.service, number)
        if of.state == State.EXPIRED:
            acts.extend(revive(of))
        of.state, of.changed_at, of.ended_at = State.RETRACTED, datetime.now(UTC), datetime.now(UTC)
        of.save(update_fields=["state", "changed_at", "ended_at", "parcel_key"])
        acts.append(act(Tag.SUBMISSION_RETRACTED, of, who, {"files": len(files(of))}))
        return Done(of.number)

    return together(Job(write))
