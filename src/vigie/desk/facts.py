"""The facts that an offence was proposed on, in the reader's words: triage names them, this says them. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from vigie.desk.wording import CHANNELS, INCIDENTS, PURPOSES
from vigie.report.nouns import Saying
from vigie.triage import called

FIELDS: Mapping[str, Saying] = {
    **CHANNELS,
    **{str(name): words for name, words in PURPOSES.items()},
    **{name.casefold(): words for name, words in INCIDENTS.items()},
}


def facts(names: str) -> list[Saying | str]:
    """Each fact; one that has no words here goes by its own name."""
    return called.facts(names, FIELDS)
