"""What only a browser shows: a picture's fingerprint from its own decoder, a voice, a talk without scripts and by a
stream, the way in on somebody else's page."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Playwright, Request, Route, expect

from tests.browser.conftest import Desk
from tests.browser.test_portal import _reference as reference
from tests.browser.windows import PHONE, launched, opened

DECODERS = 6  # bits of 256 by which two right decoders may differ (0 seen with Chromium 156); a match is 31 or fewer
WINDOW = 24  # bytes of a file that would betray it


def lossy(folder: Path) -> list[Path]:
    """Benign pictures of our own as phones keep them: JPEG in both ways of keeping colour, turned, WebP."""
    chance = np.random.default_rng(11)
    y, x = np.mgrid[0:1200, 0:1600].astype(np.float64)
    land = np.stack([90 + 60 * np.sin(x / 210) + y / 20, 140 + 50 * np.cos(y / 170 + x / 400), 200 - y / 9], axis=-1)
    large = Image.fromarray(np.clip(land + chance.normal(0, 6, land.shape), 0, 255).astype(np.uint8))
    waves, rings = Image.fromarray(reference("waves")), Image.fromarray(reference("rings"))
    turned = Image.Exif()
    turned[0x0112] = 6
    large.save(folder / "land.jpg", quality=85)
    large.save(folder / "turned.jpg", quality=85, exif=turned)
    waves.save(folder / "waves.jpg", quality=60, subsampling=2)
    rings.save(folder / "rings.jpg", quality=95, subsampling=0)
    large.save(folder / "land.webp", quality=80)
    waves.save(folder / "waves.webp", quality=60)
    return sorted(folder.glob("*.*"))


def betrayed(sent: list[bytes], content: bytes) -> bool:
    """Whether any piece of a file stands in what was sent, as it is or as text."""
    pieces = {content[at : at + WINDOW] for at in range(0, len(content) - WINDOW, WINDOW)}
    said = b"".join(sent)
    return any(piece in said or piece.hex().encode() in said for piece in pieces)


def test_a_photo_in_a_phone_s_own_formats_is_fingerprinted_as_we_do_and_not_a_byte_of_it_leaves(
    chromium: Browser, desk: Desk, tmp_path: Path
) -> None:
    paths = lossy(tmp_path)
    ours = {Path(one["path"]).name: one for one in desk.installation.answer("hash", *paths)}
    sent: list[bytes] = []

    def log(route: Route) -> None:
        asked = route.request
        sent.append(asked.url.encode() + b"\0" + json.dumps(asked.headers).encode() + b"\0")
        sent.append(asked.post_data_buffer or b"")
        route.continue_()

    with opened(chromium, PHONE) as context:
        context.route("**/*", log)
        page = desk.watched(context.new_page())
        page.on("websocket", lambda socket: sent.append(socket.url.encode()))
        page.goto(f"{desk.address}/bonjour/photo")
        page.wait_for_load_state("networkidle")  # the icon of the page comes late
        before = len(sent)
        page.set_input_files("#photo", paths)
        page.wait_for_selector("#ready:not([hidden])")
        assert len(sent) == before  # nothing at all is asked for while the pictures are read
        given = page.eval_on_selector_all("input[name=fingerprint]", "all => all.map(one => one.value)")
        page.click("button[data-send]")
        page.wait_for_url("**/bonjour/danger")
    apart = {}
    for path, (sha256, pdq, _) in zip(paths, (one.split() for one in given), strict=True):
        assert sha256 == ours[path.name]["sha256"]
        apart[path.name] = (int(pdq, 16) ^ int(ours[path.name]["pdq"], 16)).bit_count()
        assert not betrayed(sent, path.read_bytes()), path.name
    assert max(apart.values()) <= DECODERS, apart
    assert betrayed([paths[0].read_bytes()[500:900]], paths[0].read_bytes())  # the look itself can see


def test_a_child_records_its_voice_and_an_officer_has_it(_playwright: Playwright, desk: Desk) -> None:
    invented = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]  # a beep of Chromium's own
    browser = launched(_playwright, *invented)
    with opened(browser, PHONE, permissions=["microphone"]) as context:
        page = desk.watched(context.new_page())
        page.goto(f"{desk.address}/bonjour/dire")
        page.click("#recorder button")
        expect(page.locator("#recorder button")).to_have_class("recording")
        page.wait_for_timeout(1500)
        page.click("#recorder button")
        expect(page.locator("#recorder audio")).to_be_visible()
        assert page.eval_on_selector("#voice", "field => field.files[0].size") > 1000
        page.click("button.primary >> nth=-1")
        page.goto(f"{desk.address}/bonjour/dire")
        expect(page.locator("main .files")).to_contain_text("Ta voix est là")
        page.goto(f"{desk.address}/bonjour/envoi")
        page.click("button:has-text('J’envoie')")
        expect(page.locator(".words li")).to_have_count(6)
    browser.close()


def test_a_page_that_records_nothing_may_not_ask_for_the_microphone(_playwright: Playwright, desk: Desk) -> None:
    browser = launched(_playwright, "--use-fake-device-for-media-stream")
    with opened(browser, PHONE, permissions=["microphone"]) as context:
        page = context.new_page()
        page.goto(f"{desk.address}/bonjour/quoi")
        asked = page.evaluate("navigator.mediaDevices.getUserMedia({audio: true}).then(() => 'heard', e => e.name)")
        assert asked == "NotAllowedError"
    browser.close()


@pytest.fixture
def open_room(page: Page, desk: Desk) -> Iterator[Page]:
    """An officer who is there to talk."""
    page.goto(f"{desk.address}/talks")
    begin = page.locator("button:has-text('Je suis là pour parler')")
    if begin.count():
        begin.click()
    yield page


def answered(officer: Page, desk: Desk, words: str) -> None:
    officer.goto(f"{desk.address}/talks")
    officer.click("button:has-text('Je la prends') >> nth=0")
    officer.fill("#text", words)
    officer.click("button[value=say]")


def test_a_child_without_scripts_talks_through_a_frame_that_renews_itself(
    chromium: Browser, desk: Desk, open_room: Page
) -> None:
    with opened(chromium, PHONE, java_script_enabled=False) as context:
        child = desk.watched(context.new_page())
        child.goto(f"{desk.address}/bonjour/parler")
        child.fill("#text", "coucou sans script")
        child.click("main button.primary")
        frame = child.frame_locator("noscript iframe, main iframe")
        expect(frame.locator(".letter.child")).to_contain_text("coucou sans script")
        answered(open_room, desk, "Je suis là, prends ton temps.")
        expect(frame.locator(".letter.desk")).to_contain_text("prends ton temps", timeout=20_000)  # renewed by itself
        child.fill("#text", "d'accord")
        child.click("#say button.primary")
        expect(open_room.locator("#thread")).to_contain_text("d'accord", timeout=20_000)
        child.click("button[value=end]")
        expect(child.locator("#state")).to_contain_text("C’est fini")


def test_lines_come_by_a_stream_and_by_asking_when_there_is_none(
    chromium: Browser, desk: Desk, open_room: Page
) -> None:
    with opened(chromium, PHONE) as context:
        child = desk.watched(context.new_page())
        asked: list[Request] = []
        child.on("request", lambda request: asked.append(request))
        child.goto(f"{desk.address}/bonjour/parler")
        child.fill("#text", "par le flux")
        with child.expect_response("**/parler/flux*") as flowing:  # the page that arrives asks for it by itself
            child.click("main button.primary")
        assert flowing.value.headers["content-type"] == "text/event-stream"
        answered(open_room, desk, "Je te lis.")
        expect(child.locator("#thread .desk")).to_contain_text("Je te lis.", timeout=20_000)
        assert not any("/parler/lignes" in request.url for request in asked)
        context.route("**/parler/flux*", lambda route: route.fulfill(status=503))
        plain = context.new_page()  # not watched: what is refused on purpose is a complaint of the browser
        plain.goto(f"{desk.address}/bonjour/parler")
        open_room.fill("#text", "Et autrement aussi.")
        open_room.click("button[value=say]")
        expect(plain.locator("#thread")).to_contain_text("Et autrement aussi.", timeout=20_000)


@contextmanager
def elsewhere(folder: Path) -> Iterator[str]:
    """Somebody else's site, on an address of its own, that allows nothing but the widget's script."""

    class Handler(SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", (folder / "policy").read_text())
            super().end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()


def test_the_way_in_on_somebody_else_s_page_opens_ours_and_tells_nothing(
    chromium: Browser, desk: Desk, tmp_path: Path
) -> None:
    script = f'<script src="{desk.address}/static/portal/widget.js" data-words="Parler à un adulte" defer></script>'
    (tmp_path / "policy").write_text(f"default-src 'none'; script-src {desk.address}")
    (tmp_path / "index.html").write_text(
        f'<!doctype html><html lang="fr"><meta charset="utf-8"><title>Un jeu</title><h1>Un jeu</h1>{script}',
        "utf-8",
    )
    with elsewhere(tmp_path) as site, opened(chromium, PHONE) as context:
        asked: list[Request] = []
        host = context.new_page()
        host.on("request", lambda request: asked.append(request))
        complaints: list[str] = []
        host.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        host.goto(f"{site}/index.html")
        button = host.get_by_role("link", name="Parler à un adulte")
        expect(button).to_be_visible()
        box = button.bounding_box()
        assert box is not None and box["height"] >= 44 and box["x"] + box["width"] <= PHONE[0]
        with context.expect_page() as shown:
            button.click()
        way = shown.value
        way.wait_for_load_state()
        assert way.url == f"{desk.address}/bonjour/"
        assert way.evaluate("[document.referrer, window.opener]") == ["", None]
        assert host.evaluate("document.cookie + Object.keys(localStorage).join()") == ""
        to_us = [request.url for request in asked if request.url.startswith(desk.address)]
        assert to_us == [f"{desk.address}/static/portal/widget.js"]
        assert complaints == []
        assert context.cookies(desk.address) == []
