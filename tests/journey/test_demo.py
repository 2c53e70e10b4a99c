"""The demo: a small caseload goes through everything, and one that was stopped halfway goes on."""

from __future__ import annotations

from tests.conftest import Installation

SMALL = ("--reports", "20")


def test_a_demo_that_was_stopped_goes_on(installation: Installation) -> None:
    sample = installation.home / "sample"
    installation.command("sample", sample, *SMALL, "--media")
    first = next(path for path in sorted((sample / "reports").rglob("*")) if path.is_file())
    installation.command("take", first, "--no-wait")  # it was sealed, and then somebody pulled the plug
    said = installation.command("demo", "--no-serve", *SMALL)
    assert "What should be read first" in said
    assert len(installation.answer("queue")) == 20


def test_a_second_demo_takes_nothing_again(installation: Installation) -> None:
    installation.command("demo", "--no-serve", *SMALL)
    received = installation.answer("queue")
    assert "Sealing" not in installation.command("demo", "--no-serve", *SMALL)
    assert installation.answer("queue") == received
