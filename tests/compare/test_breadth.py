"""What falls short may be a part of what was asked: then a reader is asked to look, and nobody is alarmed."""

from __future__ import annotations

from datetime import date

import pytest
from making import asked, said

from pipeline.compare import compare
from pipeline.reason_words import reason_words
from schemas.findings import Finding
from schemas.records import Statement

YEAR_END = date(2031, 12, 31)


def find(target: Statement, *answers: Statement) -> Finding:
    return compare([target], answers, as_of=YEAR_END)[0]


@pytest.mark.parametrize(
    ("target", "answer"),
    [
        ("完成发电量{4000亿千瓦时}", "绿色发电量{3300亿千瓦时}"),  # a kind of it
        ("新增产业创新服务综合体{10家 ge}", "新培育省级产业创新服务综合体{7家}"),  # of one grade
        ("主导制修订国家标准和行业标准{5项}", "制修订行业标准{4项}"),  # one of two that are counted together
        ("建成幸福河湖{25条}", "建成幸福河湖精品线路{18条}"),  # something made of it
        ("开工建设病险水库加固工程{300座}", "完成病险水库加固工程{295座}"),  # another stage
    ],
)
def test_a_narrower_answer_is_no_miss(target: str, answer: str) -> None:
    found = find(asked(target), said(answer))
    assert found.status in ("incomparable", "unreported")


@pytest.mark.parametrize(
    ("target", "answer"),
    [
        ("新增绿色工厂{20家}", "新增绿色工厂{12家}"),
        ("新改建农村公路{450公里}", "新改建农村公路{313公里}"),
        ("建成充电桩{700个}", "新建成充电桩{405个}"),
        ("改造农村危桥{130座}", "完成农村危桥改造{128座}"),
    ],
)
def test_the_same_thing_that_falls_short_is_missed(target: str, answer: str) -> None:
    assert find(asked(target), said(answer)).status == "missed"


def test_the_bounding_words_are_told() -> None:
    found = find(asked("完成发电量{4000亿千瓦时}"), said("绿色发电量{3300亿千瓦时}"))
    words = [reason_words(reason) for reason in found.reasons]
    assert words[-2:] == ["报告口径可能小于目标，需人工核实", "报告另有限定词：绿色"]


def test_a_narrower_answer_that_reaches_the_figure_is_enough() -> None:
    assert find(asked("新建中试基地{10个}"), said("新建省级中试基地{14个}")).status == "met"


def test_households_are_not_set_against_projects() -> None:
    assert find(asked("改造城中村{5780户}"), said("实施城中村改造项目{70个}")).status != "missed"


def test_what_is_new_is_not_set_against_the_whole() -> None:
    assert find(asked("上云企业超过{2万家 gt}"), said("新增上云企业{229家}")).status != "missed"


def test_a_raise_is_not_set_against_the_level() -> None:
    target = asked("城乡医保补助标准提高到{280元}", "城乡医保补助标准")
    assert find(target, said("城乡医保补助标准提高{40元 growth}")).status != "missed"


def test_real_growth_does_not_show_that_a_target_was_missed() -> None:
    target, answer = asked("农村居民人均可支配收入增长{11% growth}"), "农村居民人均可支配收入实际增长{9.7% growth}"
    found = find(target, said(answer, "农村居民人均可支配收入"))
    assert found.status == "incomparable"
    assert reason_words(found.reasons[-1]) == "报告为实际增速，目标未写明，需人工核实"


def test_more_vehicles_watched_is_no_ceiling_passed() -> None:
    target = asked("重型货车排放远程监控{8000辆}")
    assert find(target, said("重型货车排放远程监控{8643辆}")).status == "met"


def test_growth_since_another_year_is_another_growth() -> None:
    target = asked("安全生产事故起数比前两年平均数下降{-20% growth}", "安全生产事故起数")
    assert find(target, said("安全生产事故起数下降{-12.9% growth}", "安全生产事故起数")).status == "incomparable"
