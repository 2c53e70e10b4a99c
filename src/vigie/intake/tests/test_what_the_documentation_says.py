from __future__ import annotations

import re
from pathlib import Path

from vigie import plugs
from vigie.intake.format import LARGEST_DOCUMENT, Format
from vigie.intake.notes import MOST
from vigie.intake.table.columns import CHANNEL, FILE, PERSON, REPORT, As, target
from vigie.intake.tests.received import read
from vigie.intake.zipped.limits import GIB, MIB, Limits
from vigie.report.nouns import Report

TEXT = (Path(__file__).parents[4] / "docs" / "formats.md").read_text(encoding="utf-8")
COLUMNS = TEXT.partition("## Tables: columns")[2].partition("\n`*`")[0]


def test_every_format_is_documented() -> None:
    for name in plugs.find("vigie.intake.formats", Format):
        assert f"| `{name}` |" in TEXT


def test_every_column_is_documented_and_every_documented_column_exists() -> None:
    documented = set(re.findall(r"`([a-z_0-9]+)`", COLUMNS.partition("| of |")[2]))
    assert all(target(name) is not None for name in documented)
    ours = {*REPORT, *CHANNEL, *PERSON, *(f"file_{name}" for name in FILE)}
    assert ours <= documented


def test_columns_of_several_values_are_marked() -> None:
    marked = set(re.findall(r"`([a-z_]+)`\*", COLUMNS))
    fields = {**REPORT, **CHANNEL, **PERSON, **{f"file_{name}": read_as for name, read_as in FILE.items()}}
    assert marked == {name for name, (_, read_as) in fields.items() if read_as is As.LIST}


def test_the_mapping_shown_is_one_that_can_be_used() -> None:
    mapping = TEXT.partition("```toml\n")[2].partition("```")[0]
    table = "Case number;Date;Age;kind\n1;22/11/2026 10:00;12;Image\n".encode("iso-8859-15")
    items = read({"t/t.csv": table, "t/mapping.toml": mapping.encode()})
    (report,) = [item for item in items if isinstance(item, Report)]
    assert (report.source, report.report_id, report.company) == ("hotline-x", "1", "Example Hotline")
    assert report.incident_kind == "Child Pornography (possession, manufacture, and distribution)"
    assert str(report.sent_at) == "2026-11-22 09:00:00+00:00"
    assert report.people[0].age == 12
    assert len(items) == 1


def test_the_limits_are_those_of_the_program() -> None:
    limits = Limits()
    said = " ".join(TEXT.split())
    assert f"one XML or JSON document | {LARGEST_DOCUMENT // MIB} MB" in said
    assert f"{MOST} of each" in said
    assert (
        f"{limits.members:,} files; {limits.member // GIB} GiB a file; {limits.total // GIB} GiB in all; "
        f"{limits.ratio} : 1 past {limits.free // MIB} MiB; {limits.depth} archives deep"
    ) in said
