"""A year as open data: every table that counted something, described, its small numbers hidden, its digests true."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from datetime import date

from vigie.figures import publish, sheet, wording
from vigie.figures.publish import Issue
from vigie.figures.sheet import HIDDEN, Reader
from vigie.figures.suppress import SMALL
from vigie.figures.table import Asked, Facts, Period

ISSUE = Issue(2024, "The desk", "FR", date(2026, 2, 1), "Vigie test")
YEAR = Asked(date(2024, 1, 1), date(2024, 12, 31), Period.MONTH)


def made(facts: Facts, reader: Reader) -> dict[str, bytes]:
    return publish.files([sheet.made(one, facts, YEAR, reader) for one in sheet.tables()], ISSUE, reader)


def test_every_table_is_described_twice_and_its_digests_are_true(facts: Facts, reader: Reader) -> None:
    files = made(facts, reader)
    tables = {name for name in files if name.endswith(".csv")}
    assert len(tables) > 10
    assert {one["url"] for one in json.loads(files["csv-metadata.json"])["tables"]} == tables
    package = json.loads(files["datapackage.json"])
    assert {one["path"] for one in package["resources"]} == tables
    for one in package["resources"]:
        assert one["hash"] == f"sha256:{hashlib.sha256(files[one['path']]).hexdigest()}"
    for line in files["SHA256SUMS"].decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(files[name]).hexdigest() == digest
    assert all(f"[{name}]" in files["method.md"].decode() for name in tables)


def test_what_is_hidden_has_no_number_and_says_so(facts: Facts, reader: Reader) -> None:
    files = made(facts, reader)
    statuses = set()
    for name in ("by-source", "by-company", "by-area", "received"):
        rows = list(csv.DictReader(io.StringIO(files.get(f"{name}.csv", b"").decode())))
        statuses |= {row["status"] for row in rows}
        assert all((row["value"] == "") == (row["status"] != "shown") for row in rows)
        assert not [row for row in rows if row["value"] and 0 < float(row["value"]) < SMALL]
    assert HIDDEN not in files["by-source.csv"].decode()
    assert "shown" in statuses


def test_a_period_is_the_same_in_every_language(facts: Facts, reader: Reader) -> None:
    files = made(facts, reader)
    periods = {row["period"] for row in csv.DictReader(io.StringIO(files["received.csv"].decode()))}
    assert len(periods) == 12 and periods >= {"2024-01", "2024-12"}
    weeks = {row["period"] for row in csv.DictReader(io.StringIO(files["pages-year-before.csv"].decode()))}
    assert "2024-W09" in weeks
    cuts = [(2024, Period.YEAR), (20243, Period.QUARTER), (20240302, Period.DAY)]
    assert [wording.plain(*one) for one in cuts] == ["2024", "2024-Q3", "2024-03-02"]


def test_the_same_figures_give_the_same_bytes(facts: Facts, reader: Reader) -> None:
    assert made(facts, reader) == made(facts, reader)
