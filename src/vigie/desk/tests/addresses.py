"""Every address that this installation answers, found by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver, reverse

KEY = 4242  # the row of everything secret: whatever a number in an address means, it is this

PUBLIC = (
    "/signaler",
    "/bonjour",
    "/infos",
    "/pont",
)  # the portal: it stands before the desk's door, with one of its own


class Address(NamedTuple):
    """One address, filled in with what is secret."""

    route: str
    path: str
    view: Callable[..., Any]

    @property
    def open(self) -> bool:
        """Whether it is for everybody, signed in or not: then its own door guards what it shows."""
        return not getattr(self.view, "login_required", True) or self.path.startswith(PUBLIC)

    @property
    def of_report(self) -> bool:
        return self.route.startswith("reports/<int:key>")


def every() -> list[Address]:
    return list(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: Sequence[URLPattern | URLResolver], before: str) -> Iterator[Address]:
    for one in patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _walk(one.url_patterns, route)
        else:
            yield Address(route, _filled(one, route), one.callback)


def _filled(one: URLPattern, route: str) -> str:
    values = {name: _value(type(converter).__name__) for name, converter in one.pattern.converters.items()}
    if one.name and ":" not in one.name:
        try:
            return reverse(one.name, kwargs=values)
        except ValueError:
            values = dict.fromkeys(values, str(KEY))
    path = "/" + route
    for name, converter in one.pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower()
        kind = {"string": "str"}.get(kind, kind)
        path = path.replace(f"<{kind}:{name}>", str(values[name])).replace(f"<{name}>", str(values[name]))
    return path


def _value(converter: str) -> object:
    return {"IntConverter": KEY, "UUIDConverter": "00000000-0000-4000-8000-000000004242"}.get(converter, str(KEY))
