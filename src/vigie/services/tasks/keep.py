"""Keeps what a service sends: its document sealed first, then looked at, then its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from vigie.evidence.models import Delivery, Object
from vigie.journey.tasks.hand_in import day_of, hand_in
from vigie.ledger.chain import Act
from vigie.ledger.tags import Tag
from vigie.report.nouns import Md5, Member, Sha1, Sha256
from vigie.services.codes import Code, Done, Wrong
from vigie.services.models import Detail, Submission, Upload
from vigie.services.tasks.entry import Caller
from vigie.services.tasks.quotas import spend
from vigie.services.tasks.refuse import refuse
from vigie.services.tasks.revive import revive
from vigie.services.tasks.together import Job, together

State = Submission.State
Seen = TypeVar("Seen")
SAME = timedelta(hours=1)  # the same document within this time, untouched since, is a retry


def document(
    who: Caller, door: str, body: bytes, look: Callable[[bytes], Seen], keep: Callable[[Seen, list[Act], Member], Done]
) -> Done:
    """Seals a document, looks at it, and keeps what it asks for. What is not accepted is kept and shown too. Raises
    `Wrong` and `Spared`."""
    seen: list[Seen] = []

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


def begin(who: Caller, key: str, made: Submission, acts: list[Act], member: Member) -> Submission:
    """The row of a new report, or that of an earlier try of the same request. Inside a short write."""
    now = datetime.now(UTC)
    again = _again(who, key, member, now)
    if again is not None:
        return again
    spend(who.service, "report")
    made.service_key, made.sandbox, made.key = who.service.pk, who.sandbox, key
    made.document, made.opened_at, made.changed_at = member.sha256, now, now
    made.save()
    acts.append(act(Tag.SUBMISSION_OPENED, made, who, {"sha256": member.sha256, "size": member.size}))
    return made


def _again(who: Caller, key: str, member: Member, now: datetime) -> Submission | None:
    """The report that an earlier try of the same request opened, if its answer was lost on the way."""
    mine = Submission.objects.filter(service_key=who.service.pk, sandbox=who.sandbox)
    if key:
        found = mine.filter(key=key).first()
        if found is not None and found.version == 1 and found.document != member.sha256:
            raise Wrong(Code.INVALID_REQUEST, "this Idempotency-Key was used for another document")
        return found
    same = mine.filter(document=member.sha256, state=State.OPEN, key="", opened_at__gte=now - SAME)
    return same.filter(upload=None).order_by("pk").first()


def act(tag: Tag, of: Submission, who: Caller, what: dict[str, str | int]) -> Act:
    """What the ledger says of a report on its way in."""
    return Act(tag, f"submission:{of.number}", who.service.actor, {**what, **({"sandbox": 1} if of.sandbox else {})})


def changed(of: Submission, acts: list[Act]) -> None:
    """A report was added to: it is open, and its time begins anew. Inside a short write."""
    if of.state == State.EXPIRED:
        acts.extend(revive(of))
    of.state, of.changed_at = State.OPEN, datetime.now(UTC)
    of.save(update_fields=["state", "changed_at", "parcel_key"])


def complete(of: Submission, who: Caller, acts: list[Act]) -> list[str]:
    """Hands a report in, and marks it as finished. Inside a short write; returns the `fileId`s of its files."""
    now, sent = datetime.now(UTC), uploads(of)
    if of.state == State.EXPIRED:
        acts.extend(revive(of))
    if not of.sandbox:
        of.parcel_key, received = hand_in(delivery(who, now), f"{folder(of)}/{of.name}", members(of, sent))
        acts.append(received)
    of.state, of.changed_at, of.ended_at = State.FINISHED, now, now
    of.save(update_fields=["state", "changed_at", "ended_at", "parcel_key"])
    acts.append(act(Tag.SUBMISSION_FINISHED, of, who, {"parcel": of.parcel_key or 0, "files": len(sent)}))
    return [row.token for row in sent]


def delivery(who: Caller, now: datetime) -> Delivery:
    """Today's delivery of a service. Inside a short write."""
    return day_of("gateway", who.service.username, who.service.actor, who.service.source, now)


def folder(of: Submission) -> str:
    """Where a report's files stand in its parcel: its number, and which version they tell."""
    return f"{of.number}-v{of.version}" if of.version > 1 else str(of.number)


def uploads(of: Submission) -> list[Upload]:
    """Its files, in the order in which they came."""
    return list(Upload.objects.filter(submission=of).order_by("pk"))


def files(of: Submission) -> list[str]:
    """The `fileId`s of its files, in the order in which they came."""
    return [row.token for row in uploads(of)]


def members(of: Submission, sent: Sequence[Upload]) -> Sequence[Member]:
    """All that came of a report, as one parcel: its document first, each file in a folder of its id."""
    details = Detail.objects.filter(upload__submission=of).order_by("pk") if sent else Detail.objects.none()
    latest = dict(details.values_list("upload_id", "sha256"))
    within = folder(of)
    paths = [(f"{within}/{of.name}", of.document)]
    for row in sent:
        if row.pk in latest:
            paths.append((f"{within}/filedetails-{row.token}.xml", latest[row.pk]))
        paths.append((f"{within}/{row.token}/{row.name}", row.sha256))
    return _sealed(paths)


def _sealed(paths: Sequence[tuple[str, str]]) -> Sequence[Member]:
    wanted = {digest for _, digest in paths}
    rows = {row.sha256: row for row in Object.objects.filter(sha256__among=sorted(wanted))}
    return [
        Member(path, Sha256(digest), rows[digest].size, Md5(rows[digest].md5), Sha1(rows[digest].sha1))
        for path, digest in paths
    ]
