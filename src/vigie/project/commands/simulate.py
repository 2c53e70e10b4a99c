"""`vigie simulate`: what so many officers would reach, by the policy, by the company's flag, in order of arrival."""

from __future__ import annotations

from pathlib import Path

import click

from vigie.desk.tasks.known import known
from vigie.project import home
from vigie.project.commands.policy import told
from vigie.project.say import answer, as_json, out, plain
from vigie.report.models import Report
from vigie.sample.recall import facts
from vigie.steering.simulate import MINUTES, Desk, Played
from vigie.steering.tasks import capacity, policies
from vigie.steering.tasks.replay import replayed_totals
from vigie.triage.tasks.policies import read


def _numbers(_: click.Context, __: click.Parameter, value: str | None) -> list[float]:
    if value is None:
        return []
    try:
        found = [float(one) for one in value.split(",")]
    except ValueError as error:
        raise click.BadParameter("give numbers, with commas between") from error
    if any(not 0 < one <= 100_000 for one in found):
        raise click.BadParameter("each must be more than 0")
    return found


@click.command()
@click.option(
    "--officers",
    callback=_numbers,
    help="How many, e.g. 40,85. If not said: as many for what came in as 40 for a year of France.",
)
@click.option("--factor", default="1", show_default=True, callback=_numbers, help="Times the arrivals, e.g. 1,4.")
@click.option("--days", default=30, show_default=True, type=click.IntRange(1, 400), help="The last so many days.")
@click.option("--hours", default=5.0, show_default=True, help="In a day that an officer really reads.")
@click.option("--minutes", multiple=True, help="For a class, e.g. workable=45. Repeat.")
@click.option("--merge-virals", is_flag=True, help="One decision on all viral reports of one cluster.")
@click.option("--policy", help="Order by this policy instead of the current one, e.g. desk@2.")
@click.option("--share", type=click.FloatRange(0.0001, 0.9), help="Of reports that are grave, where nobody decided.")
@click.option("--truth", type=click.Path(path_type=Path, exists=True), help="The truth.json of `vigie sample`.")
@as_json
def command(
    officers: list[float],
    factor: list[float],
    days: int,
    hours: float,
    minutes: tuple[str, ...],
    merge_virals: bool,
    policy: str | None,
    share: float | None,
    truth: Path | None,
    as_json: bool,
) -> None:
    """Play out what a desk would reach: which grave reports within a day, a week, or never; what waits, how old."""
    home.need()
    spent = {**MINUTES, **_minutes(minutes)}
    with told():
        totals = replayed_totals(read(policies.found(policy).text)) if policy else None
    came = capacity.arrivals(known(), days=days, totals=totals, truth=_truth(truth), share=share)
    if not came:
        raise click.ClickException(f"no judged report was received in the last {days} days")
    many = [int(one) for one in officers] or list(capacity.crews(len(came), days))
    desks = [Desk(one, hours, spent, merge_virals) for one in many]
    found = capacity.played(came, desks, factor)
    answer(plain(found)) if as_json else _print(found)


def _minutes(given: tuple[str, ...]) -> dict[str, float]:
    found = {}
    for one in given:
        kind, _, spent = one.partition("=")
        if kind not in MINUTES or not spent.replace(".", "", 1).isdecimal():
            raise click.UsageError(f"--minutes {one}: give a class and minutes, e.g. workable=45")
        found[kind] = float(spent)
    return found


def _truth(path: Path | None) -> dict[int, bool] | None:
    if path is None:
        return None
    true = facts(path)
    rows = Report.objects.values_list("pk", "report_id")
    return {pk: true[name].grave for pk, name in rows if name in true}


def _print(found: list[Played]) -> None:
    one = found[0]
    out.print(f"{one.reports / one.factor:.0f} reports, {one.grave / one.factor:.1f} grave (expected)")
    out.print(
        f"{'order':18}{'officers':>9}{'load':>6}{'worked':>8}{'24 h':>8}{'7 days':>8}{'later':>8}{'never':>8}"
        f"{'waiting':>9}{'age, days':>11}"
    )
    for row in found:
        reached = (row.within_day, row.within_week, row.later, row.never)
        shares = "".join(f"{100 * part / max(row.grave, 1e-9):>7.0f}%" for part in reached)
        out.print(
            f"{row.order:18}{row.officers:>9}{row.factor:>6g}{row.worked:>8}{shares}{row.waiting:>9}{row.age_days:>11}"
        )
