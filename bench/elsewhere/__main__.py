"""A caseload made by other assumptions than Vigie's own sample, to see how robust the ranking is.

    python -m bench.elsewhere --reports 12000 --seed 1 OUT

Writes OUT/reports (what a desk receives), OUT/lists/known.csv and viral.csv, and OUT/truth.json, which bench/recall.py
reads. `python -m bench.elsewhere.reader` prints what simple orders and an all-knowing reader reach on the same one.
Nothing here was written with the rules, words or own sample of Vigie in view; do not tune rules on it.
"""

from __future__ import annotations

import json
from pathlib import Path

import click

from bench.elsewhere.caseload import caseload
from bench.elsewhere.retold import retell
from bench.elsewhere.write import write


@click.command()
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@click.option("--reports", default=12000, show_default=True, type=click.IntRange(1, 1_000_000))
@click.option("--seed", default=1, show_default=True)
@click.option("--retold", is_flag=True, help="With sentences of another hand (bench/hearing.tsv).")
def main(out: Path, reports: int, seed: int, retold: bool) -> None:
    """Write a caseload into the new folder OUT, and print what a desk should count when it takes it."""
    if out.exists() and any(out.iterdir()):
        raise click.ClickException(f"{out} is not empty")
    if retold:
        retell()
    click.echo(json.dumps(write(caseload(reports, seed), out)))


if __name__ == "__main__":
    main()
