"""`vigie serve`: the desk, on this machine alone unless told otherwise."""

from __future__ import annotations

import ipaddress
from typing import Any

import click
from django.conf import settings
from django.db import connections
from gunicorn.app.base import BaseApplication

from vigie.project import home
from vigie.project.wsgi import application

THREADS = 4  # of each worker: a page waits for the disk more than it computes


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
def command(host: str, port: int, workers: int) -> None:
    """Serve the desk until stopped."""
    home.need()
    connections.close_all()  # workers are forked: none may inherit an open connection
    if not _loopback(host) and not settings.SESSION_COOKIE_SECURE:
        click.echo(
            f"vigie: {host} can be reached from other machines without encryption. Put an HTTPS proxy before it, "
            "set VIGIE_HTTPS=yes and VIGIE_HOSTS, and let `vigie serve` listen on 127.0.0.1.",
            err=True,
        )
    click.echo(f"The desk: http://{f'[{host}]' if ':' in host else host}:{port}/  (Ctrl-C stops it)")
    Desk(
        {
            "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
            "workers": workers,
            "worker_class": "gthread",
            "threads": THREADS,
            "timeout": 60,
            "graceful_timeout": 10,
            "preload_app": True,
            "max_requests": 20_000,
            "max_requests_jitter": 2_000,
            "proc_name": "vigie",
            "loglevel": "warning",
            "accesslog": None,  # addresses name reports; who read what stands in the ledger
            "limit_request_line": 8190,
        }
    ).run()


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
