"""An e-mail as it was received (`.eml`): the message, then everything attached to it, as the files of an archive.

The sealed e-mail stays what it is. What is made of it here is a plain text of its head and body, and its attachments as
they were before they were packed into it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from functools import partial
from html.parser import HTMLParser
from typing import BinaryIO

import msgspec

from vigie.intake import paths
from vigie.intake.format import LARGEST_DOCUMENT, Unread
from vigie.report.nouns import Member, say

MESSAGE = "message.mail.json"
MARK = "vigie-mail/1"
PARTS = 500
_HEAD = re.compile(rb"\A(?:\xef\xbb\xbf)?(?:From [^\n]*\n)?[A-Za-z][A-Za-z0-9-]{0,60}:[ \t]?[^\n]*\r?\n")
_KNOWN = re.compile(
    rb"^(?:From|To|Subject|Date|Message-ID|MIME-Version|Received|Return-Path|Content-Type):", re.I | re.M
)
Entry = tuple[str, Callable[[], BinaryIO]]


def is_mail(member: Member) -> bool:
    """Whether a file is an e-mail: by its name, and by its first line."""
    return paths.ending(member.path) == "eml" and bool(_HEAD.match(member.head) and _KNOWN.search(member.head))


def mail_entries(stream: BinaryIO, path: str, refused: Callable[[Unread], None]) -> Iterator[Entry]:
    """The message as text, then its attachments, by the names they bear. What cannot be taken out is refused."""
    stream.seek(0)
    data = stream.read(LARGEST_DOCUMENT + 1)
    if len(data) > LARGEST_DOCUMENT:
        refused(Unread(path, say("the e-mail is larger than {most} MB", most=LARGEST_DOCUMENT // 2**20)))
        return
    try:
        mail = BytesParser(policy=policy.default).parsebytes(data)
        head, parts = _head(mail), [part for part in mail.walk() if not part.is_multipart()]
    except (MessageError, ValueError, LookupError, IndexError, AttributeError, TypeError, KeyError) as error:
        refused(Unread(path, say("the e-mail cannot be taken apart: {what}", what=str(error)[:200])))
        return
    texts, attached = _sorted(parts[:PARTS])
    if len(parts) > PARTS:
        refused(Unread(path, say("the e-mail has more than {most} parts", most=PARTS)))
    told = {"format": MARK, **head, "text": "\n\n".join(texts)}
    yield MESSAGE, partial(io.BytesIO, msgspec.json.encode(told))
    for number, part in enumerate(attached, 1):
        name = _name(part) or f"attachment-{number}"
        yield name, partial(io.BytesIO, _bytes(part))


def _head(mail: EmailMessage) -> dict[str, str]:
    """The lines of the head that say who, to whom, when and what; unreadable ones as they are."""
    wanted = ("From", "Reply-To", "To", "Date", "Subject", "Message-ID")
    return {name.lower().replace("-", "_"): str(mail.get(name, ""))[:2000] for name in wanted}


def _sorted(parts: list[EmailMessage]) -> tuple[list[str], list[EmailMessage]]:
    """The texts of the message itself, and what is attached. A text in HTML counts where there is no plain one."""
    plain: list[str] = []
    marked: list[str] = []
    attached: list[EmailMessage] = []
    for part in parts:
        kind = part.get_content_type()
        if part.get_content_disposition() == "attachment" or _name(part) or kind not in ("text/plain", "text/html"):
            attached.append(part)
        elif kind == "text/plain":
            plain.append(_text(part))
        else:
            marked.append(_words(_text(part)))
    return plain or marked, attached


def _name(part: EmailMessage) -> str:
    try:
        return str(part.get_filename() or "")
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""


def _bytes(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else str(part.get_payload()).encode("utf-8", "surrogateescape")


def _text(part: EmailMessage) -> str:
    try:
        return _bytes(part).decode(part.get_content_charset() or "utf-8", "replace")
    except LookupError:
        return _bytes(part).decode("utf-8", "replace")


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style") and self._silent > 0

    def handle_data(self, data: str) -> None:
        if not self._silent and data.strip():
            self.words.append(data.strip())


def _words(html: str) -> str:
    reader = _Words()
    reader.feed(html)
    return "\n".join(reader.words)
