"""The way of a report through the gateway: open, add files, describe them, finish or retract."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import NamedTuple

from lxml.etree import _Element as Element

from vigie.evidence.models import Delivery, Object
from vigie.evidence.tasks import Sealer
from vigie.gateway import schema
from vigie.gateway.codes import Code, Done, Wrong
from vigie.gateway.models import Detail, Submission, Upload
from vigie.gateway.tasks import find
from vigie.gateway.tasks.refuse import refuse
from vigie.gateway.tasks.revive import revive
from vigie.gateway.tasks.together import Job, together
from vigie.journey.tasks.hand_in import day_of, hand_in
from vigie.ledger.chain import Act
from vigie.ledger.tags import Tag
from vigie.report.nouns import Md5, Member, Sha1, Sha256
from vigie.services.tasks.entry import Caller
from vigie.services.tasks.quotas import spend

State = Submission.State
SAME = timedelta(hours=1)  # the same document within this time, untouched since, is a retry


class Told(NamedTuple):
    """What is to be known of a document before its rows are written."""

    urgent: bool = False
    report: int = 0
    file: str = ""


def open_report(who: Caller, body: bytes, key: str = "") -> Done:
    """`/submit`. Raises `Wrong` and `Spared`."""
    return _document(who, "submit", body, _look_at_report, partial(_open, who, key))


def describe(who: Caller, body: bytes) -> Done:
    """`/fileinfo`. Raises `Wrong` and `Spared`."""
    return _document(who, "fileinfo", body, _look_at_details, partial(_describe, who))


Keep = Callable[[Told, list[Act], Member], Done]


def _document(who: Caller, door: str, body: bytes, look: Callable[[bytes], Told], keep: Keep) -> Done:
    """Seals a document, looks at it, and keeps what it asks for; what is not accepted is kept and shown."""
    seen: list[Told] = []

    def write(acts: list[Act], member: Member | None) -> Done:
        assert member is not None
        spend(who.service, "byte", member.size)
        return keep(seen[0], acts, member)

    job = Job(write, body, lambda: seen.append(look(body)))
    try:
        return together(job)
    except Wrong as wrong:
        if job.member is not None and not who.sandbox:
            refuse(who.service, door, wrong, job.member)
        raise


def _look_at_report(body: bytes) -> Told:
    root = schema.document(body, "report")
    schema.past(root, datetime.now(UTC))
    return Told(urgent=root.find("incidentSummary/escalateToHighPriority") is not None)


def _look_at_details(body: bytes) -> Told:
    root = schema.document(body, "fileDetails")
    schema.supplemental(root)
    return Told(report=int(_said(root, "reportId")), file=_said(root, "fileId"))


def _said(root: Element, name: str) -> str:
    return (root.findtext(name) or "").strip()


def _open(who: Caller, key: str, told: Told, acts: list[Act], member: Member) -> Done:
    now = datetime.now(UTC)
    again = _again(who, key, member, now)
    if again is not None:
        return Done(again.number)
    spend(who.service, "report")
    made = Submission.objects.create(
        service_key=who.service.pk,
        sandbox=who.sandbox,
        urgent=told.urgent,
        document=member.sha256,
        key=key,
        opened_at=now,
        changed_at=now,
    )
    acts.append(_act(Tag.SUBMISSION_OPENED, made, who, {"sha256": member.sha256, "size": member.size}))
    return Done(made.number)


def _again(who: Caller, key: str, member: Member, now: datetime) -> Submission | None:
    """The report that an earlier try of the same request opened, if its answer was lost on the way."""
    mine = Submission.objects.filter(service_key=who.service.pk, sandbox=who.sandbox)
    if key:
        found = mine.filter(key=key).first()
        if found is not None and found.document != member.sha256:
            raise Wrong(Code.INVALID_REQUEST, "this Idempotency-Key was used for another document")
        return found
    same = mine.filter(document=member.sha256, state=State.OPEN, key="", opened_at__gte=now - SAME)
    return same.filter(upload=None).order_by("pk").first()


def _act(tag: Tag, of: Submission, who: Caller, what: dict[str, str | int]) -> Act:
    return Act(tag, f"submission:{of.number}", who.service.actor, {**what, **({"sandbox": 1} if of.sandbox else {})})


def add_file(who: Caller, number: int, name: str, member: Member | bytes, sealer: Sealer | None = None) -> Done:
    """`/upload`, of a file that is small enough to wait (its bytes) or was sealed as it came. Raises `Wrong`."""

    def write(acts: list[Act], sealed: Member | None) -> Done:
        assert sealed is not None
        of = find.open_submission(who.service, number)
        spend(who.service, "byte", sealed.size)
        row, new = Upload.objects.get_or_create(
            submission=of, sha256=sealed.sha256, name=name, defaults={"at": datetime.now(UTC)}
        )
        if new:
            _changed(of, acts)
            what: dict[str, str | int] = {
                "file": row.token,
                "name": name,
                "sha256": sealed.sha256,
                "md5": sealed.md5,
                "size": sealed.size,
            }
            acts.append(_act(Tag.SUBMISSION_FILE, of, who, what))
        return Done(of.number, row.token, sealed.md5)

    if isinstance(member, bytes):
        return together(Job(write, member))
    return together(Job(write, member=member, sealer=sealer))


def _changed(of: Submission, acts: list[Act]) -> None:
    if of.state == State.EXPIRED:
        acts.extend(revive(of))
    of.state, of.changed_at = State.OPEN, datetime.now(UTC)
    of.save(update_fields=["state", "changed_at"])


def _describe(who: Caller, told: Told, acts: list[Act], member: Member) -> Done:
    of = find.open_submission(who.service, told.report)
    row = find.upload(of, told.file)
    latest = Detail.objects.filter(upload=row).order_by("-pk").values_list("sha256", flat=True).first()
    if latest != member.sha256:
        Detail.objects.create(upload=row, sha256=member.sha256, at=datetime.now(UTC))
        _changed(of, acts)
        acts.append(_act(Tag.SUBMISSION_DETAIL, of, who, {"file": row.token, "sha256": member.sha256}))
    return Done(of.number, row.token)


def finish(who: Caller, number: int) -> Done:
    """`/finish`: the report goes on its way. Raises `Wrong`."""

    def write(acts: list[Act], _: Member | None) -> Done:
        of = find.open_submission(who.service, number)
        if of.state == State.EXPIRED:
            acts.extend(revive(of))
        complete(of, who, acts)
        return Done(of.number, files=files(of))

    return together(Job(write))


def complete(of: Submission, who: Caller, acts: list[Act]) -> None:
    """Hands a report in, and marks it as finished. Inside a short write."""
    now = datetime.now(UTC)
    if not of.sandbox:
        of.parcel_key, act = hand_in(_delivery(who, now), f"{of.number}/{of.name}", members(of))
        acts.append(act)
    of.state, of.changed_at, of.ended_at = State.FINISHED, now, now
    of.save(update_fields=["state", "changed_at", "ended_at", "parcel_key"])
    acts.append(_act(Tag.SUBMISSION_FINISHED, of, who, {"parcel": of.parcel_key or 0, "files": len(files(of))}))


def _delivery(who: Caller, now: datetime) -> Delivery:
    return day_of("gateway", who.service.username, who.service.actor, who.service.source, now)


def files(of: Submission) -> list[str]:
    """The `fileId`s of its files, in the order in which they came."""
    return [row.token for row in Upload.objects.filter(submission=of).order_by("pk")]


def members(of: Submission) -> Sequence[Member]:
    """All that came of a report, as one parcel: its document first, each file in a folder of its id."""
    uploads = list(Upload.objects.filter(submission=of).order_by("pk"))
    latest = dict(Detail.objects.filter(upload__submission=of).order_by("pk").values_list("upload_id", "sha256"))
    paths = [(f"{of.number}/{of.name}", of.document)]
    for row in uploads:
        if row.pk in latest:
            paths.append((f"{of.number}/filedetails-{row.token}.xml", latest[row.pk]))
        paths.append((f"{of.number}/{row.token}/{row.name}", row.sha256))
    return _sealed(paths)


def _sealed(paths: Sequence[tuple[str, str]]) -> Sequence[Member]:
    wanted = {digest for _, digest in paths}
    rows = {row.sha256: row for row in Object.objects.filter(sha256__among=sorted(wanted))}
    return [
        Member(path, Sha256(digest), rows[digest].size, Md5(rows[digest].md5), Sha1(rows[digest].sha1))
        for path, digest in paths
    ]


def retract(who: Caller, number: int) -> Done:
    """`/retract`: taken back before it was finished. It is recorded, and what came stays sealed. Raises `Wrong`."""

    def write(acts: list[Act], _: Member | None) -> Done:
        of = find.open_submission(who.service, number)
        if of.state == State.EXPIRED:
            acts.extend(revive(of))
        of.state, of.changed_at, of.ended_at = State.RETRACTED, datetime.now(UTC), datetime.now(UTC)
        of.save(update_fields=["state", "changed_at", "ended_at"])
        acts.append(_act(Tag.SUBMISSION_RETRACTED, of, who, {"files": len(files(of))}))
        return Done(of.number)

    return together(Job(write))
