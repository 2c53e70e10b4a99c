"""A policy's way: written down and on trial, replayed, proposed by one person, approved by another, adopted.

Each step needs a supervisor and a reason, and is in the ledger. Nothing changes by itself.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

import msgspec
from django.db import IntegrityError

from vigie.access.models import Officer
from vigie.access.roles import Act as Right
from vigie.journey.tasks.again import send_all_back
from vigie.journey.tasks.write import short_write
from vigie.ledger.chain import Act, Value
from vigie.ledger.tags import Tag
from vigie.report.nouns import Saying, say
from vigie.steering.check import lowered
from vigie.steering.replay import Replay
from vigie.triage.policy import BadPolicy, Policy
from vigie.triage.tasks import policies as rows
from vigie.triage.tasks import shadows
from vigie.triage.tasks.policies import MOST_ON_TRIAL, TRYING, Row, State, current, read, rules, shipped

OWN = "local"  # the name of this desk's own policies: an update of the program brings versions of its own name
POINTS = re.compile(r"^(?P<rule>[a-z-]+)\s*=\s*\d+", re.MULTILINE)


class NotSo(Exception):
    """An act on a policy that cannot be done now. Permanent: the words say what stands in its way."""

    permanent = True

    def __init__(self, why: Saying) -> None:
        super().__init__(str(why))
        self.why = why


def found(name: str) -> Row:
    """A stored policy by its `name@version`. Raises `NotSo`."""
    current()  # so that the one that came with the program is among them
    policy, _, version = name.rpartition("@")
    row = rows.row(policy, int(version)) if version.isdecimal() else None
    if row is None:
        raise NotSo(say("There is no policy {name}.", name=name))
    return row


def with_points(text: str, points: dict[str, int], version: int) -> str:
    """The text of a policy with some points changed, as this desk's own and of another version; its comments stay."""
    lines = [line for line in text.splitlines() if not line.startswith("version")]
    place = next(at for at, line in enumerate(lines) if line.startswith("name"))
    lines[place : place + 1] = [f'name = "{OWN}"', f"version = {version}"]
    left = dict(points)
    for at, line in enumerate(lines):
        told = POINTS.match(line)
        if told and told["rule"] in left:
            rest = line[told.end() :]
            lines[at] = f"{told['rule']} = {left.pop(told['rule'])}{rest}"
    more = [f"{rule} = {given}" for rule, given in sorted(left.items())]
    if "[points]" in lines:
        at = lines.index("[points]") + 1
        return "\n".join([*lines[:at], *more, *lines[at:]]) + "\n"
    return "\n".join([*lines, *(["[points]", *more] if more else [])]) + "\n"


def next_version() -> int:
    """The first version of this desk's own policies that nobody has used."""
    return rows.last_version(OWN) + 1


def try_text(officer: Officer, text: str, why: str) -> Row:
    """Keeps a policy and puts it on trial: live reports are weighed by it too. Raises `NotSo`, `BadPolicy`."""
    given = _may(officer, why)
    policy = read(text)
    if policy.name == shipped()[0].name:
        raise NotSo(say("The name {name} is kept for what comes with the program.", name=policy.name))
    if bad := lowered(policy, rules()):
        raise BadPolicy(f"more danger would lower a report: {', '.join(bad)}")
    if rows.tried() >= MOST_ON_TRIAL:
        raise NotSo(say("{n} policies are on trial already: withdraw one first.", n=MOST_ON_TRIAL))
    row = Row(
        name=policy.name,
        version=policy.version,
        text=text,
        state=State.TRIED,
        written_by=officer.username,
        written_at=datetime.now(UTC),
        why=given,
    )
    try:
        with short_write() as acts:
            row.save(force_insert=True)
            acts.append(_act(Tag.POLICY_TRIED, row, officer, why=given, points=changes(policy, current())))
    except IntegrityError as error:
        raise NotSo(say("{name} is there already: a change is a new version.", name=str(policy))) from error
    return row


def try_points(officer: Officer, points: dict[str, int], why: str) -> Row:
    """Tries the current policy with some points changed, as its next version. Raises `NotSo`, `BadPolicy`."""
    now = current()
    return try_text(officer, with_points(found(str(now)).text, points, next_version()), why)


def changes(policy: Policy, before: Policy) -> str:
    """In words of data what changes: `meeting 20>26, place 2>1`."""
    own = {name: rule.points for name, rule in rules().items()}
    both = ((name, before.points.get(name, points), policy.points.get(name, points)) for name, points in own.items())
    return ", ".join(f"{name} {was}>{will}" for name, was, will in both if was != will)


def keep_replay(name: str, replay: Replay) -> None:
    """Keeps what a replay against another policy found, for those who will approve."""
    told = msgspec.json.encode(replay).decode()
    rows.note_replay(found(name), replay.policies[0], told, datetime.now(UTC))


def propose(officer: Officer, name: str, why: str) -> None:
    """Asks for a policy that was replayed against the current one. Raises `NotSo`."""
    given, row = _may(officer, why), found(name)
    if row.replayed_at is None or row.replayed_against != str(current()):
        raise NotSo(say("Replay {name} against {now} first.", name=name, now=str(current())))
    with short_write() as acts:
        _move(row, (State.TRIED,), State.PROPOSED, proposed_by=officer.username, proposed_why=given)
        acts.append(_act(Tag.POLICY_PROPOSED, row, officer, why=given))


def approve(officer: Officer, name: str, why: str) -> None:
    """A second person agrees. Raises `NotSo`."""
    given, row = _may(officer, why), found(name)
    if row.proposed_by == officer.username:
        raise NotSo(say("You proposed {name}: somebody else must approve it.", name=name))
    with short_write() as acts:
        _move(row, (State.PROPOSED,), State.APPROVED, approved_by=officer.username, approved_why=given)
        acts.append(_act(Tag.POLICY_APPROVED, row, officer, why=given, proposed_by=row.proposed_by))


def adopt(officer: Officer, name: str, why: str) -> int:
    """From now on this policy judges; every report is judged anew. Returns how many. Raises `NotSo`."""
    given, row = _may(officer, why), found(name)
    before = str(current())
    with short_write() as acts:
        _move(row, (State.APPROVED,), State.ADOPTED, adopted_by=officer.username)
        again = send_all_back("triage")
        shadows.forget(name)
        acts.append(_act(Tag.POLICY_ADOPTED, row, officer, why=given, instead_of=before, again=again))
    return again


def withdraw(officer: Officer, name: str, why: str) -> None:
    """Ends a trial; its text is kept. Raises `NotSo`."""
    given, row = _may(officer, why), found(name)
    with short_write() as acts:
        _move(row, TRYING, State.WITHDRAWN)
        shadows.forget(name)
        acts.append(_act(Tag.POLICY_WITHDRAWN, row, officer, why=given))


def _may(officer: Officer, why: str) -> str:
    if not officer.may(Right.STEER):
        raise NotSo(say("Only a supervisor may do this."))
    given = why.replace("\0", "").strip()
    if len(given) < 3:
        raise NotSo(say("Say why, in a few words: whoever reads this later needs it."))
    return given


_AT = {State.PROPOSED: "proposed_at", State.APPROVED: "approved_at", State.ADOPTED: "adopted_at"}


def _move(row: Row, before: tuple[State, ...], after: State, **told: str) -> None:
    """Under the write lock: of two who race one is told that it is no longer so."""
    at = {_AT[after]: datetime.now(UTC)} if after in _AT else {}
    if not rows.move(row, before, after, **at, **told):
        raise NotSo(say("{name} is {state} now: this cannot be done.", name=str(row), state=rows.state_of(row)))


def _act(tag: Tag, row: Row, officer: Officer, **facts: Value) -> Act:
    return Act(tag, f"policy:{row}", officer.username, facts)
