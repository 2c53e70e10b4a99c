"""How the written answer looks as an OpenDocument text: styles, page, table. An office program may restyle it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from odfdo import Cell, Document, Element, Header, Paragraph, Row, Table

NOTE, KEEP, SMALL, TABLE = "VigieNote", "VigieKeep", "VigieSmall", "VigieTable"
FIRST, OTHERS, WIDTH, MOST = "VigieFirst", "VigieOthers", 17.0, 8  # cm between the margins, columns
LINE, STRONG = "0.5pt solid #c9ced8", "0.75pt solid #16233b"


def dress(document: Document, language: str, service: str, foot: str) -> None:
    """Styles, the page with its head and foot, and the language, so that spelling is checked in the right one."""
    styles = document.get_part("styles.xml")
    for numbering in styles.get_elements("//text:outline-style"):
        numbering.delete()  # headings without numbers
    document.insert_style(Element.from_tag(_usual(language)), default=True)
    for one in _paragraphs():
        document.insert_style(Element.from_tag(one))
    for one in (*_tables(), *_widths()):
        document.insert_style(Element.from_tag(one), automatic=True)
    for page in styles.get_elements("//style:master-page"):
        _page(page, service, foot)


def heading(level: int, text: str) -> Header:
    """A heading that looks like one in every office program."""
    made = Header(level, text)
    made.set_attribute("text:style-name", f"Heading_20_{level}")
    return made


FONT = 'fo:font-family="Liberation Serif" style:font-name="Liberation Serif"'
COUNTRY = {"fr": "FR", "nl": "BE", "en": "GB"}


def _usual(language: str) -> str:
    said = f'fo:language="{language}" fo:country="{COUNTRY.get(language, "none")}"'
    return (
        '<style:default-style style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.15cm"/>'
        f'<style:text-properties {FONT} fo:font-size="11pt" {said}/></style:default-style>'
    )


def _paragraphs() -> list[str]:
    def paragraph(name: str, properties: str, text: str, title: str = "") -> str:
        shown = f' style:display-name="{title}" style:default-outline-level="{title[-1]}"' if title else ""
        return (
            f'<style:style style:family="paragraph" style:name="{name}"{shown}>'
            f"<style:paragraph-properties {properties}/><style:text-properties {text}/></style:style>"
        )

    head = 'fo:color="#16233b" fo:font-weight="bold" fo:font-style="normal" ' + FONT
    return [
        paragraph(
            "Heading_20_1",
            'fo:margin-bottom="0.4cm" fo:text-align="center"',
            f'{head} fo:font-size="18pt"',
            "Heading 1",
        ),
        paragraph(
            "Heading_20_2",
            f'fo:margin-top="0.7cm" fo:margin-bottom="0.25cm" fo:border-bottom="{STRONG}" fo:keep-with-next="always"',
            f'{head} fo:font-size="14pt"',
            "Heading 2",
        ),
        paragraph(
            "Heading_20_3",
            'fo:margin-top="0.5cm" fo:margin-bottom="0.1cm" fo:keep-with-next="always"',
            f'{head} fo:font-size="11.5pt"',
            "Heading 3",
        ),
        paragraph(NOTE, 'fo:background-color="#f3f5f8" fo:padding="0.2cm"', 'fo:font-style="italic"'),
        paragraph(KEEP, 'fo:keep-with-next="always" fo:margin-bottom="0.15cm"', 'fo:font-size="10.5pt"'),
        paragraph(SMALL, 'fo:margin-top="0.1cm"', 'fo:font-size="9pt" fo:color="#5b6577"'),
        paragraph("VigieTop", 'fo:margin-bottom="0.6cm"', 'fo:font-size="9pt" fo:color="#5b6577"'),
        paragraph("VigieCell", 'fo:margin-bottom="0cm"', 'fo:font-size="9.5pt"'),
        paragraph("VigieNumber", 'fo:margin-bottom="0cm" fo:text-align="end"', 'fo:font-size="9.5pt"'),
        paragraph(
            "VigieHead", 'fo:margin-bottom="0cm" fo:text-align="end"', 'fo:font-size="9.5pt" fo:font-weight="bold"'
        ),
        paragraph("VigieTotal", 'fo:margin-bottom="0cm"', 'fo:font-size="9.5pt" fo:font-weight="bold"'),
    ]


def _tables() -> list[str]:
    def cell(name: str, line: str) -> str:
        return (
            f'<style:style style:family="table-cell" style:name="{name}"><style:table-cell-properties '
            f'fo:border-bottom="{line}" fo:padding="0.08cm" style:vertical-align="middle"/></style:style>'
        )

    return [
        f'<style:style style:family="table" style:name="{TABLE}"><style:table-properties style:width="{WIDTH}cm" '
        'table:align="margins" fo:margin-bottom="0.2cm" style:may-break-between-rows="true"/></style:style>',
        cell("VigieCellLine", LINE),
        cell("VigieCellHead", STRONG),
        '<style:style style:family="table-row" style:name="VigieRow">'
        '<style:table-row-properties fo:keep-together="always"/></style:style>',
    ]


def columns(table: Table, count: int) -> None:
    """The columns of a table: the names first, the numbers alike."""
    for place in range(count):
        column = Element.from_tag("table:table-column")
        column.set_attribute("table:style-name", f"{OTHERS if place else FIRST}{count}")
        table.append(column)


def _widths() -> Iterator[str]:
    """The column styles of tables of one to `MOST` columns."""
    for count in range(1, MOST + 1):
        first = WIDTH if count == 1 else max(4.5, WIDTH - 2.6 * (count - 1))
        for name, width in ((FIRST, first), (OTHERS, (WIDTH - first) / max(1, count - 1))):
            yield (
                f'<style:style style:family="table-column" style:name="{name}{count}"><style:table-column-properties '
                f'style:column-width="{width:.2f}cm" style:rel-column-width="{round(1000 * width)}*"/></style:style>'
            )


def row(table: Table, values: Sequence[str], *, head: bool = False, total: bool = False) -> None:
    """A line of a table: a name, then numbers at the right. The head is repeated on each page."""
    made = Row(style="VigieRow")
    for place, value in enumerate(values):
        cell = Cell(style="VigieCellHead" if head else "VigieCellLine")
        style = "VigieHead" if head and place else "VigieTotal" if head or (total and not place) else ""
        cell.append(Paragraph(value, style=style or ("VigieNumber" if place else "VigieCell")))
        made.append(cell)
    if head:
        kept = Element.from_tag("table:table-header-rows")
        kept.append(made)
        table.append(kept)
    else:
        table.append(made)


def _page(page: Element, service: str, foot: str) -> None:
    for place in ("style:header", "style:footer"):
        for old in page.get_elements(place):
            old.delete()
    page.append(
        Element.from_tag(f'<style:header><text:p text:style-name="VigieTop">{escape(service)}</text:p></style:header>')
    )
    page.append(
        Element.from_tag(
            f'<style:footer><text:p text:style-name="{SMALL}">{escape(foot)} — '
            '<text:page-number text:select-page="current">1</text:page-number> / '
            "<text:page-count>1</text:page-count></text:p></style:footer>"
        )
    )
