"""Help from another country: asked of its contact point, through this one's."""

from __future__ import annotations

from vigie.report.nouns import say
from vigie.requests.kind import Asked, Flaw, Kind


def to(asked: Asked) -> str:
    """The country concerned; "" when it is this one or not known."""
    routing = asked.dossier.routing
    return routing.country or "" if routing and routing.home is False else ""


def flaws(asked: Asked) -> tuple[Flaw, ...]:
    """It must be known whom to ask."""
    if to(asked):
        return ()
    return (Flaw(say("No other country is known to be concerned: name it in the text."), fatal=False),)


KIND = Kind(title=say("Help from another country"), order=40, days=60, to=to, flaws=flaws)
