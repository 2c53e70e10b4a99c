"""`vigie thread`: why reports belong together, and the undoing of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from vigie.journey.tasks import ties
from vigie.journey.tasks.look import find
from vigie.linking import tasks as linking_tasks
from vigie.linking.seen import ThreadSeen
from vigie.project import home
from vigie.project.commands.take import go
from vigie.project.crew import Crew
from vigie.project.say import answer, as_json, out, plain, progress
from vigie.report.models import Report

why_option = click.option("--why", required=True, help="Your reason; it stands in the ledger.")
everyone = click.option("--everyone", is_flag=True, help="For all reports: this value ties nobody.")


@click.group()
def command() -> None:
    """Reports of the same person or account: what ties them, and the undoing of a wrong tie."""
    home.need()


@command.command()
@click.argument("name")
@as_json
def show(name: str, as_json: bool) -> None:
    """Show a thread (T-000123), or that of a report: its reports, the evidence that ties them, what was cut."""
    row = None if name.startswith("T-") else _report(name)
    found = linking_tasks.thread(row.pk if row else name)
    if found is None:
        raise click.ClickException(f"{name} is tied to no other report")
    told = _told(found)
    answer(told) if as_json else _print(told)


def _report(name: str) -> Report:
    row = find(name)
    if row is None:
        raise click.ClickException(f"no report {name} was received here")
    return row


def _told(found: ThreadSeen) -> dict[str, Any]:
    told: dict[str, Any] = plain(found)
    keys = {*found.report_keys, *(one.report_key for one in found.cuts if one.report_key)}
    names = {row.pk: row.name for row in Report.objects.filter(pk__in=keys)}
    told["report_keys"] = [names.get(key) for key in found.report_keys]
    for one in told["evidence"]:
        one["report_keys"] = [names.get(key) for key in one["report_keys"]]
        one["cut"] = [names.get(key) for key in one["cut"]]
    for one in told["cuts"]:
        one["report_key"] = names.get(one["report_key"])
    return told


def _print(told: dict[str, Any]) -> None:
    out.print(f"{told['name']}: {told['reports']} reports", style="bold", markup=False)
    out.print("  " + ", ".join(name for name in told["report_keys"] if name), markup=False)
    for one in told["evidence"]:
        how = "ties" if one["ties"] else "crowded" if one["crowded"] else "hints at"
        out.print(f"  {one['kind']} {one['value']} {how} {', '.join(filter(None, one['report_keys']))}", markup=False)
    for one in told["cuts"]:
        state = "taken back" if one["restored_at"] else "cut"
        out.print(f"  {state}: {one['kind']} {one['value']} by {one['by']}: {one['why']}", markup=False)


value_option = click.option(
    "--value", "selector", help="What ties it, as `show` says it: KIND=VALUE. Default: all that ties this report."
)


@command.command()
@click.argument("report", required=False)
@value_option
@everyone
@why_option
def cut(report: str | None, selector: str | None, everyone: bool, why: str) -> None:
    """Undo a tie: a value no longer ties a report, also when more comes. `restore` takes it back."""
    row = _subject(report, selector, everyone)
    _change(ties.cut, row, [_pair(selector)] if selector else _tying(row), why)


@command.command()
@click.argument("report", required=False)
@value_option
@everyone
@why_option
def restore(report: str | None, selector: str | None, everyone: bool, why: str) -> None:
    """Take a cut back, or all cuts of a report."""
    row = _subject(report, selector, everyone)
    _change(ties.restore, row, [_pair(selector)] if selector else _cut(row), why)


def _subject(report: str | None, selector: str | None, everyone: bool) -> Report | None:
    if bool(report) == everyone:
        raise click.UsageError("name a report, or say --everyone")
    if everyone and not selector:
        raise click.UsageError("--everyone needs --value")
    return _report(report) if report else None


def _pair(selector: str) -> tuple[str, str]:
    kind, found, value = selector.partition("=")
    if not found:
        raise click.UsageError("--value is KIND=VALUE, for instance email=someone@mail.example")
    return kind, value


def _tying(row: Report | None) -> list[tuple[str, str]]:
    seen = linking_tasks.thread(row.pk) if row else None
    found = seen.evidence if seen else ()
    return [(one.kind, one.value) for one in found if row and one.ties and row.pk in one.report_keys]


def _cut(row: Report | None) -> list[tuple[str, str]]:
    return [(one.kind, one.value) for one in linking_tasks.hints(row.pk) if row.pk in one.cut] if row else []


def _change(act: Callable[..., int], row: Report | None, pairs: list[tuple[str, str]], why: str) -> None:
    if not pairs:
        raise click.ClickException("there is nothing to undo there")
    try:
        touched = sum(act(row, kind, value, home.me(), why) for kind, value in pairs)
    except linking_tasks.CannotUndo as error:
        raise click.ClickException(str(error)) from error
    with progress() as shown, Crew(1) as crew:
        go(shown, crew)
    for kind, value in pairs:
        out.print(f"{kind}={value}", markup=False)
    out.print(f"{touched} reports are judged anew.")
