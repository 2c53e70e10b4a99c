"""`python -m bench.third --reports N --seed S OUT`: writes OUT/reports, OUT/lists and OUT/truth.json."""

from __future__ import annotations

from pathlib import Path

import click

from bench.afar.materials import write_list
from bench.third import truth, write_json, write_portal, write_rows, write_xml
from bench.third.caseload import draw

WRITERS = {
    "json": write_json.write,
    "xml": write_xml.write,
    "portal": write_portal.write,
    "partner": write_rows.write_partner,
}


def write(out: Path, reports: int, seed: int) -> int:
    """The whole caseload below a folder; how many reports there are."""
    drawn = draw(reports, seed)
    root, lists = out / "reports", out / "lists"
    for folder in (root, lists):
        folder.mkdir(parents=True, exist_ok=True)
    for one in drawn.reports:
        if writer := WRITERS.get(one.source.form):
            writer(root, one)
    write_rows.write_tables(root, (one for one in drawn.reports if one.source.form not in WRITERS))
    write_list(lists / "known.csv", drawn.materials.known)
    write_list(lists / "viral.csv", drawn.materials.viral)
    truth.write(out / "truth.json", drawn.reports, seed)
    return len(drawn.reports)


@click.command()
@click.option("--reports", default=12000, show_default=True, help="How many.")
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same caseload.")
@click.argument("out", type=click.Path(path_type=Path))
def main(reports: int, seed: int, out: Path) -> None:
    """Write an invented caseload to OUT: reports, hash lists, and what is true."""
    click.echo(f"{write(out, reports, seed)} reports in {out}")


if __name__ == "__main__":
    main()
