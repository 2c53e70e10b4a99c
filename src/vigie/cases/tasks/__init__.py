"""What is done to cases: each act with its ledger entry, in one short write."""

from vigie.cases.tasks.head import change, close, give, let_go, reopen, start, take
from vigie.cases.tasks.inside import add_report, add_subject, add_task, drop_report, end_subject, finish, note, seen
from vigie.cases.tasks.write import CaseError, Stale, UnknownCase, case_of

__all__ = [
    "CaseError",
    "Stale",
    "UnknownCase",
    "add_report",
    "add_subject",
    "add_task",
    "case_of",
    "change",
    "close",
    "drop_report",
    "end_subject",
    "finish",
    "give",
    "let_go",
    "note",
    "reopen",
    "seen",
    "start",
    "take",
]
