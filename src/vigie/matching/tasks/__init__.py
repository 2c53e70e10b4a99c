"""Matching with the database: what a batch needs, what is kept of it, and the hash lists themselves."""

from vigie.matching.tasks.batch import gather, keep
from vigie.matching.tasks.checking import Checked, check
from vigie.matching.tasks.closer import begin_closer, holding, look_closer
from vigie.matching.tasks.exports import Exported, export_list
from vigie.matching.tasks.following import rebuilt
from vigie.matching.tasks.imports import Agreed, Imported, import_list
from vigie.matching.tasks.lists import Listed, ListError, finish_removals, lists, remove_list
from vigie.matching.tasks.lookup import know
from vigie.matching.tasks.printing import decode_beside, decoder, prints_of
from vigie.matching.tasks.pulls import Pulled, pull_list
from vigie.matching.tasks.standing import IndexStanding, ListStanding, index_standing, standing
from vigie.matching.tasks.terms import agree, level_of
from vigie.matching.tasks.touched import touched_by

__all__ = [
    "Agreed",
    "Checked",
    "Exported",
    "Imported",
    "IndexStanding",
    "ListError",
    "ListStanding",
    "Listed",
    "Pulled",
    "agree",
    "begin_closer",
    "check",
    "decode_beside",
    "decoder",
    "export_list",
    "finish_removals",
    "gather",
    "holding",
    "import_list",
    "index_standing",
    "keep",
    "know",
    "level_of",
    "lists",
    "look_closer",
    "prints_of",
    "pull_list",
    "rebuilt",
    "remove_list",
    "standing",
    "touched_by",
]
