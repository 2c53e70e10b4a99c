"""A film of 2 GB through the services' door: how long, how much memory, and whether every byte is there.

    python -m bench.upload [--size BYTES] [--json]

A new installation in a temporary folder is served as `vigie serve` does it. Invented bytes are sent as they are made;
the answer's MD5 must be theirs, the memory of the processes that answer must not grow with the film, the finished
report must stand in the queue, and one byte too many must be refused before it is sent. All is deleted afterwards.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import http.client
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from bench.doors import House, _report, house_of

PIECE = 1024 * 1024
LARGEST = 2 * 1024**3
KIND = "multipart/form-data; boundary=vigie-bench"
TAIL = b"\r\n--vigie-bench--\r\n"


@dataclass(slots=True)
class Film:
    """Invented bytes, no two pieces alike, made as they are sent."""

    report: str
    size: int

    def head(self) -> bytes:
        field = '--vigie-bench\r\nContent-Disposition: form-data; name="{}"{}\r\n\r\n'
        return f"{field.format('id', '')}{self.report}\r\n{field.format('file', '; filename=film.mp4')}".encode()

    def pieces(self) -> Iterator[bytes]:
        block = hashlib.shake_256(b"invented").digest(PIECE - 8)
        for number in range(-(-self.size // PIECE)):
            yield (number.to_bytes(8, "big") + block)[: self.size - number * PIECE]

    def body(self, digest: hashlib._Hash) -> Iterator[bytes]:
        yield self.head()
        for piece in self.pieces():
            digest.update(piece)
            yield piece
        yield TAIL

    def length(self) -> int:
        return len(self.head()) + self.size + len(TAIL)


def peak(house: House) -> int:
    """The most memory that one of the served processes ever had, in MB."""
    most = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            lines = (folder / "status").read_text().splitlines()
        except OSError:
            continue
        if house.process is not None and house.process.pid in (parent, int(folder.name)):
            most = max([most, *(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))])
    return most // 1024


def measure(house: House, size: int) -> dict[str, float | int | bool]:
    """Serves, sends, and looks for it."""
    house.command("init")
    told = json.loads(house.command("service", "add", "bench", "--json"))
    word = "Basic " + base64.b64encode(f"{told['username']}:{told['password']}".encode()).decode()
    house.start()

    def post(path: str, body: bytes | Iterator[bytes], kind: str, length: int) -> tuple[int, ElementTree.Element]:
        line = http.client.HTTPConnection("127.0.0.1", house.port, timeout=900)
        line.putrequest("POST", f"/ispws/{path}")
        for name, value in (("Content-Type", kind), ("Authorization", word), ("Content-Length", str(length))):
            line.putheader(name, value)
        line.endheaders()
        for piece in (body,) if isinstance(body, bytes) else body:
            line.send(piece)
        answer = line.getresponse()
        return answer.status, ElementTree.fromstring(answer.read())

    document = _report("u-film")
    number = post("submit", document, "text/xml", len(document))[1].findtext("reportId") or ""
    film, digest = Film(number, size), hashlib.md5(usedforsecurity=False)
    before, began, spent = peak(house), time.perf_counter(), house.processor()[False]
    _, sent = post("upload", film.body(digest), KIND, film.length())
    wall, spent = time.perf_counter() - began, house.processor()[False] - spent
    end = f"id={number}".encode()
    post("finish", end, "application/x-www-form-urlencoded", len(end))
    status, refused = post("upload", b"", KIND, LARGEST + 2 * PIECE)
    return {
        "bytes": size,
        "seconds": round(wall, 1),
        "processor_seconds": round(spent, 1),
        "md5_is_right": sent.findtext("hash") == digest.hexdigest(),
        "memory_mb": peak(house),
        "memory_grew_mb": peak(house) - before,
        "one_too_large_is_refused": status == 413 and refused.findtext("responseCode") == "4000",
        "sealed_bytes": sum(path.stat().st_size for path in (house.home / "vault").rglob("*") if path.is_file()),
        "in_the_queue_after_seconds": _standing(house, number),
    }


def _standing(house: House, number: str) -> float:
    began = time.perf_counter()
    while time.perf_counter() - began < 300:
        if number in [row["report"] for row in json.loads(house.command("queue", "--json"))]:
            return round(time.perf_counter() - began, 1)
    return -1.0


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--size", type=int, default=LARGEST)
    asked.add_argument("--json", action="store_true")
    options = asked.parse_args()
    with house_of("upload") as house:
        figures = measure(house, options.size)
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
