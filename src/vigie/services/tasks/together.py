"""Requests that come at the same time are sealed and committed together.

A disk confirms a few hundred writes a second, and a busy desk gets more requests than that. Whoever takes the turn does
what all who wait have asked for: one `fsync` for their bytes, one transaction for their rows. Nobody is answered before
both are on the disk.
"""

from __future__ import annotations

import io
import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from django.db import transaction

from vigie.evidence.leaf import Leaf
from vigie.evidence.seal import SealError
from vigie.evidence.tasks import Sealer
from vigie.journey.tasks.write import short_write
from vigie.ledger.chain import Act
from vigie.report.nouns import Member
from vigie.services.codes import Done, Wrong
from vigie.services.errors import Spared


class Unkept(SealError):
    """Nothing was acknowledged: the client asks again."""


Write = Callable[[list[Act], Member | None], Done]


@dataclass(slots=True)
class Job:
    """What one request asks for: bytes to be sealed, then (once they are) a look at them, then rows to be written.

    `look` may raise `Wrong`, which `write` is told by what it closed over; `write` may raise `Wrong` or `Spared`, and
    then nothing of it is kept but the bytes. `sealer` has sealed the bytes already, where they were too many to wait.
    """

    write: Write
    body: bytes | None = None
    look: Callable[[], None] | None = None
    member: Member | None = None
    sealer: Sealer | None = None
    done: Done | None = None
    error: Exception | None = None
    over: bool = False


@dataclass(slots=True)
class _Together:
    pid: int = field(default_factory=os.getpid)
    turn: threading.Lock = field(default_factory=threading.Lock)
    door: threading.Lock = field(default_factory=threading.Lock)
    waiting: list[Job] = field(default_factory=list)
    sealer: Sealer | None = None

    def do(self, job: Job) -> Done:
        with self.door:
            self.waiting.append(job)
        with self.turn:
            if not job.over:
                with self.door:
                    jobs, self.waiting = self.waiting, []
                self._all(jobs)
        if job.error is not None:
            raise job.error
        assert job.done is not None
        return job.done

    def _all(self, jobs: Sequence[Job]) -> None:
        try:
            self._seal(jobs)
            _look(jobs)
            self._commit(jobs)
        finally:
            for job in jobs:
                if job.done is None and job.error is None:
                    job.error = Unkept("what was asked at the same time could not be kept", permanent=False)
                    self.sealer = None  # its segment is left as it is: nothing refers to what was not committed
                job.over = True

    def _seal(self, jobs: Sequence[Job]) -> None:
        new = [(job, job.body) for job in jobs if job.body is not None]
        if not new:
            return
        self.sealer = self.sealer or Sealer()
        leaves = [Leaf("body", partial(io.BytesIO, body)) for _, body in new]
        for (job, _), member in zip(new, self.sealer.seal(leaves), strict=True):
            if not isinstance(member, Member):
                raise SealError(member.why, permanent=False)
            job.member = member

    def _commit(self, jobs: Sequence[Job]) -> None:
        sealers = [sealer for sealer in (self.sealer, *(job.sealer for job in jobs)) if sealer is not None]
        with short_write() as acts:
            for sealer in sealers:
                sealer.commit()
            for job in jobs:
                if job.error is None:
                    _one(job, acts)
        for sealer in sealers:
            sealer.committed()


def _look(jobs: Sequence[Job]) -> None:
    for job in jobs:
        if job.look is not None:
            try:
                job.look()
            except Wrong as error:
                job.error = error


def _one(job: Job, acts: list[Act]) -> None:
    own: list[Act] = []
    try:
        with transaction.atomic():
            job.done = job.write(own, job.member)
    except (Wrong, Spared) as error:
        job.error = error
    else:
        acts.extend(own)


_here = _Together()


def together(job: Job) -> Done:
    """Does a job with all others that come now. Returns when it is on the disk; raises what it raised."""
    if _here.pid != os.getpid():  # forked: a segment belongs to one process
        begin_anew()
    return _here.do(job)


def begin_anew() -> None:
    """A new segment from here on."""
    global _here
    _here = _Together()
