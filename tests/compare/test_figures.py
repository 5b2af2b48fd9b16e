"""Does a reported figure satisfy a promised one, and may the two be compared at all?"""

import pytest
from making import asked, said

from extractors.indicators import canonical
from pipeline.comparison.figures import comparable, is_ceiling, pair_measures, satisfies


def reaches(target: str, report: str) -> bool:
    want, got = asked(target), said(report)
    indicator = canonical(want.subject)
    (pairing,) = pair_measures(want, got, indicator)
    assert pairing.given is not None, "not comparable"
    return satisfies(pairing.asked, pairing.given, ceiling=is_ceiling(want, pairing.asked, indicator))


@pytest.mark.parametrize(
    ("target", "report"),
    [
        ("城镇新增就业{6万人 ge}", "城镇新增就业{6.2万人}"),
        ("地区生产总值增长{6% growth}", "地区生产总值增长{6% growth}"),
        ("地区生产总值增长{6% growth approx}", "地区生产总值增长{5.8% growth}"),
        ("高新技术企业超过{800家 gt}", "高新技术企业达到{810家}"),
        ("工业投资突破{300亿元 gt}", "工业投资突破{300亿元 gt}"),
        ("居民消费价格涨幅{3% growth approx}", "居民消费价格上涨{0.5% growth}"),
        ("城镇调查失业率控制在{5.5% share le}", "城镇调查失业率{5.5% share}"),
        ("单位地区生产总值能耗下降{-3% growth}", "单位地区生产总值能耗下降{-4.6% growth}"),
        ("生产安全事故死亡人数下降{-5% growth ge}", "生产安全事故死亡人数下降{-8% growth}"),
        ("PM2.5平均浓度{35微克/立方米 le}", "PM2.5平均浓度{33微克/立方米}"),
        ("地区生产总值增长{6~6.5% growth}", "地区生产总值增长{6.1% growth}"),
    ],
)
def test_reached(target: str, report: str) -> None:
    assert reaches(target, report)


@pytest.mark.parametrize(
    ("target", "report"),
    [
        ("城镇新增就业{6万人 ge}", "城镇新增就业{5.9万人}"),
        ("地区生产总值增长{6% growth approx}", "地区生产总值增长{5.6% growth}"),
        ("城镇调查失业率控制在{5.5% share le}", "城镇调查失业率{5.6% share}"),
        ("居民消费价格涨幅{3% growth approx}", "居民消费价格上涨{3.4% growth}"),
        ("单位地区生产总值能耗下降{-3% growth}", "单位地区生产总值能耗下降{-2.6% growth}"),
        ("管理基金规模超过{350亿元 gt}", "管理基金规模近{300亿元 approx}"),
        ("地区生产总值增长{6~6.5% growth}", "地区生产总值增长{5.9% growth}"),
        ("固定资产投资增长{8% growth}", "固定资产投资下降{-1.5% growth}"),
    ],
)
def test_not_reached(target: str, report: str) -> None:
    assert not reaches(target, report)


@pytest.mark.parametrize(
    ("target", "report"),
    [
        ("进出口总额达到{300亿元 ge}", "进出口总额增长{18.9% growth}"),
        ("实际利用外资{2亿美元 ge}", "实际利用外资{20亿元}"),
        ("新增高新技术企业{100家 ge}", "高新技术企业总数{810家}"),
        ("新增挂牌企业{10家}", "挂牌企业{331家}"),
        ("森林覆盖率达到{40% share}", "森林覆盖率提高{2百分点 growth}"),
        ("新改建农村公路{300公里}", "新改建农村公路{12条}"),
    ],
)
def test_figures_in_other_terms_are_not_compared(target: str, report: str) -> None:
    want, got = asked(target), said(report)
    assert not any(comparable(want, a, got, b, canonical(want.subject)) for a in want.measures for b in got.measures)


def test_what_came_in_and_what_there_is_stand_apart_in_one_sentence() -> None:
    report = said("净增高新技术企业超{100家 gt}、总数超{810家 gt}", "净增高新技术企业")
    want = asked("高新技术企业超过{800家 gt}")
    (pairing,) = pair_measures(want, report, canonical(want.subject))
    assert pairing.given is not None and pairing.given.value == 810


def test_figures_given_respectively_go_to_their_own_subjects() -> None:
    report = said("规上工业总产值、增加值分别增长{31.9% growth}、{16.7% growth}", "规上工业总产值、增加值")
    (pairing,) = pair_measures(asked("规上工业增加值增长{10% growth}"), report)
    assert pairing.given is not None and pairing.given.value == 16.7
