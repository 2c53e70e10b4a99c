"""To whom dossiers are sent without a hand: `partners.toml` of the installation. Pure.

[partner.tj-example]
name = "Public prosecutor, Example"
where = "sftp://vigie@sftp.example/in"     # or the path of a folder
known_hosts = "keys/example.known_hosts"   # the server's key; paths begin in VIGIE_HOME
identity = "keys/example"                  # our own key there
recipients = ["age1..."]                   # everything that leaves is encrypted to these
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from vigie.papers.signing import PapersError

FILE = "partners.toml"


class Partner(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of them, and the way there."""

    name: str
    where: str
    known_hosts: str = ""
    identity: str = ""
    recipients: tuple[str, ...] = ()

    @property
    def remote(self) -> bool:
        """Whether it is an SFTP server; else a folder."""
        return urlsplit(self.where).scheme == "sftp"


class _Partners(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    partner: Mapping[str, Partner]


def read(home: Path) -> Mapping[str, Partner]:
    """The partners of an installation; none without the file. Raises `PapersError`."""
    path = home / FILE
    if not path.is_file():
        return {}
    try:
        found = msgspec.convert(tomllib.loads(path.read_text("utf-8")), _Partners).partner
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise PapersError(f"{path}: {error}") from error
    for key, one in found.items():
        if one.remote and not one.known_hosts:
            raise PapersError(f"{path}: {key}: the server's key must be known: known_hosts")
        if one.remote and not one.recipients:
            raise PapersError(f"{path}: {key}: what leaves the house is encrypted: recipients")
    return found
