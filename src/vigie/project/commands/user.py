"""`vigie user`: who may sign in at the desk."""

from __future__ import annotations

from pathlib import Path

import click

from vigie.access import tasks
from vigie.access.models import Officer
from vigie.access.roles import Role
from vigie.access.tasks import factors, sittings
from vigie.project import home
from vigie.project.say import answer, as_json

secret_file = click.option(
    "--password-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Its first line is the password. Without it one is made and printed, once.",
)


@click.group(name="user")
def command() -> None:
    """Who may sign in at the desk, and as what."""
    home.need()


@command.command()
@click.argument("name")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option("--unit", default="", help="A unit of the country pack; without it the central desk, which sees all.")
@secret_file
@as_json
def add(name: str, role: str, unit: str, password_file: Path | None, as_json: bool) -> None:
    """Add an officer."""
    secret = _secret(password_file)
    try:
        officer = tasks.add(name, Role(role), secret, unit=unit, actor=home.me())
    except tasks.AccessError as error:
        raise click.ClickException(str(error)) from error
    _told(officer, None if password_file else secret, as_json)


@command.command(name="list")
@as_json
def list_(as_json: bool) -> None:
    """Everybody who may sign in, or once could."""
    officers = [_row(officer) for officer in Officer.objects.order_by("username")]
    if as_json:
        answer(officers)
        return
    for row in officers:
        unit = f" of {row['unit']}" if row["unit"] else ""
        click.echo(f"{row['name']}: {row['role']}{unit}{'' if row['active'] else ', disabled'}")


@command.command()
@click.argument("name")
@as_json
def disable(name: str, as_json: bool) -> None:
    """Let an officer in no longer; their open pages end too."""
    _changed(name, active=False, as_json=as_json)


@command.command()
@click.argument("name")
@as_json
def enable(name: str, as_json: bool) -> None:
    """Let an officer in again."""
    _changed(name, active=True, as_json=as_json)


@command.command()
@click.argument("name")
@secret_file
@as_json
def password(name: str, password_file: Path | None, as_json: bool) -> None:
    """Give an officer a new password, and open a name that was locked."""
    secret = _secret(password_file)
    try:
        officer = tasks.set_password(name, secret, actor=home.me())
    except tasks.AccessError as error:
        raise click.ClickException(str(error)) from error
    _told(officer, None if password_file else secret, as_json)


@command.command(name="reset-factor")
@click.argument("name")
@as_json
def reset_factor(name: str, as_json: bool) -> None:
    """Take an officer's second factors away, who lost them; a new one is set up at the next sign-in."""
    officer = _named(name)
    factors.reset(officer, actor=home.me())
    _told(officer, None, as_json)


@command.command(name="end-sessions")
@click.argument("name")
@as_json
def end_sessions(name: str, as_json: bool) -> None:
    """End everything an officer has open."""
    officer = _named(name)
    sittings.end_all(officer, actor=home.me())
    _told(officer, None, as_json)


def _named(name: str) -> Officer:
    officer = Officer.objects.filter(username=name).first()
    if officer is None:
        raise click.ClickException(f"there is no officer named {name}")
    return officer


def _secret(file: Path | None) -> str:
    return file.read_text("utf-8").partition("\n")[0].rstrip("\r") if file else tasks.password()


def _changed(name: str, *, active: bool, as_json: bool) -> None:
    try:
        officer = tasks.set_active(name, active, actor=home.me())
    except tasks.AccessError as error:
        raise click.ClickException(str(error)) from error
    _told(officer, None, as_json)


def _row(officer: Officer) -> dict[str, str | bool | None]:
    last = officer.last_login
    return {
        "name": officer.username,
        "role": officer.role,
        "unit": officer.unit or None,
        "active": officer.is_active,
        "last_sign_in": last.isoformat(timespec="seconds") if last else None,
    }


def _told(officer: Officer, made: str | None, as_json: bool) -> None:
    if as_json:
        answer(_row(officer) | ({"password": made} if made else {}))
        return
    click.echo(f"{officer.username}: {officer.role}, {'may sign in' if officer.is_active else 'disabled'}")
    if made:
        click.echo(f"password, shown this once: {made}")
