"""`vigie bridge`: games and messengers that carry talks with children into the room. `docs/bridge.md` says how."""

from __future__ import annotations

import json
import select
import sys
import time
import urllib.request
from collections.abc import Callable
from http.client import HTTPConnection
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

import click

from vigie.intake.portal.document import SOURCE
from vigie.portal import evening
from vigie.project import home
from vigie.project.say import answer, as_json, out, progress
from vigie.report.models import Standing
from vigie.reporters.models import Bridge, Talk
from vigie.reporters.tasks import bridges, talks
from vigie.reporters.tasks.keep import keys

PATIENCE = 600  # seconds that the evening's end waits for the journey


@click.group(name="bridge")
def command() -> None:
    """Bridges: a game, a messenger or a character carries a child's talk to the people of the desk."""


def _mend(act: Callable[[], Any]) -> Any:
    try:
        return act()
    except bridges.BridgeError as error:
        raise click.ClickException(str(error)) from error


@command.command(name="add")
@click.argument("name")
@as_json
def add(name: str, as_json: bool) -> None:
    """Open a bridge, and print its secret: it is told this once."""
    home.need()
    secret = _mend(lambda: bridges.add(name, home.me()))
    if as_json:
        answer({"name": name, "secret": secret, "path": f"/pont/{name}/lignes"})
    else:
        out.print(f"{name}: {secret}", markup=False)


@command.command(name="list")
@as_json
def list_(as_json: bool) -> None:
    """The bridges of this desk."""
    home.need()
    rows = [{"name": row.name, "made": row.made_at, "open": row.removed_at is None} for row in bridges.every()]
    if as_json:
        answer(rows)
    for row in [] if as_json else rows:
        out.print(f"{row['name']}  {'open' if row['open'] else 'shut'}", markup=False)


@command.command(name="remove")
@click.argument("name")
def remove(name: str) -> None:
    """Shut a bridge. Its talks stay."""
    home.need()
    _mend(lambda: bridges.remove(name, home.me()))


def _asked(address: str, name: str, secret: str, method: str, query: str = "", body: bytes = b"") -> dict[str, Any]:
    """One signed request."""
    path, now = f"/pont/{name}/lignes{query}", str(int(time.time()))
    headers = {"X-Vigie-Time": now, "X-Vigie-Signature": bridges.sign(secret, now, method, path, body)}
    request = urllib.request.Request(f"{address}{path}", data=body or None, headers=headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            found: dict[str, Any] = json.load(response)
    except HTTPError as error:
        why = "this secret is not the bridge's, or the bridge is shut" if error.code == 403 else f"HTTP {error.code}"
        raise click.ClickException(f"{address} does not take it: {why}") from error
    except URLError as error:
        raise click.ClickException(f"no desk answers at {address}: {error.reason}") from error
    return found


@command.command(name="demo")
@click.argument("name")
@click.option("--address", default="http://127.0.0.1:8000", show_default=True)
@click.option("--secret", required=True, help="As `vigie bridge add` printed it.")
def demo(name: str, address: str, secret: str) -> None:
    """A demo bridge: what you type is a child's line, what the desk says is printed. An empty line ends it."""
    conversation, after = f"terminal-{int(time.time())}", 0
    mine = ""
    click.echo("Type a line as a child would; what the desk says is shown. An empty line ends the talk.")
    while True:
        found = _asked(address, name, secret, "GET", f"?after={after}")
        for line in found["lines"]:
            after = line["id"]
            if line["talk"] == mine:
                click.echo(f"  {line['text']}")
        if mine in found["ended"]:
            return
        if select.select([sys.stdin], [], [], 1.0)[0]:
            text = sys.stdin.readline().strip()
            said = {"conversation": conversation, "text": text, "language": "fr", "end": not text}
            told = _asked(address, name, secret, "POST", body=json.dumps(said).encode())
            if not mine:
                nobody = "" if told["open"] else "; nobody is here now"
                click.echo(f"  ({told['talk']}: {told['ahead']} before it{nobody})")
            mine = told["talk"]
            if not text:
                return


@command.command(name="evening")
@click.argument("name")
@click.option("--address", default="http://127.0.0.1:8000", show_default=True, help="Where `vigie serve` answers.")
@click.option("--children", default=1200, show_default=True, type=click.IntRange(1, 100_000))
@click.option("--confide", default=350, show_default=True, type=click.IntRange(0, 100_000))
@click.option("--people", default=6, show_default=True, help="Invented people of the desk who answer meanwhile.")
@click.option("--seed", default=1, show_default=True)
@as_json
def busy(name: str, address: str, children: int, confide: int, people: int, seed: int, as_json: bool) -> None:
    """Simulate a busy evening: invented children write through a bridge, over real HTTP, to a served desk."""
    home.need()
    row = Bridge.objects.filter(name=name, removed_at=None).first()
    if row is None:
        raise click.ClickException(f"there is no bridge named {name}")
    every = evening.children(children, min(confide, children), seed)
    began = time.monotonic()
    told = _play(every, _poster(address, name, keys().bridge(row.nonce)), people)
    seconds = time.monotonic() - began
    found = {
        **told,
        "seconds": round(seconds, 1),
        "lines_a_second": round(told["lines"] / seconds),
        **_ranked(every, told),
    }
    if as_json:
        answer({key: value for key, value in found.items() if key != "numbers"})
    else:
        for key, value in found.items():
            if key != "numbers":
                out.print(f"{key}: {value}", markup=False)


def _poster(address: str, name: str, secret: str) -> evening.Post:
    """Sends over one connection that stays open, as a game's server does. Times are spaced, so that no two are one."""
    parts = urlsplit(address)
    line = HTTPConnection(parts.hostname or "127.0.0.1", parts.port, timeout=60)
    path = f"/pont/{name}/lignes"

    def post(said: dict[str, object]) -> dict[str, object]:
        body, now = json.dumps({**said, "nonce": time.monotonic_ns()}).encode(), str(int(time.time()))
        headers = {"X-Vigie-Time": now, "X-Vigie-Signature": bridges.sign(secret, now, "POST", path, body)}
        line.request("POST", path, body, {**headers, "Host": parts.netloc, "Content-Type": "application/json"})
        response = line.getresponse()
        found: dict[str, object] = json.loads(response.read())
        return {**found, "status": response.status}

    return post


def _play(every: list[evening.Child], post: evening.Post, people: int) -> dict[str, Any]:
    """Everybody comes, is heard by whoever is free, and leaves."""
    numbers: dict[str, str] = {}
    lines = refused = heard = 0
    with progress() as shown:
        task = shown.add_task("The evening", total=len(every))
        for place, child in enumerate(every):
            for told in evening.write(child, post):
                lines += 1
                refused += told["status"] != 202
                numbers[child.name] = str(told.get("talk", ""))
            if place % 10 < people:
                heard += _hear(f"crew-{place % people}")
            shown.advance(task)
    for child in every:
        refused += evening.leave(child, post)["status"] != 202
    return {"children": len(every), "lines": lines, "refused": refused, "answered": heard, "numbers": numbers}


def _hear(officer: str) -> int:
    """Somebody of the crew takes the gravest who waits and says a word."""
    talks.here(officer)
    first = talks.waiting().first()
    if first is None or not talks.take(first.pk, officer):
        return 0
    talks.answer(first.pk, officer, "Bonjour. Je suis là avec toi. Merci de me le dire.")
    return 1


def _ranked(every: list[evening.Child], told: dict[str, Any]) -> dict[str, object]:
    """Where those who confided stand in the queue, once all have made their journey."""
    wanted = {told["numbers"][child.name] for child in every}
    until = time.monotonic() + PATIENCE
    rows: list[str] = []
    while time.monotonic() < until:
        asked = (
            Standing.objects.filter(report__source=SOURCE)
            .exclude(class_name="")
            .order_by("-score", "-total", "received_at")
        )
        rows = [number for number in asked.values_list("report__report_id", flat=True) if number in wanted]
        if len(rows) == len(wanted):
            break
        time.sleep(1.0)
    confiding = {told["numbers"][child.name] for child in every if child.confides}
    first = sum(number in confiding for number in rows[: len(confiding)])
    answered = Talk.objects.filter(number__in=confiding).exclude(first_answer_at=None).count()
    return {
        "confided": len(confiding),
        "reports_in_the_queue": len(rows),
        "confiding_among_the_first_of_them": first,
        "confiding_answered_by_a_person": answered,
    }
