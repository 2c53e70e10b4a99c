"""What the fields of a form say, or why they cannot be taken. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from vigie.report.nouns import Saying, say

LANGUAGES = ("fr", "nl", "en", "de")
MOST, LONGEST = 99_999, 36_500
LONG = 8_000  # characters of a wording


class BadChange(Exception):
    """A form that asks for something impossible. Permanent: `why` says to a person what to mend."""

    permanent = True

    def __init__(self, why: Saying) -> None:
        super().__init__(str(why))
        self.why = why


def text(given: Mapping[str, str], name: str, most: int) -> str:
    """One line."""
    return " ".join(given.get(name, "").replace("\0", "").split())[:most]


def lines(given: Mapping[str, str], name: str, most: int = LONG) -> str:
    """A text of several lines."""
    told = given.get(name, "").replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").strip()
    return "\n".join(line.rstrip() for line in told.split("\n"))[:most]


def words(given: Mapping[str, str], name: str, most: int = 120) -> dict[str, str]:
    """A name by language, in those in which one was given."""
    return {one: told for one in LANGUAGES if (told := text(given, f"{name}-{one}", most))}


def count(given: Mapping[str, str], name: str) -> int | None:
    """A number of people or reports; None when the field is empty: then nothing is said of it."""
    told = text(given, name, 10)
    if not told:
        return None
    if not (told.isascii() and told.isdigit() and int(told) <= MOST):
        raise BadChange(say("A number is a whole one, from 0 to {most}.", most=MOST))
    return int(told)


def days(given: Mapping[str, str], name: str) -> int:
    """A term in days."""
    told = count(given, name)
    if told is None or not 1 <= told <= LONGEST:
        raise BadChange(say("Give the days, from 1 to {most}.", most=LONGEST))
    return told


def day(given: Mapping[str, str], name: str) -> date | None:
    """A day; None when the field is empty."""
    told = text(given, name, 10)
    try:
        return date.fromisoformat(told) if told else None
    except ValueError as error:
        raise BadChange(say("That is no date.")) from error


def span(given: Mapping[str, str], first: str, last: str) -> tuple[date | None, date | None]:
    """Two days, the second not before the first."""
    since, until = day(given, first), day(given, last)
    if since and until and until < since:
        raise BadChange(say("It would end before it begins."))
    return since, until


def held_day(value: object) -> date | None:
    """A day as a file or a change has it."""
    if not value:
        return None
    return value if isinstance(value, date) else date.fromisoformat(str(value))
