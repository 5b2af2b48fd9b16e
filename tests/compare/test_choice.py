"""Two answers to one target: which is judged, which is kept beside it, and when nobody can tell."""

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


def test_two_answers_as_good_that_disagree_leave_it_open_with_both() -> None:
    one, other = said("改造老旧小区{38个}", doc="通报.md"), said("改造老旧小区{31个}", doc="台账.md")
    found = find(asked("改造老旧小区{36个}"), one, other)
    assert found.status == "incomparable"
    assert {found.answer, *found.others} == {one, other}
    assert "answers disagree" in found.reasons
    assert [r["quote"] for r in found.to_json()["others"]] == [found.others[0].quote]


def test_the_other_answer_is_named_in_chinese() -> None:
    one, other = said("改造老旧小区{38个}", doc="通报.md"), said("改造老旧小区{31个}", doc="台账.md")
    words = [reason_words(r) for r in find(asked("改造老旧小区{36个}"), one, other).reasons]
    assert words[-2:] == ["两处进展相当而结论不同，需人工核实", "另一处相当的进展：“改造老旧小区31个”"]


def test_two_answers_that_come_to_the_same_are_no_question() -> None:
    found = find(
        asked("改造老旧小区{36个}"),
        said("改造老旧小区{38个}", doc="通报.md"),
        said("改造老旧小区{40个}", doc="台账.md"),
    )
    assert (found.status, found.others) == ("met", ())


def test_a_series_is_kept_in_the_order_of_its_days() -> None:
    reports = [
        said(f"改造老旧小区{{{n}个}}", doc=f"{m}月.md", end=date(2031, m, 28)) for m, n in ((11, 34), (5, 6), (8, 21))
    ]
    found = find(asked("改造老旧小区{36个}"), *reports)
    assert [s.measures[0].value for s in found.series] == [6, 21, 34]
    assert found.answer == found.series[-1]
    assert [point["at"] for point in found.to_json()["series"]] == ["2031-05-28", "2031-08-28", "2031-11-28"]


@pytest.mark.parametrize(
    ("target", "answer"),
    [
        ("市级以上农业龙头企业培育{10家}", "培育国家级农业龙头企业{1家}"),  # another grade
        ("为养老服务中心发放运营补贴{181个}", "新建养老服务中心{66家}"),  # something alike, and far off
        ("完成改造项目{193个}", "推进数字化改造项目{106个}"),  # a name that says nothing
        ("城镇新增就业{6万人}", "青砚区城镇新增就业{1万人}"),  # a district's figure is not the city's
    ],
)
def test_what_is_only_alike_is_no_answer(target: str, answer: str) -> None:
    assert find(asked(target), said(answer)).status == "unreported"


def test_what_is_new_is_not_set_against_all_there_is() -> None:
    assert find(asked("公路通车里程突破{9万公里 gt}"), said("新增公路通车里程{1755公里}")).status == "incomparable"


def test_one_figure_answers_one_of_two() -> None:
    target = asked("引进高端项目{30个}、超百亿元项目{7个 ge}", "高端项目引进")
    found = find(target, said("引进超百亿元项目{8个}", "超百亿元项目引进"))
    assert found.status in ("met", "incomparable", "unreported")


def test_of_several_figures_the_one_named_like_the_target_counts() -> None:
    found = find(asked("新增托位{5000个}"), said("新增托位{6870个}（其中普惠托位{5505个}）", "新增托位"))
    assert found.gap is not None and found.gap.value == 1870


def test_all_covered_is_a_hundred_percent() -> None:
    target = asked("乡村学校智慧课堂覆盖率达到{72% share}", "乡村学校智慧课堂覆盖率")
    found = find(target, said("乡村学校智慧课堂实现全覆盖", "乡村学校智慧课堂实现全覆盖"))
    assert (found.status, "all covered" in found.reasons) == ("met", True)


def test_a_share_of_clean_energy_is_good_when_high() -> None:
    found = find(asked("清洁能源消费占比提升至{64% share}"), said("清洁能源消费占比提升至{64.5% share}"))
    assert found.status == "met"
