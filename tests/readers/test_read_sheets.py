from __future__ import annotations

import io
from datetime import date, datetime

import openpyxl
import pytest
import xlwt
from hypothesis import given
from hypothesis import strategies as st
from reading_files import grid, read_bytes

from pipeline.readers import Limits, read
from pipeline.readers.csvfile import separator
from pipeline.readers.number_format import shown_date, shown_number
from pipeline.readers.sheet_build import column_index, column_letters
from pipeline.readers.xlsx import moment
from schemas.errors import UnreadableDocument


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def progress() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "三季度"
    sheet["B1"] = "栎川县重点指标进展表"
    sheet.merge_cells("B1:F1")
    sheet["B2"] = "单位：万元"
    sheet.append([])
    sheet.append([None, "指标", "目标", "完成", "完成率", "时限"])
    sheet.append([None, "投资", 12000, 9600.5, 0.80004, date(2031, 9, 30)])
    sheet.append([None, "税收\n收入", 1234567, "进行中", 1.05, None])
    sheet["E5"].number_format = "0.0%"
    sheet["E6"].number_format = "0%"
    sheet["C6"].number_format = "#,##0.00"
    sheet["F5"].number_format = 'yyyy"年"m"月"d"日"'
    sheet["B8"] = "注：数据为初步统计。"
    return book


def test_a_progress_sheet_is_rows_with_typed_cells(tmp_path, progress):
    raw = read_bytes(tmp_path, "a.xlsx", saved(progress))
    assert raw.source == (
        "三季度\n栎川县重点指标进展表\n单位：万元\n指标\t目标\t完成\t完成率\t时限\n"
        "投资\t12000\t9600.5\t80.0%\t2031年9月30日\n税收 收入\t1,234,567.00\t进行中\t105%\t\n注：数据为初步统计。\n"
    )
    (table,) = raw.tables
    assert (table.sheet, table.caption) == ("三季度", "栎川县重点指标进展表 单位：万元")
    cells = {c.ref: c for c in table.cells}
    assert cells["E5"].value == pytest.approx(0.80004)
    assert cells["F5"].value == date(2031, 9, 30)
    assert cells["C6"].value == 1234567.0
    assert cells["B5"].value is None
    assert all(raw.source[c.start : c.end] == c.text for c in table.cells)
    assert [(b.kind, b.level) for b in raw.blocks] == [
        ("heading", 1),
        ("paragraph", None),
        ("paragraph", None),
        ("table", None),
        ("note", None),
    ]


def test_merged_heads_keep_their_spans(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in [["任务", "目标", None, "单位"], [None, "年初", "年末", None], ["绿道", 3, 8, "公里"]]:
        sheet.append(row)
    for merged in ("A1:A2", "B1:C1", "D1:D2"):
        sheet.merge_cells(merged)
    (table,) = read_bytes(tmp_path, "a.xlsx", saved(book)).tables
    spans = {c.text: (c.row_span, c.col_span) for c in table.cells}
    assert spans["任务"] == (2, 1) and spans["目标"] == (1, 2) and spans["绿道"] == (1, 1)
    assert grid(table)[1] == ["", "年初", "年末", ""]


def test_sheets_follow_each_other_and_hidden_ones_are_reported(tmp_path, progress):
    for name, state in (("Sheet2", "visible"), ("底稿", "hidden")):
        sheet = progress.create_sheet(name)
        sheet.append(["项目", "进度"])
        sheet.append([name, "完成"])
        sheet.sheet_state = state
    raw = read_bytes(tmp_path, "a.xlsx", saved(progress))
    assert [t.sheet for t in raw.tables] == ["三季度", "Sheet2"]
    assert "底稿\t完成" not in raw.source
    assert any("底稿" in p and "隐藏" in p for p in raw.problems)


def test_cells_far_apart_do_not_fill_memory(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "左上"
    book.active["XFD1048576"] = "右下"
    assert read_bytes(tmp_path, "far.xlsx", saved(book)).source == "左上\n右下\n"
    for row in range(1, 200):
        book.active.cell(row, 2, "甲")
        book.active.cell(row, 16384, "乙")
    with pytest.raises(UnreadableDocument, match="范围过大"):
        read_bytes(tmp_path, "far.xlsx", saved(book))


def test_an_empty_workbook_is_refused(tmp_path):
    with pytest.raises(UnreadableDocument, match="没有任何内容"):
        read_bytes(tmp_path, "a.xlsx", saved(openpyxl.Workbook()))


@pytest.mark.parametrize("cut", [40, 2000])
def test_a_truncated_workbook_is_named(tmp_path, progress, cut):
    with pytest.raises(UnreadableDocument, match="损坏"):
        read_bytes(tmp_path, "a.xlsx", saved(progress)[:cut])


def test_a_limit_on_unpacked_size_stops_bombs(tmp_path, progress):
    path = tmp_path / "a.xlsx"
    path.write_bytes(saved(progress))
    with pytest.raises(UnreadableDocument, match="压缩炸弹"):
        read(path, limits=Limits(unpacked_bytes=500))


def test_an_old_workbook_shows_its_numbers_the_same_way(tmp_path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("三季度")
    for col, words in enumerate(["指标", "完成率", "时限"]):
        sheet.write(0, col, words)
    sheet.write(1, 0, "投资")
    sheet.write(1, 1, 0.805, xlwt.easyxf(num_format_str="0.0%"))
    sheet.write(1, 2, date(2031, 9, 30), xlwt.easyxf(num_format_str='yyyy"年"m"月"'))
    sheet.write_merge(2, 2, 0, 1, "合计")
    sheet.write(2, 2, "完")
    out = io.BytesIO()
    book.save(out)
    raw = read_bytes(tmp_path, "a.xls", out.getvalue())
    assert raw.source == "三季度\n指标\t完成率\t时限\n投资\t80.5%\t2031年9月\n合计\t\t完\n"
    assert raw.format == "xls"
    cells = {c.text: c for c in raw.tables[0].cells}
    assert (cells["80.5%"].value, cells["2031年9月"].value) == (0.805, date(2031, 9, 30))
    assert cells["合计"].col_span == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_csv_in_any_encoding_with_any_separator(tmp_path, encoding, mark):
    text = mark.join(["序号", "任务", "完成率"]) + "\r\n" + mark.join(["1", '"改造""示范""小区\n12个"', "85%"]) + "\r\n"
    raw = read_bytes(tmp_path, "a.csv", text.encode(encoding))
    assert raw.source == '序号\t任务\t完成率\n1\t改造"示范"小区 12个\t85%\n'
    assert [c.ref for c in raw.tables[0].cells][-1] == "C2"
    assert raw.tables[0].cells[-1].value is None


def test_commas_inside_figures_do_not_choose_the_separator():
    assert separator("任务;金额\n甲;1,200\n乙;3,400,000\n") == ";"


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        (0.085, "0.0%", "8.5%"),
        (0.085, "0%", "9%"),
        (1234567.5, "#,##0.00", "1,234,567.50"),
        (12345, '0!.0,"万"', "1.2万"),
        (12345, "0.0,", "12.3"),
        (3, '0"个"', "3个"),
        (12, 'General"户"', "12户"),
        (-3.2, "0.0_);(0.0)", "(3.2)"),
        (-3.2, "0.00", "-3.20"),
        (-0.001, "0.0", "0.0"),
        (0.5, "#,##0.##", "0.5"),
        (5, "[$¥-804]#,##0.0", "¥5.0"),
        (0.25, "# ?/?", "0.25"),
        (0.1 + 0.2, None, "0.3"),
        (1e-7, None, "0.0000001"),
        (2.675, "0.00", "2.68"),
        (5.0, "General", "5"),
    ],
)
def test_a_number_shows_as_a_person_sees_it(number, code, text):
    assert shown_number(number, code) == text


@pytest.mark.parametrize(
    ("when", "code", "text"),
    [
        (date(2031, 6, 3), None, "2031-06-03"),
        (datetime.fromisoformat("2031-06-03"), "General", "2031-06-03"),
        (date(2031, 6, 3), "yyyy/m/d", "2031/6/3"),
        (date(2031, 6, 3), 'm"月"d"日"', "6月3日"),
        (date(2031, 6, 3), "[DBNum1]yyyy年mm月", "2031年06月"),
        (datetime.fromisoformat("2031-06-03T08:05"), "yyyy-mm-dd hh:mm", "2031-06-03 08:05"),
    ],
)
def test_a_day_shows_as_a_person_sees_it(when, code, text):
    assert shown_date(when, code) == text


@pytest.mark.parametrize(
    ("serial", "from_1904", "text"),
    [
        (48121, False, "2031-09-30 00:00:00"),
        (1, False, "1900-01-01 00:00:00"),
        (61, False, "1900-03-01 00:00:00"),
        (46659, True, "2031-09-30 00:00:00"),
        (48121.5, False, "2031-09-30 12:00:00"),
        (0.25, False, "06:00:00"),
        (-3, False, "None"),
        (9e9, False, "None"),
    ],
)
def test_serial_numbers_are_days(serial, from_1904, text):
    assert str(moment(serial, from_1904)) == text


@given(st.integers(0, 16383))
def test_column_letters_and_indexes_agree(index):
    assert column_index(column_letters(index)) == index


@given(st.floats(-1e12, 1e12, allow_nan=False))
def test_a_plain_number_reads_back(number):
    assert float(shown_number(number, None)) == pytest.approx(number, rel=1e-11, abs=1e-11)
