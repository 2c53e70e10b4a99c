"""Nothing from elsewhere, nothing kept, nothing told; hostile files are told by their bytes and never opened."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django import Settings

from vigie.portal import addresses, uploads
from vigie.portal.models import Piece
from vigie.portal.tests.conftest import Journey
from vigie.portal.tests.test_the_public_form import tell
from vigie.report.models import Version

PAGES = (
    "/signaler/", "/signaler/suite", "/signaler/ailleurs/bullying", "/bonjour/", "/bonjour/quoi", "/bonjour/parler",
    "/infos/", "/infos/moi", "/signaler/nothing-here",
)  # fmt: skip
HOSTILE = {
    "page.png": b"<!doctype html><script>alert(1)</script>",
    "drawing.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
    "archive.zip": b"PK\x03\x04" + bytes(60),
    "program.jpg": b"MZ" + bytes(200),
    "program.sh": b"\x7fELF" + bytes(200),
}


@pytest.mark.parametrize("address", PAGES)
def test_every_answer_is_closed_in_its_headers(somebody: Client, address: str) -> None:
    response = somebody.get(address)
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy
    assert "frame-ancestors 'none'" in policy
    assert response["Referrer-Policy"] == "same-origin"
    assert "no-store" in response["Cache-Control"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert not response.cookies
    page = response.content.decode()
    assert "style=" not in page and "onclick" not in page and "<script>" not in page


def test_no_session_of_the_desk_is_loaded_and_none_is_made(somebody: Client, django_assert_num_queries: object) -> None:
    somebody.cookies["sessionid"] = "x" * 32
    with django_assert_num_queries(0):  # type: ignore[operator]  # pytest-django's own
        assert somebody.get("/infos/moi").status_code == 200


def test_a_form_from_another_site_is_not_taken(somebody: Client) -> None:
    for headers in ({"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert somebody.post("/signaler/etape/1", {"what": "game"}, headers=headers).status_code == 400
    assert (
        somebody.post("/signaler/etape/1", {"what": "game"}, headers={"Origin": "http://testserver"}).status_code == 303
    )


def test_the_cookie_is_for_this_browser_alone(somebody: Client) -> None:
    somebody.post("/signaler/etape/1", {"what": "game"})
    cookie = somebody.cookies["v"]
    assert cookie["httponly"] and cookie["samesite"] == "Strict" and not cookie["max-age"]


def _upload(client: Client, name: str, content: bytes) -> str:
    stream = io.BytesIO(content)
    stream.name = name
    response = client.post("/signaler/etape/4", {"file": stream, "go": "on"})
    return response.content.decode() if response.status_code != 303 else ""


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_told_by_its_bytes_and_not_taken(somebody: Client, name: str) -> None:
    tell(somebody, {1: {"what": "message"}})
    assert "We can not take this file" in _upload(somebody, name, HOSTILE[name])
    assert not Piece.objects.exists()


def test_a_files_name_is_never_a_path_and_its_bytes_are_kept_as_they_are(somebody: Client, reading: Journey) -> None:
    jpeg = b"\xff\xd8\xff\xe1\x00\x10Exif\x00\x00camera of somebody" + bytes(40)
    tell(somebody, {1: {"what": "message"}})
    assert _upload(somebody, "../../etc/passwd\x00<script>.jpg", jpeg) == ""
    somebody.post("/signaler/envoi", {"go": "send"})
    reading()
    content = Version.objects.get().content
    assert '"media_path"' in content and "files/1.jpg" in content
    assert "<script>" not in content and "../" not in content
    assert "camera of somebody" not in content  # sealed with the bytes, read by nobody


def test_a_file_too_large_is_said_so_and_nothing_else_is_lost(
    somebody: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vigie.portal.views.receiving.ONE", 1000)
    tell(somebody, {1: {"what": "message"}})
    assert "too large" in _upload(somebody, "a.jpg", b"\xff\xd8\xff" + bytes(2000))
    assert somebody.get("/signaler/etape/4").status_code == 200


def test_no_line_of_the_log_has_an_address_of_the_network(somebody: Client, caplog: pytest.LogCaptureFixture) -> None:
    somebody.get("/signaler/", REMOTE_ADDR="203.0.113.77")
    somebody.post("/signaler/etape/9", REMOTE_ADDR="203.0.113.77")
    assert "203.0.113.77" not in caplog.text


def test_no_address_is_kept_unless_the_country_makes_it(somebody: Client, journey: Journey) -> None:
    tell(somebody)
    somebody.post("/signaler/envoi", {"go": "send"}, REMOTE_ADDR="203.0.113.77")
    journey()
    assert "203.0.113.77" not in Version.objects.get().content


def test_the_public_door_stands_alone_when_it_is_told_to(somebody: Client, settings: Settings) -> None:
    settings.VIGIE_DOORS = ("portal",)
    for address in ("/", "/sign-in", "/reports/1", "/problems"):
        response = somebody.get(address)
        assert response.status_code == 404
        assert "Vigie" not in response.content.decode()


def test_an_address_is_checked_and_never_opened() -> None:
    good, bad = addresses.split(
        "hxxps://example[.]invalid/a example.invalid/b not-one javascript:alert(1) http://[ ftp://x.invalid"
    )
    assert good == ["https://example.invalid/a", "https://example.invalid/b", "ftp://x.invalid"]
    assert set(bad) == {"not-one", "javascript:alert(1)", "http://["}


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
def test_whatever_is_typed_is_an_address_or_is_kept_as_words(text: str) -> None:
    good, bad = addresses.split(text)
    assert len(good) + len(bad) <= len(text.split())
    assert all(one.partition(":")[0].lower() in ("http", "https", "ftp", "magnet", "ipfs", "tg") for one in good)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.text(max_size=60))
def test_no_bytes_and_no_name_break_the_door(content: bytes, name: str) -> None:
    kind = uploads.kind(content)
    assert "/" not in uploads.shown(name) and "\\" not in uploads.shown(name)
    if kind is not None:
        assert uploads.path(1, kind).startswith("files/1.")
