"""Triage in the journey: what it reads before a batch is judged, what it learns, and what it keeps."""

from vigie.triage.tasks.keeping import keep
from vigie.triage.tasks.learning import learn
from vigie.triage.tasks.needs import gather, hear

__all__ = ["gather", "hear", "keep", "learn"]
