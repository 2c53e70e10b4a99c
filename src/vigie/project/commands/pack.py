"""`vigie pack`: the countries this program knows, and what is wrong with their files."""

from __future__ import annotations

from typing import Any

import click

from vigie import plugs
from vigie.portal.country import Public, public, unsourced
from vigie.portal.tasks import confirming
from vigie.project import home
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
