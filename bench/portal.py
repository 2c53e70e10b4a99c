"""How the public's door stands a flood: so many robots, and whether a person and a child still get through.

    python -m bench.portal [--robots N] [--clients N] [--childrens N] [--json]

A new installation in a temporary folder is served as `vigie serve` does it, with its worker. Robots send the public
form over real HTTP: no scripts, no proof of work, three moulds of words, from many addresses (the proxy's header is
trusted here so that they have some). In the middle one person sends the same form from somewhere else, with the proof
that a browser works out by itself, and one child tells by the children's way from among the robots' own addresses, with
no proof at all. Nobody may be refused; both reports must stand in the queue seconds later, and a service reports by
the other door all the time, without waiting for the crowd. (That ten thousand do not
hide a person without scripts, who may have to wait a quarter of an hour, is a test: `portal/tests/test_floods.py`.)
"""

from __future__ import annotations

import argparse
import base64
import http.client
import json
import random
import re
import statistics
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

from bench.doors import House, _report, house_of
from vigie.portal import proof

HUMAN = "Ma fille de onze ans recoit des messages d un homme dans son jeu et il demande des photos"
CHILD = "il veut une carte cadeau et mon petit voilier"
MOULDS = (
    "URGENT the user {name} at https://site{n}.invalid/p{n} sells to everybody, close it, please act now, number {n}",
    "I saw {name} threaten a child with pictures and gift card {n} on https://c{n}.invalid tomorrow at the station",
    "hello police this account {name}{n} is very bad very bad please look at it https://x{n}.invalid thank you officer",
)
PATIENCE = 120.0  # seconds until both stand in the queue
PACE = 0.2  # seconds between two reports of the service
FORM = re.compile(r'name="(\w+)" value="([^"]*)"')


@dataclass(slots=True)
class Visitor:
    """A browser without scripts: keeps its cookie, follows what it is told."""

    port: int
    address: str
    cookie: str = ""
    waits: list[float] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    came_again: int = 0

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> str:
        """One page; the body."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        told = {"X-Forwarded-For": self.address, "Cookie": self.cookie, "Host": "localhost"}
        body = urlencode(form) if form is not None else None
        if body is not None:
            told["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        line.request(method, path, body, told)
        answer = line.getresponse()
        said = answer.read().decode("utf-8", "replace")
        self.waits.append(time.perf_counter() - began)
        if answer.status >= 400:
            self.refused.append(answer.status)
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                self.cookie = value.partition(";")[0]
        where = answer.headers.get("Location")
        line.close()
        if refresh := answer.headers.get("Refresh"):  # as every browser does
            time.sleep(float(refresh))
            self.came_again += 1
            return self.ask("GET", path)
        return self.ask("GET", where) if answer.status in (302, 303) and where else said


def words(shown: str) -> list[str]:
    """The six words of a receipt's page."""
    return re.findall(r"<li>([^<\s]+)</li>", shown.partition('class="words"')[2].partition("</ol>")[0])


def by_the_form(visitor: Visitor, told: str, *, works: bool = False) -> bool:
    """Sends the public form, without scripts unless it `works`. Returns whether six words were given."""
    visitor.ask("POST", "/signaler/etape/2", {"words": told, "go": "on"})
    last = visitor.ask("GET", "/signaler/etape/5")
    hidden = dict(FORM.findall(last))
    if works:
        hidden["counter"] = proof.work(hidden["asked"])
    return len(words(visitor.ask("POST", "/signaler/envoi", {**hidden, "go": "send"}))) == 6


def by_the_childrens_way(visitor: Visitor, told: str = CHILD) -> bool:
    """A child taps one picture, says one sentence, and sends. Returns whether six words were given."""
    visitor.ask("POST", "/bonjour/quoi", {"what": "threatens", "go": "on"})
    visitor.ask("POST", "/bonjour/dire", {"words": told, "go": "on"})
    return len(words(visitor.ask("POST", "/bonjour/envoi", {"go": "send"}))) == 6


@dataclass(slots=True)
class Flood:
    """Robots that send until all have sent."""

    port: int
    count: int
    childrens: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    next: int = 0
    visitors: list[Visitor] = field(default_factory=list)
    answered: int = 0

    def run(self) -> None:
        for n in self._numbers():
            robot = Visitor(self.port, f"198.51.{n % 256}.{n // 256 % 256}" if n % 2 else f"203.0.113.{n % 256}")
            told = random.Random(n).choice(MOULDS).format(name=f"user_{n}", n=n)
            childs = self.childrens and n % self.childrens == 0
            well = by_the_childrens_way(robot, "robot") if childs else by_the_form(robot, told)
            with self.lock:
                self.visitors.append(robot)
                self.answered += well

    def _numbers(self) -> Iterator[int]:
        while True:
            with self.lock:
                if self.next >= self.count:
                    return
                self.next += 1
                n = self.next
            yield n


class Service(threading.Thread):
    """A service that reports by the other door meanwhile, one report after another."""

    def __init__(self, house: House) -> None:
        super().__init__(daemon=True)
        made = json.loads(house.command("service", "add", "bench", "--json"))
        self._key = base64.b64encode(f"{made['username']}:{made['password']}".encode()).decode()
        self._port, self.done = house.port, threading.Event()
        self.waits: list[float] = []
        self.wrong = 0

    def run(self) -> None:
        line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=120)
        while not self.done.wait(PACE):
            told = {"Authorization": f"Basic {self._key}", "Content-Type": "text/xml", "Host": "localhost"}
            began = time.perf_counter()
            line.request("POST", "/ispws/submit", _report(f"u-{len(self.waits)}"), told)
            answer = line.getresponse()
            self.wrong += b"<responseCode>0<" not in answer.read()
            self.waits.append(time.perf_counter() - began)

    def ended(self) -> list[float]:
        """What it waited for each, in order of size."""
        self.done.set()
        self.join()
        return sorted(self.waits)


def standing(house: House) -> list[dict[str, str]]:
    """The queue."""
    found: list[dict[str, str]] = json.loads(house.command("queue", "--json"))
    return found


def measure(house: House, robots: int, clients: int, childrens: int) -> dict[str, float | int | bool]:
    """Serves, floods, lets a person and a child in between, and looks for both."""
    house.command("init")
    house.start()
    flood = Flood(house.port, robots, childrens)
    threads = [threading.Thread(target=flood.run) for _ in range(clients)]
    before, began = house.processor(), time.perf_counter()
    service = Service(house)
    service.start()
    for thread in threads:
        thread.start()
    while flood.next < robots // 2:
        time.sleep(0.2)
    person, child = Visitor(house.port, "192.0.2.7"), Visitor(house.port, "203.0.113.7")
    heard = by_the_form(person, HUMAN, works=True), by_the_childrens_way(child)
    sent = time.perf_counter()
    for thread in threads:
        thread.join()
    reported = service.ended()
    wall, after = time.perf_counter() - began, house.processor()
    waits = sorted(wait for one in flood.visitors for wait in one.waits)
    figures: dict[str, float | int | bool] = {
        "robots": robots,
        "robots_refused": sum(len(one.refused) for one in flood.visitors) + robots - flood.answered,
        "person_and_child_given_words": all(heard),
        "submissions_a_second": round(robots / wall, 1),
        "answering_ms_per_submission": round(1000 * (after[False] - before[False]) / (robots + 2)),
        "median_ms": round(statistics.median(waits) * 1000, 1),
        "p99_ms": round(waits[int(len(waits) * 0.99)] * 1000, 1),
        "came_again_for_words": sum(one.came_again for one in flood.visitors),
        "service_reports": len(reported),
        "service_refused": service.wrong,
        "service_median_ms": round(statistics.median(reported) * 1000, 1),
        "service_p99_ms": round(reported[int(len(reported) * 0.99)] * 1000, 1),
        "person_waited_ms": round(max(person.waits) * 1000),
        "child_waited_ms": round(max(child.waits) * 1000),
    }
    return figures | _looked(house, sent)


def _looked(house: House, sent: float) -> dict[str, float | int | bool]:
    """What stands in the queue: the child's, the person's, and how many of the robots'."""
    seen: dict[str, float] = {}
    looked: set[str] = set()
    while time.perf_counter() - sent < PATIENCE and len(seen) < 2:
        for row in standing(house):
            if row["report"] not in looked:
                looked.add(row["report"])
                shown = house.command("show", row["report"], "--json")
                found = [name for name, said in (("child", CHILD), ("person", HUMAN)) if said in shown]
                seen |= {name: round(time.perf_counter() - sent, 1) for name in found}
        time.sleep(1)
    return {
        "child_in_the_queue_after_seconds": seen.get("child", -1.0),
        "person_in_the_queue_after_seconds": seen.get("person", -1.0),
        "in_the_queue": len(standing(house)),
    }


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--robots", type=int, default=300)
    asked.add_argument("--clients", type=int, default=8)
    asked.add_argument("--childrens", type=int, default=0, help="of so many robots one comes by the children's way")
    asked.add_argument("--json", action="store_true")
    options = asked.parse_args()
    with house_of("portal", settings={"VIGIE_PROXIES": "127.0.0.1"}) as house:
        figures = measure(house, options.robots, options.clients, options.childrens)
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
