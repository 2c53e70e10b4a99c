"""The dossier for machines: CASE 1.5 on UCO 1.5, as JSON-LD. Pure; `tests/test_the_twin_is_valid.py` has it validated.

Each report is an investigative action that results in a provenance record; files, documents and accounts are observable
objects; persons are identities, tied to their accounts and to their role by relationships.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec

from vigie.papers.content import Content, Document, Piece
from vigie.report.nouns import FilePrint, Hash, Person, ReportedFile

Thing = dict[str, Any]
ROOT = uuid.UUID("b7a4f0c2-6a0e-5e0e-9d54-0c1b5d3e7a11")
CONTEXT = {
    "kb": "urn:example:vigie:kb/",
    "case-investigation": "https://ontology.caseontology.org/case/investigation/",
    "uco-action": "https://ontology.unifiedcyberontology.org/uco/action/",
    "uco-core": "https://ontology.unifiedcyberontology.org/uco/core/",
    "uco-identity": "https://ontology.unifiedcyberontology.org/uco/identity/",
    "uco-observable": "https://ontology.unifiedcyberontology.org/uco/observable/",
    "uco-role": "https://ontology.unifiedcyberontology.org/uco/role/",
    "uco-tool": "https://ontology.unifiedcyberontology.org/uco/tool/",
    "uco-types": "https://ontology.unifiedcyberontology.org/uco/types/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
METHODS = {"md5": "MD5", "sha1": "SHA1", "sha256": "SHA256", "sha512": "SHA512"}


def twin(content: Content) -> bytes:
    """The whole dossier as a JSON-LD document."""
    graph = list(_Graph(content).things())
    return msgspec.json.format(msgspec.json.encode({"@context": CONTEXT, "@graph": graph}), indent=1) + b"\n"


class _Graph:
    """Writes the things of one dossier; the same dossier gives the same names."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def _id(self, kind: str, *what: object) -> str:
        return f"kb:{kind}-{uuid.uuid5(ROOT, '|'.join(map(str, (self._content.reference, kind, *what))))}"

    def things(self) -> Iterator[Thing]:
        content = self._content
        made = [one for place, piece in enumerate(content.pieces) for one in self._piece(place, piece)]
        yield {
            "@id": self._id("investigation"),
            "@type": "case-investigation:Investigation",
            "uco-core:name": content.reference,
            "uco-core:description": content.asked.reason or "reports of online child sexual exploitation",
            "case-investigation:investigationForm": "case",
            "uco-core:objectCreatedTime": _time(content.made_at),
            "uco-core:object": [{"@id": one["@id"]} for one in made],
        }
        yield {
            "@id": self._id("organization"),
            "@type": "uco-identity:Organization",
            "uco-core:name": content.service,
        }
        yield {
            "@id": self._id("tool"),
            "@type": "uco-tool:Tool",
            "uco-core:name": "Vigie",
            "uco-tool:version": content.program,
        }
        yield from made

    def _piece(self, place: int, piece: Piece) -> Iterator[Thing]:
        documents = [self._document(place, number, one) for number, one in enumerate(piece.documents)]
        files = [
            self._file(place, number, file, _print(piece, number)) for number, file in enumerate(piece.report.files)
        ]
        people = [thing for number, who in enumerate(piece.report.people) for thing in self._person(place, number, who)]
        record = {
            "@id": self._id("provenance-record", place),
            "@type": "case-investigation:ProvenanceRecord",
            "uco-core:description": f"report {piece.name}, version {piece.version}, as received",
            "case-investigation:exhibitNumber": f"{self._content.reference}-{place + 1}",
            "uco-core:object": [{"@id": one["@id"]} for one in (*documents, *files)],
        }
        yield self._received(place, piece, record["@id"])
        yield record
        yield from (*documents, *files, *people)
        if piece.verdict is not None:
            yield self._assessment(place, piece)

    def _received(self, place: int, piece: Piece, record: object) -> Thing:
        return {
            "@id": self._id("investigative-action", place),
            "@type": "case-investigation:InvestigativeAction",
            "uco-core:name": "received, sealed and entered in the ledger",
            "uco-core:description": f"report {piece.name} from {piece.report.company or piece.report.source}",
            "uco-action:startTime": _time(piece.received_at),
            "uco-action:performer": {"@id": self._id("organization")},
            "uco-action:instrument": {"@id": self._id("tool")},
            "uco-action:result": [{"@id": record}],
        }

    def _assessment(self, place: int, piece: Piece) -> Thing:
        verdict = piece.verdict
        assert verdict is not None
        reasons = "; ".join(f"+{one.points} {one.why} ({one.rule}/{one.version})" for one in verdict.reasons)
        return {
            "@id": self._id("annotation", place),
            "@type": "uco-core:Annotation",
            "uco-core:name": "proposal of the program, to be checked by a person",
            "uco-core:statement": f"class {verdict.class_}, priority {verdict.score} of 100, policy {verdict.policy}. "
            f"{reasons}",
            "uco-core:object": [{"@id": self._id("provenance-record", place)}],
        }

    def _document(self, place: int, number: int, one: Document) -> Thing:
        return self._observable("document", place, number, one.path, one.size, [("SHA256", one.sha256)])

    def _file(self, place: int, number: int, file: ReportedFile, found: FilePrint | None) -> Thing:
        own = [("SHA256", found.sha256), ("SHA1", found.sha1), ("MD5", found.md5)] if found else []
        sums = dict.fromkeys([*own, *_hashes(file.hashes)])
        name = file.name or file.original_name or file.file_id or f"file {number + 1}"
        return self._observable("file", place, number, name, found.size if found else None, list(sums))

    def _observable(
        self, kind: str, place: int, number: int, name: str, size: int | None, sums: list[tuple[str, str]]
    ) -> Thing:
        facets: list[Thing] = [
            {
                "@id": self._id("file-facet", kind, place, number),
                "@type": "uco-observable:FileFacet",
                "uco-observable:fileName": name,
                **({"uco-observable:sizeInBytes": _whole(size)} if size is not None else {}),
            }
        ]
        if sums:
            facets.append(
                {
                    "@id": self._id("content-data-facet", kind, place, number),
                    "@type": "uco-observable:ContentDataFacet",
                    "uco-observable:hash": [
                        {
                            "@id": self._id("hash", kind, place, number, method, value),
                            "@type": "uco-types:Hash",
                            "uco-types:hashMethod": method,
                            "uco-types:hashValue": {"@type": "xsd:hexBinary", "@value": value.lower()},
                        }
                        for method, value in sums
                    ],
                }
            )
        return {
            "@id": self._id(kind, place, number),
            "@type": "uco-observable:File",
            "uco-core:name": name,
            "uco-core:hasFacet": facets,
        }

    def _person(self, place: int, number: int, who: Person) -> Iterator[Thing]:
        me = self._id("person", place, number)
        names = [one for one in (who.first_name, who.last_name) if one]
        facet = {
            "@id": self._id("simple-name-facet", place, number),
            "@type": "uco-identity:SimpleNameFacet",
            **({"uco-identity:givenName": who.first_name} if who.first_name else {}),
            **({"uco-identity:familyName": who.last_name} if who.last_name else {}),
        }
        yield {
            "@id": me,
            "@type": "uco-identity:Identity",
            "uco-core:name": " ".join(names) or who.screen_name or who.identifier or f"{who.role} {number + 1}",
            **({"uco-core:hasFacet": [facet]} if names else {}),
        }
        role = self._id("role", place, number)
        yield {"@id": role, "@type": "uco-role:Role", "uco-core:name": str(who.role)}
        yield self._tie("has role", me, role)
        for kind, value, facets in _accounts(who):
            one = self._id(kind, place, number, value)
            yield {
                "@id": one,
                "@type": "uco-observable:ObservableObject",
                "uco-core:hasFacet": [{"@id": self._id(f"{kind}-facet", place, number, value), **facets}],
            }
            yield self._tie("was seen with" if kind == "address" else "has account", me, one)

    def _tie(self, kind: str, source: str, target: str) -> Thing:
        return {
            "@id": self._id("relationship", source, target),
            "@type": "uco-core:Relationship",
            "uco-core:source": {"@id": source},
            "uco-core:target": {"@id": target},
            "uco-core:kindOfRelationship": kind,
            "uco-core:isDirectional": True,
        }


def _accounts(who: Person) -> Iterator[tuple[str, str, Thing]]:
    if who.identifier:
        told = {"@type": "uco-observable:AccountFacet", "uco-observable:accountIdentifier": who.identifier}
        yield "account", who.identifier, told
    for email in dict.fromkeys(one.value for one in who.emails):
        yield "email", email, {"@type": "uco-observable:EmailAddressFacet", "uco-observable:addressValue": email}
    for phone in dict.fromkeys(f"{one.calling_code or ''}{one.value}" for one in who.phones):
        yield "phone", phone, {"@type": "uco-observable:PhoneAccountFacet", "uco-observable:phoneNumber": phone}
    for ip in dict.fromkeys(one.ip for one in who.sightings):
        kind = "IPv6AddressFacet" if ":" in ip else "IPv4AddressFacet"
        yield "address", ip, {"@type": f"uco-observable:{kind}", "uco-observable:addressValue": ip}


def _print(piece: Piece, number: int) -> FilePrint | None:
    return piece.matches.prints[number] if number < len(piece.matches.prints) else None


def _hashes(given: tuple[Hash, ...]) -> Iterator[tuple[str, str]]:
    """Of what the sender gives, what UCO has a name for and what is well-formed hexadecimal."""
    for one in given:
        method = METHODS.get(one.kind.lower())
        if method and len(one.value) % 2 == 0 and all(sign in "0123456789abcdefABCDEF" for sign in one.value):
            yield method, one.value.lower()


def _time(at: datetime) -> Thing:
    return {"@type": "xsd:dateTime", "@value": at.isoformat()}


def _whole(number: int) -> Thing:
    return {"@type": "xsd:integer", "@value": str(number)}
