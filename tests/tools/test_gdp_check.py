"""The key of growth targets can be meant so, and a statement counts as found only where it says all of one."""

from dataclasses import replace
from datetime import date

import pytest

from schemas.records import Statement
from schemas.values import Deadline, Measure, RawFigure
from tools.gdp_check import Aim, miss, read_key

AIM = Aim("某市_2031.md", "", 100, 113, 2031, 6.5, None, "ge", None)
GROWTH = Measure(6.5, "%", "ge", "growth", RawFigure("6.5%", 6.5, "", "%"))
FOUND = Statement(
    doc="某市_2031.md",
    role="target",
    start=98,
    end=113,
    quote="",
    subject="全市生产总值",
    indicator="地区生产总值",
    measures=(GROWTH,),
    deadline=Deadline(None, date(2031, 12, 31), "今年", "explicit"),
    agencies=(),
    strength="plan",
    section=(),
    page=None,
    cell=None,
    rule="",
    confidence=1.0,
    id="",
)


def test_the_key_holds_each_report_once_with_figures_that_can_be():
    key = read_key()
    assert len(key) >= 200
    assert len({aim.name for aim in key}) == len(key)
    assert len({aim.sha256 for aim in key}) == len(key)
    for aim in key:
        assert len(aim.sha256) == 64
        assert 0 < aim.end - aim.start < 45, aim
        assert 4 < aim.value < 16, aim
        assert (aim.comparator == "range") == (aim.upper is not None), aim
        assert aim.upper is None or aim.upper > aim.value, aim
        # an archive may name a report by the year that it reviews
        assert aim.year - int(aim.name[-7:-3]) in (0, 1), aim


def test_a_target_that_says_it_all_is_a_hit():
    assert miss(AIM, (FOUND,)) is None
    assert miss(AIM, (replace(FOUND, indicator=None),)) is None


@pytest.mark.parametrize(
    ("wrong", "kind"),
    [
        ({"role": "progress"}, "role"),
        ({"indicator": None, "subject": "生产总值能耗"}, "indicator"),
        ({"measures": (replace(GROWTH, comparator="eq"),)}, "figure"),
        ({"measures": (replace(GROWTH, value=6.0),)}, "figure"),
        ({"measures": (replace(GROWTH, kind="share"),)}, "figure"),
        ({"measures": ()}, "figure"),
        ({"deadline": None}, "deadline"),
        ({"deadline": replace(FOUND.deadline, end=date(2030, 12, 31))}, "deadline"),
        ({"start": 113, "end": 120}, "nothing"),
    ],
)
def test_a_miss_is_named_after_what_is_wrong(wrong, kind):
    reason = miss(AIM, (replace(FOUND, **wrong),))
    assert reason is not None and reason.startswith(kind) and ";" not in reason


def test_what_one_target_lacks_no_other_statement_makes_up_for():
    halves = (replace(FOUND, role="progress"), replace(FOUND, deadline=None))
    assert miss(AIM, halves) is not None
    assert miss(AIM, (*halves, FOUND)) is None
