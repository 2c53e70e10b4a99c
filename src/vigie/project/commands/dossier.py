"""`vigie dossier`: papers for a unit and a prosecutor, and the checking of them."""

from __future__ import annotations

import os
from pathlib import Path

import click
from cryptography import x509
from django.conf import settings

from vigie.access.models import Officer
from vigie.access.roles import Act
from vigie.journey.tasks.look import find
from vigie.ledger.note import BadNote, Verifier, read_verifier
from vigie.papers import signing
from vigie.papers.content import Asked
from vigie.papers.signing import PapersError
from vigie.papers.tasks import keys as keys_
from vigie.papers.tasks.make import Bag, make
from vigie.papers.tasks.spread import spread
from vigie.papers.unpack import encrypted, opened
from vigie.papers.verify import Checked, Known, verify
from vigie.project import delivering, home
from vigie.project.say import answer, as_json, err, out

LANGUAGES = click.Choice(["fr", "nl", "en"])
PEM = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def command() -> None:
    """Papers that hold in court: a sealed bag of an official report, its annexes and its proofs."""


for one in delivering.COMMANDS:
    command.add_command(one)


@command.command("make")
@click.option("--reports", required=True, help="The senders' ids, separated by commas (or source/id).")
@click.option("--out", "folder", required=True, type=click.Path(file_okay=False, path_type=Path), help="Where to.")
@click.option("--language", type=LANGUAGES, help="Of the papers.  [default: that of the desk]")
@click.option("--to", "addressee", default="", help="For whom, in words.  [default: whom the route named]")
@click.option("--case", default="", help="The number of the case.")
@click.option("--reason", default="", help="Why; it stands in the ledger and in the papers.")
@click.option("--officer", default="", help="Who answers for it.  [default: you, as the shell knows you]")
@click.option("--media", is_flag=True, help="Put pictures and videos in: needs --reason, and --officer who may.")
@click.option("--recipient", multiple=True, help="Encrypt to this age key (age1...); can be given again.")
@click.option("--no-time-stamp", is_flag=True, help="Do without the time-stamping authority.")
@as_json
def make_(
    reports: str,
    folder: Path,
    language: str | None,
    addressee: str,
    case: str,
    reason: str,
    officer: str,
    media: bool,
    recipient: tuple[str, ...],
    no_time_stamp: bool,
    as_json: bool,
) -> None:
    """Make the dossier of some reports. The same reports and words give the same bytes.

    With --recipient the bag is one encrypted file; without, a folder. Media go in only with --media.
    """
    home.need()
    try:
        keys_.make(home.me())
        asked = Asked(
            language=language or settings.LANGUAGE_CODE,
            officer=officer or home.me(),
            addressee=addressee,
            reason=reason.strip(),
            case=case,
            media=media,
            stamped=not no_time_stamp and keys_.authority() is not None,
        )
        _may(asked)
        bag = make([_key(one.strip()) for one in reports.split(",") if one.strip()], asked)
        path = _written(bag, folder, recipient)
    except (PapersError, BadNote) as error:
        raise click.ClickException(str(error)) from error
    if media and not recipient:
        err.print("It holds pictures or videos and is not encrypted: give --recipient.", style="bold")
    if as_json:
        answer({"bag": str(path), "reference": bag.row.reference, "sha256": bag.row.sha256})
        return
    out.print(str(path), markup=False)
    if not asked.stamped:
        err.print(
            "Not time-stamped: no authority is configured (VIGIE_TSA_URL)."
            if not no_time_stamp
            else "Not time-stamped."
        )


def _key(name: str) -> int:
    row = find(name)
    if row is None:
        raise click.ClickException(f"no report {name} was received here")
    return int(row.pk)


def _may(asked: Asked) -> None:
    """Media go into a dossier by somebody's explicit act: who may, and why."""
    if not asked.media:
        return
    who = Officer.objects.filter(username=asked.officer).first()
    if who is None or not who.may(Act.INCLUDE_MEDIA):
        raise click.UsageError("--media needs --officer, the name of one who may include media (a supervisor)")
    if len(asked.reason) < 3:
        raise click.UsageError("--media needs --reason")


def _written(bag: Bag, folder: Path, recipients: tuple[str, ...]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    if not recipients:
        return spread(bag, folder)
    path = folder / f"{bag.name}.zip.age"
    path.write_bytes(encrypted(bag.archive, recipients))
    return path


@command.command("verify")
@click.argument("bag", type=click.Path(exists=True, path_type=Path))
@click.option("--certificate", type=PEM, help="The sender's certificate (PEM), had by another way.")
@click.option("--authority", type=PEM, help="The certificate (PEM) of the time-stamping authority.")
@click.option("--ledger", default="", help="The key of the sender's ledger, had by another way.")
@click.option("--identity", type=PEM, help="The file of your age key, for an encrypted bag.")
@as_json
def verify_(
    bag: Path, certificate: Path | None, authority: Path | None, ledger: str, identity: Path | None, as_json: bool
) -> None:
    """Check a bag, byte for byte. Needs no installation. Exit code 1 when anything was changed, taken away or added."""
    try:
        known = Known(_certificate(certificate), _ledger(ledger), keys_.authorities_in(authority) if authority else ())
        files, noticed = opened(bag, _identities(identity))
    except (PapersError, BadNote) as error:
        if not as_json:
            raise click.ClickException(str(error)) from error
        answer({"ok": False, "problems": [{"file": bag.name, "what": str(error)}]})
        raise SystemExit(1) from error
    found = verify(files, known, noticed)
    _told(found, as_json)
    raise SystemExit(0 if found.ok else 1)


def _certificate(path: Path | None) -> x509.Certificate | None:
    if path is None:
        return None
    try:
        return x509.load_pem_x509_certificates(path.read_bytes())[0]
    except ValueError as error:
        raise PapersError(f"{path} holds no certificate") from error


def _ledger(text: str) -> Verifier | None:
    return read_verifier(text) if text else None


def _identities(path: Path | None) -> list[str]:
    lines = path.read_text("ascii", "replace").splitlines() if path else []
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _told(found: Checked, as_json: bool) -> None:
    if as_json:
        stamped = found.stamped and {
            "at": found.stamped.at.isoformat(),
            "by": found.stamped.authority,
            "pinned": found.stamped.pinned,
        }
        answer(
            {
                "ok": found.ok,
                "problems": [{"file": one.file, "what": one.what} for one in found.problems],
                "dossier": found.reference or None,
                "signer": found.signer or None,
                "pinned": found.pinned,
                "time_stamp": stamped,
            }
        )
        return
    for one in found.problems:
        err.print(f"{one.file}: {one.what}", markup=False)
    out.print(f"{found.reference}: {'whole, as it was sealed' if found.ok else 'NOT as it was sealed'}.", markup=False)
    out.print(
        f"Signed by {found.signer}" + ("." if found.pinned else ", which nobody vouches for: give --certificate.")
    )
    out.print(f"Time stamp: {found.stamped.at} by {found.stamped.authority}." if found.stamped else "Not time-stamped.")


@command.command("keys")
@click.option("--request", is_flag=True, help="Print a certificate request (PKCS#10) for a real authority.")
@click.option("--certificate", type=PEM, help="Take in the certificate that it issued, with those above it.")
@as_json
def keys(request: bool, certificate: Path | None, as_json: bool) -> None:
    """The key that signs the dossiers. Without options: make one under a TEST authority, unless there is one, and say
    where the public certificate lies that recipients are to be given."""
    home.need()
    try:
        new = keys_.make(home.me())
        if certificate:
            keys_.install(certificate, home.me())
        signer = keys_.signer()
    except PapersError as error:
        raise click.ClickException(str(error)) from error
    if request:
        if not isinstance(signer, signing.KeyFile):
            raise click.ClickException("the key is on a token: make the request with the token's own tools")
        click.echo(signing.request(signer.key, keys_.service(settings.LANGUAGE_CODE)).decode(), nl=False)
        return
    told = {
        "new": new,
        "certificate": os.fspath(keys_.certificate_path()),
        "subject": signer.certificate.subject.rfc4514_string(),
        "until": signer.certificate.not_valid_after_utc.isoformat(),
    }
    answer(told) if as_json else out.print(f"{told['subject']}\n{told['certificate']}", markup=False)
