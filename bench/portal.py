"""How the public's door stands a flood: so many robots, and whether a person and a child still get through.

    python bench/portal.py [--robots N] [--clients N] [--json]

A new installation in a temporary folder is served as `vigie serve` does it, with its worker. Robots send the public
form over real HTTP: no scripts, no proof of work, three moulds of words, from many addresses (the proxy's header is
trusted here so that they have some). In the middle one person sends the same form without scripts, from an address
among the robots' own, and one child tells by the children's way. Nobody may be refused; the person's report must
be let in before the robots' and stand in the queue, and the child's at once.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import re
import shutil
import signal
import socket
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from bench.doors import House

HUMAN = "Ma fille de onze ans recoit des messages d un homme dans son jeu et il demande des photos"
MOULDS = (
    "URGENT the user {name} at https://site{n}.invalid/p{n} sells to everybody, close it, please act now, number {n}",
    "I saw {name} threaten a child with pictures and gift card {n} on https://c{n}.invalid tomorrow at the station",
    "hello police this account {name}{n} is very bad very bad please look at it https://x{n}.invalid thank you officer",
)
PATIENCE = 420.0  # seconds until the person stands in the queue: one who shows no work may wait some minutes
FORM = re.compile(r'name="(\w+)" value="([^"]*)"')


@dataclass(slots=True)
class Visitor:
    """A browser without scripts: keeps its cookie, follows what it is told."""

    port: int
    address: str
    cookie: str = ""
    waits: list[float] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> str:
        """One page; the body."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        told = {"X-Forwarded-For": self.address, "Cookie": self.cookie, "Host": "localhost"}
        body = urlencode(form) if form is not None else None
        if body is not None:
            told["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        line.request(method, path, body, told)
        answer = line.getresponse()
        said = answer.read().decode("utf-8", "replace")
        self.waits.append(time.perf_counter() - began)
        if answer.status >= 400:
            self.refused.append(answer.status)
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                self.cookie = value.partition(";")[0]
        where = answer.headers.get("Location")
        line.close()
        return self.ask("GET", where) if answer.status in (302, 303) and where else said
