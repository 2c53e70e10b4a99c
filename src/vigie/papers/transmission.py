"""The letter that goes with a dossier. Pure."""

from __future__ import annotations

from vigie.papers import typeset
from vigie.papers.heads import Desk
from vigie.papers.official import signature
from vigie.papers.typeset import Block
from vigie.report.nouns import say


def blocks(desk: Desk, certificate: tuple[str, str], enclosed: list[str]) -> list[Block]:
    """The whole letter; `enclosed` are the files that go with it."""
    letter = desk.letters.letter
    place = desk.text(desk.letters.head.place)
    return [
        typeset.lines(
            "address",
            [
                desk.addressee(),
                *(desk.tongue.say(line) for line in desk.content.address.split("\n") if line),
                desk.say(say("{place}, {date}", place=place, date=desk.tongue.day(desk.content.made_at))),
            ],
        ),
        *_case(desk),
        typeset.para(desk.text(letter.salutation)),
        *(typeset.para(desk.text(one)) for one in letter.body),
        *_media(desk),
        typeset.para(desk.text(letter.farewell)),
        signature(desk, certificate),
        typeset.heading(desk.say(say("Enclosed"))),
        typeset.items(enclosed),
    ]


def _case(desk: Desk) -> list[Block]:
    case = desk.content.asked.case
    return [typeset.facts([(desk.say(say("Case")), [desk.tongue.say(case)])])] if case else []


def _media(desk: Desk) -> list[Block]:
    number = len(desk.content.included)
    if number == 0:
        return [
            typeset.para(
                desk.say(
                    say(
                        "No picture or video is enclosed: each is named by its digests, and is kept sealed at the desk."
                    )
                )
            )
        ]
    told = say(
        "{n} pictures or videos are enclosed by decision of {officer}, for this reason: {reason}. Their possession is "
        "restricted by law.",
        n=number,
        officer=desk.signatory(),
        reason=desk.content.asked.reason,
    )
    return [typeset.note(desk.say(told))]
