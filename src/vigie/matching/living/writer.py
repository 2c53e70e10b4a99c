"""The one who writes the index. Called with the writing lock; what is not published never was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from msgspec.structs import replace

from vigie.matching.living import segment as segments
from vigie.matching.living import state as states
from vigie.matching.living import tail as tails
from vigie.matching.living.segment import Live, Segment
from vigie.matching.living.state import State
from vigie.matching.living.tail import Tail
from vigie.matching.living.view import View
from vigie.matching.tags import Hashes, Keys, joined, nothing

FULL = (1 << 16, 1 << 18)  # looks and tags of a tail that is put in order
LONG = (1 << 11, 1 << 15)  # that is put in order when there is time, where the compiler is loaded anyway
MANY = 1 << 17  # rows that are put in order at once


class Writer:
    """Rows struck out, rows added, and then published: the state on the disk changes with the last alone."""

    def __init__(self, folder: Path, view: View) -> None:
        self._folder, self._view = folder, view
        self._added = nothing()
        self._safe = False  # whether the segments changed since the state was last written

    @property
    def state(self) -> State:
        return self._view.state

    def clear(self) -> None:
        """Begin anew. What is on the disk stays until something is published."""
        self._view, self._added, self._safe = View(State(states.boot()), (), None), nothing(), True

    def remove(self, keys: Keys) -> None:
        """Strike out all that was published under these keys: no reader finds it from now on."""
        gone = keys[keys <= self.state.top]
        if not len(gone):
            return
        for one in self._view.segments:
            segments.strike(self._folder, one, np.isin(one.look_keys, gone), np.isin(one.tag_keys, gone))
        if self._view.tail is not None:
            tails.take_back(self._view.tail.path, self._view.late(), gone)

    def add(self, hashes: Hashes) -> None:
        """Rows that count from when they are published."""
        self._added = joined([self._added, hashes]) if self._added.size else hashes

    def publish(self, change: int, token: str, *, lists: Mapping[int, int] | None = None, shown: bool = True) -> None:
        """From now on the added rows count, and the index has followed up to this change, by which the `lists` had
        these revisions at least. Not `shown`: not yet."""
        added, self._added = self._added, nothing()
        top = max(self.state.top, *(int(keys.max(initial=0)) for keys in (added.look_keys, added.tag_keys)))
        told = self.state.lists if lists is None else dict(lists)
        state = replace(self.state, change=change, token=token, top=top, lists=told)
        if added.size >= MANY or not _fits(state, added):
            self._put_in_order(state, added)
        else:
            self._append(state, added)
        if shown:
            self._write()
        if self.state.looks >= FULL[0] or self.state.tags >= FULL[1]:
            self._put_in_order(self.state, nothing())
            if shown:
                self._write()

    def shorten(self) -> None:
        """Put the tail in order though it is not full: look-ups are the quicker for it."""
        tabled = any(one.tables is not None for one in self._view.segments)
        if self.state.looks > (LONG[0] if tabled else segments.SMALL) or self.state.tags > LONG[1]:
            self._put_in_order(self.state, nothing())
            self._write()

    def _append(self, state: State, added: Hashes) -> None:
        tail = self._view.tail
        if added.size:
            if tail is None:
                state = replace(state, tail=tails.create(self._folder), looks=0, tags=0)
                tail = Tail(self._folder / state.tail)
            tails.append(tail.path, state.looks, state.tags, added)
            state = replace(state, looks=state.looks + len(added.looks), tags=state.tags + len(added.tags))
        self._view = View(state, self._view.segments, tail)

    def _put_in_order(self, state: State, added: Hashes) -> None:
        """The tail and what was added become a segment."""
        late = View(self.state, (), self._view.tail).rows()
        rows = joined([late, added])
        settled = (state.change, state.token, state.top)
        names = state.segments
        held = self._view.segments
        if rows.size:
            tabled = any(one.tables is not None for one in held)
            name = segments.build(self._folder, rows, small=LONG[0] if tabled else segments.SMALL)
            names, held = (*names, name), (*held, segments.opened(self._folder, name))
        self._view = View(replace(state, segments=names, tail="", looks=0, tags=0, settled=settled), held, None)
        self._safe = True

    def _write(self) -> None:
        states.write(self._folder, self.state, safe=self._safe)
        self._safe = False

    def exchange(self, old: Sequence[Segment], counted: Sequence[Live], name: str) -> bool:
        """Put a new segment in the place of those that it was made of, of the rows that counted then. False when they
        are not those of now. Under the merging lock too: nobody else makes files that no state names."""
        mine = {one.name for one in old}
        done = mine <= set(self.state.segments)
        if done:
            self._strike_since(old, counted, name)
            names = [name if one in mine else one for one in self.state.segments]
            kept = tuple(one for one in dict.fromkeys(names) if one)
            self._view = View(replace(self.state, segments=kept), (), self._view.tail)
            self._safe = True
            self._write()
        self.sweep()
        return done

    def _strike_since(self, old: Sequence[Segment], counted: Sequence[Live], name: str) -> None:
        """Strike out in the new segment what was struck out in the old ones while it was made."""
        gone: list[Keys] = []
        for one, before in zip(old, counted, strict=True):
            now = one.live()
            gone.append(one.look_keys[before[0] & ~now[0]].astype(np.int64))
            gone.append(one.tag_keys[before[1] & ~now[1]].astype(np.int64))
        keys = np.unique(np.concatenate(gone))
        if name and len(keys):
            new = segments.opened(self._folder, name)
            segments.strike(self._folder, new, np.isin(new.look_keys, keys), np.isin(new.tag_keys, keys))

    def sweep(self) -> None:
        """Remove the files that no state names: what was merged, and what somebody left who died. Under the merging
        lock too."""
        named = {*self.state.segments, *(f"{name}.struck" for name in self.state.segments), self.state.tail}
        for path in self._folder.glob("*-*"):
            if path.name not in named:
                path.unlink(missing_ok=True)


def _fits(state: State, added: Hashes) -> bool:
    return state.looks + len(added.looks) <= tails.LOOKS and state.tags + len(added.tags) <= tails.TAGS
