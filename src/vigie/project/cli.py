"""The `vigie` command. Each subcommand is one file of `commands/`, loaded only when it is asked for."""

from __future__ import annotations

import gc
import importlib
import os
import pkgutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
import django
from django.db import OperationalError

from vigie import __version__
from vigie.evidence.seal import SealError
from vigie.plugs import BadPlug
from vigie.project import commands
from vigie.project.environment import BadSetting


@contextmanager
def _loading() -> Iterator[None]:
    """While modules are loaded nobody looks for garbage: there is none, and it is a twentieth of a command's start."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class Commands(click.Group):
    """Finds subcommands by their module's name, so that `vigie hash` does not pay for the web."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(name.replace("_", "-") for _, name, _ in pkgutil.iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        with _loading():
            module = importlib.import_module(f"{commands.__name__}.{cmd_name.replace('-', '_')}")
        command = getattr(module, "command", None)
        if not isinstance(command, click.Command):
            raise BadPlug(f"{module.__name__} holds no click command named `command`")
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="vigie")
def vigie() -> None:
    """Vigie: takes reports in, recognises, links, ranks and routes them, and proves each step.

    An installation lives where VIGIE_HOME says (default ~/.vigie). Begin with `vigie init`, or look at
    everything at once with `vigie demo`.
    """


def main() -> None:
    """Runs the command. Exit codes: 0 done, 1 done in part or refused, 2 called wrongly."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vigie.project.settings")
    try:
        with _loading():
            django.setup()
        vigie(prog_name="vigie")
    except BadSetting as error:
        click.echo(f"vigie: {error}", err=True)
        sys.exit(2)
    except (OperationalError, SealError, OSError) as error:
        # A full disk, a database that is gone: the machine's fault. What was committed stays.
        click.echo(f"vigie: {error}\nWhat was received is kept. Mend this, then run the same command again.", err=True)
        sys.exit(1)
