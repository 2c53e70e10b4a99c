"""Reads the `VIGIE_*` variables, and refuses one it does not know: a misspelt setting must not pass in silence.

`VIGIE_X_FILE` gives the path of a file that holds the value of `VIGIE_X`, for secrets.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path


class BadSetting(Exception):
    """A `VIGIE_*` variable that is unknown, or whose value makes no sense. Permanent."""

    permanent = True


# name: (default, what it is). docs/settings.md is checked against this table.
KNOWN: Mapping[str, tuple[str, str]] = {
    "VIGIE_HOME": ("~/.vigie", "where the installation lives: database, vault and keys"),
    "VIGIE_DATABASE_URL": ("", "postgresql://user:password@host:port/name; empty: SQLite in VIGIE_HOME"),
    "VIGIE_COUNTRY": ("FR", "the country of this desk: the pack it works under"),
    "VIGIE_LANGUAGE": ("fr", "language of the command line and of a page before sign-in: fr, en or nl"),
    "VIGIE_THEME": ("", "colours of a State's design system: fr; empty: Vigie's own"),
    "VIGIE_TIME_ZONE": ("Europe/Paris", "time zone in which dates are shown"),
    "VIGIE_WORKERS": ("0", "processes that take a large delivery through its journey; 0: one for each core"),
    "VIGIE_DOORS": (
        "desk,figures,gateway,portal",
        "which doors are served: desk, figures, gateway, portal, separated by commas",
    ),
    "VIGIE_SECRET_KEY": ("", "signs sessions; empty: a key made by `vigie init` in VIGIE_HOME/keys"),
    "VIGIE_HOSTS": ("localhost,127.0.0.1,[::1]", "names under which the desk may be reached, separated by commas"),
    "VIGIE_PROXIES": ("", "addresses or networks of the proxies before it, whose X-Forwarded-For is believed"),
    "VIGIE_HTTPS": ("no", "yes: cookies only over HTTPS, and browsers are told to stay there"),
    "VIGIE_SECOND_FACTOR": ("yes", "no: a password alone lets in whoever set up no second factor; for trials"),
    "VIGIE_WITNESS": ("", "a folder out of this machine's reach, where the ledger's checkpoints are kept too"),
    "VIGIE_TSA_URL": ("", "a time-stamping authority (RFC 3161); empty: dossiers and checkpoints are not time-stamped"),
    "VIGIE_TSA_CERTIFICATE": ("", "a PEM file with the authority's certificate or that of its root"),
    "VIGIE_TOKEN_LIBRARY": ("", "the library of a token (PKCS#11) that holds the key of the dossiers; empty: a file"),
    "VIGIE_TOKEN_LABEL": ("", "the label of that token"),
    "VIGIE_TOKEN_KEY": ("dossiers", "the label of the key on it"),
    "VIGIE_TOKEN_PIN": ("", "the token's PIN: rather VIGIE_TOKEN_PIN_FILE"),
    "VIGIE_OUTBOX": ("", "a folder from which partners fetch dossiers (the root of an SFTP account, for instance)"),
    "VIGIE_SERVICE": ("", "the name of this service, as it heads its letters; empty: the pack's name for it"),
    "VIGIE_NCMEC_URL": ("", "a server that speaks NCMEC's hash sharing, version 2, up to but without /v2"),
    "VIGIE_NCMEC_USER": ("", "this desk's name there"),
    "VIGIE_NCMEC_PASSWORD": ("", "and its password: rather VIGIE_NCMEC_PASSWORD_FILE"),
    "VIGIE_OIDC_ISSUER": ("", "the agency's OpenID Connect provider, as it names itself; empty: none"),
    "VIGIE_OIDC_CLIENT": ("", "this desk's client id there"),
    "VIGIE_OIDC_SECRET": ("", "this desk's client secret there"),
    "VIGIE_OIDC_NAME": ("preferred_username", "the claim that is an officer's name here"),
    "VIGIE_MAIL_URL": (
        "",
        "smtp://user:password@host:port or smtps://...: tells officers that something waits; empty: not",
    ),
    "VIGIE_MAIL_FROM": ("vigie@localhost", "the sender of these e-mails"),
    "VIGIE_DEBUG": ("no", "yes: Django's debug pages; never on a real desk"),
}


def read(environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Every known setting with its value. Raises `BadSetting` naming the variable that is wrong."""
    known = {*KNOWN, *(f"{name}_FILE" for name in KNOWN)}
    unknown = sorted(name for name in environ if name.startswith("VIGIE_") and name not in known)
    if unknown:
        raise BadSetting(f"{unknown[0]} is not a setting of Vigie (docs/settings.md lists them)")
    return {name: _value(name, default, environ) for name, (default, _) in KNOWN.items()}


def _value(name: str, default: str, environ: Mapping[str, str]) -> str:
    file = environ.get(f"{name}_FILE")
    if not file:
        return environ.get(name) or default
    if environ.get(name):
        raise BadSetting(f"{name} and {name}_FILE are both set: say it once")
    try:
        return Path(file).read_text("utf-8").strip()
    except OSError as error:
        raise BadSetting(f"{name}_FILE: {error}") from error


def yes(name: str, value: str) -> bool:
    """A yes-or-no setting. Raises `BadSetting` for anything but yes or no."""
    if value.lower() in ("yes", "true", "1", "on"):
        return True
    if value.lower() in ("no", "false", "0", "off"):
        return False
    raise BadSetting(f"{name} must be yes or no, not {value!r}")
