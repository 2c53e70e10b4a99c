"""The installation: made by `vigie init`, and asked for by every command that needs one."""

from __future__ import annotations

import os
import pkgutil
from pathlib import Path

import click
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from vigie.evidence import keys
from vigie.journey.tasks.write import short_write
from vigie.ledger.chain import Act
from vigie.ledger.models import Entry
from vigie.ledger.tags import Tag


class NoHome(click.ClickException):
    """There is no installation where VIGIE_HOME points, or it is of another version."""

    exit_code = 2


def make() -> bool:
    """Makes the installation, or brings its database up to date. Returns whether it is new."""
    home: Path = settings.VIGIE_HOME
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise NoHome(f"{home} cannot be made: {error.strerror}") from error
    keys.make(home / "keys")
    call_command("migrate", verbosity=0, interactive=False)
    if Entry.objects.exists():
        return False
    with short_write() as acts:
        acts.append(
            Act(Tag.HOME_MADE, "home", me(), {"database": connection.vendor, "country": settings.VIGIE_COUNTRY})
        )
    return True


def need() -> None:
    """Refuses to go on without an installation that fits this program."""
    home: Path = settings.VIGIE_HOME
    if not (home / "keys" / "vault").is_file():
        raise NoHome(f"there is no installation in {home}: run `vigie init` first, or set VIGIE_HOME")
    if _needed() - set(MigrationRecorder(connection).applied_migrations()):
        raise NoHome("the database is of an older version: run `vigie init` to bring it up to date")


def _needed() -> set[tuple[str, str]]:
    """Every change of the database that this program knows, by application: their names are enough, and to load them
    all would cost each command a twentieth of a second."""
    return {
        (app.label, name)
        for app in apps.get_app_configs()
        for _, name, _ in pkgutil.iter_modules([str(Path(app.path, "migrations"))])
    }


def me() -> str:
    """The person at the terminal, as the ledger names them."""
    return f"shell:{os.environ.get('SUDO_USER') or os.environ.get('USER') or os.getuid()}"
