"""Light, dark, grey: what a browser keeps of it, and what a page says of it. Pure."""

from __future__ import annotations

COOKIE = "vigie_look"
KEPT = 365 * 86_400  # seconds
SCHEMES = ("auto", "light", "dark")


def chosen(scheme: str, grey: str) -> str:
    """The cookie's value: `dark.grey`, `auto.`; what makes no sense is left out."""
    return f"{scheme if scheme in SCHEMES else 'auto'}.{'grey' if grey == 'grey' else ''}"


def read(cookie: str) -> tuple[str, bool]:
    """Scheme and grey mode, of a cookie that may hold anything."""
    scheme, _, grey = cookie.partition(".")
    return scheme if scheme in SCHEMES else "auto", grey == "grey"
