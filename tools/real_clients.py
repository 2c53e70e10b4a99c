"""Real clients of the CyberTipline interface against a desk that is served: `python -m tools.real_clients [--record]`.

Each library is installed from its registry into a temporary folder, and reports, uploads, describes, finishes and
retracts as a service does; only the base address is changed. Then the finished reports must stand in the queue and the
retracted ones must not, with no other command run. `--record` writes what the libraries sent into the gateway's tests,
where it is sent again in each run of them, also where no registry can be reached.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from bench.doors import House

ROOT = Path(__file__).resolve().parent.parent
CLIENTS = ROOT / "tools" / "clients"
RECORDED = ROOT / "src" / "vigie" / "gateway" / "tests" / "recorded"
PATIENCE = 60.0  # seconds
LIBRARIES = {"python": "ncmec-cybertip==0.1.1", "javascript": "@civitai/cybertipline-tools@0.1.0"}


@dataclass(slots=True)
class Listener:
    """Stands between a client and the desk, and keeps what the client sent. Numbers that the desk gave become
    `{report}` and `{file}`."""

    desk: int
    sent: list[tuple[str, str, bytes]] = field(default_factory=list)

    def server(self) -> ThreadingHTTPServer:
        listener = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _pass(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                listener.sent.append((f"{self.command} {self.path}", self.headers.get("Content-Type", ""), body))
                line = http.client.HTTPConnection("127.0.0.1", listener.desk, timeout=PATIENCE)
                line.request(self.command, self.path, body, dict(self.headers))
                answer = line.getresponse()
                said = answer.read()
                self.send_response(answer.status)
                for name, value in answer.getheaders():
                    if name.lower() not in ("transfer-encoding", "content-length", "connection"):
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(said)))
                self.end_headers()
                self.wfile.write(said)

            do_GET = do_POST = _pass  # noqa: N815 (the names that the library calls)

            def log_message(self, format: str, *args: Any) -> None:
                """Says nothing."""

        return ThreadingHTTPServer(("127.0.0.1", 0), Handler)


def python_client(folder: Path) -> list[str]:
    """The command of the Python client, installed. Raises `Missing` where there is no Python 3.13 or later; the
    variable PYTHON_OF_CLIENTS names one that is not on the path."""
    python = _found(os.environ.get("PYTHON_OF_CLIENTS", ""), "python3.14", "python3.13")
    _run([python, "-m", "venv", str(folder / "venv")])
    _run([str(folder / "venv/bin/pip"), "install", "--quiet", LIBRARIES["python"]])
    return [str(folder / "venv/bin/python"), str(CLIENTS / "ncmec_cybertip_client.py")]


def javascript_client(folder: Path) -> list[str]:
    """The command of the JavaScript client, installed. Raises `Missing` where there is no Node."""
    node, npm = _found("node"), _found("npm")
    shutil.copy(CLIENTS / "civitai_client.mjs", folder)
    (folder / "package.json").write_text("{}")
    _run([npm, "install", "--no-audit", "--no-fund", "--silent", LIBRARIES["javascript"]], cwd=folder)
    return [node, str(folder / "civitai_client.mjs")]


class Missing(Exception):
    """What a client needs is not on this machine."""


def _found(*names: str) -> str:
    for name in names:
        path = shutil.which(name) if name else None
        if path and subprocess.run([path, "--version"], capture_output=True).returncode == 0:
            return path
    raise Missing(f"there is no {' or '.join(filter(None, names))} here")


def _run(line: list[str], cwd: Path | None = None) -> None:
    done = subprocess.run(line, cwd=cwd, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(line)}: {done.stderr[-2000:]}")


def try_out(name: str, line: list[str], desk: House, record: bool) -> bool:
    """Runs one client against the desk, straight and with a slash after the base address, and looks at the queue."""
    listener = Listener(desk.port)
    server = listener.server()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    account = json.loads(desk.command("service", "add", f"Client {name}", "--json"))
    address = f"http://127.0.0.1:{server.server_port}{account['path']}"
    done = subprocess.run([*line, address, account["username"], account["password"]], capture_output=True, text=True)
    server.shutdown()
    if done.returncode:
        print(f"{name}: FAILED\n{done.stdout}{done.stderr}")
        return False
    told = json.loads(done.stdout)
    began = time.monotonic()
    queue: list[str] = []
    while told["report"] not in queue and time.monotonic() - began < PATIENCE:
        queue = [row["report"] for row in json.loads(desk.command("queue", "--json"))]
    well = told["report"] in queue and told["retracted"] not in queue
    print(f"{name}: {'well' if well else 'NOT IN THE QUEUE'}, {time.monotonic() - began:.1f} s to the queue, {told}")
    if record and well:
        _record(name, listener, told)
    return well


def _record(name: str, listener: Listener, told: Mapping[str, Any]) -> None:
    folder = RECORDED / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for position, (what, kind, body) in enumerate(listener.sent):
        for number in (told["report"], told["retracted"]):
            body = body.replace(number.encode(), b"{report}")
        body = re.sub(rb"<fileId>\w+</fileId>", b"<fileId>{file}</fileId>", body)
        head = f"{what}\nContent-Type: {kind}\n\n".encode()
        (folder / f"{position:02}.http").write_bytes(head + body)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--record", action="store_true")
    options = asked.parse_args()
    made: dict[str, Callable[[Path], list[str]]] = {"ncmec-cybertip": python_client, "civitai": javascript_client}
    well = True
    with tempfile.TemporaryDirectory(prefix="vigie-clients-") as folder:
        desk = new_house(Path(folder) / "desk")
        desk.command("init")
        desk.start()
        try:
            for name, make in made.items():
                place = Path(folder) / name
                place.mkdir()
                try:
                    line = make(place)
                except Missing as missing:
                    print(f"{name}: not tried, {missing}")
                    continue
                well = try_out(name, line, desk, options.record) and well
        finally:
            desk.kill(signal.SIGTERM)
    raise SystemExit(0 if well else 1)


def new_house(home: Path) -> House:
    """A place for one, on a free port."""
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as free:
        return House(home, free.server_port, [])


if __name__ == "__main__":
    main()
