"""For whole journeys: a real installation of its own, driven by the real command, on the run's database."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import psycopg
import pytest
from psycopg import sql

from tests.nursery import nursery

DATABASE_URL = os.environ.get("VIGIE_DATABASE_URL", "")
VIGIE = "from vigie.project.cli import main; main()"


@dataclass(frozen=True, slots=True)
class Installation:
    """A home and its database. `command` is what a terminal would do; nothing of the test's own process takes part."""

    home: Path
    database_url: str = ""
    settings: dict[str, str] = field(default_factory=dict)

    def environment(self) -> dict[str, str]:
        """The variables of a process that works in this installation."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("VIGIE_")}
        own = {
            "VIGIE_HOME": str(self.home),
            "VIGIE_SECOND_FACTOR": "no",
            "PYTHONUTF8": "1",
            "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
        }
        return kept | own | ({"VIGIE_DATABASE_URL": self.database_url} if self.database_url else {}) | self.settings

    def arguments(self, *words: str | Path) -> list[str]:
        """The command line of `vigie words...`, for those who start it themselves."""
        return [sys.executable, "-c", VIGIE, *map(str, words)]

    def command(self, *words: str | Path, code: int = 0) -> str:
        """What `vigie words...` prints. Fails unless it ends with `code`."""
        done = self.ran(*words)
        assert done.returncode == code, (
            f"vigie {' '.join(map(str, words))}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        )
        return done.stdout

    def ran(self, *words: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        """How `vigie words...` ended, and what it said."""
        return nursery().run([str(word) for word in words], self.environment(), cwd)

    def answer(self, *words: str | Path, code: int = 0) -> Any:
        """What `vigie words... --json` says."""
        return json.loads(self.command(*words, "--json", code=code))


def _server() -> psycopg.Connection[Any]:
    parts = urlsplit(DATABASE_URL)
    return psycopg.connect(
        host=unquote(parts.hostname or ""),
        port=parts.port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        dbname=unquote(parts.path.lstrip("/")),
        autocommit=True,
    )


@contextmanager
def _database(like: str = "template1") -> Iterator[str]:
    """The address of a new database on the server of this run, a copy of another; empty for SQLite."""
    if not DATABASE_URL:
        yield ""
        return
    name = f"journey_{uuid.uuid4().hex}"
    with _server() as server:
        make = sql.SQL("create database {} template {}")
        server.execute(make.format(sql.Identifier(name), sql.Identifier(like)))
        try:
            yield urlsplit(DATABASE_URL)._replace(path=f"/{name}").geturl()
        finally:
            server.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


@cache
def _first() -> Installation:
    """`vigie init` takes seconds: it is done once in a run, and each new installation is a copy of this one."""
    folder, database = tempfile.TemporaryDirectory(prefix="vigie-first-"), _database()
    made = Installation(Path(folder.name) / "vigie", database.__enter__())
    atexit.register(folder.cleanup)
    atexit.register(database.__exit__, None, None, None)
    made.command("init")
    nursery().forget(made.home)  # it was set up before there was a home
    return made


@contextmanager
def new_installation(home: Path, language: str = "en") -> Iterator[Installation]:
    """A new installation, as after `vigie init`; its database goes when it is left. The command speaks `language`."""
    first = _first()
    with _database(urlsplit(first.database_url).path.lstrip("/")) as url:
        shutil.copytree(first.home, home)
        try:
            yield Installation(home, url, {"VIGIE_LANGUAGE": language})
        finally:
            nursery().forget(home)


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    """A new installation, after `vigie init`."""
    with new_installation(tmp_path / "vigie") as made:
        yield made
