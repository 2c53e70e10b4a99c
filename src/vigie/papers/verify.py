"""Whether a bag is as it was sealed, told by somebody who has the bag and, at best, the sender's certificate. Pure: no
installation, no settings, no network.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from asn1crypto import x509 as asn1
from cryptography import x509

from vigie.ledger import proof as proofs
from vigie.ledger.note import BadNote, Verifier
from vigie.ledger.stamp import BadStamp, Stamped
from vigie.ledger.stamp import check as check_stamp
from vigie.papers import bag, pades, seal
from vigie.papers.bag import Files
from vigie.papers.seal import ADDED, CERTIFICATES, CHANGED, MISSING, Problem
from vigie.papers.signing import issued, named

PROOF = "data/ledger/proof.json"
Listing = dict[str, dict[str, str]]  # by algorithm: digests by path


@dataclass(frozen=True, slots=True)
class Known:
    """What the one who checks knows from elsewhere: the sender's certificate (or that of who issued it), the key of the
    sender's ledger, the certificates of time-stamping authorities."""

    certificate: x509.Certificate | None = None
    ledger: Verifier | None = None
    authorities: tuple[asn1.Certificate, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found. `pinned`: the signer is the one that was named beforehand; else anybody could have sealed it."""

    problems: tuple[Problem, ...]
    reference: str
    signer: str
    pinned: bool
    stamped: Stamped | None

    @property
    def ok(self) -> bool:
        return not self.problems


def verify(files: Files, known: Known = Known(), noticed: Sequence[Problem] = ()) -> Checked:
    """Checks every byte of a bag. `noticed` is what was wrong with its folder or archive. Never raises: what cannot be
    read is a problem of its file."""
    chain = _certificates(files)
    pinned = _pinned(chain, known.certificate)
    signer = known.certificate if not chain and known.certificate else chain[0] if chain else None
    found = [*noticed, *_whole(files, signer)]
    if chain and known.certificate and not pinned:
        found.append(Problem(CERTIFICATES, "it was sealed by another than the one whose certificate was given"))
    stamped: Stamped | Problem | None = None
    if not found and signer is not None:  # what was changed is known by now; the rest looks at what was sealed
        found += _deeper(files, [signer, *chain[1:]], known)
        stamped = _stamped(files, known)
    if isinstance(stamped, Problem):
        found.append(stamped)
    return Checked(
        tuple(dict.fromkeys(sorted(found, key=lambda one: (one.file, one.what)))),
        bag.told(files).get(seal.DOSSIER, ""),
        named(signer) if signer else "",
        pinned,
        stamped if isinstance(stamped, Stamped) else None,
    )


def _certificates(files: Files) -> list[x509.Certificate]:
    try:
        return x509.load_pem_x509_certificates(files.get(CERTIFICATES, b""))
    except (ValueError, x509.InvalidVersion):
        return []


def _pinned(chain: Sequence[x509.Certificate], given: x509.Certificate | None) -> bool:
    """Whether the signer is the one whose certificate was given, or one whom that one vouches for."""
    if given is None or not chain:
        return False
    steps = all(issued(one, above) for one, above in pairwise(chain))
    return chain[0] == given or issued(chain[0], given) or (steps and any(issued(one, given) for one in chain))


def _whole(files: Files, signer: x509.Certificate | None) -> Iterator[Problem]:
    """What was changed, taken away or added, by the manifests that the seal vouches for."""
    beside = _read(files, bag.TAG_MANIFESTS)
    lost = _certificate_lost(files, beside)
    if signer is None or lost:
        sealed = [Problem(CERTIFICATES, MISSING if CERTIFICATES not in files else CHANGED)]
    else:
        sealed = list(seal.problems(files, signer))
    yield from sealed
    bad = {problem.file for problem in sealed}
    beside = {name: lines for name, lines in beside.items() if name not in bad}
    tags = list(_compared(files, beside))
    yield from tags
    bad |= {problem.file for problem in tags}
    payload = {name: lines for name, lines in _read(files, bag.MANIFESTS).items() if name not in bad}
    yield from _compared(files, payload)
    if beside and payload:
        expected = {*seal.PARTS, *bag.TAG_MANIFESTS, *_paths(beside), *_paths(payload)}
        yield from (Problem(name, ADDED) for name in files if name not in expected)


def _read(files: Files, names: Sequence[str]) -> Listing:
    return {name: bag.listed(files[name]) for name in names if name in files}


def _certificate_lost(files: Files, beside: Listing) -> bool:
    """Whether every tag manifest says that the certificates are others: then no signature can be checked with them."""
    return bool(beside) and all(
        lines.get(CERTIFICATES) != _digest(name, files.get(CERTIFICATES, b"")) for name, lines in beside.items()
    )


def _digest(manifest: str, content: bytes) -> str:
    return hashlib.new("sha512" if "512" in manifest else "sha256", content).hexdigest()


def _paths(listing: Listing) -> set[str]:
    return {path for lines in listing.values() for path in lines}


def _compared(files: Files, listing: Listing) -> Iterator[Problem]:
    for manifest, lines in listing.items():
        for path, digest in lines.items():
            if path not in files:
                yield Problem(path, MISSING)
            elif _digest(manifest, files[path]) != digest:
                yield Problem(path, CHANGED)


def _deeper(files: Files, chain: Sequence[x509.Certificate], known: Known) -> Iterator[Problem]:
    """What the papers prove by themselves: their signatures, and their entries in the ledger."""
    try:
        made = datetime.fromisoformat(bag.told(files).get(seal.MADE, ""))
    except ValueError:
        yield Problem("bag-info.txt", "it does not say when the dossier was made")
        return
    for path, content in files.items():
        if path.startswith(bag.PAYLOAD) and path.endswith(".pdf") and path.count("/") == 1:
            what = pades.flaw(content, chain[0], chain[1:], made)
            if what:
                yield Problem(path, what)
    try:
        proof = proofs.decoded(files.get(PROOF, b""))
        yield from (Problem(PROOF, what) for what in proofs.flaws(proof, known.ledger))
        own = f"dossier:{bag.told(files).get(seal.DOSSIER, '')}"
        if not any(one.subject == own for one in proof.entries):
            yield Problem(PROOF, "it does not hold this dossier's own entry")
    except BadNote as error:
        yield Problem(PROOF, str(error))


def _stamped(files: Files, known: Known) -> Stamped | Problem | None:
    if seal.STAMP not in files:
        return None
    try:
        return check_stamp(files[seal.STAMP], files.get(seal.SIGNATURE, b""), known.authorities)
    except BadStamp as error:
        return Problem(seal.STAMP, str(error))
