"""Targets against reports of an invented place: who answers what, and what is said of it."""

from __future__ import annotations

import time
from datetime import date

import pytest
from making import asked, said

from pipeline.compare import compare
from schemas.document import Meta
from schemas.findings import Finding
from schemas.records import Statement

YEAR_END = date(2031, 12, 31)

REPORTS = [
    said("全市地区生产总值增长{6.2% growth}"),
    said("规上工业增加值增长{7.4% growth}"),
    said("一般公共预算收入增长{5% growth}"),
    said("税收收入增长{9% growth}"),
    said("城镇居民人均可支配收入增长{6% growth}"),
    said("农村居民人均可支配收入增长{7.5% growth}"),
    said("青砚高新区地区生产总值增长{11% growth}"),
    said("五年来固定资产投资年均增长{12% growth}", "固定资产投资"),
    said("筹集保障性租赁住房{8190套}"),
    said("新改建农村公路{360公里}"),
    said("岚岭大桥建成通车"),
    said("楠浦片区改造工程加快推进"),
    said("城镇新增就业、高校毕业生就业年度目标超额完成", "城镇新增就业、高校毕业生就业年度目标"),
]


def find(target: Statement, answers: list[Statement] = REPORTS, **more: object) -> Finding:
    (found,) = compare([target], answers, as_of=more.pop("as_of", YEAR_END), **more)  # type: ignore[arg-type]
    return found


@pytest.mark.parametrize(
    ("target", "answer", "status"),
    [
        (asked("地区生产总值增长{6% growth approx}"), "全市地区生产总值增长6.2%", "met"),
        (asked("规模以上工业增加值增长{8% growth}"), "规上工业增加值增长7.4%", "missed"),
        (asked("一般公共预算收入增长{6% growth}"), "一般公共预算收入增长5%", "missed"),
        (asked("建设筹集保障性租赁住房{8000套 ge}"), "筹集保障性租赁住房8190套", "met"),
        (asked("建成岚岭大桥", "岚岭大桥建成"), "岚岭大桥建成通车", "met"),
        (asked("楠浦片区改造工程完工"), "楠浦片区改造工程加快推进", "incomparable"),
        (asked("城镇新增就业{6万人 ge}"), "城镇新增就业、高校毕业生就业年度目标超额完成", "met"),
        (asked("新改建农村公路{300公里 ge}"), "新改建农村公路360公里", "met"),
    ],
)
def test_the_right_answer_and_verdict(target: Statement, answer: str, status: str) -> None:
    found = find(target)
    assert found.answer is not None
    assert (found.answer.quote, found.status) == (answer, status)


@pytest.mark.parametrize(
    "target",
    [
        asked("固定资产投资增长{8% growth}"),  # only a five-year average is reported
        asked("城镇登记失业率控制在{4% share le}"),
        asked("高新技术产业增加值增长{10% growth}"),
        asked("开工建设栖岚水库", "栖岚水库开工"),
        asked("新增规上工业企业{30户}"),
        asked("新建幼儿园{12所}"),
    ],
)
def test_silence_is_unreported(target: Statement) -> None:
    found = find(target)
    assert (found.status, found.answer, found.score, found.gap) == ("unreported", None, 0.0, None)


def test_reasons_are_the_levels_behind_the_score() -> None:
    found = find(asked("一般公共预算收入增长{4% growth}"))
    assert {"same indicator", "same unit", "same year"} <= set(found.reasons)
    assert 0.9 <= found.score <= 1


def test_gap_and_expected_are_in_the_targets_terms() -> None:
    found = find(asked("建设筹集保障性租赁住房{9000套}"))
    assert found.gap is not None and found.expected is not None
    assert (found.gap.value, found.gap.unit, found.gap.ratio) == (-810, "套", 0.91)
    assert (found.expected.value, found.expected.at) == (9000, YEAR_END)


def test_an_income_of_town_and_country_is_as_good_as_its_worse_part() -> None:
    found = find(asked("城乡居民人均可支配收入增长{7% growth}"))
    assert found.status == "missed"
    assert found.answer is not None and found.answer.subject == "城镇居民人均可支配收入"


def test_keeping_pace_is_judged_by_both_series() -> None:
    found = find(asked("农村居民人均可支配收入增长与经济增长基本同步", "农村居民人均可支配收入增长与经济增长基本同步"))
    assert (found.status, found.answer and found.answer.subject) == ("met", "农村居民人均可支配收入")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("新建城镇养老服务中心{6家}", "新建农村养老服务中心{79家}"),
        ("轨道交通2号线建成通车", "轨道交通4号线建成通车"),
        ("新签约50亿元以上项目{10个}", "新签约1亿元以上项目{431个}"),
    ],
)
def test_look_alikes_do_not_answer(one: str, other: str) -> None:
    found = find(asked(one), [said(other)])
    assert found.status == "unreported"


def test_a_wider_answer_cannot_prove_a_narrower_target() -> None:
    wider = said("高速公路和一级公路里程突破{500公里 gt}", "高速公路和一级公路里程")
    assert find(asked("高速公路里程突破{500公里 gt}"), [wider]).status == "incomparable"


def test_another_year_is_no_answer() -> None:
    target = asked("粮食总产量稳定在{30万吨 ge}", start=date(2031, 1, 1))
    old = said("粮食总产量{31万吨}", end=date(2030, 12, 31))
    assert find(target, [old]).status == "unreported"


def test_another_place_is_no_answer() -> None:
    target, answer = asked("城镇新增就业{6万人}"), said("城镇新增就业{7万人}")
    metas = {"计划.md": Meta(place="澄川省青砚市"), "报告.md": Meta(place="澄川省柏岩市")}
    assert find(target, [answer], documents=metas).status == "unreported"
    metas["报告.md"] = Meta(place="青砚市")
    assert find(target, [answer], documents=metas).status == "met"


MID_YEAR = date(2031, 6, 30)


@pytest.mark.parametrize(
    ("target", "report", "status"),
    [
        ("城镇新增就业{6万人 ge}", "城镇新增就业{3.2万人}", "on_track"),
        ("城镇新增就业{6万人 ge}", "城镇新增就业{1.8万人}", "behind"),
        ("城镇新增就业{6万人 ge}", "城镇新增就业{6.1万人}", "met"),
        ("地区生产总值增长{6% growth}", "地区生产总值增长{6.3% growth}", "on_track"),
        ("地区生产总值增长{6% growth}", "地区生产总值增长{5.1% growth}", "behind"),
        ("城镇调查失业率控制在{5.5% share le}", "城镇调查失业率{5.2% share}", "on_track"),
        ("重点项目开工率{100% share}", "重点项目开工率{62% share}", "on_track"),
    ],
)
def test_before_the_deadline(target: str, report: str, status: str) -> None:
    found = find(asked(target), [said(report, end=MID_YEAR)], as_of=MID_YEAR)
    assert found.status == status
    assert found.expected is not None


def test_a_stock_over_several_years_starts_from_what_the_plan_says() -> None:
    target = asked("森林覆盖率达到{45% share ge}", start=date(2031, 1, 1), end=date(2035, 12, 31))
    base = said("森林覆盖率{40% share}", doc="计划.md", end=date(2030, 12, 31))
    half = date(2033, 6, 30)
    ahead, slow = (said(f"森林覆盖率达到{{{v}% share}}", end=half) for v in (43, 41))
    statuses = [compare([target, base], [a], as_of=half)[0].status for a in (ahead, slow)]
    assert statuses == ["on_track", "behind"]
    assert compare([target], [slow], as_of=half)[0].status == "incomparable"


def test_of_a_series_the_latest_figure_up_to_the_deadline_counts() -> None:
    series = [
        said(f"老旧小区改造完工{{{n}个}}", "老旧小区改造完工", end=date(2031, m, 28))
        for m, n in ((5, 6), (8, 21), (11, 34))
    ]
    found = find(asked("老旧小区改造完工{20个 ge}", "老旧小区改造完工", end=date(2031, 9, 30)), series)
    assert found.answer is not None and found.answer.measures[0].value == 21
    found = find(asked("老旧小区改造完工{35个 ge}", "老旧小区改造完工"), series)
    assert found.answer is not None and found.answer.measures[0].value == 34


def test_a_report_cannot_speak_of_days_after_it_was_written() -> None:
    report = said("城镇新增就业{3.2万人}")  # the year's end, for want of a better day
    metas = {"报告.md": Meta(title="青砚市2031年上半年工作情况", date=date(2031, 7, 12))}
    found = find(asked("城镇新增就业{6万人 ge}"), [report], as_of=date(2031, 8, 1), documents=metas)
    assert (found.status, found.expected and found.expected.at) == ("on_track", date(2031, 6, 30))


def test_what_is_said_later_than_the_day_looked_at_is_left_out() -> None:
    later = said("城镇新增就业{7万人}", end=date(2031, 9, 30), source="explicit")
    metas = {"报告.md": Meta(date=date(2031, 10, 12))}
    assert find(asked("城镇新增就业{6万人}"), [later], as_of=MID_YEAR, documents=metas).status == "unreported"


def test_one_finding_for_each_target_and_none_for_tasks() -> None:
    targets = [asked("地区生产总值增长{6% growth}"), asked("税收收入增长{8% growth}")]
    tasks = [said("推进数据共享"), *targets]
    found = compare(tasks, REPORTS, as_of=YEAR_END)
    assert [f.target for f in found] == targets
    assert found == compare(tasks, REPORTS, as_of=YEAR_END)
    assert len({f.id for f in found}) == 2


def test_a_thousand_against_a_thousand_take_seconds() -> None:
    places = ["岚岭", "青砚", "柏岩", "楠浦", "栖岚", "冬渠", "蓓塘", "拾桥", "松栈", "柳屿"]
    kinds = ["水库", "大桥", "隧道", "泵站", "公园", "学校", "医院", "车站", "码头", "电站"]
    names = [f"{a}{b}{c}" for a in places for b in places[:6] for c in kinds][:600]
    targets = [asked(f"{name}完成投资{{{i}亿元}}", f"{name}第{i}段投资") for i in range(2) for name in names]
    answers = [said(f"{name}完成投资{{{i}亿元}}", f"{name}第{i}段投资") for i in range(2) for name in names]
    began = time.perf_counter()
    found = compare(targets, answers, as_of=YEAR_END)
    assert len(found) == 1200
    assert time.perf_counter() - began < 30
