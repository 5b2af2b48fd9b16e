"""Tables of every kind to statements, on invented places, read from markdown and csv."""

from datetime import date
from pathlib import Path

import pytest

from pipeline.prepare import prepare
from pipeline.readers import read
from pipeline.tabulate import tabulate
from schemas.document import Issue
from schemas.records import Statement

PLAN = "云溪市“十四五”林业规划\n云溪市人民政府\n2021年8月3日\n\n一、目标\n\n"
TASKS = "云溪市2023年绿化工作要点\n\n云溪市人民政府\n2023年2月1日\n\n一、任务\n\n"
COMMUNIQUE = "云溪市2022年国民经济和社会发展统计公报\n云溪市统计局\n2023年3月8日\n\n一、综合\n\n"


@pytest.fixture
def tabulated(tmp_path: Path):
    """Statements and issues of a document's tables, evidence checked."""

    def run(text: str, *, name: str = "a.md") -> tuple[list[Statement], list[Issue]]:
        path = tmp_path / name
        path.write_text(text, "utf-8")
        doc = prepare(read(path))
        statements, issues = tabulate(doc)
        for s in statements:
            assert doc.raw.source[s.start : s.end] == s.quote
            for m in s.measures:
                assert doc.raw.source[m.start : m.end] == m.raw.text
        assert len({s.id for s in statements}) == len(statements)
        return statements, issues

    return run


def table(*rows: str) -> str:
    """A markdown table from rows with | between the cells."""
    cells = [row.split("|") for row in rows]
    lines = ["| " + " | ".join(row) + " |" for row in cells]
    lines.insert(1, "|" + " --- |" * len(cells[0]))
    return "\n".join(lines) + "\n"


def told(s: Statement) -> tuple[str, list[tuple[float, str, str, str]]]:
    return s.subject, [(m.value, m.unit, m.comparator, m.kind) for m in s.measures]


# ---- indicator tables


def test_an_indicator_table_gives_a_target_for_each_row_with_unit_bound_and_year(tabulated):
    text = (
        PLAN
        + "表1 云溪市“十四五”林业主要指标\n\n"
        + table(
            "序号|指标|单位|2020年|2025年目标|属性",
            "1|森林覆盖率|%|41.2|≥43|约束性",
            "2|新增造林面积|万亩|—|12|预期性",
            "3|单位面积蓄积量|立方米/亩|4.1|4.5左右|预期性",
            "4|古树名木保护|||全面保护|预期性",
        )
    )
    found, issues = tabulated(text)
    assert [told(s) for s in found] == [
        ("森林覆盖率", [(43, "%", "ge", "share")]),
        ("新增造林面积", [(80000000, "平方米", "eq", "level")]),
        ("单位面积蓄积量", [(4.5, "立方米/亩", "approx", "level")]),
        ("古树名木保护", []),
    ]
    assert {s.role for s in found} == {"target"}
    assert {(s.deadline.end, s.deadline.text, s.deadline.source) for s in found} == {
        (date(2025, 12, 31), "2025年", "section")
    }
    assert [s.strength for s in found] == ["must", "plan", "plan", "plan"]
    assert [s.cell for s in found] == ["表1!E2", "表1!E3", "表1!E4", "表1!E5"]
    assert found[0].quote == "森林覆盖率 | % | 41.2 | ≥43"
    assert found[0].rule == "table.binding"
    assert found[0].section == ("一、目标", "表1云溪市“十四五”林业主要指标")
    assert not issues


def test_units_in_names_in_headings_and_in_the_figures_themselves(tabulated):
    found, _ = tabulated(
        PLAN
        + table("指标名称|2025年目标值（万亩）", "新造林面积|3", "建设林场|5个")
        + "\n另有：\n\n"
        + table("指标名称|2025年目标", "新增就业（万人）|1.2", "病虫害防治率（%）|95以上", "林业产值|不低于3亿元")
    )
    assert [told(s) for s in found] == [
        ("新造林面积", [(20000000, "平方米", "eq", "level")]),
        ("建设林场", [(5, "个", "eq", "level")]),
        ("新增就业", [(12000, "人", "eq", "level")]),
        ("病虫害防治率", [(95, "%", "ge", "share")]),
        ("林业产值", [(300000000, "元", "ge", "level")]),
    ]


def test_an_indicator_whose_name_is_a_fall_is_negative_growth(tabulated):
    found, _ = tabulated(PLAN + table("指标|单位|2025年目标", "单位产值能耗降低|%|13.5", "木材产量年均增长|%|5"))
    assert [told(s) for s in found] == [
        ("单位产值能耗", [(-13.5, "%", "eq", "growth")]),
        ("木材产量年均增长", [(5, "%", "eq", "growth")]),
    ]


def test_stages_are_targets_of_their_own_and_the_base_year_is_none(tabulated):
    found, _ = tabulated(PLAN + table("指标|单位|2020年|2023年|2025年", "苗圃面积|亩|300|450|600"))
    assert [(s.measures[0].raw.value, s.deadline.end) for s in found] == [
        (450, date(2023, 12, 31)),
        (600, date(2025, 12, 31)),
    ]


def test_a_table_of_bare_figures_under_a_task_caption_is_broken_down_by_place_and_work(tabulated):
    found, _ = tabulated(
        "关于下达2023年营造林任务的通知\n云溪市人民政府\n2023年2月1日\n\n附件\n\n"
        "2023年全市营造林任务安排表 单位：亩\n\n"
        + table("县区|合计|人工造林|封山育林", "全市|900|500|400", "青屏县|600|500|100", "河湾县|300||300")
    )
    work = ("营造林", "人工造林", "封山育林")
    parts = [place + w for place in ("全市", "青屏县", "河湾县") for w in work]
    assert [s.subject for s in found] == [p for p in parts if p != "河湾县人工造林"]
    assert {s.deadline.end for s in found} == {date(2023, 12, 31)}
    assert {s.rule for s in found} == {"table.breakdown"}


def test_a_table_that_goes_on_over_a_page_break_keeps_its_headings(tabulated):
    head = "指标|单位|2025年目标"
    text = "云溪市林业规划\n2021年8月3日\n\n表1 主要指标\n\n" + table(head, "造林面积|亩|300", head, "苗圃面积|亩|20")
    found, _ = tabulated(text)
    assert [s.subject for s in found] == ["造林面积", "苗圃面积"]


# ---- tables of tasks


def test_a_task_table_gives_targets_with_agencies_and_deadlines_and_tasks_without(tabulated):
    found, issues = tabulated(
        TASKS
        + table(
            "序号|工作任务|目标|牵头单位|配合单位|责任人|完成时限",
            "1|河岸绿化|新建绿道12公里|市林业局|市水务局、市财政局|张三|6月底前",
            "2|苗木基地建设|竣工投产|市农业农村局||李四|2023年9月30日",
            "3|林区防火巡查|落实网格化管理|市应急管理局||王五|长期坚持",
        )
    )
    assert [(s.role, s.subject) for s in found] == [
        ("target", "河岸绿化"),
        ("target", "苗木基地建设竣工投产"),
        ("task", "林区防火巡查"),
    ]
    first, second, third = found
    assert told(first)[1] == [(12000, "米", "eq", "level")]
    assert [(a.name, a.role) for a in first.agencies] == [
        ("市林业局", "lead"), ("市水务局", "support"), ("市财政局", "support"), ("张三", "person"),
    ]  # fmt: skip
    assert (first.deadline.end, first.deadline.text, first.deadline.source) == (
        date(2023, 6, 30),
        "6月底前",
        "explicit",
    )
    assert second.deadline.end == date(2023, 9, 30)
    assert third.deadline.end is None and third.deadline.text == "长期坚持"
    assert not issues


def test_sentences_in_contents_are_read_like_prose_and_rows_without_promise_are_tasks(tabulated):
    found, _ = tabulated(
        TASKS
        + table(
            "序号|工作事项|主要内容|责任单位",
            "1|增加绿地|到2023年底，新建口袋公园15个。加强养护。|市城市管理局",
            "2|1.加强宣传引导|利用各类媒体开展宣传，营造良好氛围。|市委宣传部牵头，市林业局配合",
        )
    )
    assert [(s.role, s.subject) for s in found] == [("target", "口袋公园新建"), ("task", "加强宣传引导")]
    assert found[0].measures[0].value == 15
    assert found[0].deadline.end == date(2023, 12, 31)
    assert [(a.name, a.role) for a in found[1].agencies] == [("市委宣传部", "lead"), ("市林业局", "support")]
    assert found[1].quote == "加强宣传引导"


def test_a_rhythm_in_the_deadline_column_recurs(tabulated):
    found, _ = tabulated(TASKS + table("任务|责任单位|完成时限", "调度进展|市林业局|每月", "修订目录|市林业局|12月"))
    assert [(s.role, s.deadline.recurring, s.deadline.end) for s in found] == [
        ("target", True, None),
        ("target", False, date(2023, 12, 31)),
    ]


# ---- what is reported


def test_a_communique_table_gives_level_and_growth_with_the_unit_over_the_table(tabulated):
    found, _ = tabulated(
        COMMUNIQUE
        + "表2 2022年主要农产品产量（单位：万吨）\n\n"
        + table("产品名称|绝对数||比上年增长%|", "粮 食|120.5||2.1|", "其中：稻谷|60||-1.5|", "油 料[3]|8||持平|")
    )
    assert [s.role for s in found] == ["progress"] * 3
    assert told(found[0]) == ("粮食", [(1205000, "吨", "eq", "level"), (2.1, "%", "eq", "growth")])
    assert told(found[1])[1] == [(600000, "吨", "eq", "level"), (-1.5, "%", "eq", "growth")]
    assert told(found[2])[1] == [(80000, "吨", "eq", "level"), (0, "%", "eq", "growth")]
    assert {(s.deadline.end, s.deadline.source) for s in found} == {(date(2022, 12, 31), "section")}


def test_a_unit_column_and_a_noun_in_the_heading(tabulated):
    found, _ = tabulated(
        COMMUNIQUE
        + "表3 2022年主要商品出口\n\n"
        + table("国家和地区|出口额（亿元）|比上年增长（%）|进口额（亿元）|比上年增长（%）", "甲国|12|3.0|5|-2.0")
    )
    assert [told(s) for s in found] == [
        ("甲国出口额", [(1200000000, "元", "eq", "level"), (3, "%", "eq", "growth")]),
        ("甲国进口额", [(500000000, "元", "eq", "level"), (-2, "%", "eq", "growth")]),
    ]


def test_a_table_that_stands_twice_side_by_side_is_read_twice(tabulated):
    found, _ = tabulated(
        COMMUNIQUE
        + "表4 2022年分行业固定资产投资增长速度\n\n"
        + table("行业|比上年增长（%）|行业|比上年增长（%）", "总计|3.2|金融业|-6.3", "采矿业|10.5|教育|1")
    )
    assert [told(s) for s in found] == [
        ("固定资产投资", [(3.2, "%", "eq", "growth")]),
        ("金融业固定资产投资", [(-6.3, "%", "eq", "growth")]),
        ("采矿业固定资产投资", [(10.5, "%", "eq", "growth")]),
        ("教育固定资产投资", [(1, "%", "eq", "growth")]),
    ]


def test_parts_are_named_after_the_measure_above_them(tabulated):
    found, _ = tabulated(
        COMMUNIQUE
        + table(
            "指标|单位|绝对数",
            "房屋施工面积|万平方米|73",
            "其中：住宅|万平方米|51",
            "商品房销售额|亿元|9",
            "其中：住宅|亿元|8",
        )
    )
    assert [s.subject for s in found] == ["房屋施工面积", "住宅房屋施工面积", "商品房销售额", "住宅商品房销售额"]


def test_a_return_gives_progress_and_leaves_the_target_to_the_plan(tabulated):
    found, _ = tabulated(
        "云溪市2023年绿化任务进展情况表\n填报单位：市林业局,截至：2023年9月30日\n"
        "序号,任务名称,计量单位,年度目标,本月完成,累计完成,完成率,责任单位,备注\n"
        "1,新建绿道,公里,30,2,24.5,81.7%,市林业局,\n2,改造公园,个,6,0,4,66.7%,市城市管理局,两处停工\n",
        name="a.csv",
    )
    assert [(s.role, *told(s)) for s in found] == [
        ("progress", "新建绿道", [(24500, "米", "eq", "level")]),
        ("progress", "改造公园", [(4, "个", "eq", "level")]),
    ]
    assert {s.deadline.end for s in found} == {date(2023, 9, 30)}
    assert [a.name for a in found[0].agencies] == ["市林业局"]


def test_progress_told_in_words_is_kept_with_or_without_figures(tabulated):
    found, _ = tabulated(
        "项目,形象进度,责任单位\n湿地公园,主体工程封顶，正在绿化,市林业局\n滨江步道,累计完成步道铺装3.2公里,市水务局\n",
        name="b.csv",
    )
    assert [(s.role, s.subject, [m.value for m in s.measures]) for s in found] == [
        ("progress", "湿地公园", []),
        ("progress", "滨江步道铺装完成", [3200]),
    ]
    assert found[0].quote == "主体工程封顶，正在绿化"


def test_a_review_inside_a_plan_is_progress_of_the_period_reviewed(tabulated):
    found, _ = tabulated(
        PLAN
        + "表1 “十三五”主要指标完成情况\n\n"
        + table("指标名称|目标值|完成值|完成情况", "森林覆盖率|40%|41.2%|完成", "造林面积|10万亩|12万亩|完成")
    )
    assert [(s.role, s.subject, s.measures[0].raw.text) for s in found] == [
        ("progress", "森林覆盖率", "41.2%"),
        ("progress", "造林面积", "12万亩"),
    ]
    assert {s.deadline.end for s in found} == {date(2020, 12, 31)}


# ---- tables that say nothing to the ledger


@pytest.mark.parametrize(
    "text",
    [
        table("索引号|123", "发布机构|云溪市林业局", "成文日期|2023-01-01"),
        "表1 河道基本情况一览表\n\n"
        + table("序号|河道|长度（公里）|流量", "1|甲河|12|30", "2|乙河|8|20", "3|丙河|5|10"),
        table("姓名|职务|电话", "张三|组长|1234567", "李四|组员|7654321", "王五|组员|7654322"),
    ],
)
def test_layouts_registers_and_name_lists_are_neither_statements_nor_issues(tabulated, text):
    assert tabulated(PLAN + text) == ([], [])


def test_a_table_of_figures_not_understood_is_an_issue_with_its_header(tabulated):
    found, issues = tabulated(PLAN + table("甲|乙|丙", "1|2|3", "4|5|6", "7|8|9"))
    assert not found
    assert [(i.stage, i.code) for i in issues] == [("extract", "table_not_understood")]
    assert issues[0].quote and issues[0].start is not None


def test_a_document_without_tables_gives_nothing(tabulated):
    assert tabulated(PLAN) == ([], [])


def test_the_same_document_gives_the_same_statements(tabulated):
    text = PLAN + table("指标|单位|2025年目标", "造林面积|亩|300", "苗圃面积|亩|20")
    assert tabulated(text) == tabulated(text)
