"""What a report names without figure or outcome is no silence; what only shares common words is."""

from __future__ import annotations

from datetime import date

import pytest
from making import asked
from test_clauses import document

from pipeline.compare import compare
from schemas.findings import Finding
from schemas.records import Statement

YEAR_END = date(2031, 12, 31)
REPORT = document(
    "# 一、2031年工作回顾",
    "青砚新机场预可研进入行业审查阶段，沐川引水隧洞、临澜高铁等重大工程加快推进。",
    "国控断面水质全优良，高新技术企业发展壮大，制定节能减排工作方案。",
    "# 二、2032年工作安排",
    "推进栖岚水库前期工作。",
)


def find(target: Statement) -> Finding:
    return compare([target], [], as_of=YEAR_END, reports={REPORT.name: REPORT})[0]


@pytest.mark.parametrize(
    ("subject", "quote"),
    [
        ("青砚新机场预可研获批", "青砚新机场预可研进入行业审查阶段"),
        ("沐川引水隧洞、霞浦水厂等项目开工", "沐川引水隧洞、临澜高铁等重大工程加快推进"),
    ],
)
def test_a_thing_that_is_named_is_not_unreported(subject: str, quote: str) -> None:
    found = find(asked(f"推动{subject}", subject))
    assert found.status == "incomparable"
    assert found.answer is not None and found.answer.quote == quote


def test_all_good_is_a_hundred_percent() -> None:
    assert find(asked("国控断面水质优良率保持{100% share}", "国控断面水质优良率")).status == "met"


@pytest.mark.parametrize(
    "target",
    [
        asked("高新技术产业营业收入超过{2600亿元 gt}"),  # the firms of that kind are named, not this
        asked("完成节能减排和环境保护任务", "节能减排和环境保护任务完成"),  # two common words
        asked("栖岚水库开工", "栖岚水库开工"),  # only planned
    ],
)
def test_common_words_and_plans_name_nothing(target: Statement) -> None:
    assert find(target).status == "unreported"


def test_the_answer_stands_in_the_source() -> None:
    answer = find(asked("推动青砚新机场预可研获批", "青砚新机场预可研获批")).answer
    assert answer is not None
    assert REPORT.raw.source[answer.start : answer.end] == answer.quote
