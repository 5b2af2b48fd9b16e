"""Tables of a pdf without upright lines."""

from __future__ import annotations

import pytest
from reading_files import Paper, grid, read_bytes

from pipeline.extract import extract
from pipeline.prepare import prepare

XS = (70, 250, 340, 430)
ROWS = [
    ["指标", "2020年", "2025年", "属性"],
    ["森林覆盖率（%）", "41.2", "43", "约束性"],
    ["林业产值（亿元）", "18.6", ">25", "预期性"],
    ["病虫害发生率（%）", "4.4", "<3", "预期性"],
]
PROSE = "各乡镇、各部门要高度重视，认真组织实施，确保完成任务。"


def rows(paper: Paper, texts: list[list[str]], top: float = 200, step: float = 24, xs: tuple[float, ...] = XS) -> Paper:
    for r, row in enumerate(texts):
        for x, words in zip(xs, row, strict=True):
            paper.text(x, top + r * step, words, 11)
    return paper


def level(paper: Paper, *ys: float) -> Paper:
    for y in ys:
        paper.rule(60, y, 500, y)
    return paper


def only_table(folder, paper: Paper):
    raw = read_bytes(folder, "plan.pdf", paper.page().bytes())
    (table,) = raw.tables
    assert all(raw.source[c.start : c.end] == c.text for c in table.cells)
    return raw, table


@pytest.mark.parametrize("ys", [(184, 208, 280), (184, 208, 232, 256, 280), ()], ids=["three", "all", "none"])
def test_columns_in_line_are_a_table_with_or_without_level_rules(tmp_path, ys):
    paper = level(Paper().text(70, 120, PROSE).text(200, 160, "表1 林业发展主要指标"), *ys)
    raw, table = only_table(tmp_path, rows(paper, ROWS).text(70, 320, PROSE))
    assert grid(table) == ROWS
    assert table.caption == "表1 林业发展主要指标"
    assert raw.source.startswith(PROSE) and raw.source.endswith(PROSE + "\n")


def test_rows_of_such_a_table_are_targets(tmp_path):
    paper = level(Paper().text(100, 120, "栎川县“十四五”林业发展规划", 18).text(200, 160, "主要指标"), 184, 208, 280)
    raw, _ = only_table(tmp_path, rows(paper, ROWS))
    found = {s.subject: s for s in extract(prepare(raw)).statements}
    goal = found["森林覆盖率"]
    assert [(m.value, m.unit) for m in goal.measures] == [(43, "%")]
    assert (goal.strength, goal.deadline.end.year) == ("must", 2025)
    assert found["林业产值"].measures[0].comparator == "gt"


def test_a_name_of_two_lines_is_one_row_with_its_figures_between(tmp_path):
    paper = level(Paper(), 184, 208, 300)
    rows(paper, [ROWS[0], ROWS[1]])
    paper.text(70, 249, "林区主要污染物排放总", 11).text(70, 263, "量减少（%）", 11)
    for x, words in zip(XS[1:], ("9", "8", "约束性"), strict=True):
        paper.text(x, 256, words, 11)
    rows(paper, [ROWS[3]], top=287)
    _, table = only_table(tmp_path, paper)
    assert grid(table) == [ROWS[0], ROWS[1], ["林区主要污染物排放总量减少（%）", "9", "8", "约束性"], ROWS[3]]


def test_a_heading_over_two_columns_spans_them(tmp_path):
    paper = level(Paper(), 180, 230, 310)
    paper.text(120, 215, "指标", 11).text(290, 200, "规划目标值（全市）", 11).text(430, 215, "属性", 11)
    paper.text(265, 222, "2020年", 11).text(355, 222, "2025年", 11)
    _, table = only_table(tmp_path, rows(paper, ROWS[1:], top=250, xs=(70, 270, 360, 430)))
    assert grid(table)[:2] == [["指标", "规划目标值（全市）", "", "属性"], ["", "2020年", "2025年", ""]]
    assert grid(table)[2:] == ROWS[1:]


def test_tasks_between_rules_need_no_figures(tmp_path):
    tasks = [
        ["任务", "内容", "牵头单位"],
        ["道路建设", "建成绿道", "县住建局"],
        ["治水", "清理河道", "县水利局"],
        ["办学", "新建小学", "县教育局"],
    ]
    paper = level(Paper(), 184, 208, 280)
    _, table = only_table(tmp_path, rows(paper, tasks, xs=(70, 180, 330)))
    assert grid(table) == tasks


def test_two_tables_with_words_between_them_are_two(tmp_path):
    paper = rows(level(Paper(), 184, 208, 280), ROWS).text(200, 310, "表2 任务")
    rows(level(paper, 334, 358, 430), ROWS, top=350)
    tables = read_bytes(tmp_path, "plan.pdf", paper.page().bytes()).tables
    assert [grid(t) for t in tables] == [ROWS, ROWS]
    assert tables[1].caption == "表2 任务"


def test_the_rules_of_an_imprint_enclose_no_table(tmp_path):
    paper = level(Paper().text(70, 120, PROSE), 660, 700, 724)
    paper.text(70, 676, "抄送：县委各部门，县人大常委会办公室，县政协办公室。", 11)
    paper.text(70, 716, "栎川县人民政府办公室", 11).text(380, 716, "2031年3月5日印发", 11)
    raw = read_bytes(tmp_path, "plan.pdf", paper.page().bytes())
    assert raw.tables == ()
    assert raw.source.splitlines()[1].startswith("抄送")


@pytest.mark.parametrize(
    "texts",
    [
        [["第一章 总则", "1"], ["第二章 任务", "4"], ["第三章 保障", "9"], ["附件", "12"]],  # contents
        [["组长：", "张某"], ["副组长：", "李某"], ["成员：", "王某"]],
        [["（一）", "加强组织领导。"], ["（二）", "到2031年完成。"], ["（三）", "强化督查。"]],
    ],
)
def test_other_things_in_line_are_no_table(tmp_path, texts):
    paper = rows(Paper().text(70, 160, PROSE), texts, xs=(70, 300))
    assert read_bytes(tmp_path, "plan.pdf", paper.page().bytes()).tables == ()


def test_a_table_over_a_page_break_is_one_with_the_name_that_stands_before_it(tmp_path):
    paper = rows(Paper().text(200, 780, "表3 主要指标").page(), [*ROWS, *ROWS[1:]], top=100, step=22)
    raw = read_bytes(tmp_path, "plan.pdf", paper.page().bytes())
    assert raw.tables[0].caption == "表3 主要指标"
    paper = rows(Paper(), ROWS[:2], top=770).page()
    raw = read_bytes(tmp_path, "plan.pdf", rows(paper, ROWS[2:], top=80).page().bytes())
    assert [row for table in raw.tables for row in grid(table)] == ROWS


def test_prose_in_two_columns_is_no_table_and_is_read_column_by_column(tmp_path):
    paper = Paper().text(180, 100, "栎川县重点工作要点", 18)
    left = [f"左栏第{n}行文字写满这一栏的宽度" for n in "一二三四五六七八"]
    right = [f"右栏第{n}行文字写满这一栏的宽度" for n in "一二三四五六七八"]
    for i, (a, b) in enumerate(zip(left, right, strict=True)):
        paper.text(60, 160 + 20 * i, a).text(320, 160 + 20 * i, b)
    raw = read_bytes(tmp_path, "plan.pdf", paper.page().bytes())
    assert raw.tables == ()
    assert raw.source.splitlines() == ["栎川县重点工作要点", *left, *right]
