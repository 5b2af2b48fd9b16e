"""Where a work report reviews, where it promises, and where it only owns up."""

from datetime import date

import pytest
from documents import statements

from extractors.turns import is_problem, opens_with_year_past, turns_to_plan

ANNUAL = {"kind": "report", "title": "2031年澄湖市政府工作报告", "date": date(2031, 1, 16), "period": 2031}


@pytest.mark.parametrize(
    "text",
    [
        "面对需求不足等困难和挑战，出台稳增长政策36条，新增减税降费8.6亿元。",
        "针对交通设施存在的短板，新建改建道路62公里。",
        "在困难和挑战较多、下行压力加大的情况下，规模以上工业增加值增长6.1%。",
    ],
)
def test_what_was_met_and_dealt_with_is_told(text):
    assert not is_problem(text, reviewing=True)
    assert {s.role for s in statements("一、2030年工作回顾\n" + text, **ANNUAL)} == {"progress"}


@pytest.mark.parametrize(
    "text",
    [
        "我们也清醒看到，发展不平衡问题仍然突出，人均生产总值只相当于全省的75%。",
        "在看到成绩的同时，我们也清醒认识到存在的问题：固定资产投资下降1.5%。",
    ],
)
def test_what_is_amiss_is_neither_promised_nor_reached(text):
    assert is_problem(text, reviewing=True)
    assert statements("一、2030年工作回顾\n" + text, **ANNUAL) == ()


@pytest.mark.parametrize(
    ("words", "year", "expected"),
    [
        ("“十五五”时期，是全市发展很不平凡、要载入史册的五年。", 2031, False),
        ("“十六五”时期，我们要实现生产总值翻番的目标。", 2031, True),
        ("市政府细化落实“十六五”规划纲要，强化形势研判。", 2031, False),
        ("今年要重点抓好八个方面的工作。", 2031, True),
    ],
)
def test_a_plan_period_that_is_over_promises_nothing(words, year, expected):
    assert turns_to_plan(words, year) is expected


def test_a_paragraph_that_opens_with_a_year_past_looks_back():
    assert opens_with_year_past("2030年是很不平凡的一年。", 2031)
    assert not opens_with_year_past("2031年是开局之年。", 2031)


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("一、攻坚克难，奋发作为\n（一）以过硬举措抓保护治理，环境质量不断改善", "progress"),
        ("一、主要发展目标较好实现", "progress"),
        ("二、2031年工作安排\n（一）科学精准施策，确保防控取得新胜利", "target"),
    ],
)
def test_an_inner_heading_goes_on_as_the_report_was(heading, role):
    opening = "2030年是很不平凡的一年。\n"
    (said,) = statements(opening + heading + "\n全市治理河道62公里。", **ANNUAL)
    assert said.role == role


def test_the_glossary_at_the_end_promises_nothing():
    report = "二、2031年工作安排\n全市治理河道62公里。\n名词解释\n1.“百园工程”：指用三年建设100个产业园。"
    assert [s.subject for s in statements(report, **ANNUAL)] == ["全市治理河道"]
