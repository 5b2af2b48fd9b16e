from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_files import grid, read_bytes

from pipeline.readers import Limits, read
from pipeline.readers.charset import decode
from schemas.errors import UnreadableDocument

PLAN = (
    "栎川县2031年重点工作方案\r\n到2031年底，新增就业3200人，城镇调查失业率控制在5.5%以内。\r\n　　县发展和改革局牵头。"
)
TRADITIONAL = (
    "櫟川縣重點工程推進方案\n為加快重點項目建設，縣政府決定開展專項行動，"
    "確保年底前開工二十個項目，請各單位認真貫徹落實。"
)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (PLAN, "utf-8"),
        (PLAN, "utf-16"),
        (PLAN, "utf-16-le"),
        (PLAN, "utf-16-be"),
        (PLAN, "gb18030"),
        (PLAN, "gbk"),
        (TRADITIONAL, "big5"),
        (TRADITIONAL, "utf-8"),
        (TRADITIONAL, "gb18030"),
    ],
)
def test_the_source_is_the_decoded_file_as_it_stands(tmp_path, text, encoding):
    raw = read_bytes(tmp_path, "plan.txt", text.encode(encoding))
    assert raw.source == text
    assert raw.body.text == text
    assert raw.problems == ()


def test_a_utf8_mark_stays_in_the_source_and_out_of_the_body(tmp_path):
    data = PLAN.encode("utf-8-sig")
    raw = read_bytes(tmp_path, "plan.txt", data)
    assert raw.source == data.decode("utf-8")
    assert raw.body.text == PLAN
    at = PLAN.index("3200人")
    start, end = raw.body.source_span(at, at + 5)
    assert raw.source[start:end] == "3200人"


def test_a_long_utf8_file_with_one_broken_byte_is_still_utf8(tmp_path):
    data = (PLAN * 30).encode()
    raw = read_bytes(tmp_path, "plan.txt", data[:300] + b"\xff" + data[300:])
    assert raw.source.startswith("栎川县")
    assert raw.source.count("�") in (1, 2, 3)
    assert "UTF-8" in raw.problems[0]


@pytest.mark.parametrize("text", ["", " \r\n\u3000\t\n"])
def test_a_file_without_words_is_refused(tmp_path, text):
    with pytest.raises(UnreadableDocument) as caught:
        read_bytes(tmp_path, "blank.txt", text)
    assert caught.value.doc == "blank.txt"


@pytest.mark.parametrize("data", [bytes(range(256)) * 40, b"\x00\x01\x02\x03" * 500, b"\x7fELF" + bytes(3000)])
def test_binary_content_in_a_txt_is_refused(tmp_path, data):
    with pytest.raises(UnreadableDocument, match="不是文本"):
        read_bytes(tmp_path, "plan.txt", data)


@given(
    st.text(
        alphabet="的一是在不了有和人这中大为上个国我以要他年底前完成目标任务责任单位亿元，。0123456789%\n", min_size=20
    )
)
def test_everyday_chinese_comes_back_from_every_encoding(text):
    for encoding in ("utf-8", "gb18030", "utf-16"):
        assert decode(text.encode(encoding), "x.txt").text == text


TABBED = "表1 栎川县2031年重点任务\n序号\t任务\t目标\n1\t老旧小区改造\t12个\n2\t绿道\t8公里\n表后文字。\n"


def test_rows_parted_by_tabs_are_a_table_where_they_stand(tmp_path):
    raw = read_bytes(tmp_path, "plan.txt", TABBED)
    (table,) = raw.tables
    assert grid(table) == [["序号", "任务", "目标"], ["1", "老旧小区改造", "12个"], ["2", "绿道", "8公里"]]
    assert table.caption == "表1 栎川县2031年重点任务"
    assert all(raw.source[c.start : c.end] == c.text for c in table.cells)
    assert raw.source[table.end :] == "\n表后文字。\n"


def test_rows_parted_by_blanks_are_a_table_where_a_column_holds_figures(tmp_path):
    text = "各乡镇造林任务：\n乡镇　　造林面积    抚育面积\n青屏镇　1200　　　 860\n\n请认真落实。\n"
    assert read_bytes(tmp_path, "plan.txt", text).tables == ()
    rows = "乡镇　　造林面积    抚育面积\n青屏镇　　1200　　　860\n河湾镇　　 950  　 1040\n"
    (table,) = read_bytes(tmp_path, "plan.txt", f"各乡镇造林任务：\n{rows}请认真落实。\n").tables
    assert grid(table) == [["乡镇", "造林面积", "抚育面积"], ["青屏镇", "1200", "860"], ["河湾镇", "950", "1040"]]


def test_a_pipe_table_in_a_txt_is_a_table(tmp_path):
    (table,) = read_bytes(tmp_path, "plan.txt", "任务表\n| 任务 | 目标 |\n| --- | --- |\n| 绿道 | 8公里 |\n").tables
    assert grid(table) == [["任务", "目标"], ["绿道", "8公里"]]


@pytest.mark.parametrize(
    "text",
    [
        "\t一、总体要求\n\t到2031年底建成绿道8公里。\n\t二、保障措施\n",  # indented
        "第一章 总则\t1\n第二章 任务\t4\n第三章 保障\t9\n",  # contents
        "局　长　　张某\n副局长　　李某\n二〇三一年三月　　\n",
        "这里有  两个空格。  各单位要认真落实。\n那里也有  两个空格。  不得有误。\n还有  一处。  完。\n",
        "一、总体要求\t\n二、任务\n",
    ],
)
def test_tabs_and_blanks_of_prose_make_no_table(tmp_path, text):
    assert read_bytes(tmp_path, "plan.txt", text).tables == ()


def test_a_limit_on_cells_ends_the_document(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text(TABBED, "utf-8")
    with pytest.raises(UnreadableDocument, match="上限"):
        read(path, limits=Limits(cells=8))
