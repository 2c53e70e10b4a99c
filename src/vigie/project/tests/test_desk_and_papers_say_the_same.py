"""What a screen says of a report, its papers say too: nothing that was said is left out of what a court reads."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

import msgspec
import pytest

from vigie.desk import telling
from vigie.papers.facts import Facts
from vigie.papers.tongue import Tongue
from vigie.report.nouns import Channel, Person, ReportedFile

TOLD = {str: "x", int: 5, float: 1.5, bool: True, date: date(2026, 1, 2), datetime: datetime(2026, 1, 2, tzinfo=UTC)}


def full(kind: Any) -> Any:
    """A value of a type with everything in it that may be said."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        return (full(inner[0]),)
    if origin in (types.UnionType, typing.Union):
        return full(next(one for one in inner if one is not type(None)))
    if isinstance(kind, typing.NewType):
        return full(kind.__supertype__)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        hints = typing.get_type_hints(kind)
        return kind(**{name: full(hints[name]) for name in kind.__struct_fields__})
    return TOLD[kind]


@pytest.mark.parametrize(
    ("kind", "shown", "printed"),
    [
        (Person, telling.person, Facts.person),
        (Channel, telling.channel, Facts.channel),
        (ReportedFile, telling.file, Facts.file),
    ],
)
def test_the_papers_name_every_fact_that_the_desk_names(
    kind: type[Any], shown: Callable[[Any], Any], printed: Callable[[Facts, Any], Any]
) -> None:
    one = msgspec.structs.replace(full(kind), **({"original_name": "y"} if kind is ReportedFile else {}))
    papers = Facts(Tongue("en", "UTC", lambda text: text))
    assert {name for name, _ in printed(papers, one)} == {fact.name.template for fact in shown(one)}
