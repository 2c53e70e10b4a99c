"""Recall of the grave reports in the first 1, 2, 5 and 10 % of a queue, against simpler orders.

    vigie sample --reports 20000 --seed 99 OUT && vigie take OUT/reports && vigie queue --json > queue.json
    python bench/recall.py queue.json OUT/truth.json [--home FR] [--json]

Without a queue (`-`) only the simple orders and the all-knowing reader are measured. Do not tune rules on the seed
whose figures are reported.
"""

from __future__ import annotations

import json
from pathlib import Path

import click
import msgspec

from vigie.sample import reader
from vigie.sample.recall import SHARES, Fact, Group, Judge, Order, by, completed, facts, features, first_come

Truth = dict[str, Fact]


def _queue(path: str) -> list[str] | None:
    return None if path == "-" else [str(one["report"]) for one in json.loads(Path(path).read_text("utf-8"))]


def _best_single(judge: Judge, truth: Truth) -> Order:
    """The single feature that finds most in the first hundredth: chosen after the fact, so it flatters the feature."""
    orders = {name: by(truth, weight) for name, weight in features(truth).items()}
    best = max(orders, key=lambda name: judge.quick(orders[name])[0])
    return judge.order(f"best single feature ({best})", orders[best])


def _orders(judge: Judge, truth: Truth, queue: list[str] | None) -> list[Order]:
    found = [judge.order("this queue", queue)] if queue else []
    return [
        *found,
        judge.order("first come, first served", first_come(truth)),
        judge.order("company's escalation first", by(truth, lambda one: bool(one.visible["escalated"]))),
        judge.order("unknown content first", by(truth, lambda one: bool(one.visible["unknown"]))),
        _best_single(judge, truth),
        judge.order("all-knowing reader, one report at a time", reader.order(truth, linked=False)),
        judge.order("all-knowing reader, every link found", reader.order(truth, linked=True)),
        judge.order("the truth itself", by(truth, lambda one: one.grave)),
    ]


def _print_orders(orders: list[Order]) -> None:
    click.echo(
        f"{'recall of the grave, % (95 % interval)':48}" + "".join(f"  first {share:>4.0%}        " for share in SHARES)
    )
    for order in orders:
        cells = (f"{one.recall:6.1%} ({one.low:5.1%}-{one.high:5.1%})".replace("%", "") for one in order.depths)
        click.echo(f"{order.name:48}" + "".join(f"{cell:>20}" for cell in cells))


def _print_groups(groups: list[Group]) -> None:
    click.echo("\nBy group of five grave reports or more, % (95 % interval); * even its best lies behind the whole")
    for group in groups:
        three = zip(group.recalls, group.lows, group.highs, strict=True)
        cells = (f"{100 * recall:.0f} ({100 * low:.0f}-{100 * high:.0f})" for recall, low, high in three)
        recalls = "".join(f"{cell:>14}" for cell in cells)
        mark = " *" if group.behind else ""
        click.echo(f"{group.by:10}{group.name:22}{group.grave:5} grave of {group.reports:6}{recalls}{mark}")


@click.command()
@click.argument("queue", type=click.Path(allow_dash=True))
@click.argument("truth", type=click.Path(exists=True, path_type=Path))
@click.option("--home", help="Only reports about this country, e.g. FR (with its overseas territories).")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def main(queue: str, truth: Path, home: str | None, as_json: bool) -> None:
    """Measure QUEUE (of `vigie queue --json`, or -) with TRUTH (the caseload's truth.json)."""
    known = facts(truth, home)
    if not any(one.grave for one in known.values()):
        raise click.ClickException("there is no grave report among these: nothing can be measured")
    asked = _queue(queue)
    whole, lacking = completed(asked, known) if asked is not None else (None, 0)
    judge = Judge(known)
    orders, groups = _orders(judge, known, whole), judge.groups(whole or reader.order(known, linked=True))
    grave = sum(one.grave for one in known.values())
    if as_json:
        told = {"reports": len(known), "grave": grave, "not_in_queue": lacking, "orders": orders, "groups": groups}
        click.echo(msgspec.json.encode(told).decode())
        return
    click.echo(f"{len(known)} reports, {grave} grave ({grave / len(known):.1%}); {lacking} were not in the queue")
    _print_orders(orders)
    _print_groups(groups)


if __name__ == "__main__":
    main()
