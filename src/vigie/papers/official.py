"""The official report: what came in, what it says, why it stands where it stands, and what was decided. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from vigie.papers import typeset
from vigie.papers.content import Piece
from vigie.papers.facts import Facts
from vigie.papers.heads import Desk
from vigie.papers.typeset import Block
from vigie.papers.wording import OUTCOMES, PUNISHABLE, ROLES, label
from vigie.report.nouns import Verdict, say


def blocks(desk: Desk, certificate: tuple[str, str]) -> list[Block]:
    """The whole paper. `certificate` says who signs it electronically."""
    return [*_opening(desk), *_summary(desk), *_method(desk), *_pieces(desk), *_closing(desk, certificate)]


def _opening(desk: Desk) -> Iterator[Block]:
    asked, t = desk.content.asked, desk.tongue
    yield typeset.para(desk.text(desk.letters.report.opening))
    lines = [
        (desk.say(say("Case")), [t.say(asked.case)]),
        (desk.say(say("For")), [desk.addressee()]),
        (desk.say(say("Reason")), [t.say(asked.reason)]),
        (desk.say(say("Entry in the ledger")), [str(desk.content.entry)]),
    ]
    yield typeset.facts([(name, values) for name, values in lines if values[0]])


def _summary(desk: Desk) -> Iterator[Block]:
    t = desk.tongue
    yield typeset.heading(desk.say(say("Reports")))
    head = [
        desk.say(one)
        for one in (say("No."), say("Report"), say("Service"), say("Received"), say("Class"), say("Priority"))
    ]
    rows = [
        [
            str(place + 1),
            t.say(one.name),
            t.say(one.report.company or "—"),
            t.moment(one.received_at),
            desk.say_class(one),
            str(one.verdict.score) if one.verdict else "—",
        ]
        for place, one in enumerate(desk.content.pieces)
    ]
    yield typeset.table([0, 3, 3, 3, 2, 0], head, rows)


def _method(desk: Desk) -> Iterator[Block]:
    yield typeset.note(
        desk.say(
            say(
                "Every byte received was sealed, hashed and entered in the ledger before it was read. Class, priority, "
                "offences and unit are proposals of a program, each with its reasons; decisions are those of the named "
                "officer. What was not said or is not known is left out or said to be unknown: it is never a no."
            )
        )
    )


def _pieces(desk: Desk) -> Iterator[Block]:
    for place, piece in enumerate(desk.content.pieces):
        yield typeset.heading(desk.title(place, piece))
        yield from _told(desk, piece)
        yield from _reasons(desk, piece)
        yield from _decided(desk, piece)
        yield from _route(desk, piece)


def _told(desk: Desk, piece: Piece) -> Iterator[Block]:
    facts, report = Facts(desk.tongue), piece.report
    received = (desk.say(say("Received")), [desk.tongue.moment(piece.received_at)])
    version = (desk.say(say("Version")), [desk.say(say("{n} of {m}", n=piece.version, m=piece.versions))])
    yield typeset.facts([*facts.report(report), received, *([version] if piece.versions > 1 else [])])
    for channel in report.channels:
        rows = facts.channel(channel)
        if rows:
            yield typeset.heading(desk.say(say("Where it happened")), 2)
            yield typeset.facts(rows)
    for person in report.people:
        rows = facts.person(person)
        if rows:
            yield typeset.heading(desk.tongue.say(label(ROLES, person.role)), 2)
            yield typeset.facts(rows)
    yield from _files(desk, piece, facts)


def _files(desk: Desk, piece: Piece, facts: Facts) -> Iterator[Block]:
    if not piece.report.files:
        return
    yield typeset.heading(desk.say(say("Files")), 2)
    yield typeset.para(desk.say(say("Their digests, and what lists know of them, stand in the annexes.")))
    for place, file in enumerate(piece.report.files):
        name = desk.tongue.say(file.name or file.original_name or file.file_id or "—")
        yield typeset.heading(desk.say(say("File {n}", n=place + 1)) + (f" — {name}" if name != "—" else ""), 3)
        rows = facts.file(file)
        if rows:
            yield typeset.facts(rows)


def _reasons(desk: Desk, piece: Piece) -> Iterator[Block]:
    verdict, t = piece.verdict, desk.tongue
    yield typeset.heading(desk.say(say("Why it was ranked so")), 2)
    if verdict is None:
        yield typeset.para(desk.say(say("It has not been ranked.")))
        return
    head = say(
        "{class_}, priority {score} of 100 (policy {policy}).",
        class_=desk.say_class(piece),
        score=verdict.score,
        policy=verdict.policy,
    )
    yield typeset.para(desk.say(head))
    yield from _grounds(desk, verdict)
    if verdict.reasons:
        columns = [desk.say(one) for one in (say("Points"), say("Reason"), say("Rule"))]
        rows = [
            [f"+{one.points}", t.say(one.why), f"{one.rule}/{one.version}"]
            for one in sorted(verdict.reasons, key=lambda one: -one.points)
        ]
        yield typeset.table([0, 5, 1], columns, rows)


def _grounds(desk: Desk, verdict: Verdict) -> Iterator[Block]:
    offences = [f"{desk.tongue.name(one.label)} — {desk.say(one.why)}" for one in verdict.offences]
    rows = [
        (desk.say(say("Grounds")), [desk.say(one) for one in verdict.grounds]),
        (desk.say(say("Missing")), [desk.say(one) for one in verdict.missing]),
        (desk.say(say("Offences to be checked")), offences),
    ]
    said = [(name, values) for name, values in rows if values]
    if said:
        yield typeset.facts(said)


def _decided(desk: Desk, piece: Piece) -> Iterator[Block]:
    ruled, t = piece.ruled, desk.tongue
    yield typeset.heading(desk.say(say("Decision")), 2)
    if ruled is None:
        yield typeset.para(desk.say(say("No officer has decided of this report yet.")))
        return
    rows = [
        (say("Decision"), t.say(label(OUTCOMES, ruled.outcome))),
        (say("Officer"), t.say(ruled.officer)),
        (say("On"), t.moment(ruled.at)),
        (say("Punishable"), t.say(label(PUNISHABLE, ruled.punishable))),
        (say("Offences confirmed"), ", ".join(ruled.offences)),
        (say("Reason"), t.say(ruled.reason)),
    ]
    yield typeset.facts([(desk.say(name), [value]) for name, value in rows if value])


def _route(desk: Desk, piece: Piece) -> Iterator[Block]:
    routing, t = piece.routing, desk.tongue
    if routing is None:
        return
    yield typeset.heading(desk.say(say("Who is competent")), 2)
    unknown = desk.say(say("not known"))
    rows = [
        (desk.say(say("Country")), [t.country(routing.country) if routing.country else unknown]),
        (desk.say(say("Unit")), [t.name(routing.unit_label or routing.unit or unknown)]),
        (desk.say(say("Prosecutor")), [t.name(routing.prosecutor or unknown)]),
        (desk.say(say("Because")), [desk.say(one) for one in routing.why]),
        (desk.say(say("Deadlines")), [f"{t.moment(one.at)} — {desk.say(one.what)}" for one in routing.deadlines]),
        (desk.say(say("To note")), [desk.say(one) for one in routing.notes]),
    ]
    yield typeset.facts([(name, values) for name, values in rows if values])


def _closing(desk: Desk, certificate: tuple[str, str]) -> Iterator[Block]:
    yield typeset.closing(desk.text(desk.letters.report.closing))
    yield signature(desk, certificate)


def signature(desk: Desk, certificate: tuple[str, str]) -> Block:
    """Who signs, and how that can be checked."""
    place = desk.text(desk.letters.head.place)
    texts = [
        desk.say(say("{place}, {date}", place=place, date=desk.tongue.day(desk.content.made_at))),
        desk.signatory(),
        desk.say(say("Signed electronically (PAdES) by:")),
        *map(desk.tongue.say, certificate),
        desk.say(say("README.txt says how to check the whole dossier.")),
    ]
    return typeset.lines("signature", texts)
