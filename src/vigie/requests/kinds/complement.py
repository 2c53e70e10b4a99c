"""What a report lacks: asked of the service, or of the clearing house that passed it on."""

from __future__ import annotations

from vigie.report.nouns import say
from vigie.requests.kind import Asked, Flaw, Kind

CLEARING = {"ncmec": "NCMEC"}


def to(asked: Asked) -> str:
    """The clearing house for what came through one, else the service."""
    report = asked.dossier.report
    return CLEARING.get(report.source) or report.company or ""


def flaws(asked: Asked) -> tuple[Flaw, ...]:
    """There must be something to ask for, and somebody to ask."""
    verdict = asked.dossier.verdict
    nothing = (
        (Flaw(say("Nothing was found to be missing: say in the text what you ask for.")),)
        if verdict is None or not verdict.missing
        else ()
    )
    nobody = () if to(asked) else (Flaw(say("Nobody said which service it was."), fatal=True),)
    return (*nobody, *nothing)


KIND = Kind(title=say("What this report lacks"), order=30, days=30, to=to, flaws=flaws)
