"""The papers are an archive's and everybody's: what PDF/A-3a and PDF/UA-1 ask for is there, in each pack."""

from __future__ import annotations

import io
import re

import pypdfium2
import pytest
from msgspec.structs import replace
from pyhanko.pdf_utils.reader import PdfFileReader

from vigie.papers import glyphs, transmission, typeset
from vigie.papers.letters import letters, texts
from vigie.papers.pades import flaw
from vigie.papers.tests.example import MADE, SIGNER, content, desk, made
from vigie.papers.tongue import shown
from vigie.territory.pack import every, load

LANGUAGES = ("fr", "nl", "en")


def words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


@pytest.mark.parametrize("country", [pack.country for pack in every()])
def test_every_pack_has_its_letters_in_every_language(country: str) -> None:
    found = letters(load(country))
    assert [name for name, of in texts(found) if not all(of.get(one) for one in LANGUAGES)] == []
    for language in LANGUAGES:
        speaking = desk(content(language=language, country=country))
        for _, of in texts(found):
            speaking.text(of)


@pytest.fixture(scope="module", params=[("fr", "FR"), ("nl", "BE"), ("en", "FR")], ids=str)
def papers(request: pytest.FixtureRequest) -> dict[str, bytes]:
    language, country = request.param
    files = made(stamped=False, language=language, country=country).files
    return {path: one for path, one in files.items() if path.endswith(".pdf")}


def test_each_paper_says_that_it_is_pdf_a_3a_and_pdf_ua_1_and_keeps_what_they_ask_for(papers: dict[str, bytes]) -> None:
    """There is no validator of both in Python: these are their marks in the file, after it was signed."""
    assert len(papers) == 3
    for pdf in papers.values():
        reader = PdfFileReader(io.BytesIO(pdf))
        root = reader.root
        told = root["/Metadata"].data.decode()
        assert "<pdfaid:part>3<" in told and "<pdfaid:conformance>A<" in told and "<pdfuaid:part>1<" in told
        assert root["/OutputIntents"][0]["/S"] == "/GTS_PDFA1" and root["/MarkInfo"]["/Marked"]
        assert root["/StructTreeRoot"] and root["/Lang"] and root["/ViewerPreferences"]["/DisplayDocTitle"]
        fields = root["/AcroForm"]["/Fields"]
        for place in range(len(fields)):
            annotation = fields[place]
            assert annotation["/F"] & 4 and not annotation["/F"] & 2  # printed, not hidden
            assert all(float(edge) < 0 for edge in annotation["/Rect"])  # and out of the page


def test_what_the_signature_appends_begins_on_a_line_of_its_own(papers: dict[str, bytes]) -> None:
    """PDF/A (ISO 19005-3, 6.1.9): two validators refused papers in which it followed the old end at once."""
    for pdf in papers.values():
        ends = [place.end() for place in re.finditer(rb"%%EOF", pdf)]
        assert len(ends) == 2 and all(pdf[end : end + 1] == b"\n" for end in ends)


def test_the_signature_is_the_last_thing_that_a_screen_reader_says(papers: dict[str, bytes]) -> None:
    """PDF/UA (ISO 14289-1, 7.18.4): the field stands in a Form element, which the field's own number leads to."""
    for pdf in papers.values():
        root = PdfFileReader(io.BytesIO(pdf)).root
        field, tree = root["/AcroForm"]["/Fields"][0], root["/StructTreeRoot"]
        kids, numbers = tree["/K"][0]["/K"], tree["/ParentTree"]["/Nums"]
        last = kids[len(kids) - 1]
        assert last["/S"] == "/Form" and last["/K"]["/Type"] == "/OBJR" and field["/TU"]
        assert last["/K"].raw_get("/Obj") == root["/AcroForm"]["/Fields"].raw_get(0)
        found = {int(numbers[place]): numbers.raw_get(place + 1) for place in range(0, len(numbers), 2)}
        assert found[field["/StructParent"]] == kids.raw_get(len(kids) - 1)
        assert tree["/ParentTreeNextKey"] > max(found)


def test_the_official_report_carries_the_twin(papers: dict[str, bytes]) -> None:
    carried = [PdfFileReader(io.BytesIO(pdf)).root.get("/AF", []) for pdf in papers.values()]
    found = [each[place] for each in carried for place in range(len(each))]
    assert [(str(one["/UF"]), str(one["/AFRelationship"])) for one in found] == [("case.jsonld", "/Data")]


def test_the_papers_say_what_matters() -> None:
    files = made(stamped=False).files
    official, annexes = words(files["data/proces-verbal.pdf"]), words(files["data/annexes.pdf"])
    for one in ("900000001", "192.0.2.17", "port 50123", "227-23", "+26", "access/1", "anne", "UTC+", "IMG_000"):
        assert one in official, one
    for one in ("a" * 64, "c" * 64, "12 of 256 bits apart", "national", "received/01-1-report.xml"):
        assert one in annexes, one


def test_the_letter_bears_the_address_that_the_pack_has_of_its_addressee() -> None:
    told = desk(replace(content(), address="7 rue Exemple\n35000 Rennes"))
    address = transmission.blocks(told, ("", ""), [])[0]["lines"]
    assert address[1:3] == ["7 rue Exemple", "35000 Rennes"]
    assert len(transmission.blocks(desk(content()), ("", ""), [])[0]["lines"]) == len(address) - 2


def test_a_paper_that_was_changed_or_signed_by_another_is_found() -> None:
    pdf = made(stamped=False).files["data/transmission.pdf"]
    assert flaw(pdf, SIGNER.certificate, SIGNER.chain, MADE) == ""
    assert "does not cover" in flaw(pdf + b"\n% more", SIGNER.certificate, SIGNER.chain, MADE)
    assert flaw(pdf[:500] + b"x" + pdf[501:], SIGNER.certificate, SIGNER.chain, MADE)
    assert flaw(b"no paper", SIGNER.certificate, SIGNER.chain, MADE)


def test_every_sign_that_is_called_printable_is() -> None:
    speaking = desk(content())
    paper = speaking.paper(speaking.letters.report.title)
    assert typeset.pdf(paper, [typeset.para(glyphs.every()), typeset.para("a\u200bb")], MADE).startswith(b"%PDF")


def test_signs_without_a_glyph_and_those_that_steer_a_printer_are_shown_by_their_number() -> None:
    assert shown("amber 琥 \u202e \x07") == "amber ‹U+7425› ‹U+202E› ‹U+0007›"
    assert shown("e\u0301té") == "été"
