"""Lists of plans: members that share a verb, a bound or a deadline, and second aims for one subject."""

from datetime import date

import pytest
from documents import Said, Sentence, said_by, statements

PLAN = {"kind": "plan", "title": "澄湖市2031年重点工作实施方案", "date": date(2031, 2, 10), "period": 2031}


def this_year(subject, *measures, **more):
    """A target whose deadline is the plan's own year."""
    return Said(subject, measures, by="2031-12-31", source="document", **more)


def due(words, by, subject, *measures, **more):
    """A target with its own words of time."""
    return Said(subject, measures, by=by, words=words, **more)


LISTS = [
    Sentence(
        "地区生产总值、固定资产投资、社会消费品零售总额分别增长6%、9%、8%左右。",
        (
            this_year("地区生产总值", (6, "%", "approx", "growth")),
            this_year("固定资产投资", (9, "%", "approx", "growth")),
            this_year("社会消费品零售总额", (8, "%", "approx", "growth")),
        ),
    ),
    Sentence(
        "固定资产投资、社会消费品零售总额、外贸进出口总额分别增长6%、9%、8%左右。",
        (
            this_year("固定资产投资", (6, "%", "approx", "growth")),
            this_year("社会消费品零售总额", (9, "%", "approx", "growth")),
            this_year("外贸进出口总额", (8, "%", "approx", "growth")),
        ),
    ),
    Sentence(
        "新增规上工业企业30户、高新技术企业45家、“专精特新”企业60家。",
        (
            this_year("新增规上工业企业", (30, "户")),
            this_year("新增高新技术企业", (45, "家")),
            this_year("新增“专精特新”企业", (60, "家")),
        ),
    ),
    Sentence(
        "6月底前改造公厕24座、雨污管网35公里。",
        (
            due("6月底前", "2031-06-30", "公厕改造", (24, "座")),
            due("6月底前", "2031-06-30", "雨污管网改造", (35_000, "米")),
        ),
    ),
    Sentence(
        "城镇登记失业率、城镇调查失业率分别控制在3.5%以内和5.5%左右。",
        (
            this_year("城镇登记失业率", (3.5, "%", "le")),
            this_year("城镇调查失业率", (5.5, "%", "approx")),
        ),
    ),
    Sentence(
        "城镇、农村居民人均可支配收入分别达到4.5万元和2.4万元。",
        (
            this_year("城镇居民人均可支配收入", (45_000, "元")),
            this_year("农村居民人均可支配收入", (24_000, "元")),
        ),
    ),
    Sentence(
        "化学需氧量、氨氮排放量分别下降5%和6%。",
        (
            this_year("化学需氧量排放量", (-5, "%", "eq", "growth")),
            this_year("氨氮排放量", (-6, "%", "eq", "growth")),
        ),
    ),
    Sentence(
        "6月底前东岭路改造、白沙大桥、澄湖水厂三期项目全部开工。",
        (due("6月底前", "2031-06-30", "东岭路改造、白沙大桥、澄湖水厂三期项目全部开工"),),
    ),
    Sentence(
        "白沙大桥上半年开工、澄湖水厂三期9月底前竣工。",
        (
            due("上半年", "2031-06-30", "白沙大桥开工"),
            due("9月底前", "2031-09-30", "澄湖水厂三期竣工"),
        ),
    ),
    Sentence(
        "医保参保率、养老保险参保率均达到98%以上。",
        (this_year("医保参保率", (98, "%", "ge")), this_year("养老保险参保率", (98, "%", "ge"))),
    ),
    Sentence(
        "确保粮食产量稳定在12亿斤以上，力争达到12.5亿斤。",
        (
            this_year("粮食产量", (600_000, "吨", "ge"), strength="must"),
            this_year("粮食产量", (625_000, "吨"), strength="strive"),
        ),
    ),
    Sentence(
        "单位地区生产总值能耗下降3%，力争下降3.5%。",
        (
            this_year("单位地区生产总值能耗", (-3, "%", "eq", "growth")),
            this_year("单位地区生产总值能耗", (-3.5, "%", "eq", "growth"), strength="strive"),
        ),
    ),
    Sentence("农村生活污水治理率由62%提高到75%以上。", (this_year("农村生活污水治理率", (75, "%", "ge")),)),
    Sentence("5G基站由1200个增加到2000个。", (this_year("5G基站", (2000, "个")),)),
    Sentence(
        "建成区绿化覆盖率达到41%，人均公园绿地面积达到14平方米，新增绿道30公里。",
        (
            this_year("建成区绿化覆盖率", (41, "%")),
            this_year("人均公园绿地面积", (14, "平方米")),
            this_year("新增绿道", (30_000, "米")),
        ),
    ),
]


@pytest.mark.parametrize("case", LISTS, ids=str)
def test_what_a_list_commits_to(case):
    assert said_by(statements(case.text, **PLAN)) == case.facts()
