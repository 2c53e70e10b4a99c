"""What every act on a request shares."""

from __future__ import annotations

from vigie.report.nouns import Saying


class Refused(Exception):
    """An act that cannot be done, with the reason for the officer. Permanent unless the request changes."""

    permanent = True

    def __init__(self, why: Saying) -> None:
        super().__init__(str(why))
        self.why = why
