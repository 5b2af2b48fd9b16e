"""Work reports, progress reports and speeches: what was done, what is promised, and what is neither."""

from datetime import date

import pytest
from documents import Said, Sentence, said_by, statements

ANNUAL = {"kind": "report", "title": "2031年澄湖市政府工作报告", "date": date(2031, 1, 16), "period": 2031}
PROGRESS = {
    "kind": "report",
    "title": "临溪县重点项目进展情况汇报",
    "date": date(2031, 7, 8),
    "period": (date(2031, 1, 1), date(2031, 6, 30)),
}
SPEECH = {"kind": "speech", "title": "在全区项目建设推进会上的讲话", "date": date(2031, 7, 10)}


def done(subject, *measures, **more):
    """A figure reported for the year before."""
    return Said(subject, measures, role="progress", by="2030-12-31", source="document", **more)


def by_june(subject, *measures, **more):
    """A figure reported for the first half of the year."""
    return Said(subject, measures, role="progress", by="2031-06-30", source="document", **more)


def promised(subject, *measures, **more):
    """A target under a heading that names the year."""
    return Said(subject, measures, by="2031-12-31", words="2031年", source="section", **more)


REVIEW = "一、2030年工作回顾\n"
TASKS = "二、2031年工作安排\n"

ANNUAL_REPORT = [
    Sentence(
        REVIEW + "全年实现地区生产总值820亿元、增长6.2%，一般公共预算收入46亿元、增长5.1%。",
        (
            Said(
                "地区生产总值",
                (
                    (82_000_000_000, "元"),
                    (6.2, "%", "eq", "growth"),
                ),
                by="2030-12-31",
                words="全年",
                role="progress",
            ),
            Said(
                "一般公共预算收入",
                (
                    (4_600_000_000, "元"),
                    (5.1, "%", "eq", "growth"),
                ),
                by="2030-12-31",
                words="全年",
                role="progress",
            ),
        ),
    ),
    Sentence(
        REVIEW + "新增减税降费12.6亿元，惠及市场主体3.4万户。",
        (
            done("新增减税降费", (1_260_000_000, "元")),
            done("惠及市场主体", (34_000, "户")),
        ),
    ),
    Sentence(REVIEW + "粮食总产达到36.5亿斤，实现“十五连丰”。", (done("粮食总产", (1_825_000, "吨")),)),
    Sentence(
        REVIEW + "城镇、农村居民人均可支配收入分别增长4.8%、6.9%。",
        (
            done("城镇居民人均可支配收入", (4.8, "%", "eq", "growth")),
            done("农村居民人均可支配收入", (6.9, "%", "eq", "growth")),
        ),
    ),
    Sentence(
        REVIEW + "过去五年，地区生产总值年均增长6.5%，城镇新增就业累计15万人。",
        (
            Said("地区生产总值", ((6.5, "%", "eq", "growth"),), by="2030-12-31", words="过去五年", role="progress"),
            Said("城镇新增就业", ((150_000, "人"),), by="2030-12-31", words="过去五年", role="progress"),
        ),
    ),
    Sentence(
        REVIEW + "工业投资占固定资产投资比重达38%，提高2.4个百分点。",
        (done("工业投资占固定资产投资比重", (38, "%"), (2.4, "百分点")),),
    ),
    Sentence(REVIEW + "与2025年相比，高新技术企业由120家增加到310家。", (done("高新技术企业", (310, "家")),)),
    Sentence(
        REVIEW + "澄湖大桥建成通车，临溪水厂投入运营。",
        (
            done("澄湖大桥建成通车"),
            done("临溪水厂投入运营"),
        ),
    ),
    Sentence(
        REVIEW + "安全生产事故起数、死亡人数分别下降12%和15%。",
        (
            done("死亡人数", (-15, "%", "eq", "growth")),
            done("安全生产事故起数", (-12, "%", "eq", "growth")),
        ),
    ),
    Sentence(
        "二、今后五年工作目标\n今后五年，地区生产总值年均增长6%左右，2035年突破1200亿元。",
        (
            Said("地区生产总值", ((6, "%", "approx", "growth"),), by="2035-12-31", words="今后五年"),
            Said("地区生产总值", ((120_000_000_000, "元", "gt"),), by="2035-12-31", words="2035年"),
        ),
    ),
    Sentence(
        TASKS + "实施老旧小区改造45个，新建口袋公园20个，新增停车泊位3000个。",
        (
            promised("老旧小区改造", (45, "个")),
            promised("口袋公园新建", (20, "个")),
            promised("新增停车泊位", (3_000, "个")),
        ),
    ),
    Sentence(TASKS + "研发投入强度提高到2.3%。", (promised("研发投入强度", (2.3, "%")),)),
    Sentence(
        TASKS + "确保临溪抽水蓄能电站年内核准开工。",
        (Said("临溪抽水蓄能电站核准开工", (), by="2031-12-31", words="年内", strength="must"),),
    ),
    Sentence(
        TASKS + "落实就业优先政策，城镇新增就业3万人以上，零就业家庭动态清零。",
        (
            promised("城镇新增就业", (30_000, "人", "ge")),
            promised("零就业家庭动态清零"),
        ),
    ),
    Sentence(TASKS + "绝不允许弄虚作假，坚决守住不发生系统性风险底线。"),
    Sentence(
        REVIEW + "地区生产总值增长6.1%，城镇新增就业3.2万人。",
        (done("地区生产总值", (6.1, "%", "eq", "growth")), done("城镇新增就业", (32_000, "人"))),
    ),
    Sentence(
        REVIEW + "完成老旧小区改造42个，惠及居民5600户。",
        (done("老旧小区改造", (42, "个")), done("惠及居民", (5600, "户"))),
    ),
    Sentence(REVIEW + "空气优良天数比例达到93.4%，居全省第3位。", (done("空气优良天数比例", (93.4, "%"), (3, "位")),)),
    Sentence(
        REVIEW + "居民人均可支配收入突破4万元，增长6.5%左右。",
        (done("居民人均可支配收入", (40_000, "元", "gt"), (6.5, "%", "approx", "growth")),),
    ),
    Sentence(REVIEW + "单位工业增加值能耗下降4.8%。", (done("单位工业增加值能耗", (-4.8, "%", "eq", "growth")),)),
    Sentence(
        REVIEW + "预计全年固定资产投资增长9%。",
        (Said("固定资产投资", ((9, "%", "eq", "growth"),), role="progress", by="2030-12-31", words="全年"),),
    ),
    Sentence(REVIEW + "我们也清醒看到，发展不平衡问题依然突出，仍有12个村集体收入不足10万元。"),
    Sentence(REVIEW + "坚持以人民为中心，扎实推进各项工作，社会大局保持稳定。"),
    Sentence(
        TASKS + "新建农村公路80公里，改造危桥6座。",
        (promised("农村公路新建", (80_000, "米")), promised("危桥改造", (6, "座"))),
    ),
    Sentence(
        TASKS + "确保完成造林2万亩，力争新增高新技术企业40家。",
        (
            promised("造林完成", (13_333_333.333, "平方米"), strength="must"),
            promised("新增高新技术企业", (40, "家"), strength="strive"),
        ),
    ),
    Sentence(TASKS + "临溪水库扩建工程开工建设。", (promised("临溪水库扩建工程开工建设"),)),
    Sentence(TASKS + "加强作风建设，提升服务效能。"),
    Sentence(
        TASKS + "到2035年，数字经济核心产业增加值占比达到12%。",
        (Said("数字经济核心产业增加值占比", ((12, "%"),), by="2035-12-31", words="到2035年"),),
    ),
    Sentence(
        "今年主要预期目标是：地区生产总值增长6%左右；城镇新增就业3万人以上；居民消费价格涨幅3%左右。",
        (
            Said("地区生产总值", ((6, "%", "approx", "growth"),), by="2031-12-31", words="今年"),
            Said("城镇新增就业", ((30_000, "人", "ge"),), by="2031-12-31", words="今年"),
            Said("居民消费价格涨幅", ((3, "%", "approx", "growth"),), by="2031-12-31", words="今年"),
        ),
    ),
]

PROGRESS_REPORT = [
    Sentence("累计发放贷款1.2万笔、金额35亿元。", (by_june("贷款发放", (12_000, "笔"), (3_500_000_000, "元")),)),
    Sentence("存在的困难和问题。一是3个项目未按期开工；二是资金缺口2.3亿元。"),
    Sentence(
        "下一步，力争9月底前开工率达到100%。",
        (Said("开工率", ((100, "%"),), by="2031-09-30", words="9月底前", strength="strive"),),
    ),
    Sentence("全县引进项目28个，协议总投资120亿元。", (by_june("全县引进项目", (28, "个"), (12_000_000_000, "元")),)),
    Sentence(
        "截至6月底，全县重点项目开工率85.7%，投资完成率52.4%。",
        (
            Said("全县重点项目开工率", ((85.7, "%"),), role="progress", by="2031-06-30", words="截至6月底"),
            Said("投资完成率", ((52.4, "%"),), role="progress", by="2031-06-30", words="截至6月底"),
        ),
    ),
    Sentence(
        "新增贷款45亿元，同比增长12.3%。",
        (by_june("新增贷款", (4_500_000_000, "元"), (12.3, "%", "eq", "growth")),),
    ),
    Sentence("民生实事项目开工率100%。", (by_june("民生实事项目开工率", (100, "%")),)),
    Sentence(
        "办理群众诉求1.26万件，办结率98.7%。", (by_june("群众诉求办理", (12_600, "件")), by_june("办结率", (98.7, "%")))
    ),
    Sentence(
        "上半年完成投资68.5亿元，占年度计划的57.1%。",
        (Said("投资", ((6_850_000_000, "元"), (57.1, "%")), role="progress", by="2031-06-30", words="上半年"),),
    ),
    Sentence("全县引进项目28个，总投资120亿元。", (by_june("全县引进项目", (28, "个"), (12_000_000_000, "元")),)),
    Sentence("存在的主要问题：部分项目征地进展缓慢，仍有3个项目未开工。"),
]

SPEECHES = [
    Sentence(
        "东岭片区改造9月底前务必全面启动。",
        (Said("东岭片区改造全面启动", by="2031-09-30", words="9月底前", strength="must"),),
    ),
    Sentence("东岭片区改造要在9月底前全面启动。", (Said("东岭片区改造全面启动", by="2031-09-30", words="9月底前"),)),
    Sentence(
        "确保12个项目年底前竣工投产。",
        (Said("项目竣工投产", ((12, "个"),), by="2031-12-31", words="年底前", strength="must"),),
    ),
    Sentence(
        "各镇办每周至少调度一次。", (Said("每周至少调度一次", every=True, words="每周至少调度一次", lead="各镇办"),)
    ),
    Sentence(
        "6月底，开工、竣工项目已有66个，占总数的56.9%。",
        (Said("开工、竣工项目", ((66, "个"), (56.9, "%")), role="progress", by="2031-06-30", words="6月底"),),
    ),
    Sentence(
        "力争年内新引进亿元以上项目20个，确保年底前12个项目竣工投产。",
        (
            Said("亿元以上项目新引进", ((20, "个"),), by="2031-12-31", words="年内", strength="strive"),
            Said("项目竣工投产", ((12, "个"),), by="2031-12-31", words="年底前", strength="must"),
        ),
    ),
    Sentence("同志们，今天我们召开全区项目建设推进会，主要任务是分析形势、部署工作。"),
    Sentence(
        "年底前，开工、竣工率必须达到70%。",
        (Said("开工、竣工率", ((70, "%"),), by="2031-12-31", words="年底前", strength="must"),),
    ),
    Sentence("要咬定目标不放松，一个节点一个节点抓，一个项目一个项目推。"),
    Sentence(
        "去年全区新增规上企业24家。",
        (Said("全区新增规上企业", ((24, "家"),), role="progress", by="2030-12-31", words="去年"),),
    ),
]


@pytest.mark.parametrize("case", ANNUAL_REPORT, ids=str)
def test_what_an_annual_report_says(case):
    assert said_by(statements(case.text, **ANNUAL)) == case.facts()


@pytest.mark.parametrize("case", PROGRESS_REPORT, ids=str)
def test_what_a_progress_report_says(case):
    assert said_by(statements(case.text, **PROGRESS)) == case.facts()


@pytest.mark.parametrize("case", SPEECHES, ids=str)
def test_what_a_speech_says(case):
    assert said_by(statements(case.text, **SPEECH)) == case.facts()
