"""Finds the kinds: each module of a plural folder holds one plug. A bad or empty one stops start-up.

A stage that can be silently incomplete is worse than one that does not start, so nothing is skipped.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import ModuleType
from typing import TypeVar

Plug = TypeVar("Plug")


class BadPlug(Exception):
    """A module in a folder of kinds holds no plug, two plugs, or one whose name is taken."""


def modules(package: str) -> list[ModuleType]:
    """Every module of a package, by name, imported. Names beginning with an underscore are refused."""
    folder = importlib.import_module(package)
    names = sorted(name for _, name, _ in pkgutil.iter_modules(folder.__path__) if name != "tests")
    hidden = [name for name in names if name.startswith("_")]
    if hidden:
        raise BadPlug(f"{package}: {hidden[0]} would not be seen as a kind; give it a name")
    return [importlib.import_module(f"{package}.{name}") for name in names]


def _only(module: ModuleType, kind: type[Plug]) -> Plug:
    found = [value for value in vars(module).values() if isinstance(value, kind)]
    if len(found) != 1:
        raise BadPlug(f"{module.__name__} must hold exactly one {kind.__name__}, and holds {len(found)}")
    return found[0]


@cache
def find(package: str, kind: type[Plug]) -> dict[str, Plug]:
    """The plugs of a package, by module name (underscores become hyphens), in alphabetical order.

    Raises `BadPlug` when the folder is empty or any module does not hold exactly one plug.
    """
    plugs = {module.__name__.rpartition(".")[2].replace("_", "-"): _only(module, kind) for module in modules(package)}
    if not plugs:
        raise BadPlug(f"{package} holds no {kind.__name__}")
    return plugs
