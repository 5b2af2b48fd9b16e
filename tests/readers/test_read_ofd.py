"""ofd files: pages, lines and boxes as on paper, ruled tables as rows."""

from __future__ import annotations

import pytest
from ofd_files import OfdPaper, text_object
from reading_files import grid, read_bytes, zipped

from pipeline.readers import Limits, read
from schemas.errors import UnreadableDocument

POINTS = 72 / 25.4


def test_lines_keep_page_and_box(tmp_path):
    paper = OfdPaper(title="栎川县绿道建设方案").text(30, 40, "栎川县绿道建设方案").text(30, 60, "建成绿道8公里。")
    raw = read_bytes(tmp_path, "plan.ofd", paper.page().text(30, 40, "新增泊位300个。").bytes())
    assert raw.format == "ofd" and raw.pages == 2 and raw.problems == ()
    assert raw.hints == {"title": "栎川县绿道建设方案"}
    assert [(raw.source[b.start : b.end], b.page) for b in raw.blocks] == [
        ("栎川县绿道建设方案", 1),
        ("建成绿道8公里。", 1),
        ("新增泊位300个。", 2),
    ]
    box = raw.blocks[0].box
    assert box[0] == pytest.approx(30 * POINTS, abs=0.1)
    assert box[1] < 40 * POINTS < box[3]
    assert box[2] == pytest.approx((30 + 9 * 4.2) * POINTS, abs=0.1)


def test_characters_written_one_by_one_make_a_line(tmp_path):
    paper = OfdPaper()
    at = 30.0
    for char in "到2031年底建成8公里":
        paper.text(at, 40, char)
        at += 2.1 if char.isdigit() else 4.2
    assert read_bytes(tmp_path, "a.ofd", paper.bytes()).source == "到2031年底建成8公里\n"


def test_pieces_in_no_order_are_put_in_order_by_place(tmp_path):
    texts = [f"第{n}行改造小区{n}个。" for n in range(1, 21)]
    paper = OfdPaper()
    for i in sorted(range(20), key=lambda n: n * 7 % 20):
        paper.text(60, 30 + 9 * i, texts[i][4:])
        paper.text(60 - 4 * 4.2, 30 + 9 * i, texts[i][:4])
    assert read_bytes(tmp_path, "a.ofd", paper.bytes()).source.splitlines() == texts


@pytest.mark.parametrize("delta", [None, "4.2", "4.2 4.2 4.2 4.2 4.2", "g 5 4.2", "g x", "nan"])
def test_distances_between_characters_may_be_written_in_any_way(tmp_path, delta):
    raw = read_bytes(tmp_path, "a.ofd", OfdPaper().text(30, 40, "建成绿道百里", delta=delta).bytes())
    assert raw.source == "建成绿道百里\n"


def test_a_ruled_table_stands_in_place_as_rows(tmp_path):
    rows = [["任务", "目标", "单位"], ["改造小区", "12个", "县住建局"], ["建成绿道", "8公里", "县园林局"]]
    paper = OfdPaper().text(30, 30, "表1 任务分工").table(30, 40, rows).text(30, 90, "表后文字")
    raw = read_bytes(tmp_path, "a.ofd", paper.bytes())
    (table,) = raw.tables
    assert grid(table) == rows
    assert table.caption == "表1 任务分工" and table.page == 1
    assert all(raw.source[c.start : c.end] == c.text and c.box for c in table.cells)
    assert raw.source.splitlines()[0] == "表1 任务分工" and raw.source.splitlines()[-1] == "表后文字"


def test_headers_of_the_template_and_page_numbers_are_dropped(tmp_path):
    paper = OfdPaper(template=[text_object(90, 15, "栎川县人民政府文件")], pages=[])
    for n in range(4):
        paper.page().lines(30, 60, [f"第{n}页上的第{i}句话。" for i in range(5)]).text(100, 285, f"— {n + 1} —")
    source = read_bytes(tmp_path, "a.ofd", paper.bytes()).source
    assert "文件" not in source and "—" not in source
    assert len(source.splitlines()) == 20


def test_a_missing_page_is_told_of_and_the_others_are_read(tmp_path):
    parts = (
        OfdPaper().text(30, 40, "第一页文字").page().text(30, 40, "第二页文字").page().text(30, 40, "末页文字").parts()
    )
    parts["Doc_0/Pages/Page_1/Content.xml"] = "<ofd:Page"
    raw = read_bytes(tmp_path, "a.ofd", zipped(parts))
    assert raw.source.splitlines() == ["第一页文字", "末页文字"]
    assert raw.problems == ("第 2 页损坏或缺失，未能读取",)


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        (OfdPaper().picture().parts(), "扫描件"),
        (OfdPaper().parts(), "没有任何文字"),
        (OfdPaper().text(30, 40, "\ue001\ue002\ue003").parts(), "乱码"),
        ({**OfdPaper().text(30, 40, "甲").parts(), "Encryptions.xml": "<x/>"}, "已加密"),
        ({"OFD.xml": OfdPaper().parts()["OFD.xml"]}, "缺少"),
        ({"OFD.xml": "<OFD/>"}, "没有页面"),
        ({"OFD.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><OFD/>"}, "实体"),
    ],
)
def test_what_gives_no_text_says_why(tmp_path, parts, reason):
    with pytest.raises(UnreadableDocument, match=reason) as caught:
        read_bytes(tmp_path, "a.ofd", zipped(parts))
    assert caught.value.doc == "a.ofd"


def test_a_limit_on_pages_ends_the_document(tmp_path):
    (tmp_path / "a.ofd").write_bytes(OfdPaper().text(30, 40, "甲乙").page().text(30, 40, "丙丁").bytes())
    with pytest.raises(UnreadableDocument, match="页数"):
        read(tmp_path / "a.ofd", limits=Limits(pages=1))
