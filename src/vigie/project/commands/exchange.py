"""`vigie exchange`: what partners lay down for this desk."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import click

from vigie.evidence.seal import SealError
from vigie.project import home
from vigie.project.say import answer, as_json
from vigie.services.drop import DropError
from vigie.services.drops.folder import FolderDrop
from vigie.services.drops.sftp import SftpDrop
from vigie.services.tasks import exchange

a_file = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.group(name="exchange")
def command() -> None:
    """Exchange with partners over a folder or an SFTP server."""
    home.need()


@command.command()
@click.argument("where")
@click.option("--partner", default="", help="Whose drop it is; else the host, or the folder's name.")
@click.option("--known-hosts", type=a_file, help="The server's key, as ssh keeps it. Compulsory for SFTP.")
@click.option("--identity", type=a_file, help="Our own key for SFTP.")
@click.option("--password-file", type=a_file, help="Its first line is our password for SFTP.")
@click.option("--still", default=10.0, help="Seconds for which nothing in a folder's entry may have changed.")
@as_json
def pull(
    where: str,
    partner: str,
    known_hosts: Path | None,
    identity: Path | None,
    password_file: Path | None,
    still: float,
    as_json: bool,
) -> None:
    """Take what lies at WHERE: a folder, or sftp://user@host/path.

    Each entry is sealed, then acknowledged in `acknowledgements`, then moved to `taken`. A worker does the rest.
    """
    try:
        if urlsplit(where).scheme == "sftp":
            if known_hosts is None:
                raise click.UsageError("the server's key must be known: --known-hosts")
            secret = password_file.read_text("utf-8").partition("\n")[0] if password_file else None
            name = partner or urlsplit(where).hostname or "sftp"
            with SftpDrop(where, known_hosts, identity, secret) as drop:
                taken = exchange.pull(drop, _shown(where), name, home.me())
        else:
            root = Path(where).absolute()
            taken = exchange.pull(FolderDrop(root, still), str(root), partner or root.name, home.me())
    except (DropError, SealError) as error:
        raise click.ClickException(f"{error}. What was sealed before is kept.") from error
    _told(taken, as_json)


def _shown(url: str) -> str:
    """The address without a password in it."""
    parts = urlsplit(url)
    return f"sftp://{parts.hostname}{parts.path}"


def _told(taken: list[exchange.Pulled], as_json: bool) -> None:
    if as_json:
        answer({"entries": taken, "files": sum(one.files for one in taken), "lost": sum(one.lost for one in taken)})
        return
    for one in taken:
        click.echo(f"{one.name}: {one.files} sealed{f', {one.lost} could not be read' if one.lost else ''}")
