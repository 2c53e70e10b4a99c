"""What one report says of a person counts, in part, for that person's other reports; and nothing counts twice."""

from __future__ import annotations

from msgspec.structs import replace

from vigie import plugs
from vigie.report.nouns import Detail, Dossier, Report, ThreadFacts, Verdict
from vigie.triage.examples import NOW, PICTURE, SUSPECT, WORDS, case, report
from vigie.triage.policy import Policy
from vigie.triage.rule import Rule
from vigie.triage.score import LEVEL, THREAD, Standard, told
from vigie.triage.step import Needs, elsewhere, judge, peaks

STANDARD = Standard(plugs.find("vigie.triage.rules", Rule), Policy("test", 1))
COACH = report(replace(SUSPECT, occupation="Football coach"))
MEETING = report(text="They meet tomorrow.")


def dossier(key: int, said: Report, thread: str | None = "t") -> Dossier:
    made = case(said, facts=ThreadFacts(thread=thread)).dossier
    return replace(made, key=key, report_key=key)


def judged(*batch: Dossier, threads: dict[str, dict[int, dict[str, int]]] | None = None) -> list[Verdict]:
    return judge(batch, Needs(STANDARD, NOW, WORDS, threads=threads or {}))


def rules(verdict: Verdict) -> dict[str, int]:
    return {reason.rule: reason.points for reason in verdict.reasons}


def test_the_other_report_is_raised_and_says_why() -> None:
    alone = judged(dossier(1, MEETING, None))[0]
    with_coach, _ = judged(dossier(1, MEETING), dossier(2, COACH))
    assert with_coach.total > alone.total
    (reason,) = [reason for reason in with_coach.reasons if reason.rule == THREAD]
    assert "access" in str(reason.why)


def test_it_does_not_matter_whether_it_was_judged_now_or_long_ago() -> None:
    now, coach = judged(dossier(1, MEETING), dossier(2, COACH))
    kept = {"t": {2: told(coach.reasons, STANDARD.rules)}}
    assert judged(dossier(1, MEETING), threads=kept) == [now]


def test_a_report_does_not_hear_itself() -> None:
    alone = judged(dossier(1, COACH, None))[0]
    kept = {"t": {1: told(alone.reasons, STANDARD.rules)}}
    assert judged(dossier(1, COACH), threads=kept) == [alone]


def test_what_this_report_says_itself_does_not_count_twice() -> None:
    one, other = judged(dossier(1, COACH), dossier(2, COACH))
    assert THREAD not in rules(one)
    assert one.total == other.total == judged(dossier(1, COACH, None))[0].total


def test_another_thread_is_not_heard() -> None:
    one, _ = judged(dossier(1, MEETING, "t"), dossier(2, COACH, "u"))
    assert THREAD not in rules(one)


def test_the_order_of_a_batch_does_not_matter() -> None:
    one, two = dossier(1, MEETING), dossier(2, COACH)
    assert judged(one, two) == judged(two, one)[::-1]


def test_only_what_is_of_the_person_is_told_in_whole_levels() -> None:
    said = told(judged(dossier(1, COACH))[0].reasons, STANDARD.rules)
    assert "access" in said
    assert "place" not in said
    assert "lead" not in said
    assert all(points % LEVEL == 0 and points for points in said.values())


def test_peaks_leave_each_report_the_most_of_the_others() -> None:
    tops = peaks({1: {"access": 18, "meeting": 6}, 2: {"access": 12}, 3: {"access": 18}})
    assert {said.rule: said.points for said in elsewhere(tops, 1)} == {"access": 18}
    assert {said.rule: said.points for said in elsewhere(tops, 2)} == {"access": 18, "meeting": 6}
    alone = peaks({1: {"access": 18}, 2: {"access": 12}})
    assert [said.points for said in elsewhere(alone, 1)] == [12]


def _taken(key: int, model: str, thread: str = "t") -> Dossier:
    picture = replace(PICTURE, details=(Detail("EXIF", "Make", "Synthetic"), Detail("EXIF", "Model", model)))
    return dossier(key, report(files=(picture,)), thread)


def test_one_camera_behind_unlisted_files_of_several_reports_speaks() -> None:
    alike, unlike = ([_taken(1, "A 1"), _taken(2, other)] for other in ("A 1", "B 2"))
    same, other = ([one.total for one in judged(*batch)] for batch in (alike, unlike))
    assert all(with_it > without for with_it, without in zip(same, other, strict=True))
    assert any("synthetic a 1" in str(reason.why) for reason in judged(*alike)[0].reasons)
