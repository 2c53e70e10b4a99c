"""Documentation that cannot lie: what it names exists, and what exists is named."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.house.rooms import ROOT, ours, plant, tracked
from vigie.project.cli import vigie
from vigie.project.environment import KNOWN

LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
MAKE = re.compile(r"`make ([a-z]+)")
SETTING = re.compile(r"\bVIGIE_[A-Z_]+\b")
NOT_SETTINGS = {"VIGIE_X", "VIGIE_X_FILE"}  # how a setting is spoken of


def pages(root: Path) -> list[Path]:
    return [path for path in tracked(root) if path.suffix == ".md"]


def broken_links(root: Path, files: list[Path]) -> Iterator[str]:
    for path in files:
        for target in LINK.findall(path.read_text("utf-8")):
            if not (path.parent / target).exists():
                yield f"{path.relative_to(root)}: {target}"


def unknown_targets(makefile: str, pages: dict[str, str]) -> Iterator[str]:
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    for name, text in pages.items():
        yield from (f"{name}: make {target}" for target in MAKE.findall(text) if target not in targets)


def undocumented(commands: list[str], text: str) -> list[str]:
    return [name for name in commands if not re.search(rf"\bvigie {re.escape(name)}(?![\w-])", text)]


def settings_in(root: Path) -> set[str]:
    """The settings that the program's own code speaks of."""
    found: set[str] = set()
    for path in ours(root):
        found |= set(SETTING.findall(path.read_text("utf-8")))
    return found - NOT_SETTINGS


def commands() -> list[str]:
    """Every command with its subcommands: `lists`, `lists import`, ..."""
    names: list[str] = []
    context = vigie.make_context("vigie", [], resilient_parsing=True)
    for name in vigie.list_commands(context):
        command = vigie.get_command(context, name)
        names += [name, *(f"{name} {sub}" for sub in getattr(command, "commands", {}))]
    return names


def test_every_link_leads_somewhere() -> None:
    assert list(broken_links(ROOT, pages(ROOT))) == []


def test_every_make_target_that_is_named_exists() -> None:
    texts = {path.name: path.read_text("utf-8") for path in pages(ROOT)}
    assert list(unknown_targets((ROOT / "Makefile").read_text("utf-8"), texts)) == []


def test_every_command_is_documented() -> None:
    assert undocumented(commands(), (ROOT / "docs" / "commands.md").read_text("utf-8")) == []


def test_every_setting_is_documented_with_its_default() -> None:
    text = (ROOT / "docs" / "settings.md").read_text("utf-8")
    rows = {name: line for line in text.splitlines() for name in SETTING.findall(line)[:1] if line.startswith("|")}
    assert sorted(rows) == sorted(KNOWN)
    assert [name for name, (default, _) in KNOWN.items() if default and f"`{default}`" not in rows[name]] == []


def test_the_code_speaks_of_no_unknown_setting() -> None:
    known = {*KNOWN, *(f"{name}_FILE" for name in KNOWN)}
    assert settings_in(ROOT / "src" / "vigie") - known == set()


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = [
        *project["project"]["dependencies"],
        *(need for group in project["dependency-groups"].values() for need in group),
    ]
    names = {re.split(r"[\[<>=]", need)[0] for need in wanted}
    reasons = (ROOT / "docs" / "decisions" / "0003-dependencies.md").read_text("utf-8")
    assert sorted(name for name in names if not re.search(rf"^\|[^|]*\b{name}\b[^|]*\|", reasons, re.MULTILINE)) == []


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs" / "decisions").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_broken_link_is_seen(tmp_path: Path) -> None:
    plant(tmp_path, {"a.md": "[there](b.md) [nowhere](c.md) [far](https://example.invalid/)", "b.md": ""})
    assert list(broken_links(tmp_path, [tmp_path / "a.md"])) == ["a.md: c.md"]


def test_a_target_that_does_not_exist_is_seen() -> None:
    assert list(unknown_targets("demo: setup\n", {"a.md": "`make demo` `make coffee`"})) == ["a.md: make coffee"]


def test_an_undocumented_command_is_seen() -> None:
    assert undocumented(["take", "lists", "lists import"], "`vigie take`, `vigie lists-old`") == [
        "lists",
        "lists import",
    ]


def test_an_unknown_setting_is_seen(tmp_path: Path) -> None:
    plant(tmp_path, {"a.py": 'os.environ["VIGIE_HOME"]; os.environ["VIGIE_COLOUR"]'})
    assert settings_in(tmp_path) - set(KNOWN) == {"VIGIE_COLOUR"}
