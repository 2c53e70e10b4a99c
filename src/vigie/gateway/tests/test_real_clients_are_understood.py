"""What real client libraries sent to a served desk (`python -m tools.real_clients --record`), sent again as it was:
order of elements, declaration, shape of the forms and their boundaries are the libraries' own."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from vigie.evidence.tasks import open_object
from vigie.gateway.tests.client import Answer, Reporter
from vigie.report.nouns import Sha256

RECORDED = Path(__file__).with_name("recorded")
CLIENTS = sorted(folder.name for folder in RECORDED.iterdir())


def replay(one: Reporter, client: str) -> list[tuple[str, int]]:
    """What was asked, and the code of each answer. A number that the desk gives takes the place of the recorded one."""
    report, file, told = b"", b"", list[tuple[str, int]]()
    for path in sorted((RECORDED / client).glob("*.http")):
        head, _, body = path.read_bytes().partition(b"\n\n")
        line, _, kind = head.decode().partition("\nContent-Type: ")
        method, _, address = line.partition(" ")
        name = address.removeprefix("/ispws/")
        raw = one.raw(method, name, body.replace(b"{report}", report).replace(b"{file}", file), kind)
        assert raw.headers["Request-ID"]
        if name == "xsd":
            continue
        answer = Answer.of(raw)
        told.append((name, answer.code))
        if name == "submit":
            report = str(answer.report).encode()
        file = answer.file.encode() or file
    return told


def test_a_python_library_reports_finishes_retracts_and_is_told_each_refusal(one: Reporter) -> None:
    whole = [("status", 0), ("submit", 0), ("upload", 0), ("fileinfo", 0), ("finish", 0)]
    again = [("finish", 5102), ("finish", 5001), ("submit", 0), ("retract", 0), ("upload", 5101)]
    assert replay(one, "ncmec-cybertip")[:10] == whole + again


def test_a_javascript_library_reports_finishes_and_retracts(one: Reporter) -> None:
    whole = [("status", 0), ("submit", 0), ("upload", 0), ("fileinfo", 0), ("finish", 0)]
    assert replay(one, "civitai") == [*whole, ("submit", 0), ("retract", 0), ("retract", 5001)]


@pytest.mark.parametrize("client", CLIENTS)
def test_their_reports_and_files_are_sealed_as_they_were_sent(one: Reporter, client: str) -> None:
    replay(one, client)
    for path in (RECORDED / client).glob("*.http"):
        head, _, body = path.read_bytes().partition(b"\n\n")
        if head.startswith(b"POST /ispws/submit"):
            with open_object(Sha256(hashlib.sha256(body).hexdigest())) as stream:
                assert stream.read() == body
    content = b"an invented file, of words alone\n" * 3
    with open_object(Sha256(hashlib.sha256(content).hexdigest())) as stream:
        assert stream.read() == content


@pytest.mark.parametrize("path", ["status", "status/", "/status", "//status//"])
def test_the_base_address_may_end_with_a_slash(one: Reporter, path: str) -> None:
    assert one.get(path).code == 0


@pytest.mark.parametrize("path", ["", "nothing", "submit/more", "status.xml"])
def test_an_address_that_is_none_is_told_in_the_interface_s_own_words(one: Reporter, path: str) -> None:
    answer = one.get(path)
    assert (answer.status, answer.root, answer.code) == (404, "reportResponse", 4000)
    assert answer.headers["Request-ID"]
