from __future__ import annotations

from pathlib import Path

from vigie.sample import reader
from vigie.sample.caseload import Caseload
from vigie.sample.recall import SHARES, Fact, Judge, by, completed, facts, features, first_come, wilson


def _fact(order: int, grave: bool, country: str = "FR", **visible: object) -> Fact:
    seen = {"cues": [], "kind": "one", "escalated": False, **visible}
    return Fact(grave, "collector", f"suspect-{order}", country, "Example Social", "fr", order, "bundle", seen)


def _truth(graves: set[int], size: int = 200) -> dict[str, Fact]:
    return {str(order): _fact(order, order in graves, escalated=order % 7 == 0) for order in range(size)}


def test_a_queue_with_the_grave_first_has_found_them_all() -> None:
    truth = _truth({150, 160})
    best = Judge(truth).order("best", by(truth, lambda one: one.grave))
    assert [depth.recall for depth in best.depths] == [1.0, 1.0, 1.0, 1.0]
    assert best.depths[0].found == 2


def test_a_queue_with_the_grave_last_has_found_none() -> None:
    truth = _truth({150, 160})
    worst = Judge(truth).order("worst", by(truth, lambda one: not one.grave))
    assert [depth.recall for depth in worst.depths] == [0.0, 0.0, 0.0, 0.0]


def test_recall_counts_the_hundredths_of_the_whole_queue() -> None:
    truth = _truth({0, 3, 9, 15, 100})
    assert Judge(truth).quick(first_come(truth)) == [0.2, 0.4, 0.6, 0.8]
    assert SHARES == (0.01, 0.02, 0.05, 0.10)


def test_the_interval_holds_the_figure_and_narrows_with_more_reports() -> None:
    widths = []
    for size in (300, 3000):
        truth = _truth({order for order in range(size) if order % 10 == 0}, size)
        depth = Judge(truth).order("fifo", first_come(truth)).depths[3]
        assert depth.low <= depth.recall <= depth.high
        widths.append(depth.high - depth.low)
    assert widths[1] < widths[0]


def test_what_a_queue_lacks_stands_at_its_end() -> None:
    truth = _truth({1}, 4)
    assert completed(["2", "stranger", "2", "0"], truth) == (["2", "0", "1", "3"], 2)


def test_groups_are_measured_in_the_common_queue() -> None:
    truth = {str(order): _fact(order, order < 10, "BE" if order % 2 else "FR") for order in range(100)}
    groups = {(one.by, one.name): one for one in Judge(truth).groups(first_come(truth))}
    assert groups["country", "BE"].recalls == (0.0, 0.2, 0.4, 1.0)
    assert groups["country", "BE"].grave == 5


def test_overseas_france_is_at_home_in_france(tmp_path: Path) -> None:
    Caseload(tmp_path / "out", 400, 2).write()
    countries = {one.country for one in facts(tmp_path / "out/truth.json", "FR").values()}
    assert "FR" in countries
    assert len(countries) > 1
    assert "BE" not in countries


def test_the_reader_beats_every_single_feature_on_suspects_it_never_saw(tmp_path: Path) -> None:
    Caseload(tmp_path / "out", 3000, 8).write()
    truth = facts(tmp_path / "out/truth.json")
    judge = Judge(truth)
    best = max(judge.quick(by(truth, way))[3] for way in features(truth).values())
    assert judge.quick(reader.order(truth, linked=True))[3] > best


def test_a_group_of_few_is_told_with_the_doubt_of_few() -> None:
    low, high = wilson(0, 5)
    assert low == 0.0
    assert 0.4 < high < 0.5
    assert wilson(50, 100)[1] - wilson(50, 100)[0] < high - low
    assert wilson(5, 5)[1] == 1.0
