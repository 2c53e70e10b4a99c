"""An invented dossier of two reports, made without any installation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography.hazmat.primitives.serialization import Encoding

from vigie.ledger.chain import GENESIS, Act, Link, forge
from vigie.ledger.note import Signer as Notary
from vigie.ledger.proof import Proof, encoded, placed
from vigie.ledger.rehearsal import Rehearsal
from vigie.ledger.rehearsal import make as make_authority
from vigie.ledger.stamp import ask_digest
from vigie.ledger.tags import Tag
from vigie.ledger.tree import full, inclusion, leaf
from vigie.papers.compose import Given, compose, name
from vigie.papers.content import Asked, Content, Document, Piece, Ruled, Step
from vigie.papers.heads import Desk
from vigie.papers.letters import letters
from vigie.papers.signing import KeyFile, load, new_key, test_certificates
from vigie.papers.tongue import Tongue
from vigie.report.nouns import (
    Channel,
    Class,
    Country,
    Deadline,
    Email,
    FilePrint,
    Hash,
    Match,
    Matches,
    Md5,
    Offence,
    Pdq,
    Person,
    Phone,
    Purpose,
    Reason,
    Report,
    ReportedFile,
    ReportId,
    Role,
    Routing,
    Sha1,
    Sha256,
    Sighting,
    SourceName,
    Verdict,
    say,
)
from vigie.territory.pack import load as load_pack

MADE = datetime.now(UTC).replace(microsecond=0)
XML = b"<report>an invented report</report>\n"
REFERENCE = "V-FR-2026-000001"
NAME = name(REFERENCE)
NOTARY = Notary("vigie/fr/example", b"\5" * 32)


class Key(KeyFile):
    """A signer of tests."""

    def pem(self) -> bytes:
        return b"".join(one.public_bytes(Encoding.PEM) for one in self.certificates)


def _signer(service: str) -> Key:
    with TemporaryDirectory() as folder:
        path = Path(folder)
        key = new_key(path / "key")
        (path / "pem").write_bytes(test_certificates(key, service))
        made_ = load(path / "key", path / "pem")
    return Key(made_.certificates, made_.key)


SIGNER, STRANGER = _signer("Example desk"), _signer("Somebody else")


@cache
def authority() -> Rehearsal:
    with TemporaryDirectory() as folder:
        make_authority(Path(folder) / "tsa")
        return Rehearsal((Path(folder) / "tsa").read_bytes())


def _links() -> list[Link]:
    acts = [Act(Tag.REPORT_NEW, f"report:ncmec/{n}", "vigie", {"n": n}) for n in range(11)]
    acts.append(Act(Tag.DOSSIER_MADE, f"dossier:{REFERENCE}", "anne", {}))
    return list(forge(acts, 0, GENESIS, MADE - timedelta(hours=1)))


def proof() -> bytes:
    links = _links()
    leaves = [leaf(bytes.fromhex(one.hash)) for one in links]
    note = NOTARY.sign(len(links), full(leaves))

    def complete(level: int, index: int) -> bytes:
        return full(leaves[index << level : (index + 1) << level])

    entries = tuple(placed(links[n], inclusion(n, len(links), complete)) for n in (2, 5, 11))
    return encoded(Proof(str(NOTARY.verifier), note, entries))


def people() -> tuple[Person, ...]:
    """Long names, signs without a glyph, addresses of both kinds."""
    at = MADE - timedelta(days=2)
    person = Person(
        role=Role.REPORTED, first_name="Jean-Baptiste-Emmanuel", last_name="Van den Broecke-d’Étoile du Plessis-Łącki",
        born=date(1980, 2, 3), emails=(Email("north.river@mail.example", True),), service="Example Social",
        phones=(Phone("0639980012", None, "Mobile", "+33"),), identifier="u-" + "x7" * 40, screen_name="amber 琥珀",
        sightings=(Sighting("192.0.2.17", "login", at, 50123, None), Sighting("2001:db8::7", None, None)),
        texts=("First line of a text\nand a second one.",),
    )  # fmt: skip
    return person, Person(role=Role.VICTIM, age=11, screen_name="lantern")


def found() -> Matches:
    """One file received, and known to a list."""
    print_ = FilePrint(
        Sha256("a" * 64), Sha1("a" * 40), Md5("a" * 32), 20670, Pdq("c" * 64), 90, "image/jpeg", 640, 360
    )
    match = Match("national", Purpose.KNOWN, "e1", "pdq", 12, 0, category="1", series="s")
    return Matches((print_, None), (match,))


def judged() -> tuple[Verdict, Routing]:
    """What the program proposes."""
    verdict = Verdict(
        Class.WORKABLE, (say("a person can be traced"),), (say("the port is missing"),), 79, 79,
        (Reason("access", 1, 26, say("seen in {n} reports", n=3)), Reason("lead", 2, 3, say("an address"))),
        (Offence("fr:227-23-al2", "Diffusion (227-23 al. 2)", say("a file was sent")),), "desk/1",
    )  # fmt: skip
    routing = Routing(
        Country("FR"), True, "departement-29", "Service territorial — Finistère (29)",
        "Procureur de la République près le tribunal judiciaire de Brest", (say("a declared address"),),
        (Deadline(MADE + timedelta(days=9), say("the access provider forgets")),),
    )  # fmt: skip
    return verdict, routing


def told(number: int) -> Report:
    """What a service says."""
    files = (
        ReportedFile(name="IMG_" + "0" * 70 + ".jpg", media=Sha256("a" * 64), viewed=True, classification="B2"),
        ReportedFile(
            name="clip.mp4", hashes=(Hash("md5", "b" * 32), Hash("photodna", "12,13")), annotations=("viral",)
        ),
    )
    return Report(
        SourceName("ncmec"), ReportId(f"90000000{number}"), "ncmec-xml/1", company="social.example", incident_at=MADE,
        incident_kind="Online Enticement of Children for Sexual Acts", people=people(), files=files,
        channels=(Channel("chat", "Example Social", urls=("https://social.example/" + "p" * 90,)),),
    )  # fmt: skip


def piece(number: int) -> Piece:
    """An invented report with something of everything."""
    at, (verdict, routing) = MADE - timedelta(days=2), judged()
    steps = tuple(Step(one.number, one.at, one.tag, one.actor, one.hash) for one in _links()[:6])
    document = Document(
        f"in/{number}/report.xml", Sha256("d" * 64), len(XML), at, "take", f"received/0{number}-1-report.xml"
    )
    ruled = Ruled(
        MADE, "anne", "pass-on", "yes", "A declared address, and a child named.", "workable", "", ("fr:227-23-al2",)
    )
    return Piece(
        number, 1, 2, at, "e" * 64, told(number), found(), verdict, routing,
        ruled if number == 1 else None, (document,), steps,
    )  # fmt: skip


def content(language: str = "fr", country: str = "FR", count: int = 2, stamped: bool = True) -> Content:
    asked = Asked(language, "anne", reason="Transmission au parquet", case="2026/117", stamped=stamped)
    pieces = tuple(piece(number + 1) for number in range(count))
    service = "Office mineurs (OFMIN)"
    return Content(REFERENCE, MADE, 12, country, "Europe/Paris", service, f"{country} 1", "Vigie 0", asked, pieces)


@dataclass(frozen=True)
class Made:
    files: dict[str, bytes]


def desk(of: Content) -> Desk:
    """A desk that speaks English whatever the paper: the catalogue is not its matter."""
    return Desk(of, letters(load_pack(of.country)), Tongue(of.asked.language, of.zone, str))


def made(stamped: bool = True, tokens: dict[bytes, bytes] | None = None, **how: str | int) -> Made:
    """The bag. `tokens` are stamps had before, and after."""
    had: dict[bytes, bytes] = {} if tokens is None else tokens

    def stamp(digest: bytes) -> bytes:
        if digest not in had:
            had[digest] = ask_digest(authority(), digest)
        return had[digest]

    of = content(stamped=stamped, **how)  # type: ignore[arg-type]  # language, country, count
    received = {one.place: XML for each in of.pieces for one in each.documents}
    given = Given(received, {}, proof(), str(NOTARY.verifier), stamp if stamped else None)
    return Made(compose(desk(of), given, SIGNER))
