"""A service reports over the network: killed between any two of its requests, the desk loses and doubles nothing."""

from __future__ import annotations

import base64
import hashlib
import http.client
import os
import resource
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.conftest import Installation
from tests.journey.inputs import api_xml

PATIENCE = 60.0  # seconds: far more than it takes; a machine may be busy
MARK = "a-boundary"


@dataclass(slots=True)
class Served:
    """A desk that is served, and the account of a service."""

    installation: Installation
    port: int
    account: dict[str, str]
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        line = self.installation.arguments("serve", "--port", str(self.port))
        self.process = subprocess.Popen(
            line, env=self.installation.environment(), stdout=subprocess.DEVNULL, start_new_session=True
        )
        for _ in attempts():
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                continue

    def end(self, how: signal.Signals = signal.SIGKILL) -> None:
        assert self.process is not None
        os.killpg(self.process.pid, how)
        self.process.wait()

    def killed(self) -> None:
        """Everything of it dies at once, and is started again."""
        self.end()
        self.start()

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "text/xml") -> ElementTree.Element:
        """One request, asked again until it is answered, as clients do."""
        for _ in attempts():
            try:
                return self._ask(method, path, body, kind)
            except (OSError, http.client.HTTPException):
                continue
        raise AssertionError("there is no answer")

    def _ask(self, method: str, path: str, body: bytes, kind: str) -> ElementTree.Element:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        line.request(method, f"{self.account['path']}/{path}", body, self.headers(kind))
        answer = line.getresponse()
        assert answer.status == 200, answer.read()
        return ElementTree.fromstring(answer.read())

    def headers(self, kind: str) -> dict[str, str]:
        word = f"{self.account['username']}:{self.account['password']}".encode()
        return {"Authorization": "Basic " + base64.b64encode(word).decode(), "Content-Type": kind}

    def form(self, number: str, content: bytes = b"") -> bytes:
        head = f'--{MARK}\r\nContent-Disposition: form-data; name="id"\r\n\r\n{number}\r\n'
        file = f'--{MARK}\r\nContent-Disposition: form-data; name="file"; filename="film.mp4"\r\n\r\n'
        return head.encode() + file.encode() + content + f"\r\n--{MARK}--\r\n".encode()

    def break_off(self, number: str, content: bytes) -> None:
        """Sends half of an upload, and kills the desk before the rest."""
        body = self.form(number, content)
        with socket.create_connection(("127.0.0.1", self.port), PATIENCE) as line:
            told = self.headers(f"multipart/form-data; boundary={MARK}") | {
                "Host": "localhost",
                "Content-Length": str(len(body)),
            }
            head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
            line.sendall(f"POST {self.account['path']}/upload HTTP/1.1\r\n{head}\r\n".encode() + body[: len(body) // 2])
            time.sleep(0.3)
            self.killed()

    def queue(self, number: str) -> list[dict[str, Any]]:
        """The lines of the queue with this report, once there is one."""
        for _ in attempts():
            found = [line for line in self.installation.answer("queue") if line["report"] == number]
            if found:
                return found
        raise AssertionError(f"{number} does not come to the queue")


def attempts() -> Iterator[None]:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        yield
        time.sleep(0.2)
    raise AssertionError("it takes too long")


@contextmanager
def served(installation: Installation) -> Iterator[Served]:
    account = installation.answer("service", "add", "Example Chat", "--company", "Example")
    assert sorted(account) == ["password", "path", "username"]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    made = Served(installation, port, account)
    made.start()
    try:
        yield made
    finally:
        made.end(signal.SIGTERM)


def said(answer: ElementTree.Element, name: str) -> str:
    return answer.findtext(name) or ""


@pytest.mark.slow
def test_a_service_reports_to_a_desk_that_is_killed_all_the_time(installation: Installation, tmp_path: Path) -> None:
    content = hashlib.sha256(b"invented").digest() * 100_000
    with served(installation) as desk:
        assert said(desk.ask("GET", "status"), "responseCode") == "0"
        number = said(desk.ask("POST", "submit", api_xml("u-1").encode()), "reportId")
        desk.killed()
        assert said(desk.ask("POST", "submit", api_xml("u-1").encode()), "reportId") == number
        desk.break_off(number, content)
        sent = desk.ask("POST", "upload", desk.form(number, content), f"multipart/form-data; boundary={MARK}")
        assert said(sent, "hash") == hashlib.md5(content, usedforsecurity=False).hexdigest()
        done = desk.ask("POST", "finish", f"id={number}".encode(), "application/x-www-form-urlencoded")
        assert (said(done, "responseCode"), said(done, "files/fileId")) == ("0", said(sent, "fileId"))
        desk.killed()
        again = desk.ask("POST", "finish", f"id={number}".encode(), "application/x-www-form-urlencoded")
        assert said(again, "responseCode") == "5102"
        assert len(desk.queue(number)) == 1
    shown = installation.answer("show", number)
    assert shown["source"] == "Example"
    assert hashlib.sha256(content).hexdigest() in str(shown)
    installation.command("ledger", "verify")


def limited(desk: Served, most: int) -> None:
    """Lets no process of the desk make a file larger than this: what a disk without room answers to each write."""
    assert desk.process is not None
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if desk.process.pid in (parent, int(folder.name)):
            resource.prlimit(int(folder.name), resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))


def test_where_there_is_no_room_the_service_is_told_to_come_back_and_nothing_is_half_kept(
    installation: Installation,
) -> None:
    content = hashlib.shake_256(b"invented").digest(20_000_000)
    with served(installation) as desk:
        number = said(desk.ask("POST", "submit", api_xml("u-room").encode()), "reportId")
        limited(desk, 8_000_000)
        line = http.client.HTTPConnection("127.0.0.1", desk.port, timeout=PATIENCE)
        kind = f"multipart/form-data; boundary={MARK}"
        line.request("POST", f"{desk.account['path']}/upload", desk.form(number, content), desk.headers(kind))
        answer = line.getresponse()
        told = ElementTree.fromstring(answer.read())
        assert (answer.status, said(told, "responseCode")) == (503, "1000")
        assert int(answer.headers["Retry-After"]) > 0 and answer.headers["Request-ID"]
        limited(desk, resource.RLIM_INFINITY)
        sent = desk.ask("POST", "upload", desk.form(number, content), kind)
        assert said(sent, "hash") == hashlib.md5(content, usedforsecurity=False).hexdigest()
        done = desk.ask("POST", "finish", f"id={number}".encode(), "application/x-www-form-urlencoded")
        assert [one.text for one in done.findall("files/fileId")] == [said(sent, "fileId")]
        assert len(desk.queue(number)) == 1
    checks = {one["what"]: one["ok"] for one in installation.answer("doctor")}
    assert checks["vault"] and checks["ledger"]
