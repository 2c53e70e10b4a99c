"""README.txt of a bag: what lies where, and how anybody checks it. Pure."""

from __future__ import annotations

from cryptography import x509
from cryptography.hazmat.primitives import hashes

from vigie.papers.heads import Desk
from vigie.report.nouns import say

COMMANDS = """\
    sha256sum --check tagmanifest-sha256.txt manifest-sha256.txt
    sha512sum --check tagmanifest-sha512.txt manifest-sha512.txt
    sha256sum tagmanifest-sha256.txt tagmanifest-sha512.txt; cat seal/seal.txt
    openssl x509 -in certificates.pem -noout -pubkey > signer.pub
    openssl dgst -sha256 -verify signer.pub -signature seal/seal.sig seal/seal.txt
    openssl dgst -sha256 -verify signer.pub -signature seal/closing.sig seal/closing.txt
"""
STAMP = "    openssl ts -verify -token_in -in seal/seal.tsr -data seal/seal.sig -CAfile AUTHORITY.pem\n"


def readme(desk: Desk, certificate: x509.Certificate, stamped: bool) -> bytes:
    """The text, in the dossier's language."""
    t, reference = desk.tongue, desk.content.reference
    digest = certificate.fingerprint(hashes.SHA256()).hex()
    parts = [
        f"{reference}\n{'=' * len(reference)}",
        t.say(say("This folder is a BagIt bag. The papers are in data/; each file's digests are in the manifests.")),
        t.say(say("To check all of it, with Vigie (no installation is needed, nor this desk):")),
        "    vigie dossier verify --certificate SENDER.pem .",
        t.say(say("To check it without Vigie:")),
        COMMANDS + (STAMP if stamped else ""),
        t.say(say("Compare the certificate with the one that the sender gave you by another way; its SHA-256 is:")),
        f"    {digest}",
        t.say(
            say("seal/seal.tsr is a time stamp by an authority.")
            if stamped
            else say("This dossier is not time-stamped: no authority was configured when it was made.")
        ),
        t.say(
            say(
                "data/ledger/proof.json proves that what the annexes quote stands in the sender's ledger (RFC 9162): "
                "`vigie ledger check data/ledger/proof.json`."
            )
        ),
    ]
    return ("\n\n".join(part.rstrip("\n") for part in parts) + "\n").encode()
