"""Commands that start at once: everything is loaded in one process, and each command is a fork of it.

`vigie` needs most of a second to load, and the journeys call it some hundred times. So a first process loads what asks
for no settings; from it comes one for each installation (its variables), which sets Django up; from that comes each
command, a process of its own with its own output, as a terminal would start it. What a command loads beyond that is
loaded again by the next one, and nothing that one changes in its memory is seen by another.

A command that must be an interpreter of its own (it is killed, it serves, it stays) is started by the test itself.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import socket
import subprocess
import sys
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import IO

import django

from vigie import plugs
from vigie.project.cli import main
from vigie.project.environment import BadSetting
from vigie.territory import gazetteer, pack
from vigie.territory.atlas import Atlas
from vigie.triage import sense

PATIENCE = 30  # seconds
MOST = 1 << 20  # bytes of one order: words and variables
START = "from tests.nursery import nurse; nurse()"
LOADED = (
    "PIL.Image",
    "asyncssh",
    "django.contrib.auth.hashers",
    "django.db.models",
    "django.forms",
    "django.template",
    "fido2.server",
    "lxml.etree",
    "odfdo",
    "phonenumbers",
    "pyhanko.sign",
    "rich.progress",
    "typst",
)
COMMANDS = ("lists", "queue", "show", "take")  # what most journeys ask for
KINDS = ("intake.formats", "linking.selectors", "triage.rules", "dispatch.routes")
Variables = dict[str, str]


class Nursery:
    """The first process, seen from the tests."""

    def __init__(self) -> None:
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            os.set_inheritable(theirs.fileno(), True)
            paths = os.pathsep.join((str(Path(__file__).parents[1]), *(path for path in sys.path if path)))
            self._first = subprocess.Popen(
                [sys.executable, "-c", START, str(theirs.fileno())],
                env=os.environ | {"PYTHONUTF8": "1", "PYTHONPATH": paths},
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
            )

    def run(self, words: list[str], variables: Variables, cwd: Path | None) -> subprocess.CompletedProcess[str]:
        """Runs `vigie words...` to its end."""
        order = json.dumps({"words": words, "variables": variables, "cwd": str(cwd or Path.cwd())}).encode()
        ended, end = os.pipe()
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, os.fdopen(ended, "rb") as code:
            try:
                socket.send_fds(self._control, [order], [out.fileno(), err.fileno(), end])
            finally:
                os.close(end)
            said = code.read()
            assert said, f"vigie {' '.join(words)} did not start"
            return subprocess.CompletedProcess(words, int(said), _read(out), _read(err))

    def end(self) -> None:
        """Ends the first process, and all that came from it."""
        self._control.close()
        try:
            self._first.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._first.kill()
            self._first.wait()

    def forget(self, home: Path) -> None:
        """An installation is gone, and with it the process that was ready for its commands."""
        socket.send_fds(self._control, [json.dumps({"gone": str(home)}).encode()], [])


@cache
def nursery() -> Nursery:
    """The one of this run."""
    made = Nursery()
    atexit.register(made.end)
    return made


def _read(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8", "replace").replace("\r\n", "\n")


def nurse() -> None:
    """The first process: hands each order to the process of its installation."""
    _warm()
    control, ready = socket.socket(fileno=int(sys.argv[1])), dict[str, tuple[str, int, socket.socket]]()
    while (received := socket.recv_fds(control, MOST, 3))[0]:
        order, handles = json.loads(received[0]), received[1]
        if "gone" in order:
            for key in [key for key, (home, _, _) in ready.items() if home == order["gone"]]:
                _, process, orders = ready.pop(key)
                orders.close()
                os.waitpid(process, 0)
            continue
        key = json.dumps(order["variables"], sort_keys=True)
        if key not in ready:
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            if not (process := os.fork()):
                for held in (control, ours, *(other for *_, other in ready.values())):
                    held.close()
                for handle in handles:
                    os.close(handle)
                return _of_one_installation(theirs, order["variables"])
            theirs.close()
            ready[key] = (order["variables"].get("VIGIE_HOME", ""), process, ours)
        socket.send_fds(ready[key][-1], [received[0]], handles)
        for handle in handles:
            os.close(handle)
    for _, process, orders in ready.values():
        orders.close()
        os.waitpid(process, 0)


def _of_one_installation(orders: socket.socket, variables: Variables) -> None:
    """The process of one installation: one command after the other."""
    os.environ.clear()
    os.environ.update(variables)
    loaded = False
    while (received := socket.recv_fds(orders, MOST, 3))[0]:
        order, (out, err, end) = json.loads(received[0]), received[1]
        if not loaded:
            loaded = _set_up()
        if not (child := os.fork()):
            orders.close()
            os.close(end)
            os.chdir(order["cwd"])
            os.dup2(out, 1)
            os.dup2(err, 2)
            os.close(out)
            os.close(err)
            sys.argv = ["-c", *order["words"]]
            return main()
        for handle in (out, err):
            os.close(handle)
        os.write(end, str(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])).encode())
        os.close(end)


def _warm() -> None:
    """Loads what asks for no settings, and the tables that ship with the program: no installation changes them."""
    for name in LOADED:
        importlib.import_module(name)
    for table in pack.folder().glob("*/*.csv.gz"):
        gazetteer.shipped(table)
    Atlas.load()
    sense.ours(pack.folder() / "sense").prepare(["the encoder is loaded"])


def _set_up() -> bool:
    """Sets Django up, as the command will do again, and loads the kinds. What cannot be set up says so in the command
    itself."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vigie.project.settings")
    with suppress(BadSetting):
        django.setup()
        for command in COMMANDS:
            importlib.import_module(f"vigie.project.commands.{command}")
        for folder in KINDS:
            plugs.modules(f"vigie.{folder}")
    gc.collect()
    gc.freeze()  # else each command, when it ends, looks through all that was loaded for it: half a second
    return True
