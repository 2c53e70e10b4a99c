"""How many requests a second the services' door answers, and whether anything is lost.

    python bench/doors.py [--seconds N] [--clients N] [--kill] [--no-work] [--json]

A new installation in a temporary folder is served as `vigie serve` does it, with its worker. So many clients report at
the same time over connections that stay open, as real ones do: submit, upload a file of 20 kB, describe it, finish.
Then the queue must hold every report whose end was acknowledged, and none twice. `--kill` kills everything (SIGKILL) in
the middle and starts it again: clients ask again, as real ones do. They share the processor with what they measure.
VIGIE_DATABASE_URL, an empty database, is used where it is set.
"""

from __future__ import annotations

import argparse
import base64
import http.client
import json
import os
import random
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

VIGIE = [sys.executable, "-c", "from vigie.project.cli import main; main()"]
GRAVE = "Child Pornography (possession, manufacture, and distribution)"
PATIENCE = 120.0  # seconds for what was finished to stand in the queue


@dataclass(slots=True)
class House:
    """An installation that is served."""

    home: Path
    port: int
    words: list[str]
    settings: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("VIGIE_")}
        own = {"VIGIE_HOME": str(self.home), "VIGIE_DATABASE_URL": os.environ.get("VIGIE_DATABASE_URL", "")}
        return kept | own | self.settings

    def command(self, *words: str) -> str:
        done = subprocess.run([*VIGIE, *words], env=self.environment(), capture_output=True, text=True, check=True)
        return done.stdout

    def start(self) -> None:
        line = [*VIGIE, "serve", "--port", str(self.port), *self.words]
        self.process = subprocess.Popen(
            line, env=self.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
                asked.request("GET", "/ispws/status")
                asked.getresponse().read()
                return
            except (OSError, http.client.HTTPException):
                time.sleep(0.1)
        raise SystemExit("the desk does not answer")

    def processor(self) -> dict[bool, float]:
        """Seconds of the processor that the processes used so far: those that answer (False), and the worker (True)."""
        used = {False: 0.0, True: 0.0}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
                worker = b"--with-desk" in (folder / "cmdline").read_bytes()
            except OSError:
                continue
            if self.process is not None and int(fields[3]) == self.process.pid:
                used[worker] += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        return used

    def kill(self, how: signal.Signals) -> None:
        assert self.process is not None
        os.killpg(self.process.pid, how)
        self.process.wait()


@dataclass(slots=True)
class Service:
    """One client: reports until it is told to stop."""

    port: int
    authorization: str
    number: int
    stop: threading.Event
    waits: list[float] = field(default_factory=list)
    finished: list[str] = field(default_factory=list)
    again: int = 0
    _line: http.client.HTTPConnection | None = None

    def run(self) -> None:
        count = 0
        while not self.stop.is_set():
            count += 1
            self.report(f"u-{self.number}-{count}")

    def report(self, user: str) -> None:
        """One report, from opening to the end."""
        number = self.ask("submit", _report(user), "text/xml; charset=utf-8").findtext("reportId") or ""
        content = random.Random(user).randbytes(20_000)
        file = self.ask("upload", *_form(number, content)).findtext("fileId") or ""
        ids = f"<reportId>{number}</reportId><fileId>{file}</fileId>"
        said = f"<fileDetails>{ids}<fileViewedByEsp>true</fileViewedByEsp></fileDetails>"
        self.ask("fileinfo", said.encode(), "text/xml")
        self.ask("finish", f"id={number}".encode(), "application/x-www-form-urlencoded")
        self.finished.append(number)

    def ask(self, path: str, body: bytes, kind: str) -> ElementTree.Element:
        """One request, asked again until it is answered."""
        while True:
            try:
                return self._ask(path, body, kind)
            except (OSError, http.client.HTTPException):
                self.again += 1
                self._line = None
                time.sleep(0.2)

    def _ask(self, path: str, body: bytes, kind: str) -> ElementTree.Element:
        line = self._line = self._line or http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        began = time.perf_counter()
        line.request("POST", f"/ispws/{path}", body, {"Content-Type": kind, "Authorization": self.authorization})
        answer = line.getresponse()
        said = answer.read()
        self.waits.append(time.perf_counter() - began)
        tree = ElementTree.fromstring(said)
        code = tree.findtext("responseCode")
        if answer.status >= 500:
            raise OSError(said)
        if code not in ("0", "5102"):  # finished already: the first answer was lost
            raise SystemExit(f"{path}: {said!r}")
        return tree


def _report(user: str) -> bytes:
    return f"""<report><incidentSummary><incidentType>{GRAVE}</incidentType>
<incidentDateTime>2026-01-02T03:04:05Z</incidentDateTime></incidentSummary>
<reporter><reportingPerson><email>desk@bench.example</email></reportingPerson></reporter>
<personOrUserReported><espIdentifier>{user}</espIdentifier></personOrUserReported></report>""".encode()


def _form(number: str, content: bytes) -> tuple[bytes, str]:
    mark = b"--vigie-bench-boundary"
    head = mark + b'\r\nContent-Disposition: form-data; name="id"\r\n\r\n' + number.encode() + b"\r\n"
    file = mark + b'\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n' + content + b"\r\n"
    return head + file + mark + b"--\r\n", "multipart/form-data; boundary=vigie-bench-boundary"


def measure(house: House, clients: int, seconds: float, kill: bool) -> dict[str, float | int | bool]:
    """Serves, reports, and looks for everything afterwards."""
    house.command("init")
    told = json.loads(house.command("service", "add", "bench", "--requests-a-minute", "10000000", "--json"))
    word = base64.b64encode(f"{told['username']}:{told['password']}".encode()).decode()
    house.start()
    _known(house.port, f"Basic {word}")
    stop = threading.Event()
    services = [Service(house.port, f"Basic {word}", number, stop) for number in range(clients)]
    threads = [threading.Thread(target=one.run) for one in services]
    began, before, own = time.perf_counter(), house.processor(), time.process_time()
    for thread in threads:
        thread.start()
    if kill:
        time.sleep(seconds / 2)
        house.kill(signal.SIGKILL)
        house.start()
    time.sleep(max(0.0, began + seconds - time.perf_counter()))
    stop.set()
    for thread in threads:
        thread.join()
    wall, after = time.perf_counter() - began, house.processor()
    figures = _figures(services, wall)
    if not kill:
        figures |= _spent(after[False] - before[False], after[True] - before[True], time.process_time() - own, figures)
    return figures | {"load_of_the_machine": round(os.getloadavg()[0], 1)} | _found(house, services)


def _known(port: int, authorization: str) -> None:
    """Each process has met the service: argon2 is paid once in five minutes, and no part of what a request costs."""
    for _ in range(40):
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        line.request("GET", "/ispws/status", headers={"Authorization": authorization})
        line.getresponse().read()
        line.close()


def _spent(answering: float, working: float, asking: float, figures: dict[str, float | int]) -> dict[str, float | int]:
    """What a request costs the processor: those who answer, the worker that reads what was finished, and the clients
    here. On a machine that others use at the same time, this is what can be compared."""
    requests = max(1, figures["requests"])
    each = {"answering": answering, "working": working, "asking": asking}
    told = {f"{name}_ms_per_request": round(1000 * spent / requests, 2) for name, spent in each.items()}
    return told | {"two_free_cores_would_answer": round(2 * requests / max(0.001, answering + working + asking))}


def _figures(services: list[Service], wall: float) -> dict[str, float | int]:
    waits = sorted(wait for one in services for wait in one.waits)
    return {
        "requests": len(waits),
        "requests_per_second": round(len(waits) / wall, 1),
        "reports_per_second": round(sum(len(one.finished) for one in services) / wall, 1),
        "median_ms": round(statistics.median(waits) * 1000, 1),
        "p99_ms": round(waits[int(len(waits) * 0.99)] * 1000, 1),
        "asked_again": sum(one.again for one in services),
    }


def _found(house: House, services: list[Service]) -> dict[str, float | int | bool]:
    """What stands in the queue, and how long it took after the last request."""
    wanted = {number for one in services for number in one.finished}
    began, queue = time.perf_counter(), list[str]()
    while time.perf_counter() - began < PATIENCE:
        queue = [line["report"] for line in json.loads(house.command("queue", "--json"))]
        if set(queue) >= wanted:
            break
        if "--no-work" in house.words:
            house.command("work", "--once")
    lost, doubled = len(wanted - set(queue)), len(queue) - len(set(queue))
    return {
        "acknowledged": len(wanted),
        "lost": lost,
        "doubled": doubled,
        "all_in_the_queue_after_seconds": round(time.perf_counter() - began, 1),
    }


@contextmanager
def house_of(bench: str, words: Sequence[str] = (), settings: Mapping[str, str] | None = None) -> Iterator[House]:
    """An installation of a bench's own, ended and taken away whatever happens, also when the bench is told to stop."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    folder = Path(tempfile.mkdtemp(prefix=f"vigie-{bench}-"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    house = House(folder / "home", port, list(words), dict(settings or {}))
    try:
        yield house
    finally:
        if house.process is not None and house.process.poll() is None:
            house.kill(signal.SIGTERM)
        shutil.rmtree(folder, ignore_errors=True)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--seconds", type=float, default=20)
    asked.add_argument("--clients", type=int, default=24)
    asked.add_argument("--kill", action="store_true")
    asked.add_argument("--no-work", action="store_true")
    asked.add_argument("--json", action="store_true")
    options = asked.parse_args()
    with house_of("doors", ["--no-work"] if options.no_work else []) as house:
        figures = measure(house, options.clients, options.seconds, options.kill)
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
