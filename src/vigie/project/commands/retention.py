"""`vigie retention`: what is due for review and erasure, and doing what two people agreed on."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import click

from vigie.desk.tasks.decided import decided
from vigie.evidence.seal import SealError
from vigie.project import home
from vigie.project.say import answer, as_json
from vigie.retention.tasks import erase, strays
from vigie.retention.tasks import plan as plans


@click.group(name="retention")
def command() -> None:
    """How long reports are kept, and the erasing of those whose time is over."""
    home.need()


@command.command()
@as_json
def plan(as_json: bool) -> None:
    """Show what is due, by rule, and change nothing: an erasure is proposed and confirmed at the desk, by two."""
    every = plans.all_due(decided())
    over = plans.to_erase(every)
    told: dict[str, Any] = {
        "rules": [{"key": rule.key, "days": rule.days, "review": rule.review} for rule in plans.in_force()],
        "kept": len(every),
        "review": dict(plans.by_rule(plans.to_review(every))),
        "erase": dict(plans.by_rule(over)),
        "agreed": len(plans.confirmed()),
        "answers": {"unplaced": strays.rows().count(), "erase": strays.over(datetime.now(UTC)).count()},
    }
    if as_json:
        answer(told)
        return
    for rule in plans.in_force():
        counts = plans.by_rule(plans.to_review(every))[rule.key], plans.by_rule(over)[rule.key]
        click.echo(f"{rule.key}: {rule.days} days; {counts[0]} to look at again, {counts[1]} to erase")
    lost = told["answers"]
    click.echo(f"{lost['unplaced']} answers belong to no request; {lost['erase']} were dismissed long enough to go")
    click.echo(f"{len(plans.confirmed())} proposals that two people agreed on wait for `vigie retention run`")


@command.command()
@click.option("--compact", is_flag=True, help="Write the database anew besides: it is locked meanwhile.")
@as_json
def run(compact: bool, as_json: bool) -> None:
    """Erase what two people agreed on, if it is still due and nobody holds it. For a timer, once a night."""
    try:
        made = erase.run(plans.all_due(decided()))
        if compact:
            erase.compact()
    except SealError as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        answer([{"report": row.name, "rule": row.rule, "certificate": row.digest} for row in made])
        return
    click.echo(
        f"{len(made)} {'report' if len(made) == 1 else 'reports'} erased"
        + (f"; certificates {made[0].digest[:12]}… and on" if made else "")
    )
