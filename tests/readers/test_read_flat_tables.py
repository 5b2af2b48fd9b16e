"""Tables that a conversion to text wrote one cell a line; "" stands for an empty cell."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from reading_files import grid, read_bytes

from pipeline.clean import clean
from pipeline.readers.flat_cells import slots_of
from pipeline.readers.text_tables import split_lines
from schemas.document import RawDocument

HEADER = ["序号", "类别", "主要指标", "2030年现状", "2035年目标", "指标", "属性"]
ROWS = [
    ["1", "安全", "保障", "供水水质达标率（%）", "——", "99", "约束性"],
    ["2", "", "管网漏损率（%）", "12", "9", "约束性"],
    ["3", "", "应急水源覆盖率（%）", "40", "95", "预期性"],
    ["4", "绿色", "转型", "再生水利用率（%）", "21", "城区≥35", "镇区≥20", "预期性"],
]
TABLE = ["序号", "类别", "主要指标", "2030年现状", "2035年目标", "指标属性"]


def flat(*parts: Sequence[str], end: str = "\r\n", between: int = 1) -> str:
    """The cells one a line, so many blank lines after each."""
    return "".join(cell + end * (between + 1) for part in parts for cell in part)


def read(tmp_path, *parts: Sequence[str], name: str = "plan.txt", **layout) -> RawDocument:
    return read_bytes(tmp_path, name, flat(*parts, **layout))


def test_rows_and_columns_come_back_with_wrapped_headings_and_merged_categories(tmp_path):
    above, below = ["三、目标", "表2 栎川县供水主要指标"], ["注：1.现状为统计数。", "四、保障措施"]
    raw = read(tmp_path, above, HEADER, *ROWS, below)
    (table,) = raw.tables
    assert grid(table) == [
        TABLE,
        ["1", "安全保障", "供水水质达标率（%）", "——", "99", "约束性"],
        ["2", "", "管网漏损率（%）", "12", "9", "约束性"],
        ["3", "", "应急水源覆盖率（%）", "40", "95", "预期性"],
        ["4", "绿色转型", "再生水利用率（%）", "21", "城区≥35镇区≥20", "预期性"],
    ]
    assert table.caption == "表2 栎川县供水主要指标"
    for cell in table.cells:
        assert "".join(raw.source[cell.start : cell.end].split()) == cell.text
    assert clean(raw).text.split() == ["三、目标", "表2栎川县供水主要指标", "注：1.现状为统计数。", "四、保障措施"]


@pytest.mark.parametrize("layout", [{"between": 0}, {"between": 2}, {"end": "\n"}, {"end": "\r"}])
def test_lines_may_be_parted_in_any_way(tmp_path, layout):
    (table,) = read(tmp_path, ["附表"], HEADER, *ROWS, ["四、保障措施"], **layout).tables
    assert [row[:2] for row in grid(table)][1:] == [["1", "安全保障"], ["2", ""], ["3", ""], ["4", "绿色转型"]]


def test_lines_of_one_cell_that_no_blank_line_parts_are_one_cell():
    lines = list(split_lines("序号\n\n综合\n治理\n\n\n\n目标\n\n1\n\n2\n"))
    assert [s and s.text for s in slots_of(lines).places] == ["序号", "综合治理", None, "目标", "1", "2"]


PROJECTS = ["序号", "项目名称", "建设内容", "建设地点", "起止年限", "总投资", "（万元）", "“十七五”", "投资（万元）"]


def test_headings_and_subtotals_between_the_rows_do_not_shift_them(tmp_path):
    raw = read(
        tmp_path,
        ["青屏镇"],
        PROJECTS,
        ["", "河道治理工程（含清淤）/（个）", "", ""],
        ["1", "柳溪清淤", "清淤河道长约2公里。", "青屏镇", "2036-2037", "120", "100"],
        ["2", "东渠整治工程", "", "", "", "900", "400"],
        ["（1）", "东渠整治（上段）", "护岸3公里", "河湾镇", "2036-2038", "500", "400"],
        ["（2）", "东渠整治（下段）", "护岸4公里", "河湾镇", "2041-2042", "400", "0"],
        ["", "小  计", "", "2", "", "1020", "500"],
        ["", "泵站工程/（个）", "", ""],
        ["1", "西门泵站", "新建泵站1座", "各镇", "2036-2037", "80", "80"],
        ["2", "移动泵车", "采购、", "租赁泵车", "青屏镇", "2036-2037", "60", "60"],
        ["", "合  计", "", "", "", "1160", "640"],
        ["五、保障措施"],
    )
    (table,) = raw.tables
    rows = grid(table)
    heads = ["序号", "项目名称", "建设内容", "建设地点", "起止年限", "总投资（万元）", "“十七五”投资（万元）"]
    assert rows[0] == heads
    assert [r[0] for r in rows[1:]] == [
        *("河道治理工程（含清淤）/（个）", "1", "2", "（1）", "（2）", "小计2 1020 500"),
        *("泵站工程/（个）", "1", "2"),
    ]
    assert [r[5:] for r in rows if r[0] in ("1", "2")] == [["120", "100"], ["900", "400"], ["80", "80"], ["60", "60"]]
    assert rows[-1][2:4] == ["采购、租赁泵车", "青屏镇"]
    assert all(c.col_span == 7 for c in table.cells if c.text.startswith(("河道", "小计", "泵站工")))
    assert "合计" in clean(raw).text  # the total ends the table and stays text


def test_a_heading_over_several_columns_stands_over_them(tmp_path):
    raw = read(
        tmp_path,
        ["序号", "乡镇", "易涝点数量", "整治计划（处）", "", "", "", "2036年", "2037年"],
        ["1", "青屏镇", "8", "3", "5"],
        ["2", "河湾镇", "6", "4", "2"],
        ["3", "松岭乡", "9", "1", "8"],
    )
    (table,) = raw.tables
    assert [(c.text, c.row_span, c.col_span) for c in table.cells if c.row == 0] == [
        ("序号", 2, 1), ("乡镇", 2, 1), ("易涝点数量", 2, 1), ("整治计划（处）", 1, 2),
    ]  # fmt: skip
    assert grid(table)[1:3] == [["", "", "", "2036年", "2037年"], ["1", "青屏镇", "8", "3", "5"]]


def test_a_category_that_leaves_no_blank_behind_is_missed_and_not_its_neighbour(tmp_path):
    (table,) = read(
        tmp_path,
        ["序号", "类别", "任务", "目标"],
        ["1", "民生", "改造小区", "12个"],
        ["2", "新建公园", "3个"],
        ["3", "产业", "新建厂房", "5万平方米"],
        ["4", "培育", "8家"],
        ["5", "交通", "改建公路", "30公里"],
        ["6", "民生", "新建车站", "2座"],
        between=0,
    ).tables
    assert [r[1:] for r in grid(table)][1:5] == [
        ["民生", "改造小区", "12个"],
        ["", "新建公园", "3个"],
        ["产业", "新建厂房", "5万平方米"],
        ["", "培育", "8家"],
    ]


def test_categories_may_stand_before_the_numbers(tmp_path):
    (table,) = read(
        tmp_path,
        ["表1 栎川县环境指标"],
        ["指标性质", "类别", "序号", "指标名称", "2030年值", "2035年", "目标"],
        ["约束性", "水环境", "1", "优良断面比例（%）", "85", "90"],
        ["", "", "2", "劣五类断面（个）", "1", "0"],
        ["", "大气", "环境", "3", "优良天数比例（%）", "88", "城区≥90", "镇区≥85"],
        ["预期性", "土壤", "4", "安全利用率（%）", "92", "95"],
        ["", "", "5", "污染地块（块）", "2", "1"],
        ["五、保障措施"],
    ).tables
    assert grid(table) == [
        ["指标性质", "类别", "序号", "指标名称", "2030年值", "2035年目标"],
        ["约束性", "水环境", "1", "优良断面比例（%）", "85", "90"],
        ["", "", "2", "劣五类断面（个）", "1", "0"],
        ["", "大气环境", "3", "优良天数比例（%）", "88", "城区≥90镇区≥85"],
        ["预期性", "土壤", "4", "安全利用率（%）", "92", "95"],
        ["", "", "5", "污染地块（块）", "2", "1"],
    ]


def test_a_bare_line_between_rows_heads_the_next_ones(tmp_path):
    (table,) = read(
        tmp_path,
        ["序号", "指标名称", "目标", "属性", "一、水环境"],
        ["1", "优良断面比例（%）", "90", "约束性"],
        ["2", "劣五类断面（个）", "0", "约束性"],
        ["大气环境"],
        ["3", "优良天数比例（%）", "88", "约束性"],
        ["土壤："],
        ["4", "安全利用率（%）", "达到上级要求", "预期性"],
    ).tables
    assert [r[0] for r in grid(table)][1:] == ["一、水环境", "1", "2", "大气环境", "3", "土壤：", "4"]
    assert {r[3] for r in grid(table) if r[0].isdigit()} == {"约束性", "预期性"}


def test_a_line_more_of_a_row_without_a_number_is_a_row(tmp_path):
    (table,) = read(
        tmp_path,
        ["序号", "城区", "河流", "规划标准", "现状标准"],
        ["1", "东区", "柳溪", "100", "50"],
        ["2", "西区", "东渠", "50", "20"],
        ["", "", "西渠", "50", "10"],
        ["3", "南区", "柳溪", "50", "50"],
    ).tables
    assert [r[2:] for r in grid(table)][1:] == [
        ["柳溪", "100", "50"],
        ["东渠", "50", "20"],
        ["西渠", "50", "10"],
        ["柳溪", "50", "50"],
    ]


def test_a_row_that_cannot_be_aligned_stays_text_and_the_others_are_read(tmp_path):
    raw = read(
        tmp_path,
        ["表1 栎川县重点任务"],
        ["序号", "任务", "单位", "目标"],
        ["1", "改造小区", "个", "12"],
        ["2", "新建公园", "个", "3"],
        ["3", "这一行只剩半行"],
        ["4", "改建公路", "公里", "30"],
        ["5", "新建车站", "座", "2"],
    )
    first, second = raw.tables
    assert [r[0] for r in grid(first)] == ["序号", "1", "2"]
    assert [r[0] for r in grid(second)] == ["序号", "4", "5"]
    assert {t.caption for t in raw.tables} == {"表1 栎川县重点任务"}
    assert "这一行只剩半行" in clean(raw).text
    assert "改建公路" not in clean(raw).text


def test_a_page_break_with_its_number_and_the_header_again_is_no_row(tmp_path):
    header = ["序号", "任务", "单位", "目标"]
    raw = read(
        tmp_path,
        ["表1 栎川县重点任务"],
        header,
        ["1", "改造小区", "个", "12"],
        ["2", "新建公园", "个"],
        ["— 7 —"],
        ["3"],
        ["3", "改建公路", "公里", "30"],
        ["— 8 —"],
        header,
        ["4", "新建车站", "座", "2"],
        ["5", "改建车站", "座", "4"],
    )
    assert [[r[0] for r in grid(t)][1:] for t in raw.tables] == [["1", "2", "3"], ["4", "5"]]
    assert {t.caption for t in raw.tables} == {"表1 栎川县重点任务"}


def test_markdown_has_such_tables_too(tmp_path):
    raw = read(tmp_path, ["# 栎川县规划", "表2 供水主要指标"], HEADER, *ROWS, name="plan.md", end="\n")
    assert [t.caption for t in raw.tables] == ["表2 供水主要指标"]
    assert grid(raw.tables[0])[0] == TABLE


@pytest.mark.parametrize(
    "parts",
    [
        ["工作步骤如下：", "1", "制定方案。", "2", "组织实施。", "3", "总结评估。"],
        ["目录", "序号", "1", "总体要求", "2", "重点任务", "3", "保障措施"],
        ["序号", "甲", "乙", "丙", "1", "a", "b", "c", "2", "d", "e", "f", "3", "g", "h", "i"],  # headings unknown
        ["序号", "任务", "目标", "单位", "1", "改造小区", "12", "个", "其余任务另行下达。"],  # one row
        ["序号", "任务", "目标", "任务按年度分解。", "1", "改造小区", "2", "新建公园"],
        ["序号", "任务", "责任单位", "1. 改造小区，县住建局牵头。", "2. 新建公园，县园林局牵头。"],
        ["本表的序号", "1", "2", "3", "— 4 —", "— 5 —"],
    ],
)
@pytest.mark.parametrize("between", [0, 1])
def test_numbers_on_lines_of_their_own_are_no_table_by_themselves(tmp_path, parts, between):
    assert read(tmp_path, parts, between=between).tables == ()
