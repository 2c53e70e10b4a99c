"""Linking, the pure part: what in each report may tie it to others."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from vigie.linking.selector import Found, SelectorKind
from vigie.report.nouns import Dossier, Links, Selector

LONGEST = 200  # characters of a value; a longer one is known by its digest, and shown as it was written


def _short(selector: Selector) -> Selector:
    if len(selector.value) <= LONGEST:
        return selector
    digest = hashlib.sha256(selector.value.encode("utf-8", "surrogatepass")).hexdigest()
    return msgspec.structs.replace(selector, value=f"sha256 {digest}", shown=selector.shown or selector.value)


def selectors(dossier: Dossier, kinds: Mapping[str, SelectorKind]) -> Iterator[Selector]:
    """Each selector of a report once for each person and file that bears it, in the order of the kinds."""
    found = Found(dossier.report, dossier.matches.prints if dossier.matches else ())
    seen: dict[tuple[object, ...], Selector] = {}
    for kind in kinds.values():
        for selector in kind.of(found):
            key = (selector.kind, selector.value, selector.role, selector.person, selector.file)
            if key not in seen or (selector.strong and not seen[key].strong):
                seen[key] = _short(selector)
    yield from seen.values()


def link(batch: Sequence[Dossier], kinds: Mapping[str, SelectorKind]) -> list[Links]:
    """The selectors of each report of the batch, in its order. Who else bears them is known when they are kept."""
    return [Links(tuple(selectors(dossier, kinds))) for dossier in batch]
