"""What is rendered is current, the same each time, and carries the words of its source."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from corpus_files import CORPUS, lines, raw_text, render, source, table
from docx import Document

DOCUMENTS = {row["doc_id"]: row["file"] for row in table("manifest.tsv")}


def squeezed(text: str) -> str:
    return re.sub(r"\s|— \d+ —", "", text)


def test_committed_files_are_what_the_sources_give(capsys):
    assert render.main(["--check"]) == 0, capsys.readouterr().err


@pytest.mark.parametrize("doc_id", DOCUMENTS)
def test_rendering_twice_gives_the_same_bytes(doc_id):
    assert render.render(source(doc_id)) == render.render(source(doc_id))


def test_a_file_that_is_not_current_is_named(monkeypatch, capsys):
    monkeypatch.setattr(render, "same", lambda path, data: path.suffix != ".md")
    assert render.main(["--check"]) == 1
    assert "raw/plans/渠宁市政府工作报告_2024.md" in capsys.readouterr().err


@pytest.mark.parametrize("doc_id", [d for d, file in DOCUMENTS.items() if file.endswith(".pdf")])
def test_the_pdf_gives_its_text_back(doc_id):
    with pypdfium2.PdfDocument(CORPUS / DOCUMENTS[doc_id]) as pdf:
        text = squeezed("".join(page.get_textpage().get_text_range() for page in pdf))
    for line in lines(doc_id):
        for part in line.split("|"):
            assert part == "page" or squeezed(part) in text


@pytest.mark.parametrize(("doc_id", "style"), [("qn-plan-2025", "Heading 1"), ("ty-report-q3-2025", "Normal")])
def test_the_docx_holds_paragraphs_and_tables_in_the_style_it_claims(doc_id, style):
    docx = Document(str(CORPUS / DOCUMENTS[doc_id]))
    written = [p.text for p in docx.paragraphs] + [
        "|".join(c.text for c in r.cells) for t in docx.tables for r in t.rows
    ]
    assert set(lines(doc_id)) - {"page"} <= set(written)
    heading = next(p for p in docx.paragraphs if p.text.startswith("一、"))
    assert heading.style is not None and heading.style.name == style
    assert docx.core_properties.modified == docx.core_properties.created


def test_the_ledger_has_typed_cells_under_headers_that_name_units():
    book = openpyxl.load_workbook(CORPUS / DOCUMENTS["qn-sheet-q3-2025"])
    assert book.sheetnames == ["主要指标", "重点项目", "建设任务"]
    projects = book["重点项目"]
    assert [c.value for c in projects[3]][2:4] == ["年度计划投资（亿元）", "累计完成投资（万元）"]
    assert [c.value for c in projects[5]][2:4] == [4.8, 26300]
    assert projects["G5"].value == datetime(2025, 9, 30)  # noqa: DTZ001 - a cell's date has no zone
    assert book["建设任务"]["F4"].value == 0.893


def test_the_district_sheet_has_a_header_of_two_rows():
    sheet = openpyxl.load_workbook(CORPUS / DOCUMENTS["rp-sheet-q3-2025"])["进展表"]
    assert {"G3:I3", "E3:F3", "A3:A4"} <= {str(merged) for merged in sheet.merged_cells.ranges}
    assert [c.value for c in sheet[4]][6:9] == ["1—5月", "1—9月", "完成率（%）"]


def test_texts_keep_the_noise_they_are_there_for():
    speech = raw_text(DOCUMENTS["qn-speech-2025"], "gb18030")
    assert "截至３月２０日，\r\n１１４个" in speech and max(map(len, speech.splitlines())) < 45
    with pytest.raises(UnicodeDecodeError):
        raw_text(DOCUMENTS["qn-speech-2025"])
    assert "項(xiàng)" in raw_text(DOCUMENTS["ty-speech-2025"])
    report = raw_text(DOCUMENTS["rp-report-may-2025"])
    assert "\n\n2、" in report and "71.\n5%" in report and "\n— 5 —\n" in report
    assert "**同志" in raw_text(DOCUMENTS["rp-speech-2025"]) and "XX街道" in raw_text(DOCUMENTS["rp-speech-2025"])
    sheet = (CORPUS / DOCUMENTS["ty-sheet-h1-2025"]).read_bytes()
    assert sheet.startswith("\ufeff桐堰县".encode()) and b'"5,200"' in sheet
    page = raw_text(DOCUMENTS["qn-report-h1-2025"])
    assert "索&nbsp;引&nbsp;号" in page and ">7.6%</span>" in page


@pytest.mark.parametrize("doc_id", DOCUMENTS)
def test_nothing_of_the_markup_is_left(doc_id):
    path = Path(DOCUMENTS[doc_id])
    if path.suffix in (".txt", ".md", ".html", ".csv"):
        text = raw_text(DOCUMENTS[doc_id], source(doc_id).meta.get("encoding", "utf-8"))
        assert not re.search(r"\{\{|\}\}|^@@|^~|^>>|\$\{", text, re.MULTILINE)
