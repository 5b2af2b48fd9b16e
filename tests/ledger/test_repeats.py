"""What a plan says in its text and again in its table."""

from datetime import date

import openpyxl
from entries import AS_OF, agencies, due, measure, processed, statement

from pipeline.ledger import write_ledger
from pipeline.ledger_items import items
from pipeline.ledger_repeats import repeats

YEAR_END = due(date(2031, 12, 31), "年底前")


def said(subject, *figures, lead="", start=0, **more):
    options = {"deadline": YEAR_END, **more}
    return statement(subject, *(measure(f, "套") for f in figures), agencies=agencies(lead), start=start, **options)


def found(*statements):
    part = items(statements, [], as_of=AS_OF)
    return [repeats(part).get(item.statement.id) for item in part]


def test_a_row_of_the_table_repeats_the_sentence():
    text = said("交付安置房", 1240)
    assert found(text, said("安置房建设交付", 1240, lead="区住建局", start=90, cell="表1!C2")) == [None, 1]


def test_others_do_not():
    text = said("新建公租房", 1240, lead="区住建局")
    for other in (
        said("新建公租房", 1250, start=90, cell="表1!C2"),
        said("新建公租房", 1240, start=90),  # both in the text
        said("新建公租房", 1240, start=90, cell="表1!C2", lead="区民政局"),
        said("新建公租房", 1240, start=90, cell="表1!C2", deadline=due(date(2031, 6, 30), "六月底前")),
        said("新建公租房", 1240, start=90, cell="表1!C2", doc="另一份.docx"),
        said("改造老旧小区", 1240, start=90, cell="表1!C2"),
    ):
        assert set(found(text, other)) == {None}


def test_without_a_figure_the_subject_must_be_the_same():
    text = said("青砚水库封顶")
    assert found(text, said("青砚水库工程封顶", start=90, cell="表1!C2")) == [None, 1]
    assert found(text, said("青砚水库二期封顶", start=90, cell="表1!C2")) == [None, None]


def test_the_workbook_says_so(tmp_path):
    given = [
        said("交付安置房", 1240),
        said("安置房交付", 1240, start=90, cell="表1!C2"),
        said("新建公租房", 60, start=95),
    ]
    options = {
        "findings": [],
        "alerts": [],
        "issues": [],
        "documents": [processed("方案.docx", *given)],
        "as_of": AS_OF,
    }
    book = openpyxl.load_workbook(write_ledger(tmp_path / "a.xlsx", statements=given, **options))
    assert [row[2] for row in book["主要指标"].iter_rows(min_row=4, values_only=True)] == [
        "交付安置房",
        "安置房交付（同第1项）",
        "新建公租房",
    ]
    assert "共3项：" in book["主要指标"]["A2"].value and "其中1项注明“同第几项”" in book["主要指标"]["A2"].value
    assert any("其中1项在同一文件的正文和表格里各有一处" in str(cell.value) for cell in book["概览"]["A"])
