"""Writes a whole caseload, report by report in the order of their arrival; memory stays flat however many there are."""

from __future__ import annotations

import heapq
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from vigie import __version__
from vigie.sample import broken, later
from vigie.sample.delivery import Form
from vigie.sample.hash_lists import Lists
from vigie.sample.materials import Kind
from vigie.sample.plan import DAYS, START
from vigie.sample.posts import Bundles, Folders, Police, Post, Table
from vigie.sample.readme import README
from vigie.sample.studio import Numbers, Studio
from vigie.sample.telling import Told, World
from vigie.sample.truth import Truth, part, written

VERSION = 1  # of what a seed means: another version, another caseload


TRUTH = "truth.json"


class NotEmpty(Exception):
    """The folder already holds something, and is left as it is."""

    permanent = True


class Caseload:
    """A synthetic caseload of `reports` reports in `out`. The same seed, size and version give the same bytes."""

    def __init__(self, out: Path, reports: int, seed: int, studio: Studio | None = None) -> None:
        self._out, self._reports, self._seed, self._media = out, reports, seed, studio is not None
        self._world = World(seed, reports, studio or Numbers(seed))
        self._due: list[tuple[int, int, bool]] = []  # (after which report, number, the same bytes again)
        self._delivered: set[str] = set()  # listed materials of which a copy was drawn

    def write(self, tick: Callable[[], None] = lambda: None) -> dict[str, Any]:
        """Everything; `tick` is called after each report. Returns a summary.

        The same caseload already there is left as it is, and an unfinished one is written again. Raises `NotEmpty`
        for a folder with anything else in it.
        """
        already = self._already()
        return {"out": str(self._out), **self._about(), **(already or self._all(tick))}

    def _already(self) -> dict[str, Any] | None:
        if not self._out.exists() or not any(self._out.iterdir()):
            return None
        found = written(self._out / TRUTH)
        if found is not None and found[0] == self._about():
            return found[1]
        if found is not None or not part(self._out / TRUTH).is_file():
            raise NotEmpty(str(self._out))
        for folder in ("reports", "lists"):
            shutil.rmtree(self._out / folder, ignore_errors=True)
        return None

    def _all(self, tick: Callable[[], None]) -> dict[str, Any]:
        self._out.mkdir(parents=True, exist_ok=True)
        (self._out / "README.txt").write_text(README, "utf-8")
        truth, posts = Truth(self._out / TRUTH, self._about()), self._posts()
        for number in range(self._reports):
            self._first(number, posts, truth)
            self._returns(number, posts, truth)
            tick()
        self._returns(2**31, posts, truth)
        for post in posts.values():
            post.close()
        lists = Lists(self._out / "lists", self._world, self._delivered).write()
        return truth.close(broken.leave(self._out, self._seed, self._reports), lists)

    def _about(self) -> dict[str, Any]:
        return {
            "sample_version": VERSION,
            "program": __version__,
            "seed": self._seed,
            "reports": self._reports,
            "media": self._media,
            "from": START.date().isoformat(),
            "days": DAYS,
        }

    def _posts(self) -> dict[Form, Post]:
        return {
            Form.NCMEC_XML: Folders(self._out),
            Form.POLICE_JSON: Police(self._out, self._seed),
            Form.BUNDLE: Bundles(self._out),
            Form.HOTLINE_CSV: Table(self._out, Form.HOTLINE_CSV),
            Form.PARTNER_NDJSON: Table(self._out, Form.PARTNER_NDJSON),
        }

    def _last(self, told: Told, coming: later.Return | None) -> Told:
        return told if coming is None or coming.again else later.version_two(self._world, told)[0]

    def _first(self, number: int, posts: dict[Form, Post], truth: Truth) -> None:
        told = self._world.told(number)
        coming = later.returning(self._world, number)
        if coming is not None:
            heapq.heappush(self._due, (number + coming.after, number, coming.again))
        self._delivered.update(
            one.key for one in told.materials if one.listed or one.kind is Kind.UNLISTED or one.stock
        )
        truth.report(told, self._last(told, coming), posts[told.form].deliver(told, "", False))

    def _returns(self, now: int, posts: dict[Form, Post], truth: Truth) -> None:
        while self._due and self._due[0][0] <= now:
            _, number, again = heapq.heappop(self._due)
            told = self._world.told(number)
            if again:
                truth.duplicate(told, posts[told.form].deliver(told, "", True))
                continue
            second, changes = later.version_two(self._world, told)
            truth.version(second, posts[told.form].deliver(second, "-v2", False), changes)
