"""What an officer wants to see of the queue, and the address that says so. Pure: text in, text out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import urlencode

from msgspec import Struct, structs

from vigie.report.nouns import Class

STATES: dict[str, tuple[str, ...]] = {
    "todo": ("open", "claimed"),
    "open": ("open",),
    "mine": ("claimed",),
    "claimed": ("claimed",),
    "decided": ("decided",),
    "all": ("open", "claimed", "decided"),
}
HOMES = ("home", "abroad", "unknown")
WITHIN = (1, 3, 7, 30)  # days until a deadline
LEAST = (80, 60, 40, 20)  # scores
NAMES = ("state", "class", "home", "unit", "company", "least", "within", "q")  # of the filters, in an address
COLUMNS = ("reasons", "offences", "where", "clock", "received")  # of the queue, that one may choose
NO_UNIT = "-"  # as a filter: no unit was found


class Mark(Struct, frozen=True):
    """A row's place in the order: score and total downwards, then the time received, then its key."""

    score: int
    total: int
    received_at: datetime
    key: int

    def __str__(self) -> str:
        return f"{self.score}.{self.total}.{_micros(self.received_at)}.{self.key}"


class Filters(Struct, frozen=True):
    """One view of the queue. `after` or `before` is the row at which the page before or after it ended."""

    state: str = "todo"
    class_: str = ""
    home: str = ""
    unit: str = ""
    company: str = ""
    least: int = 0
    within: int = 0
    text: str = ""
    after: Mark | None = None
    before: Mark | None = None

    @property
    def states(self) -> tuple[str, ...]:
        return STATES[self.state]

    @property
    def rare(self) -> bool:
        """Whether anything beyond the counted filters is asked."""
        return bool(self.company or self.least or self.within or self.text)

    @property
    def named(self) -> bool:
        """Whether reports are sought by something that the queue's own indexes do not hold."""
        return bool(self.company or self.text or self.within)

    @property
    def plain(self) -> bool:
        """Whether nothing at all is filtered."""
        return structs.replace(self, after=None, before=None) == Filters()

    def but(self, **changes: object) -> Filters:
        """The same view with something changed, from its first page."""
        return structs.replace(self, **{"after": None, "before": None, **changes})

    @property
    def query(self) -> str:
        """As the query of an address; empty for the plain queue."""
        said = {
            "state": self.state if self.state != "todo" else "",
            "class": self.class_,
            "home": self.home,
            "unit": self.unit,
            "company": self.company,
            "least": self.least or "",
            "within": self.within or "",
            "q": self.text,
            "after": self.after or "",
            "before": self.before or "",
        }
        return urlencode({name: str(value) for name, value in said.items() if value})


def read(asked: Mapping[str, str]) -> Filters:
    """The filters of an address. What makes no sense is left out: a page is better than an error."""
    state, class_, home = asked.get("state", ""), asked.get("class", ""), asked.get("home", "")
    return Filters(
        state=state if state in STATES else "todo",
        class_=class_ if class_ in set(Class) else "",
        home=home if home in HOMES else "",
        unit=_text(asked.get("unit", ""), 80),
        company=_text(asked.get("company", ""), 200),
        least=min(100, _number(asked.get("least", ""))),
        within=min(366, _number(asked.get("within", ""))),
        text=_text(asked.get("q", ""), 100),
        after=_mark(asked.get("after", "")),
        before=_mark(asked.get("before", "")),
    )


def _text(text: str, most: int) -> str:
    """Without the character that no database takes."""
    return text.replace("\0", "")[:most].strip()


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _micros(at: datetime) -> int:
    since = at - datetime(1970, 1, 1, tzinfo=UTC)
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def _mark(text: str) -> Mark | None:
    parts = text.split(".")
    if len(parts) != 4 or not all(part.isascii() and part.isdigit() and len(part) < 18 for part in parts):
        return None
    score, total, micros, key = (int(part) for part in parts)
    seconds, rest = divmod(micros, 1_000_000)
    if seconds > 253_370_764_800:  # the year 9999
        return None
    return Mark(score, total, datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest), key)
