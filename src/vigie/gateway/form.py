"""A form as clients send it: `multipart/form-data` read as a stream, or plain fields. Pure.

The file's bytes are handed on as they arrive: a film of 2 GB is sealed without lying in memory or,
in the clear, on a disk.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias
from urllib.parse import parse_qsl

from multipart import MultipartError, MultipartSegment, PushMultipartParser, parse_options_header

from vigie.gateway.body import Body, CutOff
from vigie.services.codes import Code, Wrong

FIELD = 4096  # bytes of a plain field
FIELDS = 20
NAME = 200  # letters kept of a file's name
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Form:
    """A multipart form. `fields` fills as the stream is read; `file()` reads up to the file and gives its bytes."""

    def __init__(self, body: Body, content_type: str) -> None:
        self._events = _events(body, _boundary(content_type))
        self.fields: dict[str, str] = {}
        self.name = ""

    def file(self) -> FileStream | None:
        """The first file, as a stream to be read before anything else is; None when there is none. Raises `Wrong`."""
        while (segment := next(self._events, None)) is not None:
            if not isinstance(segment, MultipartSegment):
                continue
            if segment.filename is not None or segment.name == "file":
                self.name = file_name(segment.filename or "")
                return FileStream(self._events)
            self._field(segment)
        return None

    def rest(self) -> None:
        """Reads what follows the file. Raises `Wrong`: a second file belongs to a request of its own."""
        if self.file() is not None:
            raise Wrong(Code.INVALID_REQUEST, "one request uploads one file")

    def _field(self, segment: MultipartSegment) -> None:
        value = bytearray()
        for piece in self._events:
            if not isinstance(piece, bytes | bytearray):
                break
            value += piece
            if len(value) > FIELD:
                raise Wrong(Code.INVALID_REQUEST, f"the field {segment.name[:50]} is too long")
        if len(self.fields) >= FIELDS:
            raise Wrong(Code.INVALID_REQUEST, "the form has too many fields")
        self.fields.setdefault(segment.name, value.decode("utf-8", "replace").strip())


Event: TypeAlias = MultipartSegment | bytes | bytearray | None


class FileStream(io.RawIOBase):
    """The bytes of one file within a form. A client that goes away in the middle is a `CutOff`, never a short file."""

    def __init__(self, events: Iterator[Event]) -> None:
        self._events = events
        self._held = memoryview(b"")
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # typeshed's buffer protocol
        while not self._held and not self._ended:
            piece = next(self._events, None)
            if isinstance(piece, bytes | bytearray):
                self._held = memoryview(piece)
            else:
                self._ended = True
        count = min(len(buffer), len(self._held))
        buffer[:count] = self._held[:count]
        self._held = self._held[count:]
        return count


def _boundary(content_type: str) -> str:
    kind, options = parse_options_header(content_type)
    if kind != "multipart/form-data" or not options.get("boundary"):
        raise Wrong(Code.INVALID_REQUEST, "a form of the type multipart/form-data, with its boundary, is expected")
    return str(options["boundary"])


def _events(body: Body, boundary: str) -> Iterator[Event]:
    """What the form holds, in order. Names are read as bytes first: not every client knows of UTF-8."""
    try:
        with PushMultipartParser(boundary, header_charset="latin1", max_segment_count=FIELDS + 2) as parser:
            while piece := body.read():
                yield from parser.parse(piece)
    except MultipartError as error:
        cut = "Unexpected end" in str(error)
        raise Wrong(Code.UPLOAD_FAILED if cut else Code.INVALID_REQUEST, f"the form cannot be read: {error}") from error
    except CutOff as error:
        raise Wrong(Code.UPLOAD_FAILED, str(error)) from error


def file_name(sent: str) -> str:
    """A file's own name, safe to show and to store: no folders, no control characters, not endless."""
    try:
        sent = sent.encode("latin1").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        sent = str(sent)
    plain = _UNPRINTABLE.sub("", sent.replace("\\", "/")).rstrip("/").rpartition("/")[2].strip(" .")
    stem, dot, ending = plain.rpartition(".")
    if len(plain) <= NAME or not dot or len(ending) > 20:
        return plain[:NAME] or "file"
    return f"{stem[: NAME - len(ending) - 1]}.{ending}"


def fields(body: Body, content_type: str, query: str) -> Mapping[str, str]:
    """The plain fields of a small form, however it was sent. Raises `Wrong`."""
    asked = _pairs(query)
    if content_type.lower().startswith("multipart/"):
        form = Form(body, content_type)
        if form.file() is not None:
            raise Wrong(Code.INVALID_REQUEST, "no file belongs here")
        return asked | form.fields
    return asked | _pairs(body.whole().decode("utf-8", "replace"))


def _pairs(sent: str) -> dict[str, str]:
    try:
        return {name: value.strip() for name, value in parse_qsl(sent, max_num_fields=FIELDS)}
    except ValueError as error:
        raise Wrong(Code.INVALID_REQUEST, "the form has too many fields") from error


def number(fields: Mapping[str, str], name: str = "id") -> int:
    """A report's number out of a form. Raises `Wrong`."""
    said = fields.get(name, "")
    if not (said.isascii() and said.isdecimal() and len(said) <= 18):
        raise Wrong(Code.INVALID_REQUEST, f"the form must have the report's number in its field “{name}”")
    return int(said)
