"""Writes a dossier: papers, twin, documents, proofs, then the bag around them and its seal. Pure: everything it needs
is handed in, and the same input gives the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from vigie.papers import annexes, bag, official, pades, seal, transmission, typeset
from vigie.papers.heads import Desk
from vigie.papers.letters import words
from vigie.papers.readme import readme
from vigie.papers.signing import Signer
from vigie.papers.twin import twin
from vigie.papers.typeset import Block
from vigie.papers.vics import vics
from vigie.report.nouns import say
from vigie.territory.shapes import Words

TWIN, VICS, PROOF, KEY = "case.jsonld", "vics.json", "ledger/proof.json", "ledger/key.txt"
Stamp = Callable[[bytes], bytes]  # a SHA-256 digest's token


@dataclass(frozen=True)
class Given:
    """What a dossier is made from, beside its content: `received` and `media` are bytes by their place in the bag,
    `proof` is that of its entries, `ledger` the ledger's key as text."""

    received: Mapping[str, bytes]
    media: Mapping[str, bytes]
    proof: bytes
    ledger: str
    stamp: Stamp | None = None


def name(reference: str) -> str:
    """What the bag is called."""
    return f"dossier-{reference}"


def compose(desk: Desk, given: Given, signer: Signer) -> dict[str, bytes]:
    """The sealed bag, by path. Raises `PapersError`."""
    payload = _papers(desk, given, signer)
    payload |= {
        TWIN: twin(desk.content),
        PROOF: given.proof,
        KEY: f"{given.ledger}\n".encode(),
        **given.received,
        **given.media,
    }
    media = vics(desk.content)
    if media:
        payload[VICS] = media
    tags = {
        seal.CERTIFICATES: b"".join(one.public_bytes(Encoding.PEM) for one in (signer.certificate, *signer.chain)),
        "README.txt": readme(desk, signer.certificate, given.stamp is not None),
    }
    stamp = given.stamp
    over = (lambda content: stamp(hashlib.sha256(content).digest())) if stamp else None
    return seal.close(bag.build(payload, tags, _told(desk, given)), signer, over)


def _told(desk: Desk, given: Given) -> list[tuple[str, str]]:
    content = desk.content
    return [
        ("Source-Organization", content.service),
        (seal.DOSSIER, content.reference),
        ("External-Description", words(desk.letters.report.title, desk.tongue.language)),
        ("Bagging-Date", f"{content.made_at:%Y-%m-%d}"),
        (seal.MADE, content.made_at.isoformat()),
        ("Dossier-Language", desk.tongue.language),
        ("Dossier-Reports", str(len(content.pieces))),
        ("Dossier-Media", str(len(content.included))),
        ("Dossier-Time-Stamp", "seal/seal.tsr and in each PDF" if given.stamp else "none: not time-stamped"),
        ("Bag-Software-Agent", content.program),
    ]


def _papers(desk: Desk, given: Given, signer: Signer) -> dict[str, bytes]:
    """The three PDFs, signed."""
    who, letters = certified(signer.certificate), desk.letters
    report, letter, annexed = (
        words(part.file, desk.tongue.language) + ".pdf" for part in (letters.report, letters.letter, letters.annexes)
    )
    twin_of = {"name": TWIN, "content": twin(desk.content).decode(), "what": "CASE/UCO"}
    enclosed = [report, annexed, TWIN, *([VICS] if vics(desk.content) else []), *given.received, *given.media]
    made = {
        report: _pdf(desk, letters.report.title, official.blocks(desk, who), twin_of),
        letter: _pdf(desk, letters.letter.title, transmission.blocks(desk, who, enclosed)),
        annexed: _pdf(desk, letters.annexes.title, annexes.blocks(desk)),
    }
    reason = desk.say(say("Dossier {reference}", reference=desk.content.reference))
    place = desk.text(letters.head.place)
    return {
        path: pades.sign(content, signer, desk.content.made_at, reason=reason, place=place, stamp=given.stamp)
        for path, content in made.items()
    }


def _pdf(desk: Desk, title: Words, blocks: list[Block], attached: Mapping[str, str] | None = None) -> bytes:
    paper = {**desk.paper(title), **({"attached": attached} if attached else {})}
    return typeset.pdf(paper, blocks, desk.content.made_at)


def certified(certificate: x509.Certificate) -> tuple[str, str]:
    """Whose a certificate is, and its digest on two lines."""
    digest = certificate.fingerprint(hashes.SHA256()).hex()
    names = [str(one.value) for one in reversed(list(certificate.subject))]
    return " — ".join(names), f"SHA-256 {digest[:32]}\n        {digest[32:]}"
