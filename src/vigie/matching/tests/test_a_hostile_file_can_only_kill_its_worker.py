"""Bombs, damaged pictures and dead workers: each gets its reason, and the next file is as if nothing had been."""

from __future__ import annotations

import io
import os
import signal
import struct
import subprocess
import sys
import threading
import time
import zlib
from functools import partial
from pathlib import Path

import pytest

from vigie.matching.decode import Decoder, Limits
from vigie.matching.prints import Asked, Print
from vigie.matching.process import ROOT, DecodeError, Worker
from vigie.matching.tests.scenes import saved, scene
from vigie.matching.worker import Ask

GOOD = saved(scene(1), "PNG")


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width: int, height: int, body: bytes) -> bytes:
    """A grey PNG that claims a size and holds whatever it holds."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def prints(decoder: Decoder, *contents: bytes) -> list[Print]:
    return [print_ for _, print_ in decoder.prints(Asked(0, partial(io.BytesIO, content)) for content in contents)]


def test_a_picture_that_claims_too_many_pixels_is_refused_undecoded() -> None:
    with Decoder(workers=1) as decoder:
        bomb, good = prints(decoder, png(60_000, 60_000, zlib.compress(b"\0" * 10_000_000)), GOOD)
    assert "more than the limit" in (bomb.file.error or "")
    assert bomb.file.pdq is None
    assert good.file.error is None


def test_a_picture_that_needs_more_memory_than_allowed_is_given_up() -> None:
    side = 14_000
    body = zlib.compress(bytes(side + 1) * side, 1)
    with Decoder(workers=1, limits=Limits(memory=320 << 20)) as decoder:
        bomb, good = prints(decoder, png(side, side, body), GOOD)
    assert bomb.file.error is not None
    assert bomb.file.pdq is None
    assert good.file.error is None
    assert good.file.pdq is not None


def test_a_picture_that_takes_too_long_is_given_up() -> None:
    side = 12_000
    body = zlib.compress(bytes(side + 1) * side, 1)
    with Decoder(workers=1) as decoder:
        prints(decoder, GOOD)  # the worker is there
        hasty = Decoder(workers=1, limits=Limits(seconds=0.05, tries=1))
        with hasty:
            (late,) = prints(hasty, png(side, side, body))
    assert late.file.error == "the decoding of this file took too long and was ended"
    assert late.file.md5


def test_a_truncated_jpeg_gives_what_can_be_read_and_says_so() -> None:
    whole = saved(scene(2), "JPEG", quality=90)
    with Decoder(workers=1) as decoder:
        most, little, header = prints(decoder, whole[: len(whole) * 9 // 10], whole[:900], whole[:30])
    assert most.file.pdq is not None
    assert "damaged" in (most.file.error or "")
    assert little.file.error is not None
    assert header.file.error is not None
    assert header.file.pdq is None


@pytest.mark.parametrize("place", range(0, len(GOOD), len(GOOD) // 12))
def test_a_spoilt_byte_is_told_or_does_no_harm(place: int) -> None:
    spoilt = GOOD[:place] + bytes([GOOD[place] ^ 0x5A]) + GOOD[place + 1 :]
    with Decoder(workers=1) as decoder:
        one, good = prints(decoder, spoilt, GOOD)
    assert one.file.error is not None or one.file.pdq is not None or one.file.kind is None
    assert good.file.error is None


def test_a_worker_killed_in_the_middle_of_a_file_is_replaced_and_the_file_tried_again() -> None:
    side = 9_000
    slow = png(side, side, zlib.compress(bytes(side + 1) * side, 1))
    with Decoder(workers=1) as decoder:
        prints(decoder, GOOD)
        worker = decoder._idle.get()
        decoder._idle.put(worker)
        assert worker is not None
        killer = threading.Timer(0.02, os.kill, (worker.pid, signal.SIGKILL))
        killer.start()
        big, good = prints(decoder, slow, GOOD)
        killer.join()
    assert (big.file.error, good.file.error) == (None, None)


def test_a_file_that_always_ends_its_worker_gets_the_error() -> None:
    with Worker(memory=2 << 30, processor_seconds=60) as worker:
        os.kill(worker.pid, signal.SIGKILL)
        with pytest.raises(DecodeError) as failure:
            worker.ask(Ask(most=10**6), GOOD, 5.0)
    assert failure.value.permanent
    assert "ended the process" in str(failure.value)


def test_a_worker_dies_with_its_parent() -> None:
    code = (
        f"import sys; sys.path.insert(0, {ROOT!r}); from vigie.matching.process import Worker\n"
        "worker = Worker(2 << 30, 60); print(worker.pid, flush=True); sys.stdin.read()"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        parent.kill()
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline and _alive(pid):
        time.sleep(0.02)
    assert not _alive(pid)


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


CONFINED = """
import os, socket, sys
sys.path.insert(0, {root!r})
from vigie.matching import sandbox
if not sandbox.confine(1 << 30, 30):
    print("unfiltered")
    raise SystemExit
for name, attempt in {{
    "read": lambda: open("/etc/hostname"),
    "write": lambda: open("/tmp/written-by-the-worker", "w"),
    "connect": lambda: socket.socket(),
    "fork": os.fork,
    "run": lambda: os.execv("/bin/true", ["true"]),
    "signal": lambda: os.kill(os.getppid(), 0),
}}.items():
    try:
        attempt()
    except OSError:
        continue
    os.write(1, name.encode())
os.write(1, b"confined")
"""


def test_the_worker_can_open_no_file_no_socket_and_no_process() -> None:
    code = CONFINED.format(root=ROOT)
    said = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=False).stdout
    if said.strip() == "unfiltered":
        pytest.skip("this kernel or processor has no filter of system calls that we know")
    assert said == "confined"
