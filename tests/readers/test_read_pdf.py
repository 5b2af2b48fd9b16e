from __future__ import annotations

import pytest
from PIL import Image
from reading_files import Paper, grid, read_bytes
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader

from pipeline.readers import Limits, read
from schemas.errors import UnreadableDocument

HEAD = ["序号", "指标", "目标"]


def test_lines_keep_page_and_box(tmp_path):
    paper = (
        Paper()
        .text(100, 120, "栎川县重点工作方案", 18)
        .lines(80, 200, ["到年底完成投资3.2亿元，", "新增就业1200人。"])
        .page()
    )
    paper.lines(80, 200, ["县发展改革局牵头。"]).page()
    raw = read_bytes(tmp_path, "plan.pdf", paper.bytes())
    assert raw.source == "栎川县重点工作方案\n到年底完成投资3.2亿元，\n新增就业1200人。\n县发展改革局牵头。\n"
    assert raw.pages == 2
    assert [b.page for b in raw.blocks] == [1, 1, 1, 2]
    x0, y0, x1, y1 = raw.blocks[1].box
    assert 78 < x0 < 82 and 185 < y0 < y1 < 206 and x1 > 180


def test_a_ruled_table_stands_in_place_as_rows(tmp_path):
    paper = (
        Paper()
        .lines(60, 180, ["表1 主要指标", "单位：万元"])
        .table(60, 220, [HEAD, ["1", "老旧小区\n改造", "12个"], ["2", "绿道", ""]])
    )
    raw = read_bytes(tmp_path, "plan.pdf", paper.text(60, 330, "注：均为年内目标。").page().bytes())
    assert raw.source == (
        "表1 主要指标\n单位：万元\n序号\t指标\t目标\n1\t老旧小区 改造\t12个\n2\t绿道\t\n注：均为年内目标。\n"
    )
    (table,) = raw.tables
    assert table.caption == "表1 主要指标 单位：万元"
    assert table.page == 1
    cell = next(c for c in table.cells if c.text == "12个")
    assert raw.source[cell.start : cell.end] == "12个"
    assert cell.box == pytest.approx((260, 244, 360, 268), abs=1)


def test_merged_cells_span_rows_and_columns(tmp_path):
    paper = Paper()
    for y in (200, 250, 275):
        paper.rule(60, y, 360, y)
    paper.rule(160, 225, 360, 225)
    for x in (60, 160, 360):
        paper.rule(x, 200, x, 275)
    paper.rule(260, 225, 260, 275)
    paper.text(65, 220, "任务").text(165, 215, "年度目标").text(165, 242, "数量").text(265, 242, "单位")
    paper.text(65, 268, "建桥").text(165, 268, "3").text(265, 268, "座")
    raw = read_bytes(tmp_path, "plan.pdf", paper.page().bytes())
    (table,) = raw.tables
    assert grid(table) == [["任务", "年度目标", ""], ["", "数量", "单位"], ["建桥", "3", "座"]]
    assert {c.text: (c.row_span, c.col_span) for c in table.cells}["任务"] == (2, 1)
    assert {c.text: (c.row_span, c.col_span) for c in table.cells}["年度目标"] == (1, 2)


def test_a_table_open_at_its_sides_is_a_table(tmp_path):
    paper = Paper()
    for y in (200, 224, 248):
        paper.rule(60, y, 360, y)
    paper.rule(160, 200, 160, 248).rule(260, 200, 260, 248)
    for i, row in enumerate([HEAD, ["1", "绿道", "8公里"]]):
        for j, words in enumerate(row):
            paper.text(70 + 100 * j, 217 + 24 * i, words)
    raw = read_bytes(tmp_path, "plan.pdf", paper.page().bytes())
    assert grid(raw.tables[0]) == [HEAD, ["1", "绿道", "8公里"]]


def test_a_box_around_prose_is_prose(tmp_path):
    paper = Paper()
    paper.canvas.rect(60, 500, 300, 100)
    paper.lines(70, 260, ["专栏1 重点工程", "新建水厂2座。"]).page()
    raw = read_bytes(tmp_path, "plan.pdf", paper.bytes())
    assert raw.tables == ()
    assert raw.source == "专栏1 重点工程\n新建水厂2座。\n"


def test_headers_footers_and_page_numbers_are_dropped(tmp_path):
    paper = Paper()
    for n in range(1, 6):
        paper.text(200, 40, "栎川县人民政府文件").lines(
            80, 200, [f"第{'一二三四五'[n - 1]}段文字，", "2031年目标12个。"]
        )
        paper.text(280, 800, f"- {n} -").page()
    raw = read_bytes(tmp_path, "plan.pdf", paper.bytes())
    assert "人民政府文件" not in raw.source
    assert "- 1 -" not in raw.source
    assert raw.source.count("2031年目标12个。") == 5


def test_bare_page_numbers_go_but_a_lone_figure_stays(tmp_path):
    paper = Paper()
    for n in range(3):
        paper.lines(80, 200, ["任务数"]).text(290, 800, str(n + 7)).page()
    paper.lines(80, 200, ["合计"]).text(290, 800, "365").page()
    raw = read_bytes(tmp_path, "plan.pdf", paper.bytes())
    assert raw.source.split() == ["任务数", "任务数", "任务数", "合计", "365"]


def test_lines_that_are_all_there_is_are_no_headers(tmp_path):
    paper = Paper()
    for n in range(1, 6):
        paper.text(80, 80, f"第{n}项任务2031年完成{n}个。").text(280, 800, f"- {n} -").page()
    raw = read_bytes(tmp_path, "plan.pdf", paper.bytes())
    assert raw.source.splitlines() == [f"第{n}项任务2031年完成{n}个。" for n in range(1, 6)]


def test_a_table_that_goes_on_over_the_page_is_one_table(tmp_path):
    paper = Paper().table(60, 650, [HEAD, ["1", "老旧小区", "12个"], ["2", "城乡居民基本医", "95%"]]).page()
    paper.table(60, 80, [HEAD, ["", "疗保险参保率", ""], ["3", "绿道", "8公里"]]).text(60, 220, "表后文字。").page()
    raw = read_bytes(tmp_path, "plan.pdf", paper.bytes())
    (table,) = raw.tables
    assert grid(table) == [
        HEAD,
        ["1", "老旧小区", "12个"],
        ["2", "城乡居民基本医疗保险参保率", "95%"],
        ["3", "绿道", "8公里"],
    ]
    assert [c.page for c in table.cells if c.text in ("老旧小区", "绿道")] == [1, 2]
    assert raw.source.endswith("3\t绿道\t8公里\n表后文字。\n")


def test_tables_apart_stay_apart(tmp_path):
    paper = Paper().table(60, 650, [HEAD, ["1", "老旧小区", "12个"]]).text(60, 760, "第一张表完。").page()
    paper.table(60, 80, [HEAD, ["1", "绿道", "8公里"]]).page()
    assert len(read_bytes(tmp_path, "plan.pdf", paper.bytes()).tables) == 2


@pytest.mark.parametrize("turn", [90, 270, "drawn"])
def test_a_table_on_its_side_is_read_upright(tmp_path, turn):
    paper = Paper()
    if turn == "drawn":
        paper.canvas.translate(595, 0)
        paper.canvas.rotate(90)
        paper.canvas.translate(0, -250)
    else:
        paper.canvas.setPageRotation(turn)
    raw = read_bytes(tmp_path, "plan.pdf", paper.table(80, 100, [HEAD, ["1", "绿道", "8公里"]]).page().bytes())
    assert grid(raw.tables[0]) == [HEAD, ["1", "绿道", "8公里"]]


def test_raised_marks_in_cells_are_no_digits_of_the_figure(tmp_path):
    paper = Paper().table(60, 200, [HEAD, ["1", "", "8"]], height=30)
    paper.text(165, 250, "面积").text(190, 245, "2", 7).text(195, 250, "（亩）").page()
    raw = read_bytes(tmp_path, "plan.pdf", paper.bytes())
    assert "面积²（亩）" in raw.source


@pytest.mark.parametrize("at_once", [True, False])
def test_marks_drawn_after_their_line_stand_where_they_are_seen(tmp_path, at_once):
    paper = Paper().text(80, 100, "全面完成").text(140, 100, "十四五").text(188, 100, "规划目标任务")
    if not at_once:
        paper.text(80, 130, "第二行文字在这里")
    paper.text(132, 100, "“", 8).text(177, 100, "”", 8)
    raw = read_bytes(tmp_path, "plan.pdf", paper.page().bytes())
    assert raw.source.split("\n")[0].replace(" ", "") == "全面完成“十四五”规划目标任务"


def test_a_title_of_two_lines_is_the_whole_name_of_its_table(tmp_path):
    paper = Paper().text(110, 150, "栎川县2031年重大项目建设", 18).text(155, 176, "重点任务分解表", 18)
    paper.table(60, 220, [HEAD, ["1", "绿道", "8公里"]])
    (table,) = read_bytes(tmp_path, "plan.pdf", paper.page().bytes()).tables
    assert table.caption == "栎川县2031年重大项目建设重点任务分解表"


def test_contents_lines_are_left_out_of_the_body(tmp_path):
    paper = Paper().lines(
        80, 100, [f"第{c}章 总体要求........................{n}" for n, c in enumerate("一二三四", 1)]
    )
    raw = read_bytes(tmp_path, "plan.pdf", paper.text(80, 400, "正文从这里开始。").page().bytes())
    assert raw.source.count("总体要求") == 4
    assert raw.body.text.strip() == "正文从这里开始。"


def picture(paper: Paper, share: float = 1.0) -> Paper:
    paper.canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 595, 842 * share)
    return paper


def test_a_scan_is_named_as_one(tmp_path):
    with pytest.raises(UnreadableDocument, match=r"扫描件.*2 页"):
        read_bytes(tmp_path, "scan.pdf", picture(picture(Paper()).page()).page().bytes())


def test_a_scanned_page_among_others_is_reported(tmp_path):
    paper = picture(Paper().lines(80, 100, ["第一页有文字，足够长。"] * 3).page()).page()
    raw = read_bytes(tmp_path, "plan.pdf", paper.lines(80, 100, ["第三页也有。"]).page().bytes())
    assert "第 2 页" in raw.problems[0]
    assert not raw.scanned


def test_a_scan_with_a_text_layer_says_so(tmp_path):
    raw = read_bytes(
        tmp_path, "plan.pdf", picture(Paper()).lines(80, 100, ["识别出来的文字若干行。"] * 4).page().bytes()
    )
    assert raw.scanned
    assert "扫描" in raw.problems[0]


def test_a_protected_file_says_so(tmp_path):
    locked = Paper(encrypt=StandardEncryption("secret", canPrint=0)).text(80, 100, "密").page().bytes()
    with pytest.raises(UnreadableDocument, match="已加密"):
        read_bytes(tmp_path, "plan.pdf", locked)


@pytest.mark.parametrize("data", [b"%PDF-1.4\n", b"%PDF-1.7\n" + bytes(500), b"only words, no pdf at all"])
def test_broken_files_are_named(tmp_path, data):
    with pytest.raises(UnreadableDocument, match="PDF") as caught:
        read_bytes(tmp_path, "plan.pdf", data)
    assert caught.value.doc == "plan.pdf"


def test_a_limit_on_pages_ends_the_document(tmp_path):
    path = tmp_path / "long.pdf"
    path.write_bytes(Paper().text(80, 100, "一").page().text(80, 100, "二").page().bytes())
    with pytest.raises(UnreadableDocument, match="上限 1"):
        read(path, limits=Limits(pages=1))
