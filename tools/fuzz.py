"""Throws noise at every parser that stands at a door: `python -m tools.fuzz [--minutes N] [--only NAME]`.

The tests do the same for some seconds; this does it for as long as it is told, from another seed each time: each
format's own example is cut, doubled, swapped, and strewn with what parsers stumble over. A parser may refuse in its own
words. Whatever else it raises, and whatever takes long, is printed with the bytes that did it, and the exit code is 1.

With `--atheris`, where that package is installed (`pip install atheris`: no part of Vigie needs it), inputs are not
thrown by chance alone: those that reach new places in the code are kept and changed further.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import re
import subprocess
import sys
import time
import traceback
import zipfile
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vigie.project.settings")  # read when the JSON interface is loaded

from vigie import plugs
from vigie.gateway.body import Body, CutOff
from vigie.gateway.form import Form, fields, file_name, number
from vigie.gateway.schema import look_at_details, look_at_report
from vigie.gateway.views.shapes import ReportIn
from vigie.intake.archive import entries
from vigie.intake.format import Format, Unread, Unreadable
from vigie.intake.step import read_parcel
from vigie.intake.tests.received import Opened, parcel
from vigie.matching import answering
from vigie.matching.source import Source
from vigie.portal import addresses, uploads
from vigie.services.codes import Wrong

ROOT = Path(__file__).resolve().parents[1]
LONGEST = 200_000  # bytes of one input
SLOW = 5.0  # seconds of the processor that no input of this size may take
SPICE = (
    b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"\r\n\r\n", b"--x--", b"<!DOCTYPE r [<!ENTITY a 'a'>]>", b"&a;", b"]]>", b"{",
    b'"', b"1e999", b"-1", b"99999999999999999999", b"9999-12-31T23:59:59+14:00", b"PK\x03\x04", b"=?utf-8?b?//8=?=",
    b"Content-Transfer-Encoding: base64\r\n", b"\xe2\x80\xae", b"../../etc/passwd", b"' OR 1=1", b"\x1b[2J",
)  # fmt: skip
MAIL = (
    b"From: a@one.example\r\nTo: b@two.example\r\nSubject: =?utf-8?q?h=C3=A9?=\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\ninvented\r\n"
    b"--x\r\nContent-Disposition: attachment; filename=a.txt\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    b"YQ==\r\n--x--\r\n"
)
REPORT = b"""<?xml version="1.0"?><report><incidentSummary><incidentType>Child Sex Tourism</incidentType>
<incidentDateTime>2026-01-02T03:04:05Z</incidentDateTime></incidentSummary><reporter><reportingPerson>
<email>a@one.example</email></reportingPerson></reporter></report>"""
DETAILS = b"<fileDetails><reportId>1</reportId><fileId>f1</fileId><fileRelevance>Reported</fileRelevance></fileDetails>"
FORM = b'--x\r\nContent-Disposition: form-data; name="id"\r\n\r\n7\r\n--x\r\nContent-Disposition: form-data; ' + (
    b'name="file"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\nabc\r\n--x--\r\n'
)
ASKED = b'{"items": [{"id": "1", "md5": "0cc175b9c0f1b6a831c399e269772661"}, {"content": "AA=="}]}'
TOLD = (
    b'{"complete": true, "incident_time": "2026-01-02T03:04:05Z", "reported": {"account": "u", "ip": []}, "text": []}'
)


@dataclass(frozen=True, slots=True)
class Target:
    """One parser: what it is given, and what it may raise."""

    take: Callable[[bytes], object]
    seeds: tuple[bytes, ...]
    refuses: tuple[type[Exception], ...] = ()


def _form(content: bytes) -> None:
    form = Form(
        Body({"wsgi.input": io.BytesIO(content), "CONTENT_LENGTH": str(len(content))}, 10**6),
        "multipart/form-data; boundary=x",
    )
    stream = form.file()
    if stream is not None:
        stream.read()
        form.rest()
    number(form.fields)


def _plain(content: bytes) -> None:
    body = Body({"wsgi.input": io.BytesIO(content), "CONTENT_LENGTH": str(len(content))}, 10**6)
    number(fields(body, "application/x-www-form-urlencoded", content[:60].decode("latin1")))


def _opened(name: str, content: bytes) -> None:
    refused: list[Unread] = []
    for _, opener in entries(io.BytesIO(content), name, 0, refused.append):
        try:
            with opener() as stream:
                stream.read()
        except OSError:
            continue


def _entries(source: Source, content: bytes) -> None:
    deque(source.read(io.BytesIO(content)), maxlen=0)


def _read(path: str, others: Mapping[str, bytes], content: bytes) -> None:
    files = {path: content, **others}
    read_parcel(parcel(files), Opened(files), 0, 100_000)


def targets() -> dict[str, Target]:
    """Every parser at the doors, by name."""
    found = {
        "gateway-form": Target(_form, (FORM,), (Wrong, CutOff)),
        "gateway-plain": Target(_plain, (b"id=7", b"a=b&id=%37"), (Wrong, CutOff)),
        "gateway-report": Target(look_at_report, (REPORT,), (Wrong,)),
        "gateway-details": Target(look_at_details, (DETAILS,), (Wrong,)),
        "gateway-json": Target(ReportIn.model_validate_json, (TOLD,), (ValueError,)),
        "gateway-name": Target(lambda content: file_name(content.decode("latin1")), (b"a/b.jpg",)),
        "portal-addresses": Target(
            lambda content: addresses.split(content.decode("utf-8", "replace")), (b"hxxps://a[.]example/b\nc",)
        ),
        "portal-upload": Target(
            lambda content: (uploads.kind(content), uploads.shown(content.decode("latin1"))),
            (b"\xff\xd8\xff", b"<svg>"),
        ),
        "match": Target(answering.read, (ASKED,), (answering.BadBatch,)),
        "mail": Target(partial(_opened, "a.eml"), (MAIL,)),
        "archive": Target(partial(_opened, "a.zip"), (_zip(),)),
    }
    for name, kind in plugs.find("vigie.intake.formats", Format).items():
        (path, content), *others = kind.example().items()
        found[f"format-{name}"] = Target(partial(_read, path, dict(others)), (content,), (Unreadable,))
    for name, source in plugs.find("vigie.matching.sources", Source).items():
        found[f"list-{name}"] = Target(partial(_entries, source), (source.example,))
    return found


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("r/report.xml", REPORT)
        archive.writestr("r/é.txt", b"invented " * 50)
    return out.getvalue()


def mutated(chance: random.Random, content: bytes) -> bytes:
    """The same, spoilt in some places."""
    spoilt = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at, to = sorted((chance.randint(0, len(spoilt)), chance.randint(0, len(spoilt))))
        what = chance.randrange(6)
        if what == 0:
            spoilt[at:at] = chance.choice(SPICE)
        elif what == 1:
            spoilt[at : min(to, at + 40)] = b""
        elif what == 2:
            spoilt[at:at] = spoilt[at : min(to, at + 200)] * chance.randint(1, 20)
        elif what == 3 and spoilt:
            spoilt[min(at, len(spoilt) - 1)] ^= 1 << chance.randrange(8)
        elif what == 4:
            spoilt[at : at + 8] = chance.randbytes(8)
        else:
            del spoilt[chance.randint(len(spoilt) // 2, len(spoilt)) :]
    return bytes(spoilt[:LONGEST])


@dataclass(slots=True)
class Found:
    """What went wrong with one target: once for each place in the code."""

    tried: int = 0
    bad: dict[str, bytes] = field(default_factory=dict)

    def note(self, where: str, content: bytes) -> None:
        if where not in self.bad or len(content) < len(self.bad[where]):
            self.bad[where] = content


def throw(target: Target, chance: random.Random, seconds: float) -> Found:
    """Throws for so long. Each is taken in another thread, so that whatever it raises comes back as an answer."""
    found, until = Found(), time.monotonic() + seconds
    with ThreadPoolExecutor(1) as thread:
        while time.monotonic() < until:
            content = mutated(chance, chance.choice(target.seeds))
            began = time.process_time()
            error = thread.submit(target.take, content).exception()
            if time.process_time() - began > SLOW:
                found.note("takes too long", content)
            if error is not None and not isinstance(error, target.refuses):
                last = traceback.extract_tb(error.__traceback__)[-1]
                found.note(f"{type(error).__name__} at {last.filename}:{last.lineno}: {error}"[:300], content)
            found.tried += 1
    return found


def guided(name: str, seconds: float, seed: int, folder: str) -> bool:
    """Lets atheris try one target, in a process of its own: it does not come back from its work. Whether all went
    well; what did not is told."""
    words = [sys.executable, "-m", "tools.fuzz_guided", name, str(seconds), str(seed), folder]
    done = subprocess.run(words, check=False, capture_output=True, text=True, errors="replace", cwd=ROOT)
    said = done.stdout + done.stderr
    tried = re.findall(r"number_of_executed_units:\s*(\d+)", said)
    print(f"{name}: {tried[-1] if tried else '?'} tried, {'well' if done.returncode == 0 else 'WRONG'}", flush=True)
    if done.returncode:
        print("\n".join(f"  {line}" for line in said.splitlines()[-40:]))
        for path in sorted(Path(folder).glob(f"{name}-*")):
            print(f"    {path.read_bytes()[:2000]!r}")
    return done.returncode == 0


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--minutes", type=float, default=5)
    asked.add_argument("--only", default="")
    asked.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**31))
    asked.add_argument("--atheris", action="store_true")
    options = asked.parse_args()
    chosen = {name: target for name, target in targets().items() if options.only in name}
    print(f"seed {options.seed}")
    if options.atheris:
        each = options.minutes * 60 / len(chosen)
        with TemporaryDirectory(prefix="vigie-fuzz-") as folder:
            went = [guided(name, each, options.seed, folder) for name in chosen]  # all of them, whatever is found
            sys.exit(0 if all(went) else 1)
    well = True
    for name, target in chosen.items():
        found = throw(target, random.Random(f"{options.seed}{name}"), options.minutes * 60 / len(chosen))
        print(f"{name}: {found.tried} tried, {len(found.bad)} wrong", flush=True)
        for where, content in found.bad.items():
            well = False
            print(f"  {where}\n    {content[:2000]!r}")
    sys.exit(0 if well else 1)


if __name__ == "__main__":
    main()
