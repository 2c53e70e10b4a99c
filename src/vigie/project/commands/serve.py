"""`vigie serve`: the desk, on this machine alone unless told otherwise."""

from __future__ import annotations

import ipaddress
import os
from contextlib import nullcontext
from typing import Any

import click
from django.conf import settings
from django.db import connections
from django.urls import get_resolver
from gunicorn.app.base import BaseApplication

from vigie.amendments.tasks.changing import publish
from vigie.portal.tasks.confirming import confirmed
from vigie.project import home
from vigie.project.companion import Companion
from vigie.project.wsgi import application
from vigie.reporters.tasks import counting

CONNECTED = 600  # seconds
CACHE = 16 * 1024  # KiB of the database that each thread keeps at hand
THREADS = 16  # of each process: a request waits for the disk, or for a service's slow line, more than it computes


class Desk(BaseApplication):
    """gunicorn, told by options instead of a file."""

    def __init__(self, options: dict[str, Any]) -> None:
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return application


@click.command(name="serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Processes that answer.")
@click.option("--no-work", is_flag=True, help="Do not start a worker beside it: `vigie work` runs elsewhere.")
def command(host: str, port: int, workers: int, no_work: bool) -> None:
    """Serve the desk and the doors of services until stopped, with a worker that takes what comes in to the queue."""
    home.need()
    publish()  # what a crash may have left out of the file that every process reads
    os.environ["WEB_CONCURRENCY"] = str(workers)  # each process allows its share of a service's requests
    get_resolver().check()  # every page is loaded here, once, and not by each process at its first request
    connections.close_all()  # workers are forked: none may inherit an open connection
    _stay_connected()
    if not _loopback(host) and not settings.SESSION_COOKIE_SECURE:
        click.echo(
            f"vigie: {host} can be reached from other machines without encryption. Put an HTTPS proxy before it, "
            "set VIGIE_HTTPS=yes and VIGIE_HOSTS, and let `vigie serve` listen on 127.0.0.1.",
            err=True,
        )
    if not _loopback(host) and "portal" in settings.VIGIE_DOORS and confirmed(settings.VIGIE_COUNTRY) is None:
        click.echo(
            "vigie: nobody has confirmed the help numbers of the public pages: call each of them before anybody else "
            f"does, and say so with `vigie pack confirm {settings.VIGIE_COUNTRY}`.",
            err=True,
        )
    click.echo(f"The desk: http://{f'[{host}]' if ':' in host else host}:{port}/  (Ctrl-C stops it)")
    with nullcontext() if no_work else Companion():
        Desk(_options(host, port, workers)).run()


def _stay_connected() -> None:
    """Each thread that answers keeps its connection for a while. To open one for each request is a quarter of what a
    request costs on SQLite: the whole schema is read again. Each cache is small: there are many."""
    told = connections.settings["default"]
    told["CONN_MAX_AGE"] = CONNECTED
    options = told["OPTIONS"]
    if "init_command" in options:
        options["init_command"] += f"PRAGMA cache_size=-{CACHE};"


def _options(host: str, port: int, workers: int) -> dict[str, Any]:
    return {
        "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        "workers": workers,
        "worker_class": "gthread",
        "threads": THREADS,
        "timeout": 60,
        "keepalive": 75,  # a service's connection that rested must not be cut under its next report
        "graceful_timeout": 10,
        "preload_app": True,
        "worker_exit": _leaving,
        "worker_tmp_dir": "/dev/shm" if os.access("/dev/shm", os.W_OK) else None,  # a heartbeat waits for no disk
        "max_requests": 20_000,
        "max_requests_jitter": 2_000,
        "proc_name": "vigie",
        "loglevel": "warning",
        "accesslog": None,  # addresses name reports; who read what stands in the ledger
        "limit_request_line": 8190,
    }


def _leaving(_server: object, _worker: object) -> None:
    """A process that ends writes down which pages were opened since its last time."""
    counting.write()


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
