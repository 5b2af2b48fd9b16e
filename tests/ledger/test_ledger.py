"""The workbook an office gets: what stands where, as which type, and where it leads."""

import zipfile
from dataclasses import replace
from datetime import date
from typing import get_args

import openpyxl
import pytest
from entries import agencies, processed, statement
from office import Office, office
from office_items import PLAN, SHEET
from workbooks import rows, write

from pipeline.ledger import COLUMNS
from pipeline.ledger_style import lines_needed
from pipeline.reason_words import ISSUE_WORDS
from schemas.claims import ClaimKind
from schemas.document import Issue, Meta
from schemas.errors import StoreError

SHEETS = ["概览", "主要指标", "重点任务", "预警", "依据", "未能识别"]
HEADINGS = [
    "序号",
    "来源文件",
    "目标任务",
    "量化指标",
    "完成时限",
    "牵头单位",
    "配合单位",
    "责任人",
    "最新进展",
    "完成率",
]
HEADINGS += ["状态灯", "依据原文", "页码/位置"]


@pytest.fixture(scope="module")
def workbook(tmp_path_factory):
    return openpyxl.load_workbook(write(tmp_path_factory.mktemp("ledger") / "ledger.xlsx", office()))


def row_of(ws, subject):
    [row] = [row for row in rows(ws) if row["目标任务"].value == subject]
    return row


def test_the_sheets_and_their_columns(workbook):
    assert workbook.sheetnames == SHEETS
    for name in ("主要指标", "重点任务"):
        assert [cell.value for cell in workbook[name][3]] == HEADINGS == [c.heading for c in COLUMNS]


def test_figures_and_milestones_stand_apart(workbook):
    figures = {row["目标任务"].value for row in rows(workbook["主要指标"])}
    others = {row["目标任务"].value for row in rows(workbook["重点任务"])}
    assert {"地区生产总值", "城中村改造", "充电桩建设"} <= figures
    assert {"环湖快速路北段建成通车", "召开项目调度会", "加强农产品质量安全全程监管"} <= others
    assert not figures & others
    assert len(figures) + len(others) == 37
    assert [row["序号"].value for row in rows(workbook["主要指标"])] == list(range(1, 21))


def test_a_row_reads(workbook):
    row = {name: cell.value for name, cell in row_of(workbook["主要指标"], "城中村改造").items()}
    row["完成时限"] = row["完成时限"].date()
    assert row == {
        "序号": 16,
        "来源文件": PLAN,
        "目标任务": "城中村改造",
        "量化指标": "16万平方米；1390户",
        "完成时限": date(2031, 11, 30),
        "牵头单位": "市住房和城乡建设局",
        "配合单位": "南塘区人民政府、北岸区人民政府",
        "责任人": "周副市长",
        "最新进展": "已完成城中村改造840户、9.7万平方米,占任务的60%,其余签约工作受安置房交付影响有所延后"
        "（截至2031年9月30日，澄湖市前三季度工作情况汇报.pdf）",
        "完成率": 0.606,
        "状态灯": "黄 滞后",
        "依据原文": "11月底前完成1390户、16万平方米城中村改造",
        "页码/位置": "第2页",
    }


def test_dates_and_shares_are_cells_of_their_types(workbook):
    row = row_of(workbook["主要指标"], "老旧小区改造")
    assert row["完成时限"].is_date and row["完成时限"].number_format == 'yyyy"年"m"月"d"日"'
    assert (row["完成率"].value, row["完成率"].number_format) == (1, "0.0%")
    assert row_of(workbook["重点任务"], "智能装备产业园二期项目开工")["完成率"].value == 1
    assert row_of(workbook["主要指标"], "城镇调查失业率")["完成率"].value is None  # a ceiling


def test_deadlines_without_a_date_keep_their_words(workbook):
    ws = workbook["重点任务"]
    assert row_of(ws, "召开项目调度会")["完成时限"].value == "每两周"
    assert row_of(ws, "蓝湾片区征地拆迁扫尾")["完成时限"].value == "汛期前"
    assert row_of(ws, "锂电材料项目签约落地")["完成时限"].value == "未明确"


@pytest.mark.parametrize("name", ["主要指标", "重点任务"])
def test_every_row_leads_to_its_evidence_and_back(workbook, name):
    evidence = workbook["依据"]
    for row in rows(workbook[name]):
        sheet, _, cell = row["页码/位置"].hyperlink.location.partition("!")
        assert sheet == "'依据'"
        found = [c.value for c in evidence[evidence[cell].row]]
        assert found[2] == row["来源文件"].value
        assert found[7] == row["依据原文"].value
        assert evidence[cell].hyperlink.location == f"'{name}'!A{row['序号'].row}"


def test_evidence_has_offsets_and_the_answer_below_the_target(workbook):
    found = rows(workbook["依据"])
    at = next(i for i, row in enumerate(found) if row["原文"].value == "9月15日前新建充电桩1200个以上")
    target, answer = found[at], found[at + 1]
    assert target["截止字符"].value - target["起始字符"].value == len(target["原文"].value)
    assert (target["类别"].value, answer["类别"].value) == ("目标", "进展")
    assert answer["原文"].value == "新建充电桩1016个"
    assert (answer["对应依据"].value, answer["匹配度"].value) == ("同一指标；同一年度", 0.9)
    assert answer["台账位置"].value == target["台账位置"].value == "主要指标 第4项"


def test_alerts_say_what_is_wrong_and_by_how_much(workbook):
    found = {row["内容"].value: row for row in rows(workbook["预警"])}
    row = found["充电桩建设（≥1200个）"]
    assert (row["类别"].value, row["责任单位"].value) == ("未完成", "市城市管理局")
    assert row["差距"].value == "差184个，逾期15天"
    assert "报告：“新建充电桩1016个”" in row["依据"].value
    assert row["台账位置"].hyperlink.location == "'主要指标'!A7"
    assert found["出台《澄湖市数据资源管理办法》"]["差距"].value == "逾期61天"
    assert rows(workbook["预警"])[0]["类别"].value == "超期未结"


def test_alerts_that_are_too_old_are_counted(tmp_path):
    given = office()
    book = openpyxl.load_workbook(write(tmp_path / "a.xlsx", given, past=41))
    assert book["预警"]["A2"].value.endswith("；另有41项时限在2030年9月30日以前，不再预警，状态灯见各表")
    assert "另有41项" in book["概览"]["A2"].value
    assert "不再预警" not in openpyxl.load_workbook(write(tmp_path / "b.xlsx", given))["预警"]["A2"].value


def test_what_was_not_understood_is_counted(workbook):
    ws = workbook["未能识别"]
    found = [{name: cell.value for name, cell in row.items()} for row in rows(ws)]
    assert (found[0]["文件"], found[0]["说明"]) == ("南塘区实施意见（扫描件）.pdf", "文件已加密，需要密码")
    assert [row["本文件同类"] for row in found if row["类别"] == "deadline.unresolved"] == [2, 2]
    assert "未能读取的文件1份；另有2份文件中4处内容未能识别" in ws["A2"].value


def test_reports_count_even_where_only_the_plans_are_followed(tmp_path):
    given = office()
    plans = [s for s in given.statements if s.doc != SHEET]
    book = openpyxl.load_workbook(write(tmp_path / "a.xlsx", given, statements=plans))
    [row] = [row for row in book["概览"].iter_rows(values_only=True) if row[1] == SHEET]
    assert row[5] == 2


def test_kinds_of_what_was_not_understood_are_in_words(tmp_path):
    found = Issue("甲.txt", "extract", "figure_unplaced", "有数字未归类", '其中<span class="n">23</span>户', 4, 9)
    wrong = Issue("甲.txt", "check", "numbers_disagree_sum", "不符", "共5项")
    given = Office([replace(processed("甲.txt"), issues=(found, wrong))], [], [])
    shown = rows(openpyxl.load_workbook(write(tmp_path / "a.xlsx", given))["未能识别"])
    assert [row["类别"].value for row in shown] == ["数字未归类", "数据不符：合计"]
    assert shown[0]["原文"].value == "其中23户"
    assert {f"numbers_disagree_{kind}" for kind in get_args(ClaimKind)} <= ISSUE_WORDS.keys()


def test_an_agency_under_two_names_is_one_row_of_the_overview(tmp_path):
    given = [statement(f"绿道{n}", agencies=agencies(n), start=i) for i, n in enumerate(("市发改委", "市发展改革委"))]
    doc = processed("方案.docx", *given, meta=Meta(place="澄湖市"))
    other = statement("公园", agencies=agencies("市发展改革委"), doc="计划.docx")
    away = processed("计划.docx", other, meta=Meta(place="砚南市"))

    def shown(*documents):
        sheet = openpyxl.load_workbook(write(tmp_path / "a.xlsx", Office([*documents], [], [])))
        found = [(row[1], row[2]) for row in sheet["概览"].iter_rows(values_only=True) if "发" in str(row[1])]
        return found, [row["牵头单位"].value for row in rows(sheet["重点任务"])]

    assert shown(doc) == ([("市发展改革委", 2)], ["市发改委", "市发展改革委"])
    assert shown(doc, away)[0] == [("市发展改革委（澄湖市）", 2), ("市发展改革委（砚南市）", 1)]


def test_the_overview_says_that_joint_leads_count_for_each(tmp_path):
    joint = statement("绿道", agencies=agencies("市林业局 市水务局"))
    alone = statement("公园", agencies=agencies("市林业局"))
    for given, said in (([joint], True), ([alone], False)):
        book = openpyxl.load_workbook(write(tmp_path / "a.xlsx", Office([processed("方案.docx", *given)], [], [])))
        words = [cell.value for cell in book["概览"]["A"]]
        assert ("几个单位共同牵头的事项，各单位分别计数，相加多于总数。" in words) == said


def test_nothing_unread_is_said(tmp_path):
    book = openpyxl.load_workbook(write(tmp_path / "a.xlsx", Office([processed("甲.txt")], [], [])))
    assert book["未能识别"]["A2"].value.endswith("全部文件均已读取，没有未能识别的内容")


def test_many_of_one_kind_are_shown_in_part_and_counted(tmp_path):
    doc = processed("甲.txt")
    noise = [Issue("甲.txt", "extract", "unread", "未能识别", f"片段{i}") for i in range(80)]
    given = Office([replace(doc, issues=tuple(noise))], [], [])
    found = rows(openpyxl.load_workbook(write(tmp_path / "a.xlsx", given))["未能识别"])
    assert len(found) == 51
    assert found[-1]["说明"].value == "其余30处同类从略，全部见数据库表 issues"


def test_the_overview_counts(workbook):
    values = [[cell.value for cell in row] for row in workbook["概览"].iter_rows()]
    assert "截至日期：2031年9月30日" in values[1][0] and "1份未能读取" in values[1][0]
    lines = {row[1]: row[2:] for row in values if row[1]}
    assert lines["主要指标"] == [20, 1, 4, 2, 0, 2, 11]
    assert lines["合计"] == [37, 2, 4, 3, 0, 4, 24]
    assert lines["市发展和改革委员会"][0] == 5
    assert lines[SHEET][3] == 2  # reported figures
    [failed] = [row for row in values if row[1] == "南塘区实施意见（扫描件）.pdf"]
    assert failed[7] == "未能读取：文件已加密，需要密码"


def test_it_can_be_filtered_and_printed(workbook):
    for name in SHEETS[1:]:
        ws = workbook[name]
        assert ws.auto_filter.ref.startswith("A3:") and ws.freeze_panes in ("A4", "D4")
        assert ws.print_title_rows == "$1:$3"
    for ws in workbook:
        assert ws.page_setup.orientation == "landscape"
        assert (ws.page_setup.fitToWidth, ws.page_setup.fitToHeight) == (
            1,
            0,
        ) and ws.sheet_properties.pageSetUpPr.fitToPage
        assert "&P" in ws.oddFooter.right.text
    assert workbook["主要指标"].conditional_formatting
    [choice] = workbook["主要指标"].data_validations.dataValidation
    assert '"绿 完成,' in choice.formula1 and len(choice.formula1) < 256


def test_rows_are_as_tall_as_their_text(workbook):
    ws = workbook["主要指标"]
    for row in rows(ws):
        cell, column = row["最新进展"], COLUMNS[8]
        if cell.value:
            assert ws.row_dimensions[cell.row].height >= 14 * lines_needed(cell.value, column.width)


def test_lines_of_a_cell():
    assert lines_needed("", 20) == 1
    assert lines_needed("一二三四五六七八", 18) == 1
    assert lines_needed("一二三四五六七八九", 18) == 2
    assert lines_needed("甲\n乙", 18) == 2


def test_the_same_input_gives_the_same_bytes(tmp_path):
    first, second = (write(tmp_path / name, office()).read_bytes() for name in ("a.xlsx", "b.xlsx"))
    assert first == second
    with zipfile.ZipFile(tmp_path / "a.xlsx") as file:
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "2031-09-30T00:00:00Z" in file.read("docProps/core.xml").decode()
    assert list(tmp_path.glob("*.part")) == []


def test_order_of_what_comes_in_does_not_matter(tmp_path):
    given = office()
    turned = write(
        tmp_path / "b.xlsx", given, statements=list(reversed(given.statements)), findings=list(reversed(given.findings))
    )
    assert turned.read_bytes() == write(tmp_path / "a.xlsx", given).read_bytes()


def test_an_empty_ledger_opens(tmp_path):
    book = openpyxl.load_workbook(write(tmp_path / "a.xlsx", Office([], [], [])))
    assert book.sheetnames == SHEETS
    assert book["主要指标"].max_row == 3


def test_texts_that_a_workbook_would_take_for_something_else(tmp_path):
    odd = statement("=1+1\x07号工程", doc="甲.txt", quote='=HYPERLINK("http://x")\x00完成' + "长" * 40_000)
    book = openpyxl.load_workbook(write(tmp_path / "a.xlsx", Office([processed("甲.txt", odd)], [], [])))
    [row] = rows(book["重点任务"])
    assert (row["目标任务"].value, row["目标任务"].data_type) == ("=1+1号工程", "s")
    assert len(row["依据原文"].value) == 300 and row["依据原文"].data_type == "s"
    [evidence] = rows(book["依据"])
    assert len(evidence["原文"].value) == 32_000


def test_a_file_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "ledger.xlsx").mkdir()
    with pytest.raises(StoreError, match=r"ledger\.xlsx: 无法写入"):
        write(tmp_path / "ledger.xlsx", office())
    assert [path.name for path in tmp_path.iterdir()] == ["ledger.xlsx"]
