"""What a plan of several years wants to see by its end: led and shared states, pure numbers, and who sees to them."""

from datetime import date

import pytest
from documents import Said, Sentence, said_by, statements

PLAN = {
    "kind": "plan",
    "title": "澄湖市绿色发展实施方案",
    "date": date(2031, 2, 10),
    "period": (date(2031, 1, 1), date(2035, 12, 31)),
}


def by_then(subject, *measures, year=2035, **more):
    """A target of a sentence that a year leads in."""
    return Said(subject, measures, by=f"{year}-12-31", words=f"到{year}年", **more)


def in_the_plan(subject, *measures, **more):
    """A target that has the plan's own years."""
    return Said(subject, measures, since="2031-01-01", by="2035-12-31", source="document", **more)


LED = [
    Sentence(
        "到2035年，全部社区卫生站均应提供慢病用药服务，新增公交车基本采用新能源。",
        (by_then("全部社区卫生站均应提供慢病用药服务"), by_then("新增公交车基本采用新能源")),
    ),
    Sentence("到2035年，全市所有宾馆不再主动提供一次性用品。", (by_then("全市所有宾馆不再主动提供一次性用品"),)),
    Sentence("到2035年，可再生资源回收点基本实现“一村一点”。", (by_then("可再生资源回收点基本实现“一村一点”"),)),
    Sentence(
        "从2032年起，社工站站长原则上从持证人员中聘任。",
        (Said("社工站站长原则上从持证人员中聘任", since="2032-01-01", words="从2032年起"),),
    ),
    Sentence("到2035年，绿色技术创新体系更加完善，群众获得感显著增强。"),
    Sentence("到2035年，加强管网建设，推进环境整治。"),
    Sentence(
        "每年4月底前，市民政部门负责对补助资金进行清算。",
        (Said("补助资金进行清算", words="每年4月底前", every=True, lead="市民政部门"),),
    ),
]

SHARED = [
    Sentence(
        "到2033年，能源消费总量、万元产值能耗均完成省下达目标任务。",
        (
            by_then("能源消费总量完成省下达目标任务", year=2033),
            by_then("万元产值能耗完成省下达目标任务", year=2033),
        ),
    ),
    Sentence(
        "到2033年，推动全市规上工业万元增加值能耗、碳排放分别下降10%、12%。",
        (
            by_then("全市规上工业万元增加值能耗", (-10, "%", "eq", "growth"), year=2033),
            by_then("全市规上工业万元增加值碳排放", (-12, "%", "eq", "growth"), year=2033),
        ),
    ),
    Sentence(
        "到2033年，光伏装机容量达到400万千瓦；到2035年，力争达到700万千瓦。",
        (
            by_then("光伏装机容量", (4_000_000, "千瓦"), year=2033),
            by_then("光伏装机容量", (7_000_000, "千瓦"), strength="strive"),
        ),
    ),
    Sentence(
        "到2033年，重点行业达标产能比例达到100%，为2035年标杆产能比例达到50%打下坚实基础。",
        (by_then("重点行业达标产能比例", (100, "%"), year=2033),),
    ),
    Sentence("空气质量优良率与上年持平。", (in_the_plan("空气质量优良率与上年持平"),)),
]

PURE = [
    Sentence("到2035年，新建数据中心PUE值降到1.3以下。", (by_then("新建数据中心PUE值", (1.3, "倍", "le", "level")),)),
    Sentence(
        "建筑面积与用地面积的比值宜控制在0.6至0.8。",
        (in_the_plan("建筑面积与用地面积的比值", ((0.6, 0.8), "倍", "range", "level")),),
    ),
    Sentence("到2035年，居民消费价格指数控制在103左右。", (by_then("居民消费价格指数", (103, "", "approx")),)),
    Sentence("综合指数排名靠前，附件2。"),
]

AGENCIES = [
    Sentence(
        "二、主要任务\n（一）推进改造。到2033年，完成诊断1500家。（市经信局牵头，各县（市、区）人民政府落实；"
        "以下均需各县（市、区）政府落实，不再列出）\n（二）推广设备。到2033年，推广设备300台。（市科技局牵头）",
        (
            by_then("诊断完成", (1500, "家"), year=2033, lead="市经信局 各县（市、区）人民政府"),
            by_then("设备推广", (300, "台"), year=2033, lead="市科技局 各县（市、区）人民政府"),
        ),
    ),
    Sentence(
        "（一）推行绿色养殖。到2033年，粪污利用率达到95%。（市农业农村局、市生态环境局指导）",
        (by_then("粪污利用率", (95, "%"), year=2033, support="市农业农村局 市生态环境局"),),
    ),
]


@pytest.mark.parametrize("case", [*LED, *SHARED, *PURE, *AGENCIES], ids=lambda c: c.text[:40])
def test_what_is_to_hold_at_the_end(case):
    assert said_by(statements(case.text, **PLAN)) == case.facts()


def test_a_plan_without_a_date_speaks_from_before_what_it_wants():
    text = "一、总体目标\n到2032年，再生铜产量达到40万吨。到2040年，2040年前达峰。到2040年，规模化应用面积达到2万亩。"
    found = statements(text, kind="plan", title="澄湖市工业绿色发展实施方案", date=None, period=None)
    assert found and {s.role for s in found} == {"target"}


def test_what_a_part_looks_back_on_is_dated_by_its_opening_words():
    text = "第一章 发展基础\n“十七五”时期，全市治理河道60公里。\n清洁取暖率达到70%以上。"
    found = statements(
        text,
        kind="plan",
        title="澄湖市生态环境规划",
        date=date(2041, 3, 1),
        period=(date(2041, 1, 1), date(2045, 12, 31)),
    )
    assert [(s.role, str(s.deadline.end)) for s in found] == [("progress", "2040-12-31")] * 2


TITLES = [
    Sentence("（一）成立节能促进会。（市发改委负责）", (in_the_plan("节能促进会成立", lead="市发改委"),)),
    Sentence(
        "（一）制定核证规则。鼓励各区参与。（市发改委负责）", (Said("制定核证规则", role="task", lead="市发改委"),)
    ),
    Sentence(
        "（一）加快转型。推行绿色设计，构建体系。（市经信局负责）以再制造基地为依托，开展机电再制造。（市商务局负责）",
        (
            Said("推行绿色设计", role="task", lead="市经信局"),
            Said("开展机电再制造", role="task", lead="市商务局"),
        ),
    ),
    Sentence(
        "（一）优化监管。压缩通关时间。（各区、市发展改革委负责）",
        (Said("优化监管", role="task", lead="各区 市发展改革委"),),
    ),
]

CARRIED = [
    Sentence(
        "2032年，绿色建筑占比达到95%；\n建设低能耗建筑达到30万平方米。",
        (
            Said("绿色建筑占比", ((95, "%"),), by="2032-12-31", words="2032年"),
            Said("低能耗建筑建设", ((300_000, "平方米"),), by="2032-12-31", words="2032年", source="section"),
        ),
    ),
    Sentence(
        "（一）发展农业。到2033年，耕地达到6万亩。（市农业局负责）培育龙头企业50家。（市经信局负责）",
        (
            by_then("耕地", (40_000_000, "平方米"), year=2033, lead="市农业局"),
            in_the_plan("龙头企业培育", (50, "家"), lead="市经信局"),
        ),
    ),
    Sentence("每季度招商不少于2次。", (Said("招商", words="每季度", every=True),)),
    Sentence("编制2029年温室气体清单。", (in_the_plan("温室气体清单编制"),)),
]


@pytest.mark.parametrize("case", [*TITLES, *CARRIED], ids=lambda c: c.text[:40])
def test_titles_and_what_is_carried_over(case):
    assert said_by(statements(case.text, **PLAN)) == case.facts()
