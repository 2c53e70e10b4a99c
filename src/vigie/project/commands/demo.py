"""`vigie demo`: the whole journey on an invented caseload, then the desk."""

from __future__ import annotations

from pathlib import Path

import click
from django.conf import settings

from vigie.access import tasks as access
from vigie.access.models import Officer
from vigie.access.roles import Role
from vigie.evidence.models import Delivery
from vigie.ledger import rehearsal
from vigie.project import home
from vigie.project.commands import lists, queue, sample, serve, take
from vigie.project.say import out

TAKEN = "taken"  # a file that says that the whole caseload went through
LISTS = (("known", "known.csv"), ("viral", "viral.csv"), ("known-good", "known-good.csv"))
PEOPLE = (("camille", Role.OFFICER), ("dominique", Role.SUPERVISOR), ("sacha", Role.ADMINISTRATOR))


@click.command()
@click.option("--reports", default=2000, show_default=True, type=click.IntRange(10, 1_000_000), help="How many.")
@click.option("--seed", default=1, show_default=True, help="Another seed, another caseload.")
@click.option("--top", default=10, show_default=True, help="How much of the queue to print.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--no-serve", is_flag=True, help="Stop before the web desk.")
@click.pass_context
def command(context: click.Context, reports: int, seed: int, top: int, port: int, no_serve: bool) -> None:
    """Show everything at once: an invented caseload with pictures goes through the whole journey to the desk.

    Everything is invented; nothing is sent anywhere. A second run starts from what the first one left.
    """
    folder: Path = settings.VIGIE_HOME / "sample"
    home.make()
    _only_a_demo(folder)
    rehearsal.make(settings.VIGIE_HOME / "keys" / "test-tsa.pem")
    if not (folder / TAKEN).exists():
        _take(context, folder, reports, seed)
    out.print("\nWhat should be read first:\n", style="bold")
    context.invoke(queue.command, top=top, class_name=None, as_json=False)
    _people(port)
    if not no_serve:
        settings.VIGIE_SECOND_FACTOR = False
        out.print("\nIn this demo a password is enough; a real desk asks for a passkey or an app's code too.\n")
        context.invoke(serve.command, host="127.0.0.1", port=port, workers=2)


def _take(context: click.Context, folder: Path, reports: int, seed: int) -> None:
    """The journey. Each part may be done again, so a demo that was stopped goes on: what is there is known again."""
    if not (folder / "truth.json").exists():  # it is written last
        context.invoke(sample.command, out=folder, reports=reports, seed=seed, media=True, as_json=False)
    for purpose, name in LISTS:
        _import(context, purpose, folder / "lists" / name)
    out.print("Sealing, reading, matching, linking, ranking and routing ...")
    context.invoke(take.command, paths=(folder / "reports",), source="", workers=0, no_wait=False, as_json=False)
    (folder / TAKEN).touch()


def _only_a_demo(folder: Path) -> None:
    """Never mix invented reports with real ones."""
    if Delivery.objects.exists() and not folder.is_dir():
        raise home.NoHome(f"{settings.VIGIE_HOME} holds reports that are not a demo: set VIGIE_HOME to another folder")


def _import(context: click.Context, purpose: str, path: Path) -> None:
    with path.open("rb") as file:
        context.invoke(
            lists.import_,
            name=f"demo {purpose}",
            purpose=purpose,
            format_=None,
            replace=False,
            conditions=None,
            file=file,
            no_wait=True,
            as_json=False,
        )


def _people(port: int) -> None:
    """Accounts with new passwords at each run, so that they can always be said."""
    out.print(f"\nThe desk: http://127.0.0.1:{port}/\n", style="bold")
    for name, role in PEOPLE:
        secret = access.password()
        if Officer.objects.filter(username=name).exists():
            access.set_password(name, secret, actor=home.me())
        else:
            access.add(name, role, secret, actor=home.me())
        out.print(f"  {name:<10} {secret}   {role.value}", markup=False)
