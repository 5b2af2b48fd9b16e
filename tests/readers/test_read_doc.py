"""Word 97 files without Word: what a reader of the page sees, and nothing else."""

from __future__ import annotations

import pytest
from reading_files import grid, read_bytes
from word97 import (
    CONTENTS,
    DELETED,
    HEADING,
    HIDDEN,
    INSERTED,
    SECRET,
    SPECIAL,
    Paragraph,
    Word97,
    compound,
    numbered,
    outline,
    row,
    symbol,
)

from pipeline.readers import Limits, libreoffice, read
from schemas.errors import UnreadableDocument

LEVELS = [(39, "%1、"), (37, "（%2）"), (0, "%3."), *[(0, "%4.")] * 6]
DIVISION = [
    *row(["序号", "任务", "分工"], [0, 1000, 3000, 7000]),
    *row(["1", "改造小区12个", "县住建局", "县财政局"], [0, 1000, 3000, 5000, 7000], [3, 0, 0, 0]),
    *row(["", "修路", "县交通局", ""], [0, 1010, 3000, 5000, 7000], [1, 0, 0, 0]),
]


@pytest.fixture(autouse=True)
def no_other_program(monkeypatch):
    monkeypatch.setattr(libreoffice, "_program", lambda: None)


def lines(folder, *story, **more):
    return read_bytes(folder, "a.doc", Word97(list(story), **more).to_bytes()).source.splitlines()


def test_paragraphs_come_in_order_with_their_levels(tmp_path):
    story = [Paragraph("总体要求", HEADING), Paragraph("主要目标", 0, outline(2)), Paragraph("建成绿道8公里。")]
    raw = read_bytes(tmp_path, "plan.doc", Word97(story).to_bytes())
    assert raw.format == "doc" and raw.problems == ()
    assert [(raw.source[b.start : b.end], b.kind, b.level) for b in raw.blocks] == [
        ("总体要求", "heading", 1),
        ("主要目标", "heading", 2),
        ("建成绿道8公里。", "paragraph", None),
    ]


def test_a_wps_file_is_read_alike(tmp_path):
    assert read_bytes(tmp_path, "plan.wps", Word97([Paragraph("栎川县通知")]).to_bytes()).problems == ()


def test_pieces_in_any_order_and_width_make_the_same_text(tmp_path):
    story = [Paragraph("第一段𠮷"), Paragraph("Plain letters, 8 bits"), *DIVISION, Paragraph("最后一段")]
    assert lines(tmp_path, *story) == lines(tmp_path, *story, scattered=True)
    assert lines(tmp_path, *story)[:2] == ["第一段𠮷", "Plain letters, 8 bits"]


def test_automatic_numbers_are_written_out(tmp_path):
    story = [
        Paragraph("总体要求", 0, numbered(0)),
        Paragraph("主要目标", 0, numbered(1)),
        Paragraph("建成绿道8公里。", 0, numbered(2)),
        Paragraph("新增泊位300个。", 0, numbered(2)),
        Paragraph("保障措施", 0, numbered(0)),
        Paragraph("又从一数起", 0, numbered(1)),
        Paragraph("不编号"),
    ]
    assert lines(tmp_path, *story, levels=LEVELS) == [
        "一、总体要求",
        "（一）主要目标",
        "1.建成绿道8公里。",
        "2.新增泊位300个。",
        "二、保障措施",
        "（一）又从一数起",
        "不编号",
    ]


def test_a_page_break_inside_a_paragraph_is_no_second_number(tmp_path):
    story = [Paragraph("上一页\x0c下一页", 0, numbered(0)), Paragraph("再一段", 0, numbered(0))]
    assert lines(tmp_path, *story, levels=LEVELS) == ["一、上一页", "下一页", "二、再一段"]


def test_what_the_reader_of_the_page_does_not_see_is_left_out(tmp_path):
    runs = [
        ("完成投资", b""),
        ("5", DELETED),
        ("6", INSERTED),
        ("亿元", b""),
        ("（内部掌握）", HIDDEN),
        ("。\x0b第二行", b""),
    ]
    assert lines(tmp_path, Paragraph(runs), Paragraph("样式隐藏", SECRET)) == ["完成投资6亿元。", "第二行"]


def test_fields_give_their_results(tmp_path):
    nested = '\x13IF \x13PAGE\x141\x15 = 1 "x"\x14到2031年底\x15建成'
    assert lines(tmp_path, Paragraph(nested), Paragraph("第\x13SEQ 表\x152期")) == ["到2031年底建成", "第2期"]


def test_a_field_that_never_ends_hides_nothing(tmp_path):
    assert lines(tmp_path, Paragraph("\x13PAGE 建成8公里"), Paragraph("后文\x15")) == ["PAGE 建成8公里", "后文"]


def test_symbols_with_a_meaning_are_kept(tmp_path):
    assert lines(tmp_path, Paragraph([("(", symbol(0x25A0)), ("是", b""), ("(", symbol(0xF0A8)), ("否", b"")])) == [
        "■是否"
    ]


def test_tables_keep_merged_cells_and_their_place_in_the_text(tmp_path):
    story = [Paragraph("表1 任务分工"), *DIVISION, Paragraph("表后文字")]
    raw = read_bytes(tmp_path, "plan.doc", Word97(story).to_bytes())
    (found,) = raw.tables
    assert grid(found) == [
        ["序号", "任务", "分工", ""],
        ["1", "改造小区12个", "县住建局", "县财政局"],
        ["", "修路", "县交通局", ""],
    ]
    spans = {c.text: (c.row_span, c.col_span) for c in found.cells}
    assert spans["分工"] == (1, 2) and spans["1"] == (2, 1)
    assert found.caption == "表1 任务分工"
    assert all(raw.source[c.start : c.end] == c.text for c in found.cells)
    assert raw.source.endswith("表后文字\n")


def test_a_frame_of_one_column_is_prose(tmp_path):
    assert lines(tmp_path, *row(["专栏1 重点工程"]), *row(["建成绿道8公里。"])) == ["专栏1 重点工程", "建成绿道8公里。"]


def test_text_boxes_stand_behind_their_paragraph_and_notes_come_last(tmp_path):
    story = [
        Paragraph([("正文", b""), ("\x02", SPECIAL), ("\x08", SPECIAL)]),
        Paragraph([("后文", b""), ("\x02", DELETED), ("\x02", SPECIAL)]),
    ]
    document = Word97(story, notes=["含续建项目", "已删", "不含改建"], boxes=["框内文字"])
    raw = read_bytes(tmp_path, "plan.doc", document.to_bytes())
    assert raw.source == "正文\n框内文字\n后文\n[1] 含续建项目\n[2] 不含改建\n"
    assert [b.kind for b in raw.blocks[-2:]] == ["note", "note"]


def test_the_table_of_contents_is_left_out_of_the_body(tmp_path):
    raw = read_bytes(tmp_path, "a.doc", Word97([Paragraph("总则\t1", CONTENTS), Paragraph("总则")]).to_bytes())
    assert raw.source == "总则 1\n总则\n"
    assert raw.body.text.strip() == "总则"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (Word97([Paragraph("文字")], encrypted=True).to_bytes(), "已加密"),
        (Word97([Paragraph("文字")], magic=0xA5DC).to_bytes(), "Word 95"),
        (Word97([Paragraph("")]).to_bytes(), "没有任何文字"),
        (compound({"WordDocument": b"\xec\xa5" + bytes(5000), "0Table": bytes(10)}), "损坏"),
        (Word97([Paragraph("文字" * 400)]).to_bytes()[:3000], "损坏"),
    ],
)
def test_what_gives_no_text_says_why(tmp_path, data, reason):
    with pytest.raises(UnreadableDocument, match=reason) as caught:
        read_bytes(tmp_path, "plan.doc", data)
    assert caught.value.doc == "plan.doc"


def test_a_limit_on_cells_ends_the_document(tmp_path):
    (tmp_path / "a.doc").write_bytes(Word97(DIVISION).to_bytes())
    with pytest.raises(UnreadableDocument, match="单元格"):
        read(tmp_path / "a.doc", limits=Limits(cells=5))
