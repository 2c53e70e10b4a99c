"""Matching with the database: what a batch needs, what is kept of it, and the hash lists themselves."""

from vigie.matching.tasks.batch import gather, keep
from vigie.matching.tasks.checking import Checked, check
from vigie.matching.tasks.following import rebuilt
from vigie.matching.tasks.imports import Imported, import_list
from vigie.matching.tasks.lists import Listed, ListError, finish_removals, lists, remove_list
from vigie.matching.tasks.lookup import know
from vigie.matching.tasks.printing import decode_beside, decoder, prints_of
from vigie.matching.tasks.terms import agree, level_of
from vigie.matching.tasks.touched import touched_by

__all__ = [
    "Checked",
    "Imported",
    "ListError",
    "Listed",
    "agree",
    "check",
    "decode_beside",
    "decoder",
    "finish_removals",
    "gather",
    "import_list",
    "keep",
    "know",
    "level_of",
    "lists",
    "prints_of",
    "rebuilt",
    "remove_list",
    "touched_by",
]
