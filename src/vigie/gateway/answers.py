"""The two response documents of the CyberTipline Reporting API. Pure."""

from __future__ import annotations

from xml.sax.saxutils import escape

from vigie.services.codes import Code, Done

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def response(code: Code, what: str, done: Done) -> bytes:
    """`reportResponse`: the answer to everything but `/finish`."""
    ids = (("reportId", done.report), ("fileId", done.file), ("hash", done.hash or None))
    more = "".join(f"<{name}>{value}</{name}>" for name, value in ids if value is not None)
    said = f"<responseCode>{int(code)}</responseCode><responseDescription>{_text(what)}</responseDescription>"
    return f"{_DECLARATION}<reportResponse>{said}{more}</reportResponse>".encode()


def done_response(code: Code, done: Done) -> bytes:
    """`reportDoneResponse`: the answer to `/finish`, also where it was not done."""
    files = "".join(f"<fileId>{file}</fileId>" for file in done.files or ())
    said = f"<responseCode>{int(code)}</responseCode><reportId>{done.report or 0}</reportId>"
    return f"{_DECLARATION}<reportDoneResponse>{said}<files>{files}</files></reportDoneResponse>".encode()


def _text(what: str) -> str:
    """Plain text as XML takes it: what a client sent may stand in it."""
    return escape("".join(letter for letter in what if letter in "\t\n" or " " <= letter < "\ud800"))[:2000]
