"""Fetching a list: ranges and pages, resumed where it was cut, words out of order, tombstones, corrupt pages."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from vigie.ledger.models import Entry as LedgerEntry
from vigie.matching import tasks
from vigie.matching.exchange import Exchange, ExchangeError
from vigie.matching.models import Entry, Gap, Pull
from vigie.report.nouns import Hash, Purpose

pytestmark = pytest.mark.django_db

START = datetime(2026, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 1, 2, tzinfo=UTC)
WORD = "Basic " + base64.b64encode(b"desk:secret").decode()
PAGE = """<?xml version="1.0"?><queryResult xmlns="https://hashsharing.ncmec.org/hashsharing/v2">
<images>{images}</images><videos/>{paging}</queryResult>"""
IMAGE = """<{kind}><member id="42">Member</member><timestamp>{at}</timestamp><id>{name}</id>
<classification>A1</classification><fingerprints><md5>{md5}</md5></fingerprints></{kind}>"""


def image(name: str, at: datetime, digit: str = "a", kind: str = "image") -> tuple[datetime, str]:
    return at, IMAGE.format(kind=kind, at=at.isoformat(), name=name, md5=digit * 32)


@dataclass
class Server:
    """A server of hash lists: gives what changed in a range, so many entries a page, and does what it is told to."""

    entries: list[tuple[datetime, str]] = field(default_factory=list)
    size: int = 2
    asked: list[str] = field(default_factory=list)
    spoilt: Callable[[str, bytes], bytes] = lambda path, content: content
    refuse: Callable[[str], int] = lambda path: 0
    base: str = ""

    def answer(self, path: str, word: str | None) -> tuple[int, bytes]:
        self.asked.append(path)
        if word != WORD:
            return 401, b""
        if code := self.refuse(path):
            return code, b""
        query = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
        start, end = (datetime.fromisoformat(query[name]) for name in ("from", "to"))
        mine = [content for at, content in self.entries if start <= at < end]
        at = int(query.get("start", "0"))
        more = at + self.size < len(mine)
        link = f"/v2/entries?from={query['from']}&amp;to={query['to']}&amp;start={at + self.size}"
        paging = f"<paging><next>{link}</next></paging>" if more else ""
        content = PAGE.format(images="".join(mine[at : at + self.size]), paging=paging).encode()
        return 200, self.spoilt(path, content)


@pytest.fixture
def server() -> Iterator[Server]:
    told = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            code, content = told.answer(self.path.removeprefix("/hashsharing"), self.headers.get("Authorization"))
            self.send_response(code)
            if code == 302:
                self.send_header("Location", "http://198.51.100.7/")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            return None

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=http.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    told.base = f"http://127.0.0.1:{http.server_port}/hashsharing"
    yield told
    http.shutdown()
    thread.join()
    http.server_close()


def pulled(server: Server, now: datetime = NOW, password: str = "secret") -> tasks.Pulled:
    exchange = Exchange(server.base, "desk", password, pause=lambda seconds: None)
    return tasks.pull_list("ncmec", Purpose.KNOWN, exchange, server.base, since=START, now=now, actor="shell:ada")


def keys() -> set[str]:
    return set(Entry.objects.values_list("key", flat=True))


def hour(number: float) -> datetime:
    return START + timedelta(hours=number)


def test_all_pages_of_a_range_are_taken_and_the_next_pull_begins_where_it_ended(server: Server) -> None:
    server.entries = [image(f"image{number}", hour(number), "abcde"[number]) for number in range(5)]
    done = pulled(server)
    assert (done.complete, done.pages, done.imported.new, done.gaps) == (True, 3, 5, ())
    assert keys() == {f"42/image{number}" for number in range(5)}
    assert tasks.know([Hash("md5", "c" * 32)], []).equal.keys() == {Hash("md5", "c" * 32)}
    server.entries.append(image("image9", hour(30), "f"))
    server.asked.clear()
    again = pulled(server, hour(48))
    assert (again.imported.new, again.pages) == (1, 1)
    assert server.asked == ["/v2/entries?from=2026-01-02T00%3A00%3A00Z&to=2026-01-03T00%3A00%3A00Z"]
    assert LedgerEntry.objects.filter(tag="matching:list:imported").count() == 2


def test_a_pull_that_was_cut_goes_on_at_its_page_and_moves_its_mark_only_at_the_end(server: Server) -> None:
    server.entries = [image(f"image{number}", hour(number), "abcdef"[number]) for number in range(6)]
    server.refuse = lambda path: 503 if "start=4" in path else 0
    cut = pulled(server)
    assert (cut.complete, cut.imported.new) == (False, 4)
    assert "503" in (cut.fault or "")
    row = Pull.objects.get()
    assert (row.done, row.until, row.pages) == (START, NOW, 2)
    server.refuse = lambda path: 0
    server.asked.clear()
    done = pulled(server, hour(25))
    assert (done.complete, done.imported.new) == (True, 2)
    assert "start=4" in server.asked[0]
    assert len(server.asked) == 2
    assert Pull.objects.get().done == hour(25)


def test_a_link_that_has_run_out_begins_the_range_again(server: Server) -> None:
    server.entries = [image(f"image{number}", hour(number), "abcdef"[number]) for number in range(6)]
    server.refuse = lambda path: 503 if "start=4" in path else 0
    pulled(server)
    server.refuse = lambda path: 410 if "start=4" in path and len(server.asked) < 2 else 0
    server.asked.clear()
    done = pulled(server)
    assert (done.complete, done.imported.new, done.imported.same) == (True, 2, 4)


def test_of_an_entry_the_newest_word_counts_in_whatever_order(server: Server) -> None:
    server.entries = [
        image("one", hour(5), "b"),
        image("one", hour(2), "a"),  # an older word, told after the newer one
        image("two", hour(6), kind="deletedImage"),
        image("three", hour(1), "d"),
        image("two", hour(3), "c"),  # it was taken back after this
        image("three", hour(7), kind="deletedImage"),
    ]
    server.size = 1
    pulled(server)
    (entry,) = Entry.objects.all()
    assert entry.key == "42/one"
    assert "b" * 32 in entry.said
    server.entries = [image("two", hour(30), "e")]  # told anew
    pulled(server, hour(48))
    assert keys() == {"42/one", "42/two"}


def test_a_corrupt_page_stalls_nothing_and_is_shown_until_it_can_be_read(server: Server) -> None:
    server.entries = [image(f"image{number}", hour(number), "abcdef"[number]) for number in range(6)]
    bad = IMAGE.format(kind="image", at=hour(3.5).isoformat(), name="bad", md5="0" * 31 + "1")
    server.entries.insert(4, (hour(3.5), bad))

    def spoil(path: str, content: bytes) -> bytes:
        return content.replace(b"<id>bad</id>", b"<id>bad</i\x01d>")

    server.spoilt = spoil
    done = pulled(server)
    assert done.complete
    assert keys() == {f"42/image{number}" for number in range(6)}
    ((start, end, _),) = done.gaps
    assert start <= hour(3.5) < end <= start + timedelta(minutes=1)
    server.spoilt = lambda path, content: content
    healed = pulled(server, hour(48))
    assert healed.gaps == ()
    assert "42/bad" in keys()
    assert not Gap.objects.exists()


def test_a_page_cut_off_before_its_link_is_halved_until_the_rest_is_read(server: Server) -> None:
    server.entries = [image(f"image{number}", hour(number), "abcdef"[number]) for number in range(6)]
    server.spoilt = lambda path, content: content[:-60] if b"image3" in content else content
    done = pulled(server)
    assert done.complete
    ((start, end, why),) = done.gaps
    assert start <= hour(3) < end <= start + timedelta(minutes=1)
    assert "could not be read" in why
    assert keys() >= {f"42/image{number}" for number in (0, 1, 2, 4, 5)}


def test_a_wrong_password_is_told_and_nothing_is_taken(server: Server) -> None:
    server.entries = [image("one", hour(1))]
    done = pulled(server, password="wrong")
    assert (done.complete, done.imported.new, len(server.asked)) == (False, 0, 1)
    assert "refuses this name" in (done.fault or "")


def test_no_other_server_is_spoken_to(server: Server) -> None:
    exchange = Exchange(server.base, "desk", "secret", pause=lambda seconds: None)
    with pytest.raises(ExchangeError, match="elsewhere"):
        exchange.after("http://198.51.100.7/v2/entries?start=2")
    server.refuse = lambda path: 302
    with pytest.raises(ExchangeError, match="302"):
        exchange.first(START, NOW)
    with pytest.raises(ExchangeError, match="only https"):
        Exchange("http://lists.example/hashsharing", "desk", "secret")
