"""To keep the data of an account until a formal request follows: asked of the service."""

from __future__ import annotations

from vigie.report.nouns import Role, say
from vigie.requests.kind import Asked, Flaw, Kind


def to(asked: Asked) -> str:
    """The service that reported."""
    return asked.dossier.report.company or ""


def flaws(asked: Asked) -> tuple[Flaw, ...]:
    """A service must be able to find the account."""
    named = any(one.identifier or one.screen_name for one in asked.dossier.report.having(Role.REPORTED))
    lost = () if named else (Flaw(say("No account is named: the service has only the report's number to go by.")),)
    nobody = () if to(asked) else (Flaw(say("Nobody said which service it was."), fatal=True),)
    return (*nobody, *lost)


KIND = Kind(title=say("Keep the data of an account"), order=20, days=5, to=to, flaws=flaws)
