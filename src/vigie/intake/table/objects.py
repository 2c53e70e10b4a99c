"""A JSON object as a row of a table: what stands within becomes columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from vigie.intake.table.cells import Cell

DEEPEST = 6  # objects within each other that are told apart as columns


def flat(value: Mapping[str, Any], before: str = "", depth: int = 0) -> Iterator[tuple[str, Cell]]:
    """An object's columns: keys within keys are joined, objects in a list are counted."""
    for key, content in value.items():
        name = f"{before}_{key}" if before else key
        if isinstance(content, dict) and depth < DEEPEST:
            yield from flat(content, name, depth + 1)
        elif (
            isinstance(content, list)
            and content
            and all(isinstance(item, dict) for item in content)
            and depth < DEEPEST
        ):
            for number, item in enumerate(content, 1):
                yield from flat(item, f"{name}_{number}", depth + 1)
        elif isinstance(content, list):
            yield name, [text(item) for item in content if item is not None]
        elif content is not None:
            yield name, text(content)


def text(value: Any) -> str:
    """A value of JSON as a cell."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else repr(value) if isinstance(value, float) else str(value)
