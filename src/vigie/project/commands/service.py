"""`vigie service`: the accounts of the services that report to this desk."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import click

from vigie.project import home
from vigie.project.say import answer, as_json
from vigie.services.errors import ServiceError
from vigie.services.models import Key, Service
from vigie.services.tasks import accounts, hooks
from vigie.services.tasks.accounts import Limits

PATH = "/ispws"  # where the gateway speaks the CyberTipline Reporting API


@click.group(name="service")
def command() -> None:
    """The services that report to this desk, and what each may do."""
    home.need()


@command.command()
@click.argument("name")
@click.option("--company", default="", help="Who it reports for, where each of its reports is of the same company.")
@click.option("--sandbox", is_flag=True, help="Its reports are checked and answered, and never reach the queue.")
@click.option("--contract", default="", help="What allows it to ask whether a file is known (POST /match).")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The contract's last day.")
@click.option("--requests-a-minute", type=click.IntRange(1))
@click.option("--reports-a-day", type=click.IntRange(1))
@click.option("--bytes-a-day", type=click.IntRange(1))
@click.option("--matches-a-day", type=click.IntRange(1))
@as_json
def add(
    name: str, company: str, sandbox: bool, contract: str, until: datetime | None, as_json: bool, **limits: Any
) -> None:
    """Add a service, and print its username and password, once."""
    try:
        service, secret = accounts.add(
            name,
            actor=home.me(),
            company=company,
            sandbox=sandbox,
            contract=contract,
            contract_until=_day(until),
            limits=Limits(**limits),
        )
    except ServiceError as error:
        raise click.ClickException(str(error)) from error
    _secret(service, secret, as_json)


@command.command(name="list")
@as_json
def list_(as_json: bool) -> None:
    """Every service that may report, or once could."""
    rows = [_row(service) for service in Service.objects.order_by("name")]
    if as_json:
        answer(rows)
        return
    for row in rows:
        words = [row["username"], *(word for word in ("sandbox",) if row["sandbox"])]
        click.echo(f"{row['name']}: {', '.join(words)}{'' if row['active'] else ', stopped'}")


@command.command()
@click.argument("name")
@click.option("--why", default="", help="The reason, for the ledger.")
@as_json
def stop(name: str, why: str, as_json: bool) -> None:
    """Let a service report no longer. What it sent stays."""
    _changed(name, False, why, as_json)


@command.command()
@click.argument("name")
@click.option("--why", default="", help="The reason, for the ledger.")
@as_json
def resume(name: str, why: str, as_json: bool) -> None:
    """Let a stopped service report again."""
    _changed(name, True, why, as_json)


@command.command()
@click.argument("name")
@as_json
def renew(name: str, as_json: bool) -> None:
    """Give a service a new password, and end the old one at once."""
    try:
        service, secret = accounts.renew(name, actor=home.me())
    except ServiceError as error:
        raise click.ClickException(str(error)) from error
    _secret(service, secret, as_json)


@command.command()
@click.argument("name")
@click.argument("contract")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Its last day.")
@as_json
def agree(name: str, contract: str, until: datetime | None, as_json: bool) -> None:
    """Say what allows a service to ask whether a file is known; an empty CONTRACT ends it."""
    try:
        service = accounts.agree(name, contract, _day(until), actor=home.me())
    except ServiceError as error:
        raise click.ClickException(str(error)) from error
    _told(service, as_json)


@command.command()
@click.argument("name")
@click.option("--label", default="", help="What it is for.")
@click.option("--sandbox", is_flag=True, help="For invented reports only.")
@click.option("--end", type=int, help="End the key of this number instead.")
@as_json
def key(name: str, label: str, sandbox: bool, end: int | None, as_json: bool) -> None:
    """Make a bearer key for the JSON interface, and print it, once; or end one."""
    try:
        if end is not None:
            made, secret = accounts.end_key(name, end, actor=home.me()), ""
        else:
            made, secret = accounts.add_key(name, label, sandbox=sandbox, actor=home.me())
    except ServiceError as error:
        raise click.ClickException(str(error)) from error
    _key(made, secret, as_json)


@command.command()
@click.argument("name")
@click.argument("url")
@as_json
def hook(name: str, url: str, as_json: bool) -> None:
    """Tell a service at an address (https) what became of its reports, signed; an empty URL ends it."""
    try:
        made, secret = hooks.set_hook(name, url, actor=home.me())
    except ServiceError as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        answer({"url": made.url if made else None, **({"secret": secret} if secret else {})})
    else:
        click.echo(f"{made.url}\nsecret, shown this once: {secret}" if made else f"{name} is told no longer")


def _key(made: Key, secret: str, as_json: bool) -> None:
    told = {"key": made.pk, "sandbox": made.sandbox, "ended": made.ended_at is not None}
    if as_json:
        answer(told | ({"secret": secret} if secret else {}))
    else:
        click.echo(f"key {made.pk}, shown this once: {secret}" if secret else f"key {made.pk} ended")


def _day(until: datetime | None) -> datetime | None:
    """The end of the day that was named."""
    return until.replace(hour=23, minute=59, second=59, tzinfo=UTC) if until else None


def _changed(name: str, active: bool, why: str, as_json: bool) -> None:
    try:
        service = accounts.set_active(name, active, actor=home.me(), why=why)
    except ServiceError as error:
        raise click.ClickException(str(error)) from error
    _told(service, as_json)


def _told(service: Service, as_json: bool) -> None:
    if as_json:
        answer(_row(service))
    else:
        click.echo(f"{service.name}: {'may report' if service.active else 'stopped'}")


def _secret(service: Service, secret: str, as_json: bool) -> None:
    if as_json:
        answer({"username": service.username, "password": secret, "path": PATH})
        return
    click.echo(f"{service.name}: username {service.username}, path {PATH}\npassword, shown this once: {secret}")


def _row(service: Service) -> dict[str, Any]:
    return {
        "name": service.name,
        "username": service.username,
        "company": service.company or None,
        "active": service.active,
        "sandbox": service.sandbox,
        "contract": service.contract or None,
        "contract_until": service.contract_until.isoformat() if service.contract_until else None,
        "requests_a_minute": service.requests_a_minute,
        "reports_a_day": service.reports_a_day,
        "bytes_a_day": service.bytes_a_day,
        "matches_a_day": service.matches_a_day,
        "added": service.added_at.isoformat(timespec="seconds"),
    }
