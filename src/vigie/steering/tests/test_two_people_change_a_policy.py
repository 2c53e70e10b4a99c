"""A supervisor tries a policy, replays it and proposes it; somebody else approves; only then does it judge."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from vigie.access.models import Officer
from vigie.access.roles import Role
from vigie.journey.models import Item
from vigie.journey.steps import rank
from vigie.ledger.models import Entry
from vigie.report.nouns import Dossier, ReportId
from vigie.steering.replay import compare
from vigie.steering.tasks import policies
from vigie.triage import tasks
from vigie.triage.examples import case, report
from vigie.triage.models import PolicyText, Shadowed
from vigie.triage.policy import BadPolicy
from vigie.triage.step import judge
from vigie.triage.tasks.policies import current, read, shipped, standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]
SHIPPED = str(shipped()[0])
MEETING = report(text="Il veut se voir demain.")


def supervisor(name: str) -> Officer:
    return Officer.objects.create(username=name, role=Role.SUPERVISOR)


def dossier(key: int) -> Dossier:
    made = case(replace(MEETING, report_id=ReportId(str(key)))).dossier
    return replace(made, key=key, report_key=key)


def tried(officer: Officer, **points: int) -> str:
    return str(policies.try_points(officer, points or {"meeting": 40}, "meetings matter more"))


def replayed(name: str) -> None:
    policies.keep_replay(name, compare((str(current()), name), [], {}))


def test_a_policy_goes_its_whole_way_and_then_judges() -> None:
    one, other = supervisor("alba"), supervisor("bruno")
    Item.objects.create(kind=Item.Kind.REPORT, key=1, delivery_key=1, step="done", rank=rank("done"))
    name = tried(one)
    replayed(name)
    policies.propose(one, name, "the replay is good")
    policies.approve(other, name, "I looked at it too")
    assert str(current()) == SHIPPED
    assert policies.adopt(one, name, "from today") == 1
    assert str(current()) == name
    assert Item.objects.get(key=1).step == "triage"
    acts = Entry.objects.filter(subject=f"policy:{name}").order_by("number").values_list("tag", "actor")
    assert [(tag.rpartition(":")[2], actor) for tag, actor in acts] == [
        ("tried", "alba"), ("proposed", "alba"), ("approved", "bruno"), ("adopted", "alba"),
    ]  # fmt: skip


def test_nobody_approves_what_they_proposed() -> None:
    one = supervisor("alba")
    name = tried(one)
    replayed(name)
    policies.propose(one, name, "the replay is good")
    with pytest.raises(policies.NotSo, match="somebody else"):
        policies.approve(one, name, "me again")


def test_a_policy_is_not_proposed_before_it_was_replayed_against_the_current_one() -> None:
    one = supervisor("alba")
    name = tried(one)
    with pytest.raises(policies.NotSo, match="Replay"):
        policies.propose(one, name, "no time")


def test_an_unapproved_policy_is_not_adopted() -> None:
    one = supervisor("alba")
    name = tried(one)
    with pytest.raises(policies.NotSo):
        policies.adopt(one, name, "at once")
    assert str(current()) == SHIPPED


def test_an_officer_who_is_no_supervisor_changes_nothing() -> None:
    officer = Officer.objects.create(username="carl", role=Role.OFFICER)
    with pytest.raises(policies.NotSo, match="supervisor"):
        tried(officer)
    assert not PolicyText.objects.filter(state="tried").exists()


def test_each_step_needs_a_reason() -> None:
    with pytest.raises(policies.NotSo, match="why"):
        policies.try_points(supervisor("alba"), {"meeting": 30}, " ")


def test_points_for_a_rule_that_nobody_has_are_refused() -> None:
    with pytest.raises(BadPolicy, match="no-such-rule"):
        policies.try_points(supervisor("alba"), {"no-such-rule": 3}, "a typing error")


def test_only_the_points_change_and_the_comments_stay() -> None:
    row = PolicyText.objects.get(pk=policies.found(tried(supervisor("alba"), meeting=31)).pk)
    before = policies.found(SHIPPED).text.splitlines()
    differ = [(old, new) for old, new in zip(before, row.text.splitlines(), strict=True) if old != new]
    assert [new for _, new in differ] == ['name = "local"', "version = 1", "meeting = 31"]


def test_a_policy_on_trial_weighs_live_reports_and_orders_nothing() -> None:
    name = tried(supervisor("alba"))
    batch = [dossier(1)]
    findings = judge(batch, tasks.gather(batch))
    kept = tasks.keep(batch, findings).findings
    (row,) = Shadowed.objects.all()
    assert kept[0].policy == SHIPPED
    assert kept[0].shadows == ()
    assert row.policy == name
    assert (row.total_now, row.total > row.total_now) == (kept[0].total, True)


def test_a_withdrawn_trial_weighs_nothing_and_keeps_its_text() -> None:
    one = supervisor("alba")
    name = tried(one)
    policies.withdraw(one, name, "not worth it")
    assert standing().on_trial == ()
    assert "meeting = 40" in policies.found(name).text


def test_an_old_score_names_a_policy_whose_text_is_still_there() -> None:
    one, other = supervisor("alba"), supervisor("bruno")
    batch = [dossier(1)]
    old, shipped = judge(batch, tasks.gather(batch))[0], current().points["meeting"]
    name = tried(one)
    replayed(name)
    policies.propose(one, name, "good")
    policies.approve(other, name, "good")
    policies.adopt(one, name, "good")
    new = judge(batch, tasks.gather(batch))[0]
    assert (old.policy, new.policy) == (SHIPPED, name)
    assert f"meeting = {shipped}\n" in policies.found(old.policy).text
    assert new.total > old.total


def test_the_program_may_not_change_points_under_a_version_that_judged_already() -> None:
    current()
    PolicyText.objects.update(text='name = "desk"\nversion = 1\n[points]\nmeeting = 1\n')
    with pytest.raises(BadPolicy, match="a change is a new version"):
        current()


def test_a_rule_that_the_text_does_not_name_gets_its_points_among_the_others() -> None:
    text = 'name = "a"\nversion = 1\n[points]\nplace = 1\n\n[[together]]\nshare = 50\nrules = ["meeting", "travel"]\n'
    found = read(policies.with_points(text, {"meeting": 31}, 2))
    assert (found.version, found.points, len(found.together)) == (2, {"place": 1, "meeting": 31}, 1)
    assert read(policies.with_points('name = "a"\nversion = 1\n', {"meeting": 3}, 2)).points == {"meeting": 3}


def test_the_program_s_own_name_is_not_taken_for_a_local_policy() -> None:
    text = policies.found(SHIPPED).text.replace("version = ", "version = 9")
    with pytest.raises(policies.NotSo, match="kept for"):
        policies.try_text(supervisor("alba"), text, "mine")
