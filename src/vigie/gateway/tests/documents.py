"""Documents that the desk's own schema allows, drawn from the schema itself, and the same a little spoilt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from hypothesis import strategies as st
from lxml import etree
from lxml.etree import _Element as Element

from vigie.gateway.schema import SCHEMA

XS = "{http://www.w3.org/2001/XMLSchema}"
TREE = etree.fromstring(SCHEMA)
NAMED = {node.get("name"): node for node in TREE if node.tag in (f"{XS}complexType", f"{XS}simpleType")}
LETTERS = st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn", "Co"])
PAST = st.datetimes(datetime(1990, 1, 1), datetime(2026, 1, 1)).map(lambda at: f"{at:%Y-%m-%dT%H:%M:%S}Z")
PLAIN: dict[str, st.SearchStrategy[str]] = {
    "boolean": st.sampled_from(["true", "false", "1", "0"]),
    "date": PAST.map(lambda at: at[:10]),
    "dateTime": PAST,
    "double": st.floats(-180, 180).map(repr),
    "int": st.integers(-(2**31), 2**31 - 1).map(str),
    "long": st.integers(-(2**63), 2**63 - 1).map(str),
    "string": st.text(LETTERS, max_size=12),
    "token": st.text(LETTERS, max_size=12).map(lambda text: " ".join(text.split())),
}
Draw = Callable[[st.SearchStrategy[str]], str]


def _few(node: Element) -> st.SearchStrategy[int]:
    least = int(node.get("minOccurs", "1"))
    most = node.get("maxOccurs", "1")
    return st.integers(least, 2 if most == "unbounded" else int(most))


def _value(kind: str) -> st.SearchStrategy[str]:
    """Texts of a simple type."""
    if kind.startswith("xs:"):
        return PLAIN[kind[3:]]
    limit = NAMED[kind].find(f"{XS}restriction")
    assert limit is not None
    facets = {str(one.tag).removeprefix(XS): one.get("value", "") for one in limit}
    if "enumeration" in facets:
        return st.sampled_from([one.get("value", "") for one in limit])
    if "pattern" in facets:
        return st.from_regex(facets["pattern"], fullmatch=True).filter(lambda text: text == text.strip())
    if "minInclusive" in facets:
        return st.integers(int(facets["minInclusive"]), int(facets["maxInclusive"])).map(str)
    most = int(facets.get("maxLength", "12"))
    return _value(limit.get("base", "xs:string")).map(lambda text: text[:most])


@st.composite
def _element(draw: st.DrawFn, node: Element) -> Element:
    """One element, as its declaration allows."""
    kind, made = node.get("type", ""), etree.Element(node.get("name", ""))
    told = NAMED.get(kind)
    if node.get("fixed"):
        made.text = draw(st.sampled_from(["", node.get("fixed")]))
    elif told is None or told.tag == f"{XS}simpleType":
        made.text = draw(_value(kind))
    else:
        for one in told.iter(f"{XS}attribute"):
            if one.get("use") == "required" or draw(st.booleans()):
                made.set(one.get("name", ""), draw(_value(one.get("type", ""))))
        base = told.find(f"{XS}simpleContent/{XS}extension")
        if base is not None:
            made.text = draw(_value(base.get("base", "")))
        for group in told:
            made.extend(draw(_children(group)))
    return made


@st.composite
def _children(draw: st.DrawFn, group: Element) -> list[Element]:
    if group.tag == f"{XS}choice":
        return [draw(_element(one)) for one in draw(st.sampled_from(list(group))).iter(f"{XS}element")]
    if group.tag not in (f"{XS}sequence", f"{XS}all"):
        return []
    made: list[Element] = []
    for one in group:
        if one.tag == f"{XS}element":
            made += [draw(_element(one)) for _ in range(draw(_few(one)))]
        elif draw(st.booleans()):
            made += draw(_children(one))
    return made


def trees(root: str) -> st.SearchStrategy[Element]:
    """Documents that the schema allows."""
    (node,) = (one for one in TREE if one.tag == f"{XS}element" and one.get("name") == root)
    return _element(node)


def documents(root: str) -> st.SearchStrategy[bytes]:
    """The same, as they are sent."""
    return trees(root).map(lambda made: etree.tostring(made, encoding="utf-8", xml_declaration=True))


@st.composite
def spoilt(draw: st.DrawFn, root: str) -> bytes:
    """A document of which something is missing, doubled, changed over, unknown, or no XML at all."""
    made = draw(trees(root))
    for _ in range(draw(st.integers(1, 3))):
        one = draw(st.sampled_from(list(made.iter())))
        what, parent = draw(st.integers(0, 4)), one.getparent()
        if what == 0 and parent is not None:
            parent.remove(one)
        elif what == 1 and parent is not None:
            parent.insert(0, one)
        elif what == 2:
            one.tag = draw(st.sampled_from(["report", "fileDetails", "x", "incidentSummary"]))
        elif what == 3:
            one.text = draw(st.text(LETTERS, max_size=40))
        else:
            one.set(draw(st.sampled_from(["type", "x", "verified"])), draw(st.text(LETTERS, max_size=9)))
    coding = draw(st.sampled_from(["utf-8", "utf-16", "iso-8859-1"]))
    content = etree.tostring(made, encoding="unicode").encode(coding, "xmlcharrefreplace")
    at = draw(st.integers(0, len(content)))
    return content[:at] + draw(st.binary(max_size=6)) + content[at:] if draw(st.booleans()) else content
