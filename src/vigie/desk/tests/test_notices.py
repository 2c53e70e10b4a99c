"""Officers are told by e-mail that something waits: once, seldom, and never what. The server here is a real one."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import Settings

from vigie.access.models import Officer
from vigie.cases import tasks as cases
from vigie.desk.models import Notice, Offer
from vigie.desk.tasks import notices
from vigie.desk.tests import caseload
from vigie.desk.tests.conftest import Enter


class Box(socketserver.ThreadingTCPServer):
    """A mail server that keeps what it is given."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Clerk)
        self.letters: list[str] = []
        self.knows = True

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"


class Clerk(socketserver.StreamRequestHandler):
    """Speaks as much SMTP as a client needs (RFC 5321)."""

    server: Box

    def handle(self) -> None:
        self._say("220 box.invalid")
        while line := self.rfile.readline().decode().strip():
            word = line.partition(" ")[0].upper()
            if word == "DATA":
                self._say("354 go on")
                self.server.letters.append("".join(self._letter()))
            if word == "RCPT" and not self.server.knows:
                self._say("550 nobody here")
                continue
            self._say("221 bye" if word == "QUIT" else "250 yes")
            if word == "QUIT":
                return

    def _letter(self) -> Iterator[str]:
        while (line := self.rfile.readline().decode()) not in (".\r\n", ""):
            yield line

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@pytest.fixture
def box(settings: Settings) -> Iterator[Box]:
    with Box() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.VIGIE_MAIL_URL = server.url
        yield server
        server.shutdown()


@pytest.fixture
def addressed(officer: Officer, colleague: Officer) -> Officer:
    """A colleague with an address, to whom a note speaks."""
    Officer.objects.filter(pk=colleague.pk).update(email="bruno@mail.example", language="fr")
    colleague.refresh_from_db()
    case = cases.start(officer, "Zephyrquartz")
    cases.note(officer, case.pk, "@bruno zephyrquartz answers within a week")
    return colleague


def test_it_is_said_that_something_waits_and_nothing_of_what(box: Box, addressed: Officer) -> None:
    assert notices.tell() == 1
    (letter,) = box.letters
    assert "To: bruno@mail.example" in letter
    assert "zephyr" not in letter.casefold()
    assert "Quelque_chose" in letter or "Quelque chose" in letter


def test_each_thing_is_told_once_and_nobody_more_than_once_an_hour(box: Box, addressed: Officer) -> None:
    now = datetime.now(UTC)
    assert [notices.tell(now + timedelta(minutes=m)) for m in (0, 5, 200)] == [1, 0, 0]
    Offer.objects.create(report_key=caseload.kept().pk, by="anne", to="bruno", at=now)
    assert notices.tell(now + timedelta(minutes=30)) == 0  # too soon
    assert notices.tell(now + timedelta(minutes=61)) == 1
    assert len(box.letters) == 2


def test_who_gave_no_address_is_told_at_the_desk_alone(box: Box, officer: Officer, colleague: Officer) -> None:
    cases.note(officer, cases.start(officer, "Grey heron").pk, "@bruno please look")
    assert notices.tell() == 0
    assert not Notice.objects.exists()


def test_without_a_server_nothing_is_written(settings: Settings, addressed: Officer) -> None:
    settings.VIGIE_MAIL_URL = ""
    assert notices.tell() == 0
    assert not Notice.objects.exists()


def test_what_did_not_leave_is_tried_again_and_stands_in_the_outbox(
    box: Box, addressed: Officer, settings: Settings, administrator: Officer, enter: Enter
) -> None:
    settings.VIGIE_MAIL_URL = "smtp://127.0.0.1:9"  # nobody listens there
    assert notices.tell() == 0
    assert "Connection refused" in Notice.objects.get().error
    assert "Connection refused" in enter(administrator).get("/installation").content.decode()
    settings.VIGIE_MAIL_URL = box.url
    assert notices.tell() == 1
    assert Notice.objects.get().sent_at is not None


def test_an_address_that_nobody_has_is_not_tried_for_ever(box: Box, addressed: Officer) -> None:
    box.knows = False
    assert [notices.tell() for _ in range(3)] == [0, 0, 0]
    row = Notice.objects.get()
    assert (row.tries, row.error) == (notices.TRIES, "the server does not know this address")


def test_everybody_says_where_they_are_told(officer: Officer, enter: Enter, settings: Settings) -> None:
    settings.VIGIE_MAIL_URL = "smtp://127.0.0.1:9"
    browser = enter(officer)
    assert 'name="email"' in browser.get("/account").content.decode()
    browser.post("/account/address", {"email": "not an address"})
    officer.refresh_from_db()
    assert officer.email == ""
    browser.post("/account/address", {"email": "anne@mail.example"})
    officer.refresh_from_db()
    assert officer.email == "anne@mail.example"
