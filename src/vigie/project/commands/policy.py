"""`vigie policy`: by what reports are ranked, what another way would change, and who agreed to it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import click

from vigie.access import tasks as access
from vigie.access.models import Officer
from vigie.desk.tasks.known import known
from vigie.project import home
from vigie.project.say import answer, as_json, out, plain, words
from vigie.steering.check import warnings
from vigie.steering.fit import TooFew
from vigie.steering.replay import Moved, Replay
from vigie.steering.tasks import feedback, policies
from vigie.steering.tasks.replay import MOST
from vigie.steering.tasks.replay import replay as replay_
from vigie.triage.models import PolicyText
from vigie.triage.policy import BadPolicy
from vigie.triage.tasks.policies import current, read, rules

as_ = click.option("--as", "name", required=True, help="The supervisor who does this; their password is asked.")
because = click.option("--reason", required=True, help="Why. It goes into the ledger.")
secret = click.option("--password-file", type=click.Path(path_type=Path, exists=True, dir_okay=False), hidden=True)


@click.group(name="policy")
def command() -> None:
    """By what reports are ranked; try another way, replay it, and have two people agree to it."""
    home.need()


@contextmanager
def told() -> Iterator[None]:
    """What stands in the way, in words."""
    try:
        yield
    except policies.NotSo as error:
        raise click.ClickException(words(error.why)) from error
    except BadPolicy as error:
        raise click.ClickException(str(error)) from error


def _officer(name: str, file: Path | None) -> Officer:
    lines = file.read_text("utf-8").splitlines() if file else []
    given = (lines or [""])[0] if file else click.prompt("Password", hide_input=True, err=True)
    try:
        officer = access.recognise(name, given)
    except access.LockedOut as error:
        raise click.ClickException(str(error)) from error
    if officer is None:
        raise click.ClickException("name and password are not of one officer")
    return officer


@command.command(name="list")
@as_json
def list_(as_json: bool) -> None:
    """Every policy that was ever written here, and how far each has come."""
    with told():
        now = current()
    rows = [_row(row, str(now)) for row in PolicyText.objects.order_by("name", "version")]
    if as_json:
        answer(rows)
        return
    for row in rows:
        mark = "*" if row["current"] else " "
        out.print(f"{mark} {row['policy']:16} {row['state']:10} {row['by']}  {row['why']}", markup=False)


def _row(row: PolicyText, now: str) -> dict[str, Any]:
    return {
        "policy": str(row),
        "state": row.state,
        "current": str(row) == now,
        "by": row.written_by,
        "written": row.written_at.isoformat(),
        "why": row.why,
        "proposed_by": row.proposed_by or None,
        "approved_by": row.approved_by or None,
        "adopted_by": row.adopted_by or None,
        "adopted": row.adopted_at.isoformat() if row.adopted_at else None,
    }


@command.command()
@click.argument("policy", required=False)
@as_json
def show(policy: str | None, as_json: bool) -> None:
    """The text of a policy, e.g. desk@1: of the current one when none is named."""
    with told():
        row = policies.found(policy or str(current()))
        points = dict(read(row.text).points)
    if as_json:
        answer(
            {
                **_row(row, str(current())),
                "text": row.text,
                "points": points,
                "replay": json.loads(row.replay or "null"),
            }
        )
    else:
        click.echo(row.text, nl=False)


@command.command(name="try")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False), required=False)
@click.option("--set", "changes", multiple=True, help="A rule's points, e.g. meeting=26; instead of FILE.")
@as_
@because
@secret
@as_json
def try_(
    file: Path | None, changes: tuple[str, ...], name: str, reason: str, password_file: Path | None, as_json: bool
) -> None:
    """Put a policy on trial: live reports are weighed by it too, and it orders nothing."""
    if bool(file) == bool(changes):
        raise click.UsageError("give a FILE, or --set rule=points")
    officer = _officer(name, password_file)
    with told():
        row = (
            policies.try_text(officer, file.read_text("utf-8"), reason)
            if file
            else policies.try_points(officer, _points(changes), reason)
        )
        doubts = [words(one) for one in warnings(read(row.text), rules())]
    if as_json:
        answer({"policy": str(row), "changes": policies.changes(read(row.text), current()), "warnings": doubts})
        return
    out.print(f"{row} is on trial. Next: vigie policy replay {current()} {row}", markup=False)
    for doubt in doubts:
        out.print(f"  note: {doubt}", markup=False)


def _points(changes: tuple[str, ...]) -> dict[str, int]:
    found = {}
    for change in changes:
        rule, _, points = change.partition("=")
        if not points.strip().isdecimal():
            raise click.UsageError(f"--set {change}: give a rule and whole points, e.g. meeting=26")
        found[rule.strip()] = int(points)
    return found


@command.command(name="replay")
@click.argument("first")
@click.argument("second")
@click.option("--reports", default=MOST, show_default=True, type=click.IntRange(min=1), help="The newest so many.")
@as_json
def replay(first: str, second: str, reports: int, as_json: bool) -> None:
    """What would have been read instead under SECOND, and what it does to the reports known to be grave."""
    with told():
        one, other = (read(policies.found(policy).text) for policy in (first, second))
        found = replay_(one, other, known, most=reports)
        policies.keep_replay(second, found)
    answer(plain(found)) if as_json else _print(found)


def _print(found: Replay) -> None:
    out.print(
        f"{found.reports} reports under {found.policies[0]} and {found.policies[1]}, {found.seconds:.0f} s; "
        f"{found.known} were decided, {found.grave} of them grave",
        markup=False,
    )
    for depth in found.depths:
        out.print(
            f"  first {depth.share:4.0%} ({depth.reports}): {depth.read_instead} read instead; "
            f"known grave {depth.grave[0]} > {depth.grave[1]}",
            markup=False,
        )
    out.print(f"  known grave that go up: {found.grave_up}; down: {found.grave_down}")
    for heading, rows in (("Known grave", found.moved), ("Would be read", found.instead), ("Not read", found.left)):
        for row in rows:
            out.print(f"  {heading}: {_moved(row)}", markup=False)
    for change, number in found.classes.items():
        out.print(f"  class {change}: {number}", markup=False)


def _moved(row: Moved) -> str:
    by = ", ".join(f"{rule} {points:+}" for rule, points in sorted(row.why.items(), key=lambda one: -abs(one[1])))
    return f"{row.name} {row.places[0]} > {row.places[1]} ({row.totals[0]} > {row.totals[1]}; {by or 'others moved'})"


@command.command(name="report")
@as_json
def report(as_json: bool) -> None:
    """What officers' decisions say of each rule: how often it spoke, how often it was right, what it cost."""
    with told():
        lines = feedback.on_rules(known())
    if as_json:
        answer([{**plain(line), "precision": line.precision} for line in lines])
        return
    out.print(f"{'rule':22}{'points':>7}{'spoke':>7}{'right':>7}{'wrong':>7}{'grave':>7}{'minutes lost':>14}")
    for line in lines:
        lost = "" if line.minutes is None else f"{line.minutes:.0f}"
        cells = (line.points, line.fired, line.right, line.wrong, line.grave)
        out.print(f"{line.rule:22}" + "".join(f"{cell:>7}" for cell in cells) + f"{lost:>14}", markup=False)


@command.command(name="fit")
@click.option("--write", type=click.Path(path_type=Path, dir_okay=False), help="Write the proposal as a policy to try.")
@as_json
def fit(write: Path | None, as_json: bool) -> None:
    """Propose points from officers' decisions. Nothing changes: try the proposal, replay it, have two people agree."""
    with told():
        try:
            lines = feedback.proposals(feedback.decided(known()))
        except TooFew as error:
            raise click.ClickException(str(error)) from error
        now = policies.found(str(current()))
    if write:
        points = {line.rule: line.proposed for line in lines if line.proposed != line.now}
        write.write_text(policies.with_points(now.text, points, policies.next_version()), "utf-8")
    if as_json:
        answer(plain(lines))
        return
    for line in sorted(lines, key=lambda one: -abs(one.proposed - one.now)):
        kept = "  held" if line.held else ""
        between = f"({line.low} to {line.high}, spoke of {line.fired})"
        out.print(f"{line.rule:22}{line.now:>4} > {line.proposed:<4}{between}{kept}", markup=False)


def _act(act: Callable[[Officer, str, str], object]) -> Callable[..., None]:
    @click.argument("policy")
    @as_
    @because
    @secret
    @as_json
    @wraps(act)
    def done(policy: str, name: str, reason: str, password_file: Path | None, as_json: bool) -> None:
        officer = _officer(name, password_file)
        with told():
            number = act(officer, policy, reason)
        row: Mapping[str, Any] = _row(policies.found(policy), str(current()))
        if as_json:
            answer({**row, "judged_anew": number} if number is not None else row)
        else:
            out.print(f"{policy} is {row['state']}", markup=False)

    return done


for act_, words_ in (
    (policies.propose, "Ask for a policy that was replayed against the current one."),
    (policies.approve, "Agree, as a second person, to a policy that somebody else proposed."),
    (policies.adopt, "Let an approved policy judge from now on; every report is judged anew."),
    (policies.withdraw, "End a trial. The text is kept."),
):
    command.command(name=act_.__name__, help=words_)(_act(act_))
