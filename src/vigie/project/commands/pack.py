"""`vigie pack`: the countries this program knows, and what is wrong with their files."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from vigie import plugs
from vigie.portal.country import Public, public, unsourced
from vigie.portal.tasks import confirming
from vigie.project import home, imports
from vigie.project.say import answer, as_json, out
from vigie.territory import check, land, pack
from vigie.territory.pack import BadPack, Pack
from vigie.triage.rule import Rule

ENOUGH = 3  # words of a reason


@click.group()
def command() -> None:
    """Country packs: law, units, courts, retention and words, as data."""


@command.command("list")
@as_json
def list_(as_json: bool) -> None:
    """Name the packs there are."""
    rows = [{"country": one.country, "version": one.version, "parts": sorted(one.parts)} for one in pack.every()]
    if as_json:
        answer(rows)
        return
    for row in rows:
        out.print(f"{row['country']}  {row['version']}  {', '.join(row['parts'])}")


@command.command("check")
@click.argument("country", required=False)
@as_json
def check_(country: str | None, as_json: bool) -> None:
    """Say what is wrong with a pack, or with all, and what nobody has verified. Ends with 1 when anything is wrong."""
    try:
        packs = [pack.load(country)] if country else list(pack.every())
    except BadPack as error:
        raise click.ClickException(str(error)) from error
    told = [_told(one) for one in packs]
    answer(told) if as_json else _print(told)
    if any(one["problems"] for one in told):
        raise SystemExit(1)


def _import(kind: str, says: str) -> None:
    @command.command(name=f"import-{kind}", help=says)
    @click.argument("country")
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="From when it holds.  [default: today]")
    @click.option("--dry-run", is_flag=True, help="Say what would be taken, and keep nothing.")
    @as_json
    def bring(country: str, file: Path, since: datetime | None, dry_run: bool, as_json: bool) -> None:
        home.need()
        try:
            day = (since or datetime.now()).date()
            taken = imports.bring(kind, country, file, day, home.me(), dry_run)
        except BadPack as error:
            raise click.ClickException(str(error)) from error
        told = {
            "taken": len(taken.rows),
            "refused": [{"line": one.line, "why": one.why} for one in taken.refused],
            "columns": dict(taken.columns),
            "since": day.isoformat(),
            "kept": not dry_run,
        }
        if as_json:
            answer(told)
        else:
            _brought(told)
        raise SystemExit(1 if taken.refused else 0)


def _brought(told: dict[str, Any]) -> None:
    read = ", ".join(f"{column!r} as {name}" for name, column in told["columns"].items())
    out.print(f"Read {read}.", markup=False)
    for one in told["refused"]:
        out.print(f"  line {one['line']}: {one['why']}", markup=False)
    out.print(f"{told['taken']} taken, {len(told['refused'])} refused, from {told['since']} on.", markup=False)
    if told["kept"]:
        out.print("Reports are routed anew by workers that start from now on: restart `vigie serve` and `vigie work`.")


_import(
    "courts", "Take in the Ministry's table of communes and their courts (CSV). Exit code 1 when lines were refused."
)
_import("zones", "Take in a table of communes and the police or gendarmerie unit of each (CSV).")
_import("units", "Take in a list of units (CSV): area, means (trained interviewers, rooms, responders), capacity.")


def _told(one: Pack) -> dict[str, Any]:
    problems = check.problems(one, set(plugs.find("vigie.triage.rules", Rule)))
    return {
        "country": one.country,
        "version": one.version,
        "problems": problems,
        "unverified": _unverified(one, problems),
        "to_confirm": 0 if problems or "public" not in one.parts else len(one.part("public", Public).number),
    }


def _unverified(one: Pack, problems: list[str]) -> list[str]:
    """What the pack itself says that nobody has checked against an official source yet."""
    if problems:
        return []
    read = land.of(one)
    units = [f"units.toml: {key}" for key, unit in read.units.items() if not unit.verified]
    rules = [f"retention.toml: {rule.key}" for rule in read.retentions if not rule.verified]
    numbers = [f"public.toml: number.{key}: no public text that says it" for key in _unsourced(one)]
    return units + rules + numbers


def _unsourced(one: Pack) -> list[str]:
    return unsourced(one.part("public", Public)) if "public" in one.parts else []


def _print(told: list[dict[str, Any]]) -> None:
    for one in told:
        verdict = "wrong" if one["problems"] else "complete"
        out.print(
            f"[bold]{one['country']}[/bold] {one['version']}: {verdict}, {len(one['unverified'])} entries not verified"
        )
        for problem in one["problems"]:
            out.print(f"  {problem}")
        if one["to_confirm"]:
            out.print(
                f"  before the portal is opened to the public a person must call each of its {one['to_confirm']} "
                f"numbers and open its links, and say so: vigie pack confirm {one['country']}"
            )


@command.command()
@click.argument("country")
@click.option("--reason", required=True, help="How it was done, by whom, on which day.")
def confirm(country: str, reason: str) -> None:
    """Answer for the numbers and links of a country's public pages: each was called and opened. It stands in the
    ledger with your name, and holds until one of them changes."""
    home.need()
    try:
        read = public(country)
    except BadPack as error:
        raise click.ClickException(str(error)) from error
    if len(reason.split()) < ENOUGH:
        raise click.ClickException("say in a few words how each number was called and each link opened")
    for one in read.number.values():
        out.print(f"{one.name['en']}: {one.dial or '-'}  {one.link or '-'}", markup=False)
    confirming.confirm(country, home.me(), reason)
    out.print(f"{len(read.number)} entries of {country.upper()} are confirmed by {home.me()}", markup=False)
