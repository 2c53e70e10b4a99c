"""Linking, the part that reads and writes rows: what the journey and the desk call.

`keep`, `cut` and `restore` are called inside a transaction, under the ledger's write lock.
"""

from vigie.linking.tasks.facts import of as facts_of
from vigie.linking.tasks.keep import gather, keep
from vigie.linking.tasks.look import cluster, clusters, hints, thread
from vigie.linking.tasks.threads import beside
from vigie.linking.tasks.undo import CannotUndo, cut, restore

__all__ = [
    "CannotUndo",
    "beside",
    "cluster",
    "clusters",
    "cut",
    "facts_of",
    "gather",
    "hints",
    "keep",
    "restore",
    "thread",
]
