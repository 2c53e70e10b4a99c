"""What an attacker would send, through the real command: nothing is fetched, written elsewhere, lost or believed."""

from __future__ import annotations

import http.server
import json
import os
import signal
import struct
import subprocess
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Installation, new_installation
from tests.journey.inputs import api_xml, encoded, picture, police_json, put, zipped

CANARY = "words-of-a-file-that-was-never-sent"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with new_installation(tmp_path_factory.mktemp("hostile") / "vigie") as made:
        yield made


@contextmanager
def listening() -> Iterator[tuple[int, list[str]]]:
    """A server that notes who asks."""
    asked: list[str] = []

    class Noting(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

    with http.server.HTTPServer(("127.0.0.1", 0), Noting) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port, asked
        server.shutdown()


def take(desk: Installation, path: Path) -> dict[str, Any]:
    found: dict[str, Any] = desk.answer("take", path)
    assert found["received"] == sum(found[kind] for kind in ("new", "duplicate", "version", "unreadable"))
    assert len(found["problems"]) >= found["unreadable"]
    assert not any("Error" in one["reason"] or "Traceback" in one["reason"] for one in found["problems"])
    return found


def refused(found: dict[str, Any]) -> set[str]:
    """The report numbers among the folders of what could not be read."""
    return {part for one in found["problems"] for part in one["path"].split("/") if part.isdigit()}


def test_documents_that_reach_out_or_swell_are_refused(desk: Installation, tmp_path: Path) -> None:
    put(tmp_path, {"canary.txt": CANARY})
    here = (tmp_path / "canary.txt").as_uri()
    swelling = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 11))
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{here}" parse="text"/>'
    with listening() as (port, asked):
        away = f"http://127.0.0.1:{port}"
        bad = [
            api_xml("&e;", doctype=f'<!DOCTYPE report [<!ENTITY e SYSTEM "{here}">]>'),
            api_xml("&e;", doctype=f'<!DOCTYPE report [<!ENTITY e SYSTEM "{away}/e">]>'),
            api_xml("u", doctype=f'<!DOCTYPE report SYSTEM "{away}/dtd">'),
            api_xml("u", doctype=f'<!DOCTYPE report [<!ENTITY % p SYSTEM "{away}/p"> %p;]>'),
            api_xml("&a10;", doctype=f"<!DOCTYPE report [{swelling}]>"),
            api_xml("&b;" * 5000, doctype=f'<!DOCTYPE report [<!ENTITY b "{"A" * 200_000}">]>'),
            "<report>" * 100_000,
            api_xml("u")[:400],
            "\0" * 5000,
        ]
        put(tmp_path / "in", {f"96000000{n}/report.xml": content for n, content in enumerate(bad)})
        put(tmp_path / "in", {"960000009/report.xml": api_xml("u").replace("<reporter>", include + "<reporter>")})
        found = take(desk, tmp_path / "in")
    assert asked == []
    assert (found["new"], refused(found)) == (1, {f"96000000{n}" for n in range(9)})
    assert CANARY not in json.dumps(desk.answer("show", "960000009"))


def test_json_that_is_deep_odd_or_cut_takes_nobody_with_it(desk: Installation, tmp_path: Path) -> None:
    deep = "[" * 200_000 + "]" * 200_000
    whole = json.dumps(police_json(960000101, "j1"))
    put(tmp_path, {
        "960000101/report.json": whole[:-1] + f',"more":{deep}}}',
        "960000102/report.json": '{"reportId":' + '{"a":' * 50_000 + "1" + "}" * 50_000 + "}",
        "960000103/report.json": whole[:150],
        "960000104/report.json": '{"reportId": 960000104, "reportedInformation": {"reportedPeople": []}}',
        "960000105/report.json": r'{"reportId": 960000105, "reportedInformation": {"espName": "\ud800 \u0000"}}',
        "960000106/report.json": whole.replace("960000101", "960000106"),
        "rows.ndjson": '{"report_id":"D-1","text":"x"}\n{"text":' + deep + '}\n{"report_id":"D-3","text":"z"}\n',
    })  # fmt: skip
    found = take(desk, tmp_path)
    assert refused(found) == {"960000101", "960000102", "960000103"}
    queued = {line["report"] for line in desk.answer("queue")}
    assert {"960000104", "960000105", "960000106", "D-1", "D-3"} <= queued


def overlapping(size: int, members: int) -> bytes:
    """An archive whose members are all the same bytes."""
    plain = bytes(size)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    body, crc = packer.compress(plain) + packer.flush(), zlib.crc32(plain)
    one = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 0, crc, len(body), size, 1, 0) + b"a" + body
    entry = (b"PK\1\2", 20, 20, 0, 8, 0, 0, crc, len(body), size, 5, 0, 0, 0, 0, 0, 0)
    names = b"".join(struct.pack("<4s6H3I5H2I", *entry) + b"%05d" % number for number in range(members))
    return one + names + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, members, members, len(names), len(one), 0)


def test_archives_write_nowhere_and_never_swell(desk: Installation, tmp_path: Path) -> None:
    outside = tmp_path / "outside.xml"
    nested = zipped([("960000203/report.xml", api_xml("z3"))])
    for level in range(5):
        nested = zipped([(f"{level}.zip", nested)])
    put(tmp_path / "in", {
        "names.zip": zipped([
            ("../" * 12 + str(outside), api_xml("z1")),
            ("/etc/960000201/report.xml", api_xml("z2")),
            (f"{'n' * 300}/{'m' * 300}/960000202/re\0port.xml", api_xml("z3")),
            ("9" * 5000, "x"),
            ("10²/²", "x"),
        ]),
        "bomb.zip": zipped([("960000204/report.xml", api_xml("z4")), ("960000204/zero.bin", bytes(150 << 20))]),
        "nested.zip": nested,
        "overlapping.zip": overlapping(1 << 20, 50),
        "cut.zip": zipped([("960000205/report.xml", api_xml("z5")), ("x", os.urandom(9000))])[:-3000],
        "nonsense.zip": b"PK\3\4" + bytes(range(256)),
    })  # fmt: skip
    found = take(desk, tmp_path / "in")
    assert not outside.exists()
    assert {"960000201", "960000202", "960000204", "960000205"} <= {line["report"] for line in desk.answer("queue")}
    troubled = {one["path"].split("/")[1] for one in found["problems"]}
    assert troubled == {"names.zip", "bomb.zip", "nested.zip", "overlapping.zip", "cut.zip", "nonsense.zip"}


def test_links_pipes_and_odd_names_on_the_disk_stop_nothing(desk: Installation, tmp_path: Path) -> None:
    root, secret = (
        put(tmp_path / "in", {"960000301/report.xml": api_xml("f1"), "²/960000302.xml": api_xml("f2")}),
        tmp_path / "s",
    )
    secret.write_text(CANARY)
    (root / "960000301" / "photo.jpg").symlink_to(secret)
    (root / "round").symlink_to(root)
    os.mkfifo(root / "pipe.xml")
    Path(os.fsdecode(bytes(root) + b"/odd\xff.xml")).write_text(api_xml("f3"))
    put(root, {f"{'n' * 250}.xml": api_xml("f4"), "a\nline [bold].xml": api_xml("f5")})
    found = take(desk, root)
    assert (found["new"], found["unreadable"]) == (5, 3)
    assert CANARY not in json.dumps(desk.answer("show", "960000301"))
    told = desk.answer("hash", root, root / "pipe.xml", code=1)
    assert [one["path"] for one in told if "error" in one] == [str(root / "pipe.xml")]


def _png(width: int, height: int) -> bytes:
    """A picture that claims a size and has hardly any bytes."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(1 << 20)))
        + chunk(b"IEND", b"")
    )


def _claims(jpeg: bytes, side: int) -> bytes:
    """A JPEG whose frame header says that it is as large as that."""
    at = jpeg.index(b"\xff\xc0") + 5
    return jpeg[:at] + struct.pack(">HH", side, side) + jpeg[at + 4 :]


def test_pictures_that_are_traps_get_a_reason_and_their_digests(desk: Installation, tmp_path: Path) -> None:
    good = picture(5)
    whole = {form: encoded(good, form) for form in ("JPEG", "GIF", "WEBP", "TIFF", "PNG")}
    traps = {
        "bomb.png": _png(30_000, 30_000),
        "huge.jpg": _claims(whole["JPEG"], 60_000),
        "no.jpg": b"%PDF-1.7\n1 0 obj <<>> endobj\n%%EOF",
        **{f"head.{form.lower()}": content[:60] for form, content in whole.items()},
        **{f"cut.{form.lower()}": content[: len(content) // 3] for form, content in whole.items()},
    }
    put(tmp_path / "960000400", {"report.xml": api_xml("p"), "good.jpg": whole["JPEG"], **traps})
    assert take(desk, tmp_path)["new"] == 1
    files = {Path(file["media_path"]).name: file["print"] for file in desk.answer("show", "960000400")["files"]}
    assert set(files) == {"good.jpg", *traps}
    assert files["no.jpg"]["kind"] == "application/pdf" and not files["no.jpg"]["pdq"]
    assert files["good.jpg"]["pdq"] and not files["good.jpg"].get("error")
    assert all(file["md5"] and file["sha256"] for file in files.values())
    for name in ("bomb.png", "huge.jpg", *(name for name in files if name.startswith("head"))):
        assert files[name]["error"] and (files[name].get("pdq_quality") or 0) < 50, name


def _children(pid: int) -> list[int]:
    """The processes that any of its threads has started."""
    found: list[int] = []
    for listed in Path("/proc").glob(f"{pid}/task/*/children"):
        with suppress(OSError):  # a thread may be over by now
            found += map(int, listed.read_text().split())
    return found


def test_decoders_killed_in_the_middle_change_nothing(desk: Installation, tmp_path: Path) -> None:
    for number in range(4):
        put(
            tmp_path / f"96000050{number}",
            {"report.xml": api_xml(f"d{number}"), "1.png": encoded(picture(20 + number).resize((2400, 1800)), "PNG")},
        )
    line = desk.arguments("take", "--json", tmp_path)
    process = subprocess.Popen(line, env=desk.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    killed: set[int] = set()
    while process.poll() is None and len(killed) < 2:
        for child in _children(process.pid):
            os.kill(child, signal.SIGKILL)
            killed.add(child)
        time.sleep(0.02)
    out, err = process.communicate()
    assert process.returncode == 0, err
    assert json.loads(out)["new"] == 4
    assert killed
    assert all(desk.answer("show", f"96000050{number}")["files"][0]["print"]["pdq"] for number in range(4))
