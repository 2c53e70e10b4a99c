"""Whoever has the database or the heads in their hands is found out by `vigie ledger verify`."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from tests.conftest import Installation, new_installation
from tests.journey.inputs import api_xml, put


def tamper(desk: Installation, *statements: str) -> None:
    """Somebody with the database in their hands, past every trigger."""
    if desk.database_url:
        with psycopg.connect(desk.database_url) as rows:
            rows.execute("set session_replication_role = replica")
            for statement in statements:
                rows.execute(statement.encode())
        return
    with sqlite3.connect(desk.home / "vigie.db") as file:
        for name in ("ledger_no_update", "ledger_no_delete"):
            file.execute(f"drop trigger if exists {name}")
        for statement in statements:
            file.execute(statement)


def _swapped(one: int, other: int) -> tuple[str, ...]:
    moves = ((one, 0), (other, one), (0, other))
    return tuple(f"update ledger_entry set number = {new} where number = {old}" for old, new in moves)


def _add_head(heads: Path) -> None:
    lines = heads.read_text().splitlines()
    heads.write_text("\n".join([*lines[:-1], lines[0][:-1] + ("0" if lines[0][-1] != "0" else "1"), lines[-1]]) + "\n")


def _away(heads: Path) -> None:
    heads.unlink()


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    folder = tmp_path_factory.mktemp("ledger")
    with new_installation(folder / "vigie") as made:
        for number in range(3):
            put(folder / f"in{number}", {f"96000060{number}/report.xml": api_xml(f"l{number}")})
            made.command("take", folder / f"in{number}")
        yield made


@pytest.mark.parametrize(
    "crime",
    [
        ("update ledger_entry set actor = 'nobody' where number = 5",),
        ("update ledger_entry set payload = '{}' where number = 5",),
        ("delete from ledger_entry where number = 5",),
        _swapped(5, 6),
        ("delete from ledger_entry where number > 9",),
        ("delete from ledger_entry",),
        _add_head,
        _away,
    ],
)
def test_whatever_is_done_to_the_ledger_is_found(
    journal: Installation, crime: tuple[str, ...] | Callable[[Path], None]
) -> None:
    """Every crime is undone again: rows and heads are put back as they were."""
    heads = journal.home / "ledger" / "heads"
    kept = heads.read_bytes()
    tamper(journal, "create table kept as select * from ledger_entry")
    assert journal.answer("ledger", "verify")["ok"] is True
    if isinstance(crime, tuple):
        tamper(journal, *crime)
    else:
        crime(heads)
    found = journal.answer("ledger", "verify", code=1)
    assert found["ok"] is False and found["flaws"]
    heads.write_bytes(kept)
    tamper(journal, "delete from ledger_entry", "insert into ledger_entry select * from kept", "drop table kept")
