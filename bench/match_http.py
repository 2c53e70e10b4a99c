"""How many hashes a second `POST /match` answers over HTTP, beside the field's own service as it was measured.

    python bench/match_http.py [--n 1000000] [--batch 100] [--seconds 10] [--json]

A new installation with one list of so many entries (MD5 and PDQ) is served as `vigie serve` serves it; one client
asks over one connection, batch after batch: half of the pictures are known, each batch is authenticated, counted, and
entered in the ledger. The peer (Hasher-Matcher-Actioner 1.1.7, one million PDQ hashes, its default worker) needs a
server of its own and was measured once, on the machine of the design: 216 look-ups a second. `hashes_per_cpu_s` is for
each second of the server's processor, for others may use the machine too.
"""

from __future__ import annotations

import argparse
import base64
import http.client
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

PEER = 216  # look-ups a second
VIGIE = [sys.executable, "-c", "from vigie.project.cli import main; main()"]


def vigie(home: Path, *words: str) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VIGIE_")}
    done = subprocess.run([*VIGIE, *words], env=kept | {"VIGIE_HOME": str(home)}, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout


def hashes(rng: np.random.Generator, count: int) -> list[tuple[str, str]]:
    rows = rng.integers(0, 256, (count, 48), dtype=np.uint8)
    return [(row[:16].tobytes().hex(), row[16:].tobytes().hex()) for row in rows]


def write(path: Path, count: int) -> list[tuple[str, str]]:
    """A list, and some of its hashes to ask for."""
    rng, kept = np.random.default_rng(1), []
    with path.open("w", encoding="ascii") as file:
        file.write("md5,pdq\n")
        for start in range(0, count, 10_000):
            some = hashes(rng, min(10_000, count - start))
            file.writelines(f"{md5},{pdq}\n" for md5, pdq in some)
            kept += some[:: max(1, count // 20_000)]
    return kept


def batches(known: list[tuple[str, str]], size: int) -> list[bytes]:
    """Batches that ask for pictures: half of them known within some bits, half not."""
    rng, chance = np.random.default_rng(2), random.Random(3)
    unknown = hashes(rng, len(known))
    made = []
    for _ in range(100):
        items = [{"id": str(n), "pdq": chance.choice(known if n % 2 else unknown)[1]} for n in range(size)]
        made.append(json.dumps({"items": items}).encode())
    return made


def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def asked(address: int, login: str, bodies: list[bytes], seconds: float) -> list[tuple[float, int]]:
    """(seconds, files known) of each batch."""
    connection = http.client.HTTPConnection("127.0.0.1", address)
    headers = {"Authorization": f"Basic {login}", "Content-Type": "application/json"}
    told: list[tuple[float, int]] = []
    stop = time.perf_counter() + seconds
    while time.perf_counter() < stop:
        start = time.perf_counter()
        connection.request("POST", "/match", bodies[len(told) % len(bodies)], headers)
        answer = connection.getresponse()
        said = json.loads(answer.read())
        if answer.status != 200:
            raise SystemExit(f"{answer.status}: {said}")
        told.append((time.perf_counter() - start, sum(one["answer"] == "known" for one in said["answers"])))
    return told


def measured(home: Path, count: int, size: int, seconds: float) -> dict[str, float | int | str]:
    home.mkdir()
    vigie(home, "init")
    known = write(home / "list.csv", count)
    start = time.perf_counter()
    vigie(home, "lists", "import", "--name", "bench", "--purpose", "known", "--no-wait", str(home / "list.csv"))
    imported = time.perf_counter() - start
    limits = ["--requests-a-minute", "1000000", "--matches-a-day", "1000000000"]
    account = json.loads(vigie(home, "service", "add", "bench", "--contract", "bench", *limits, "--json"))
    login = base64.b64encode(f"{account['username']}:{account['password']}".encode()).decode()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VIGIE_")}
    number = port()
    line = [*VIGIE, "serve", "--port", str(number), "--workers", "1"]
    with subprocess.Popen(line, env=kept | {"VIGIE_HOME": str(home)}, stdout=subprocess.DEVNULL) as serving:
        try:
            bodies = batches(known, size)
            warm(number, login, bodies)
            before = processor(serving.pid)
            told = asked(number, login, bodies, seconds)
            used = processor(serving.pid) - before
        finally:
            serving.terminate()
    times = np.array([one for one, _ in told]) * 1000
    rate = len(told) * size / (times.sum() / 1000)
    return {
        "n": count,
        "batch": size,
        "batches": len(told),
        "known_share": round(sum(one for _, one in told) / (len(told) * size), 3),
        "hashes_per_s": round(rate),
        "hashes_per_cpu_s": round(len(told) * size / used),
        "p50_ms": round(float(np.percentile(times, 50)), 1),
        "p99_ms": round(float(np.percentile(times, 99)), 1),
        "import_s": round(imported, 1),
        "peer": "HMA 1.1.7, as measured",
        "peer_hashes_per_s": PEER,
        "ratio": round(rate / PEER, 1),
    }


def warm(number: int, login: str, bodies: list[bytes]) -> None:
    """Waits for the server; the first batch loads what a worker needs."""
    for _ in range(200):
        try:
            asked(number, login, bodies, 1.0)
            return
        except ConnectionRefusedError:
            time.sleep(0.2)
    raise SystemExit("the server does not answer")


def processor(pid: int) -> float:
    """Seconds of processor time that a process and its children have used."""
    ticks = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = path.read_text().rpartition(")")
        except OSError:
            continue
        told = rest.split()
        if int(name.split()[0]) == pid or int(told[1]) == pid:
            ticks += int(told[11]) + int(told[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=lambda text: int(float(text)), default=1_000_000)
    parser.add_argument("--batch", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--json", action="store_true")
    asked_ = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        told = measured(Path(folder) / "home", asked_.n, asked_.batch, asked_.seconds)
    if asked_.json:
        print(json.dumps(told))
    else:
        for name, value in told.items():
            print(f"{name:20} {value}")


if __name__ == "__main__":
    main()
