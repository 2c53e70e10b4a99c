"""What a browser says of itself, in two words: “Firefox · Windows”. It may lie, and only its owner reads it. Pure."""

from __future__ import annotations

NAMES = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def told(agent: str) -> str:
    """A browser and its system; as it says itself where neither is known."""
    found = (next((words for part, words in some if part in agent), "") for some in (NAMES, SYSTEMS))
    return " · ".join(one for one in found if one) or agent[:60]
