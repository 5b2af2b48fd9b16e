"""What a statement takes from where it stands: headings, stages, brackets, lines, rules for all later items."""

from datetime import date

import pytest
from documents import Said, Sentence, said_by, statements

PLAN = {"kind": "plan", "title": "临溪县2031年水利建设实施方案", "date": date(2031, 2, 10), "period": 2031}
LONG_PLAN = {
    "kind": "plan",
    "title": "临溪县“十六五”水利发展规划",
    "date": date(2031, 2, 10),
    "period": (date(2031, 1, 1), date(2035, 12, 31)),
}
DRIVE = {"kind": "plan", "title": "云岭区项目攻坚行动方案", "date": date(2031, 2, 25), "period": None}


def this_year(subject, *measures, **more):
    return Said(subject, measures, by="2031-12-31", source="document", **more)


def due(words, by, subject, *measures, **more):
    return Said(subject, measures, by=by, words=words, **more)


def task(subject, **more):
    return Said(subject, role="task", **more)


BRACKETS = [
    Sentence(
        "（一）优化审批流程。推行一网通办，精简申报材料。（责任单位：县政务服务办、县市场监管局）",
        (task("优化审批流程", lead="县政务服务办 县市场监管局"),),
    ),
    Sentence(
        "1.开展安全隐患排查整治。（县应急管理局牵头，县住建局、县交通运输局配合）",
        (task("开展安全隐患排查整治", lead="县应急管理局", support="县住建局 县交通运输局"),),
    ),
    Sentence(
        "（一）提升供水能力。新建水厂2座，改造管网45公里。（县水利局负责）",
        (
            this_year("水厂新建", (2, "座"), lead="县水利局"),
            this_year("管网改造", (45_000, "米"), lead="县水利局"),
        ),
    ),
    Sentence(
        "1.加强河道管护。落实巡查制度。（县水利局负责）\n2.加强水质监测。完善监测网络。（县生态环境局负责）",
        (task("加强河道管护", lead="县水利局"), task("加强水质监测", lead="县生态环境局")),
    ),
    Sentence(
        "1.加强河道管护。落实巡查制度。（县水利局负责）\n2.改造泵站12座。（县农业农村局负责）",
        (task("加强河道管护", lead="县水利局"), this_year("泵站改造", (12, "座"), lead="县农业农村局")),
    ),
]

LINES = [
    Sentence(
        "（一）强化水源保护\n完成保护区勘界立标12处。\n牵头单位：县生态环境局\n配合单位：县水利局、各乡镇",
        (this_year("保护区勘界立标完成", (12, "处"), lead="县生态环境局", support="县水利局 各乡镇"),),
    ),
    Sentence(
        "（一）强化水源保护\n划定保护区，设立标识牌。\n责任单位：县生态环境局",
        (task("强化水源保护", lead="县生态环境局"),),
    ),
    Sentence(
        "一、重点任务\n（一）强化水源保护\n划定保护区，设立标识牌。\n责任单位：县生态环境局、县水利局",
        (task("强化水源保护", lead="县生态环境局 县水利局"),),
    ),
    Sentence(
        "（一）强化水源保护\n完成保护区勘界立标12处。\n牵头单位：县生态环境局；配合单位：县水利局、各乡镇",
        (this_year("保护区勘界立标完成", (12, "处"), lead="县生态环境局", support="县水利局 各乡镇"),),
    ),
    Sentence(
        "1.新建雨水泵站3座。\n责任单位：县住建局\n2.整治河道26公里。\n责任单位：县水利局",
        (
            this_year("雨水泵站新建", (3, "座"), lead="县住建局"),
            this_year("河道整治", (26_000, "米"), lead="县水利局"),
        ),
    ),
    Sentence(
        "一、重点任务\n（一）推进智慧水利建设\n搭建综合管理平台。\n责任单位：县水利局\n完成时限：2031年9月底前",
        (Said("综合管理平台搭建", by="2031-09-30", words="2031年9月底前", source="section", lead="县水利局"),),
    ),
]

MIXED = [
    Sentence(
        "一、主要目标\n（一）工业经济提质。规上工业增加值增长8%，技改投资增长15%。\n（二）项目建设提速。开工亿元以上项目60个，竣工30个。",
        (
            this_year("规上工业增加值", (8, "%", "eq", "growth")),
            this_year("技改投资", (15, "%", "eq", "growth")),
            this_year("亿元以上项目开工", (60, "个")),
            this_year("亿元以上项目竣工", (30, "个")),
        ),
    ),
    Sentence(
        "（一）实施供水提升工程。到2033年，全县供水普及率达到98%；2031年新建水厂2座，2032年新建水厂3座。（牵头单位：县水利局；责任单位：县财政局、县自然资源局，各镇人民政府）",
        (
            due(
                "到2033年",
                "2033-12-31",
                "全县供水普及率",
                (98, "%"),
                lead="县水利局 县财政局 县自然资源局 各镇人民政府",
            ),
            due("2031年", "2031-12-31", "水厂新建", (2, "座"), lead="县水利局 县财政局 县自然资源局 各镇人民政府"),
            due("2032年", "2032-12-31", "水厂新建", (3, "座"), lead="县水利局 县财政局 县自然资源局 各镇人民政府"),
        ),
    ),
    Sentence(
        "1.推进公共服务均等化。\n新建幼儿园4所、养老服务中心6个。\n责任单位：县教育局、县民政局按职责分工负责",
        (
            this_year("幼儿园新建", (4, "所"), lead="县教育局 县民政局"),
            this_year("养老服务中心新建", (6, "个"), lead="县教育局 县民政局"),
        ),
    ),
    Sentence(
        "二、实施步骤\n（一）启动阶段（2月至3月）。制定实施方案，召开动员会议，3月15日前完成任务分解。\n（二）实施阶段（4月至10月）。全面完成各项任务。\n（三）验收阶段（11月）。组织验收。",
        (
            due("2月至3月", "2031-03-31", "实施方案制定", source="section", since="2031-02-01"),
            due("3月15日前", "2031-03-15", "任务分解完成"),
            due("4月至10月", "2031-10-31", "各项任务完成", source="section", since="2031-04-01"),
        ),
    ),
]

FOR_ALL = [
    Sentence(
        "1.加强河道管护。落实巡查制度。（县水利局负责；以下均需各乡镇人民政府落实，不再列出）\n2.加强水质监测。完善监测网络。（县生态环境局负责）",
        (
            task("加强河道管护", lead="县水利局 各乡镇人民政府"),
            task("加强水质监测", lead="县生态环境局 各乡镇人民政府"),
        ),
    ),
]

GOALS = [
    Sentence(
        "一、目标任务\n1.配合轨道交通施工。\n2.完成管网改造45公里。",
        (this_year("配合轨道交通施工"), this_year("管网改造", (45_000, "米"))),
    ),
    Sentence(
        "二、主要目标\n到2035年，供水普及率达到99%，漏损率控制在9%以内。",
        (
            Said("供水普及率", ((99, "%"),), by="2035-12-31", words="到2035年"),
            Said("漏损率", ((9, "%", "le"),), by="2035-12-31", words="到2035年"),
        ),
    ),
    Sentence(
        "到2035年，供水普及率达到99%。新建水厂6座。",
        (
            Said("供水普及率", ((99, "%"),), by="2035-12-31", words="到2035年"),
            Said("水厂新建", ((6, "座"),), by="2035-12-31", words="到2035年", source="section"),
        ),
    ),
]

STAGES = [
    Sentence(
        "二、实施步骤\n（一）排查阶段（3月1日至3月31日）\n完成隐患排查1200处。\n（二）整改阶段（4月1日至10月31日）\n隐患整改率达到100%。",
        (
            Said(
                "隐患排查完成",
                ((1200, "处"),),
                since="2031-03-01",
                by="2031-03-31",
                words="3月1日至3月31日",
                source="section",
            ),
            Said(
                "隐患整改率",
                ((100, "%"),),
                since="2031-04-01",
                by="2031-10-31",
                words="4月1日至10月31日",
                source="section",
            ),
        ),
    ),
    Sentence(
        "（一）集中攻坚阶段（2031年4月至9月）。确保项目开工率达到90%以上。",
        (
            Said(
                "项目开工率",
                ((90, "%", "ge"),),
                since="2031-04-01",
                by="2031-09-30",
                words="2031年4月至9月",
                source="section",
                strength="must",
            ),
        ),
    ),
]

PERIODS = [
    Sentence(
        "新建水库3座。", (Said("水库新建", ((3, "座"),), since="2031-01-01", by="2035-12-31", source="document"),)
    ),
    Sentence(
        "到2033年，灌溉水利用系数达到0.62，节水灌溉面积占比达到45%。",
        (
            Said("灌溉水利用系数", ((0.62, ""),), by="2033-12-31", words="到2033年"),
            Said("节水灌溉面积占比", ((45, "%"),), by="2033-12-31", words="到2033年"),
        ),
    ),
]

NOT_THE_TASKS = [
    Sentence("三、保障措施\n（一）加强组织领导。成立工作专班，定期研究部署。"),
    Sentence("一、存在问题\n目前，全县仍有12座水库带病运行，管网漏损率高达18%。"),
    Sentence("附件：1.任务分解表\n2.项目清单"),
]


@pytest.mark.parametrize("case", [*BRACKETS, *LINES, *MIXED, *FOR_ALL, *GOALS, *NOT_THE_TASKS], ids=str)
def test_in_a_plan_for_one_year(case):
    assert said_by(statements(case.text, **PLAN)) == case.facts()


@pytest.mark.parametrize("case", STAGES, ids=str)
def test_stages_lend_their_days(case):
    assert said_by(statements(case.text, **DRIVE)) == case.facts()


@pytest.mark.parametrize("case", PERIODS, ids=str)
def test_in_a_plan_for_several_years(case):
    assert said_by(statements(case.text, **LONG_PLAN)) == case.facts()


def test_headings_stand_with_the_statement():
    text = "一、重点任务\n（一）提升供水能力\n1.水厂建设。新建水厂2座。"
    (found,) = statements(text, **PLAN)
    assert found.section == ("一、重点任务", "（一）提升供水能力", "1.水厂建设")


def test_agencies_from_a_bracket_are_inherited_and_an_actor_is_not():
    (of_item,) = statements("1.新建水厂2座，确保水质达标。（县水利局负责）", **PLAN)
    (acting,) = statements("县水利局要新建水厂2座。", **PLAN)
    assert [(a.name, a.inherited) for a in of_item.agencies] == [("县水利局", True)]
    assert [(a.name, a.inherited) for a in acting.agencies] == [("县水利局", False)]
