"""Every theme can be read: the pairs of colours that pages put together keep WCAG's distance, in light and in dark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pytest_django import Settings

from vigie.access.models import Officer
from vigie.desk.tests.conftest import Enter

SHEETS = Path(__file__).resolve().parents[1] / "static" / "desk"
THEMES = [SHEETS / "tokens.css", *sorted((SHEETS / "themes").glob("*.css"))]
GROUNDS = ("paper", "sheet", "raised")
TEXTS = [(text, ground) for text in ("ink", "soft", "faint", "accent", "care") for ground in GROUNDS]
PAIRS = [*TEXTS, ("accent-ink", "accent"), ("accent-deep", "accent-soft"), ("care", "care-soft"), ("ink", "calm")]


def _colours(sheet: Path, scheme: str) -> dict[str, str]:
    """The tokens of a sheet in one scheme."""
    css = sheet.read_text("utf-8")
    light = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", css.partition("@media")[0]))
    dark = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", css.partition(':root[data-scheme="dark"]')[2]))
    return light if scheme == "light" else {**light, **dark}


def _light(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_light(one), _light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("sheet", THEMES, ids=lambda sheet: sheet.stem)
def test_what_is_written_can_be_read(sheet: Path, scheme: str) -> None:
    told = _colours(sheet, scheme)
    weak = {pair: _contrast(told[pair[0]], told[pair[1]]) for pair in PAIRS}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}
    assert min(_contrast(told["focus"], told[ground]) for ground in GROUNDS) >= 3


def test_a_theme_says_all_the_colours_that_it_changes_in_both_schemes() -> None:
    for sheet in THEMES[1:]:
        css = sheet.read_text("utf-8")
        blocks = [set(re.findall(r"--([\w-]+): #", block)) for block in re.findall(r":root[^{]*\{([^}]*)\}", css)]
        assert len(blocks) == 3 and blocks[0] == blocks[1] == blocks[2]


def test_a_state_s_colours_come_only_where_they_are_asked_for(
    officer: Officer, enter: Enter, settings: Settings
) -> None:
    assert "themes/" not in enter(officer).get("/").content.decode()
    settings.THEME = "desk/themes/fr.css"
    assert "/themes/fr" in enter(officer).get("/").content.decode()
