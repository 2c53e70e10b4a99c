"""A service that reports, in a test: speaks as real clients do, through Django's own handler."""

from __future__ import annotations

import base64
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.test import Client
from lxml import etree

from vigie.services.models import Service
from vigie.services.tasks import accounts

GRAVE = "Child Pornography (possession, manufacture, and distribution)"


def report(user: str = "u-1", *, at: str = "2026-01-02T03:04:05Z", first: str = "", summary: str = "") -> bytes:
    """A report with what is compulsory, and an account."""
    return f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<report>{first}
 <incidentSummary><incidentType>{GRAVE}</incidentType>{summary}<incidentDateTime>{at}</incidentDateTime></incidentSummary>
 <internetDetails><chatImIncident><chatClient>Example</chatClient></chatImIncident></internetDetails>
 <reporter><reportingPerson><email>desk@one.example</email></reportingPerson></reporter>
 <personOrUserReported><espIdentifier>{user}</espIdentifier><espService>one</espService></personOrUserReported>
</report>""".encode()


def details(number: int, file: str, more: str = "") -> bytes:
    """What is said of one file."""
    return f"<fileDetails><reportId>{number}</reportId><fileId>{file}</fileId>{more}</fileDetails>".encode()


@dataclass(frozen=True, slots=True)
class Answer:
    """A response document, as a client reads it."""

    status: int
    root: str
    code: int
    said: str
    report: int
    file: str
    hash: str
    files: tuple[str, ...]
    headers: Any

    @classmethod
    def of(cls, response: HttpResponse) -> Answer:
        tree = etree.fromstring(response.content)

        def text(name: str) -> str:
            return tree.findtext(name) or ""

        return cls(
            response.status_code,
            str(tree.tag),
            int(text("responseCode")),
            text("responseDescription"),
            int(text("reportId") or 0),
            text("fileId"),
            text("hash"),
            tuple(element.text or "" for element in tree.findall("files/fileId")),
            response.headers,
        )


@dataclass(slots=True)
class Reporter:
    """One account and its client."""

    service: Service
    secret: str
    client: Client = field(default_factory=Client)

    @classmethod
    def new(cls, name: str = "One", **how: Any) -> Reporter:
        return cls(*accounts.add(name, actor="shell:test", **how))

    @property
    def authorization(self) -> str:
        return "Basic " + base64.b64encode(f"{self.service.username}:{self.secret}".encode()).decode()

    def raw(
        self, method: str, path: str, body: bytes = b"", kind: str = "text/xml; charset=utf-8", **headers: str
    ) -> Any:
        told = {"Authorization": self.authorization, **headers}
        return self.client.generic(method, f"/ispws/{path}", body, kind, headers=told)

    def post(self, path: str, body: bytes = b"", kind: str = "text/xml; charset=utf-8", **headers: str) -> Answer:
        return Answer.of(self.raw("POST", path, body, kind, **headers))

    def get(self, path: str) -> Answer:
        return Answer.of(self.raw("GET", path))

    def submit(self, body: bytes | None = None, key: str = "") -> Answer:
        headers = {"Idempotency-Key": key} if key else {}
        return Answer.of(self.raw("POST", "submit", report() if body is None else body, **headers))

    def upload(self, number: int, content: bytes, name: str = "a.jpg") -> Answer:
        return self.post("upload", *form({"id": str(number)}, content, name))

    def finish(self, number: int) -> Answer:
        return self.post("finish", f"id={number}".encode(), "application/x-www-form-urlencoded")

    def retract(self, number: int) -> Answer:
        return self.post("retract", *form({"id": str(number)}))


def form(fields: dict[str, str], content: bytes | None = None, name: str = "a.jpg") -> tuple[bytes, str]:
    """A multipart form, written by hand: its bytes and its content type."""
    boundary = uuid.uuid4().hex
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in fields.items()
    ]
    if content is not None:
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        parts.append(head.encode() + b"Content-Type: application/octet-stream\r\n\r\n" + content + b"\r\n")
    return b"".join(parts) + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"
