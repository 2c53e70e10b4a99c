"""Threads and contents as the desk shows them: who is in it, by what evidence, and how it came about."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct


class Evidence(Struct, frozen=True):
    """A value that several reports bear."""

    kind: str
    value: str
    roles: tuple[str, ...]
    report_keys: tuple[int, ...]  # at most `tasks.look.SHOWN` of them
    reports: int
    ties: bool  # whether it holds them together; else it is a hint
    crowded: bool = False  # too many accounts stand behind it
    cut: tuple[int, ...] = ()  # reports that a person cut from it
    blocked: bool = False  # a person said that it ties nobody


class Turn(Struct, frozen=True):
    """Two parts that were tied, or came apart. `part` and `rest` name them as they were then."""

    at: datetime
    what: str  # tied, apart
    part: str
    rest: str
    kind: str | None  # the evidence, for a tie
    value: str | None


class Cutting(Struct, frozen=True):
    """What a person said against a tie, and perhaps took back."""

    report_key: int | None  # None: it ties nobody
    kind: str
    value: str
    at: datetime
    by: str
    why: str
    restored_at: datetime | None
    restored_by: str
    restored_why: str


class ThreadSeen(Struct, frozen=True):
    """One thread."""

    name: str
    reports: int
    report_keys: tuple[int, ...]  # the oldest first, at most `tasks.look.SHOWN` of them
    evidence: tuple[Evidence, ...]
    turns: tuple[Turn, ...]
    cuts: tuple[Cutting, ...]


class ClusterSeen(Struct, frozen=True):
    """One content, the reports in which it is, and the suspects: threads, and reports that stand alone."""

    name: str
    reports: int
    suspects: int
    companies: int
    report_keys: tuple[int, ...]
    threads: tuple[str, ...]
    values: tuple[Evidence, ...]  # digests and pictures that are this content
