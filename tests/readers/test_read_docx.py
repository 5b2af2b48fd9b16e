from __future__ import annotations

import docx as python_docx
import pytest
from reading_files import W, docx, grid, paragraph, read_bytes, zipped

from pipeline.readers.numerals import written
from schemas.errors import UnreadableDocument


def level(n: int, fmt: str, pattern: str, more: str = "") -> str:
    return (
        f"<w:lvl w:ilvl='{n}'><w:start w:val='1'/><w:numFmt w:val='{fmt}'/>{more}<w:lvlText w:val='{pattern}'/></w:lvl>"
    )


NUMBERING = (
    "<w:abstractNum w:abstractNumId='5'>"
    + level(0, "chineseCountingThousand", "%1、")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.")
    + level(3, "decimal", "%1.%4", "<w:isLgl/>")
    + level(4, "bullet", "")
    + "</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='5'/></w:num>"
    "<w:num w:numId='2'><w:abstractNumId w:val='5'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='7'/>"
    "</w:lvlOverride></w:num>"
)


def numbered(text: str, ilvl: int, num: int = 1) -> str:
    return paragraph(text, f"<w:numPr><w:ilvl w:val='{ilvl}'/><w:numId w:val='{num}'/></w:numPr>")


def test_automatic_numbers_are_written_out(tmp_path):
    body = "".join(
        [
            numbered("总体要求", 0),
            numbered("主要目标", 1),
            numbered("建成绿道8公里。", 2),
            numbered("新增泊位300个。", 2),
            numbered("工作原则", 1),
            numbered("从一数起", 2),
            numbered("保障措施", 0),
            numbered("又从一数起", 1),
            numbered("用阿拉伯数字", 3),
            numbered("没有编号的圆点", 4),
            paragraph("正文不编号"),
            numbered("另起一串", 0, 2),
        ]
    )
    raw = read_bytes(tmp_path, "plan.docx", docx(body, numbering=NUMBERING))
    assert raw.source.splitlines() == [
        "一、总体要求",
        "（一）主要目标",
        "1.建成绿道8公里。",
        "2.新增泊位300个。",
        "（二）工作原则",
        "1.从一数起",
        "二、保障措施",
        "（一）又从一数起",
        "2.1用阿拉伯数字",
        "没有编号的圆点",
        "正文不编号",
        "七、另起一串",
    ]


def test_numbers_and_levels_come_from_styles_too(tmp_path):
    styles = (
        "<w:style w:type='paragraph' w:styleId='a1'><w:name w:val='heading 1'/><w:pPr><w:numPr><w:numId w:val='1'/>"
        "</w:numPr><w:outlineLvl w:val='0'/></w:pPr></w:style>"
        "<w:style w:type='paragraph' w:styleId='a2'><w:name w:val='单位标题'/><w:basedOn w:val='a1'/><w:pPr><w:numPr>"
        "<w:ilvl w:val='1'/></w:numPr><w:outlineLvl w:val='1'/></w:pPr></w:style>"
        "<w:style w:type='paragraph' w:styleId='t1'><w:name w:val='toc 1'/></w:style>"
    )
    body = (
        paragraph("一、总体要求\t1", "<w:pStyle w:val='t1'/>")
        + paragraph("总体要求", "<w:pStyle w:val='a1'/>")
        + paragraph("基本思路", "<w:pStyle w:val='a2'/>")
        + paragraph("正文。")
    )
    raw = read_bytes(tmp_path, "plan.docx", docx(body, numbering=NUMBERING, styles=styles))
    assert [(raw.source[b.start : b.end], b.kind, b.level) for b in raw.blocks[1:]] == [
        ("一、总体要求", "heading", 1),
        ("（一）基本思路", "heading", 2),
        ("正文。", "paragraph", None),
    ]
    assert raw.source.startswith("一、总体要求 1\n")
    assert raw.body.text.strip() == "一、总体要求\n（一）基本思路\n正文。"


def test_what_the_reader_of_the_page_does_not_see_is_left_out(tmp_path):
    run = "<w:r><w:t>{}</w:t></w:r>".format
    body = (
        "<w:p>"
        + run("完成投资")
        + "<w:del><w:r><w:delText>5</w:delText></w:r></w:del><w:ins>"
        + run("6")
        + "</w:ins>"
        + run("亿元")
        + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>（内部掌握）</w:t></w:r>"
        + "<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>PAGE</w:instrText></w:r>"
        + "<w:r><w:t>。</w:t><w:br/><w:t>第二行</w:t></w:r></w:p>"
        + "<w:p><w:r><w:ruby><w:rt><w:r><w:t>xiang</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>项</w:t></w:r></w:rubyBase>"
        "</w:ruby></w:r>" + run("目") + "</w:p>"
    )
    raw = read_bytes(tmp_path, "plan.docx", docx(body))
    assert raw.source == "完成投资6亿元。\n第二行\n项目\n"


def test_text_boxes_are_read_once_and_notes_come_last(tmp_path):
    box = "<w:txbxContent>" + paragraph("框内文字") + "</w:txbxContent>"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    body = (
        f"<w:p><w:r><w:t>正文</w:t></w:r><w:r><mc:AlternateContent xmlns:mc='{mc}'><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
        "<w:r><w:footnoteReference w:id='2'/></w:r></w:p>" + paragraph("后文")
    )
    notes = f"<w:footnotes xmlns:w='{W}'><w:footnote w:id='2'>{paragraph('含续建项目')}</w:footnote></w:footnotes>"
    raw = read_bytes(tmp_path, "plan.docx", docx(body, parts={"word/footnotes.xml": notes}))
    assert raw.source == "正文\n框内文字\n后文\n[1] 含续建项目\n"
    assert raw.blocks[-1].kind == "note"


def test_tables_keep_merged_cells_and_their_place_in_the_text(tmp_path):
    document = python_docx.Document()
    document.add_paragraph("表1 任务分工")
    table = document.add_table(3, 4)
    for row, texts in enumerate(
        [["序号", "任务", "分工", ""], ["1", "改造小区12个", "县住建局", "县财政局"], ["2", "修路", "县交通局", ""]]
    ):
        for col, text in enumerate(texts):
            table.cell(row, col).text = text
    table.cell(0, 2).merge(table.cell(0, 3))
    table.cell(1, 3).merge(table.cell(2, 3))
    document.add_paragraph("表后文字")
    document.core_properties.title = "栎川县任务分工"
    path = tmp_path / "plan.docx"
    document.save(str(path))
    raw = read_bytes(tmp_path, "plan.docx", path.read_bytes())
    (found,) = raw.tables
    assert grid(found) == [
        ["序号", "任务", "分工", ""],
        ["1", "改造小区12个", "县住建局", "县财政局"],
        ["2", "修路", "县交通局", ""],
    ]
    spans = {c.text: (c.row_span, c.col_span) for c in found.cells}
    assert spans["分工"] == (1, 2) and spans["县财政局"] == (2, 1)
    assert found.caption == "表1 任务分工"
    assert all(raw.source[c.start : c.end] == c.text for c in found.cells)
    assert (
        raw.source
        == "表1 任务分工\n序号\t任务\t分工\t\n1\t改造小区12个\t县住建局\t县财政局\n2\t修路\t县交通局\t\n表后文字\n"
    )
    assert raw.hints == {"title": "栎川县任务分工"}


def test_a_frame_of_one_column_is_prose(tmp_path):
    cell = (
        "<w:tbl><w:tr><w:tc>" + paragraph("专栏1 重点工程") + "</w:tc></w:tr><w:tr><w:tc>" + paragraph("新建水厂2座。")
    )
    raw = read_bytes(tmp_path, "plan.docx", docx(cell + "</w:tc></w:tr></w:tbl>"))
    assert raw.tables == ()
    assert raw.source == "专栏1 重点工程\n新建水厂2座。\n"


@pytest.mark.parametrize("title", ["Microsoft Word - 1.doc", "文档1", "新建文档标题", "Report"])
def test_titles_that_nobody_meant_are_no_hints(tmp_path, title):
    core = f"<c:p xmlns:c='x' xmlns:d='http://purl.org/dc/elements/1.1/'><d:title>{title}</d:title></c:p>"
    raw = read_bytes(tmp_path, "a.docx", docx(paragraph("文字"), parts={"docProps/core.xml": core}))
    assert raw.hints == {}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (docx(paragraph("好"))[:300], "损坏"),
        (zipped({"word/document.xml": "<w:document"}), "损坏"),
        (zipped({"word/document.xml": f"<w:document xmlns:w='{W}'/>"}), "正文"),
        (docx(""), "没有任何文字"),
        (
            zipped({"word/document.xml": "<!DOCTYPE d [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><d>&b;</d>"}),
            "实体",
        ),
    ],
)
def test_faults_are_named(tmp_path, data, reason):
    with pytest.raises(UnreadableDocument, match=reason) as caught:
        read_bytes(tmp_path, "plan.docx", data)
    assert caught.value.doc == "plan.docx"


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (12, "chineseCounting", "十二"),
        (20, "chineseCountingThousand", "二十"),
        (105, "chineseCounting", "一百零五"),
        (110, "chineseCounting", "一百一十"),
        (12, "ideographDigital", "一二"),
        (21, "chineseLegalSimplified", "贰拾壹"),
        (3, "decimalEnclosedCircle", "③"),
        (14, "lowerRoman", "xiv"),
        (28, "upperLetter", "BB"),
        (7, "decimalZero", "07"),
        (3, "ideographTraditional", "丙"),
        (5, "somethingNew", "5"),
    ],
)
def test_numbers_in_words_formats(number, form, text):
    assert written(number, form) == text
