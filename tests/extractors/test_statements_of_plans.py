"""Sentences of plans and what they commit to: all fields of every statement, and nothing besides."""

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


FIGURES = [
    Sentence(
        "2031年底前建成标准厂房12万平方米。", (due("2031年底前", "2031-12-31", "标准厂房建成", (120000, "平方米")),)
    ),
    Sentence(
        "确保全年城镇新增就业1.2万人以上。",
        (due("全年", "2031-12-31", "城镇新增就业", (12000, "人", "ge"), strength="must"),),
    ),
    Sentence("完成老旧小区改造36个。", (this_year("老旧小区改造", (36, "个")),)),
    Sentence("6月底前改造老旧小区36个。", (due("6月底前", "2031-06-30", "老旧小区改造", (36, "个")),)),
    Sentence(
        "一般公共预算收入增长5%左右，规模以上工业增加值增长7%。",
        (
            this_year("一般公共预算收入", (5, "%", "approx", "growth")),
            this_year("规模以上工业增加值", (7, "%", "eq", "growth")),
        ),
    ),
    Sentence(
        "地区生产总值增长8%，达到1000亿元。",
        (this_year("地区生产总值", (8, "%", "eq", "growth"), (100_000_000_000, "元")),),
    ),
    Sentence("空气优良天数比例达到92%以上。", (this_year("空气优良天数比例", (92, "%", "ge")),)),
    Sentence("城镇调查失业率控制在5.5%以内。", (this_year("城镇调查失业率", (5.5, "%", "le")),)),
    Sentence("到2035年，森林覆盖率达到48%。", (due("到2035年", "2035-12-31", "森林覆盖率", (48, "%")),)),
    Sentence(
        "力争引进亿元以上项目30个。",
        (this_year("亿元以上项目引进", (30, "个"), strength="strive"),),
    ),
    Sentence("上半年开工率达到60%。", (due("上半年", "2031-06-30", "开工率", (60, "%")),)),
    Sentence(
        "务必于9月底前完成投资25亿元。", (due("9月底前", "2031-09-30", "投资", (2_500_000_000, "元"), strength="must"),)
    ),
    Sentence("新建农村公路120—150公里。", (this_year("农村公路新建", ((120_000, 150_000), "米")),)),
    Sentence("实施技术改造项目不少于50个。", (this_year("技术改造项目实施", (50, "个", "ge")),)),
    Sentence("高新技术企业数量翻一番。", (this_year("高新技术企业数量", (2, "倍", "eq", "growth")),)),
    Sentence("居民消费价格涨幅3%左右。", (this_year("居民消费价格涨幅", (3, "%", "approx", "growth")),)),
    Sentence("人均体育场地面积达到2.8平方米。", (this_year("人均体育场地面积", (2.8, "平方米")),)),
]

LISTS = [
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

MILESTONES = [
    Sentence("澄湖高铁站年内建成投用。", (due("年内", "2031-12-31", "澄湖高铁站建成投用"),)),
    Sentence("9月底前，临溪产业园二期主体完工。", (due("9月底前", "2031-09-30", "临溪产业园二期主体完工"),)),
    Sentence("出台《澄湖市数字经济促进办法》。", (this_year("《澄湖市数字经济促进办法》出台"),)),
    Sentence("3月底前制定老旧小区改造实施方案。", (due("3月底前", "2031-03-31", "老旧小区改造实施方案制定"),)),
    Sentence("力争临溪大桥10月份通车。", (due("10月份", "2031-10-31", "临溪大桥通车", strength="strive"),)),
    Sentence(
        "确保星河新材料项目上半年签约落地。", (due("上半年", "2031-06-30", "星河新材料项目签约落地", strength="must"),)
    ),
    Sentence("市民中心6月15日前交付使用。", (due("6月15日前", "2031-06-15", "市民中心交付使用"),)),
]

RHYTHMS = [
    Sentence(
        "建立每周五碰头的例会制度。",
        (Said("碰头的例会制度", every=True, words="每周五"),),
    ),
    Sentence(
        "实行月调度、季通报。",
        (Said("月调度、季通报", every=True, words="月调度、季通报"),),
    ),
    Sentence(
        "项目进展情况每月5日前报送。",
        (Said("项目进展情况报送", every=True, words="每月5日前"),),
    ),
    Sentence(
        "每半月通报1次。",
        (Said("每半月通报1次", every=True, words="每半月通报1次"),),
    ),
]

ACTORS = [
    Sentence(
        "市住建局负责，6月底前完成12个小区雨污分流改造。",
        (due("6月底前", "2031-06-30", "小区雨污分流改造", (12, "个"), lead="市住建局"),),
    ),
    Sentence(
        "由高新区管委会牵头，年底前引进龙头企业3家。",
        (due("年底前", "2031-12-31", "龙头企业引进", (3, "家"), lead="高新区管委会"),),
    ),
    Sentence(
        "新建充电桩800个。（市发展改革委牵头，市住建局、市交通运输局配合）",
        (this_year("充电桩新建", (800, "个"), lead="市发展改革委", support="市住建局 市交通运输局"),),
    ),
    Sentence(
        "新建充电桩800个；改造公厕24座。（市发展改革委、市城管局按职责分工负责）",
        (
            this_year("充电桩新建", (800, "个"), lead="市发展改革委 市城管局"),
            this_year("公厕改造", (24, "座"), lead="市发展改革委 市城管局"),
        ),
    ),
]

NOTHING = [
    "加强组织领导，提高思想认识，压实工作责任。",
    "深入推进“六大联动”，弘扬“两山”理念。",
    "坚持“四个一批”，做到“五个到位”。",
    "处理好三个方面的关系，抓住两个关键环节。",
    "认真落实《关于支持民营经济发展的三十条措施》。",
    "全市总面积3200平方公里。",
    "依据澄政发〔2031〕12号文件要求，结合实际制定本方案。",
    "亿元以上项目要优先保障用地。",
    "加快5G网络建设，加强PM2.5防治。",
    "联系电话：0571-88001234，邮箱24小时开放。",
    "统一思想，统一部署，统一行动。",
    "千方百计稳住外贸基本盘。",
]


@pytest.mark.parametrize("case", [*FIGURES, *LISTS, *MILESTONES, *RHYTHMS, *ACTORS], ids=str)
def test_what_a_sentence_of_a_plan_commits_to(case):
    assert said_by(statements(case.text, **PLAN)) == case.facts()


@pytest.mark.parametrize("text", NOTHING)
def test_what_commits_to_nothing(text):
    assert said_by(statements(text, **PLAN)) == []
