"""The table of goals: what stands in it follows from the figures."""

import math
from dataclasses import replace

import pytest

from tests.load.compare import as_text, wrong
from tests.load.plan import Plan
from tests.load.rows import ROWS, Case, Goal, Row, small

HALF = Goal("p95, café ÷ plain", lambda figures: figures["cafe"]["p95"] / figures["plain"]["p95"], 0.5)
ROW = Row("a hall", {"p95": "p95, ms"}, [Case("cafe", Plan()), Case("plain", Plan())], [HALF])


def figures(p95: float, lost: int = 0, client: float = 0.1) -> dict[str, float]:
    return {"p95": p95, "lost": lost, "doubled": 0, "client": client}


def test_a_goal_is_compared_within_each_repetition_and_judged_by_the_median() -> None:
    measured = {
        "cafe": [figures(10), figures(30), figures(80)],
        "plain": [figures(100), figures(100), figures(100)],
    }
    lines = as_text({"hall": ROW}, {"hall": measured}, {"cores": 2}, judged=True).splitlines()
    assert lines[2:4] == [
        "| a hall | p95, café ÷ plain | ≤ 0.5 | 0.30 (0.10 – 0.80) | yes |",
        "| every run | lost or doubled | 0 | 0 lost, 0 doubled | yes |",
    ]
    assert "| cafe | 30 (10 – 80) |" in lines


def test_what_is_lost_in_one_run_is_told() -> None:
    measured = {"cafe": [figures(10)], "plain": [figures(100, lost=2)]}
    assert wrong({"hall": measured}) == {"lost": 2, "doubled": 0}
    text = as_text({"hall": ROW}, {"hall": measured}, {}, judged=True)
    assert "| every run | lost or doubled | 0 | 2 lost, 0 doubled | no |" in text


def test_a_case_whose_phones_could_not_keep_up_is_marked() -> None:
    measured = {"cafe": [figures(10)], "plain": [figures(100, client=0.95)]}
    lines = as_text({"hall": ROW}, {"hall": measured}, {}, judged=True).splitlines()
    assert [line for line in lines if line.startswith("| plain")] == ["| plain\\* | 100 |"]


def test_the_small_form_judges_nothing() -> None:
    measured = {"cafe": [figures(10)], "plain": [figures(100)]}
    lines = as_text({"hall": ROW}, {"hall": measured}, {}, judged=False).splitlines()
    assert "| a hall | p95, café ÷ plain | ≤ 0.5 | 0.10 | – |" in lines
    assert small(Case("cafe", Plan(phones=1000, seconds=30))).plan == Plan(phones=100, seconds=3)


def test_what_only_the_café_tells_is_left_open_for_the_others() -> None:
    row = replace(ROW, shown={"p95": "p95, ms", "stall_max_ms": "stall max, ms"})
    measured = {"cafe": [{**figures(10), "stall_max_ms": 40.0}], "plain": [figures(100)]}
    lines = as_text({"hall": row}, {"hall": measured}, {}, judged=True).splitlines()
    assert [line for line in lines if line.startswith(("| cafe", "| plain"))] == [
        "| cafe | 10 | 40 |",
        "| plain | 100 | – |",
    ]


def test_growth_is_the_dearest_against_the_smallest() -> None:
    costs = {"100 phones": 10.0, "500 phones": 8.0, "1000 phones": 14.0, "2000 phones": 9.0}
    value = ROWS["phones"].goals[0].value({name: {"cpu": cost} for name, cost in costs.items()})
    assert value == pytest.approx(1.4)


def test_where_plain_reaches_no_rate_at_all_the_café_is_infinitely_faster() -> None:
    rate = ROWS["rate"].goals[0]
    assert rate.value({"cafe": {"rate": 100}, "plain": {"rate": 0}}) == math.inf
    assert (rate.reached(10), rate.reached(9.9)) == (True, False)
