"""How commands speak: JSON for programs, tables and progress for people, in their language."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
import msgspec
from django.utils.translation import gettext
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from vigie.report.nouns import Saying, Text
from vigie.triage.called import RULES

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False)

as_json = click.option("--json", "as_json", is_flag=True, help="Answer in JSON, for other programs.")


def words(saying: Saying) -> str:
    """A sentence in the language of the command line."""
    return saying.told(gettext, _shown)


def _shown(name: str, value: Text) -> Text:
    """A value of a sentence: rules go by their names."""
    if name != "rules":
        return value
    return ", ".join(words(RULES[rule]).lower() if rule in RULES else rule for rule in str(value).split(", "))


def answer(value: object) -> None:
    """Prints JSON; sentences become text. A file's name that is no text is escaped, so that the answer is."""
    told = json.dumps(plain(value), ensure_ascii=False, indent=1)
    try:
        told.encode()
    except UnicodeEncodeError:
        told = json.dumps(plain(value), indent=1)
    click.echo(told)


def plain(value: object) -> Any:
    """A noun, or a structure of nouns, as plain JSON values with its sentences in words."""
    if isinstance(value, Saying):
        return words(value)
    if isinstance(value, msgspec.Struct):
        return {name.rstrip("_"): plain(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(one) for one in value]
    return msgspec.to_builtins(value)


@contextmanager
def progress() -> Iterator[Progress]:
    """A progress display on the terminal's error stream; silent where that is no terminal."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as shown:
        yield shown
