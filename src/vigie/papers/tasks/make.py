"""Makes a dossier: its entry in the ledger, its content frozen, its papers, its bag, sealed and kept in the vault.

A crash leaves a row that the next request finishes. The same request over the same reports gives the same bytes: those
that were kept.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

import msgspec
from django.conf import settings
from django.utils import translation

from vigie import __version__
from vigie.evidence.leaf import Leaf
from vigie.evidence.seal import SealError
from vigie.evidence.tasks import Sealer, open_object
from vigie.journey.tasks.write import short_write
from vigie.ledger import proof as proofs
from vigie.ledger import tasks as ledger
from vigie.ledger.chain import Act, Payload, Value
from vigie.ledger.models import Entry
from vigie.ledger.stamp import Authority, BadStamp, ask_digest
from vigie.ledger.tags import Tag
from vigie.papers.bag import TAG_MANIFESTS, zipped
from vigie.papers.compose import Given, compose, name
from vigie.papers.content import Asked, Content, addressed
from vigie.papers.heads import Desk
from vigie.papers.letters import letters
from vigie.papers.models import Dossier, Inside, Token
from vigie.papers.signing import PapersError
from vigie.papers.tasks import keys
from vigie.papers.tasks.gather import Gathered, included
from vigie.papers.tongue import Tongue
from vigie.report.nouns import Sha256
from vigie.report.tasks import insert
from vigie.territory import land
from vigie.territory.naming import areas, names
from vigie.territory.pack import load

MOST_REPORTS = 500
MOST_MEDIA = 1024 * 1024 * 1024  # bytes of media in one dossier
_json = msgspec.json.Encoder(order="sorted").encode


@dataclass(frozen=True)
class Bag:
    """A dossier that was made: its row, its name and its archive."""

    row: Dossier
    name: str
    archive: bytes


def make(report_keys: Sequence[int], asked: Asked) -> Bag:
    """The dossier of some reports; the one that was made before when nothing changed since. Raises `PapersError`."""
    keys_ = list(dict.fromkeys(report_keys))
    if not 0 < len(keys_) <= MOST_REPORTS:
        raise PapersError(f"a dossier holds 1 to {MOST_REPORTS} reports")
    gathered = Gathered(keys_)
    if not all(report.current_id for report in gathered.reports):
        raise PapersError("one of these reports has not been read yet", permanent=False)
    digest = hashlib.sha256(_json([gathered.basis(), asked, settings.VIGIE_COUNTRY])).hexdigest()
    row = Dossier.objects.filter(digest=digest).first() or _entered(digest, gathered, asked)
    if row.sha256:
        return Bag(row, name(row.reference), kept(row))
    content = msgspec.json.decode(row.content, type=Content) if row.content else _frozen(row, gathered, asked)
    return _sealed(row, content)


def kept(row: Dossier) -> bytes:
    """The archive of a dossier, as it was first made. Raises `PapersError`."""
    if row.erased_at:
        raise PapersError(f"the desk's copy of {row.reference} was erased with a report in it")
    try:
        with open_object(Sha256(row.sha256)) as stream:
            return stream.read()
    except SealError as error:
        raise PapersError(f"the archive of {row.reference} cannot be opened: {error}") from error


def _entered(digest: str, gathered: Gathered, asked: Asked) -> Dossier:
    """The row of a new dossier, with its entry in the ledger."""
    with short_write() as acts:
        now = datetime.now(UTC)
        number = (Dossier.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
        row = Dossier.objects.create(
            reference=f"V-{settings.VIGIE_COUNTRY}-{now.year}-{number:06d}",
            digest=digest,
            made_at=now,
            made_by=asked.officer,
            language=asked.language,
            addressee=asked.addressee,
            reason=asked.reason,
            case=asked.case,
        )
        pairs = [(report.pk, report.current_id) for report in gathered.reports]
        insert(
            Inside,
            ("dossier_id", "report_key", "version_key", "position"),
            [(row.pk, *pair, place) for place, pair in enumerate(pairs)],
        )
        names: list[Value] = [report.name for report in gathered.reports]
        facts: Payload = {"reports": names, "digest": digest, "reason": asked.reason, "for": asked.addressee}
        acts.append(Act(Tag.DOSSIER_MADE, f"dossier:{row.reference}", asked.officer, {**facts, "media": asked.media}))
        inside: Payload = {"dossier": row.reference}
        acts += [
            Act(Tag.REPORT_IN_DOSSIER, f"report:{report.name}", asked.officer, inside) for report in gathered.reports
        ]
    return row


def _frozen(row: Dossier, gathered: Gathered, asked: Asked) -> Content:
    """The content of a dossier, kept for good, with the proof of its entries."""
    entry = Entry.objects.get(subject=f"dossier:{row.reference}", tag=Tag.DOSSIER_MADE)
    pieces, read = tuple(gathered.pieces(entry.number)), load(settings.VIGIE_COUNTRY)
    content = Content(
        reference=row.reference,
        made_at=entry.at.replace(microsecond=0),
        entry=entry.number,
        country=settings.VIGIE_COUNTRY,
        zone=settings.TIME_ZONE,
        service=keys.service(asked.language),
        pack=str(read),
        program=f"Vigie {__version__}",
        asked=asked,
        pieces=pieces,
        included=tuple(included(pieces)) if asked.media else (),
        address=court.address if (court := land.of(read).court_of(addressed(asked, pieces))) else "",
    )
    if sum(one.size for one in content.included) > MOST_MEDIA:
        raise PapersError("these reports hold too many media for one dossier: make several")
    numbers = [entry.number, *(step.number for piece in pieces for step in piece.custody)]
    proof = ledger.prove(sorted(set(numbers)), ledger.checkpoint())
    row.content, row.proof = msgspec.json.encode(content).decode(), proofs.encoded(proof).decode()
    row.made_at, row.media = content.made_at, len(content.included)
    with short_write() as acts:
        row.save(update_fields=["content", "proof", "made_at", "media"])
        if content.included:
            files: list[Value] = [one.sha256 for one in content.included]
            facts: Payload = {"files": files, "reason": asked.reason}
            acts.append(Act(Tag.DOSSIER_MEDIA, f"dossier:{row.reference}", asked.officer, facts))
    return content


def _sealed(row: Dossier, content: Content) -> Bag:
    tokens = _Tokens(keys.authority() if content.asked.stamped else None)
    desk = Desk(content, letters(load(content.country)), _tongue(content))
    given = Given(
        received={one.place: _bytes(one.sha256) for piece in content.pieces for one in piece.documents if one.place},
        media={one.place: _bytes(one.sha256) for one in content.included},
        proof=row.proof.encode(),
        ledger=str(ledger.signer().verifier),
        stamp=tokens.of if content.asked.stamped else None,
    )
    with translation.override(content.asked.language):
        files = compose(desk, given, keys.signer())
    archive = zipped(name(row.reference), files, content.made_at)
    _keep(row, archive, hashlib.sha256(files[TAG_MANIFESTS[0]]).hexdigest(), tokens)
    return Bag(row, name(row.reference), archive)


def _tongue(content: Content) -> Tongue:
    language = content.asked.language
    known = names(content.country, language), areas(content.country, language)
    return Tongue(language, content.zone, translation.gettext, *known)


def _bytes(sha256: Sha256) -> bytes:
    try:
        with open_object(sha256) as stream:
            return stream.read()
    except SealError as error:
        raise PapersError(f"{sha256} cannot be taken out of the vault: {error}") from error


def _keep(row: Dossier, archive: bytes, manifest: str, tokens: _Tokens) -> None:
    """The archive in the vault, its stamps, and the digests of it and of its tag manifest in the ledger."""
    sealer = Sealer()
    try:
        sealer.seal([Leaf(f"{row.reference}.zip", partial(io.BytesIO, archive))])
        row.sha256, row.size = hashlib.sha256(archive).hexdigest(), len(archive)
        row.stamped_at = datetime.now(UTC) if tokens.fresh or tokens.used else None
        with short_write() as acts:
            sealer.commit()
            now = datetime.now(UTC)
            insert(
                Token,
                ("digest", "token", "at"),
                [(digest, token, now) for digest, token in tokens.fresh.items()],
                "DO NOTHING",
            )
            row.save(update_fields=["sha256", "size", "stamped_at"])
            facts: Payload = {"sha256": row.sha256, "size": row.size, "manifest": manifest}
            acts.append(Act(Tag.DOSSIER_SEALED, f"dossier:{row.reference}", row.made_by, facts))
        sealer.committed()
    finally:
        sealer.close()


class _Tokens:
    """Time stamps: those that were had before, and new ones."""

    def __init__(self, authority: Authority | None) -> None:
        self._authority = authority
        self._known = {one.digest: bytes(one.token) for one in Token.objects.all()} if authority else {}
        self.fresh: dict[str, bytes] = {}
        self.used = False

    def of(self, digest: bytes) -> bytes:
        """The token over a digest. Raises `PapersError` when the authority does not give one."""
        name_ = digest.hex()
        self.used = True
        if name_ in self._known:
            return self._known[name_]
        if name_ not in self.fresh:
            if self._authority is None:
                raise PapersError("there is no time-stamping authority: say --no-time-stamp", permanent=False)
            try:
                self.fresh[name_] = ask_digest(self._authority, digest)
            except BadStamp as error:
                raise PapersError(f"{error}; try again, or say --no-time-stamp", permanent=error.permanent) from error
        return self.fresh[name_]
