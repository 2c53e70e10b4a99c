"""XML bytes to a tree: safely, and with the usual damage repaired and told."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree
from lxml.etree import _Element as Element

from vigie.intake.encoding import decode
from vigie.intake.format import Unreadable
from vigie.intake.values import shown
from vigie.report.nouns import Saying, say


def _parser(encoding: str | None) -> etree.XMLParser:
    return etree.XMLParser(
        encoding=encoding,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


_AS_DECLARED, _OURS = _parser(None), _parser("utf-8")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(x[0-9A-Fa-f]{1,8}|[0-9]{1,10});")
_NONE: tuple[Saying, ...] = ()
_TOO_DEEP, _TOO_LONG, _TOO_MUCH = "Excessive depth", "Text node too long", "Maximum entity amplification"


def parse(data: bytes) -> tuple[Element, tuple[Saying, ...]]:
    """The root, and what had to be repaired: a wrong encoding, characters that XML forbids.

    No entity is ever expanded, no DTD loaded, no address or file opened. Raises `Unreadable` for a document that
    declares its own entities or names an outside definition, that is not well-formed, or nests more than 256 deep.
    """
    try:
        root, repairs = etree.fromstring(data, _AS_DECLARED), _NONE
    except etree.XMLSyntaxError as error:
        root, repairs = _repaired(data, error)
    _refuse_definitions(root)
    if b"xmlns" in data or repairs:
        _without_namespaces(root)
    return root, repairs


def _refuse_definitions(root: Element) -> None:
    """Told from the tree, where no encoding and no CDATA can feign or hide a definition."""
    document: Any = root.getroottree().docinfo
    if document.internalDTD is None:
        return
    if any(True for _ in document.internalDTD.iterentities()):
        raise _own_entities()
    if document.system_url or document.public_id:
        raise Unreadable(say("the document refers to a definition elsewhere; it was not read"))


def _own_entities() -> Unreadable:
    return Unreadable(say("the document declares its own entities, as an attack would; it was not read"))


def _repaired(data: bytes, error: etree.XMLSyntaxError) -> tuple[Element, tuple[Saying, ...]]:
    """A second reading of a document that is not well-formed: as text of ours, without what XML forbids."""
    _stop_at_limits(error)
    text, repair = decode(data)
    repairs = [] if repair is None else [repair]
    plain = _REFERENCE.sub(_legal, _ILLEGAL.sub("", _DECLARATION.sub("", text)))
    if len(plain) != len(_DECLARATION.sub("", text)):
        repairs.append(say("characters that XML forbids were left out"))
    try:
        return etree.fromstring(plain.encode("utf-8", "replace"), _OURS), (*repairs,)
    except etree.XMLSyntaxError as second:
        _stop_at_limits(second)
        raise Unreadable(_broken(plain, second)) from None


def _broken(text: str, error: etree.XMLSyntaxError) -> Saying:
    line, column = error.position
    if line >= text.count("\n", 0, len(text.rstrip())) + 1 and column >= len(text.rstrip().rpartition("\n")[2]):
        return say("the XML ends early, at line {line}: the file was cut off", line=line)
    return say("the XML is broken at line {line}: {what}", line=line, what=_plain(error))


def _legal(reference: re.Match[str]) -> str:
    digits = reference[1]
    point = int(digits[1:], 16) if digits[0] == "x" else int(digits)
    legal = point in (9, 10, 13) or 0x20 <= point <= 0xD7FF or 0xE000 <= point <= 0xFFFD or 0x10000 <= point <= 0x10FFFF
    return reference[0] if legal else ""


def _stop_at_limits(error: etree.XMLSyntaxError) -> None:
    message = str(error)
    if _TOO_DEEP in message:
        raise Unreadable(say("the XML is nested more deeply than any report")) from None
    if _TOO_LONG in message:
        raise Unreadable(say("a single text in the XML is longer than 10 MB")) from None
    if _TOO_MUCH in message or ("entity" in message.lower() and "loop" in message.lower()):
        raise _own_entities() from None


def _plain(error: etree.XMLSyntaxError) -> str:
    return shown(str(error.msg).partition(", line ")[0])


def _without_namespaces(root: Element) -> None:
    for element in root.iter("{*}*"):
        if element.tag[0] == "{":
            element.tag = element.tag.rpartition("}")[2]
