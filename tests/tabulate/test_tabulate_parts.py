"""Figures, units and headings of cells by themselves."""

import pytest

from pipeline.tabulate_agencies import list_text
from pipeline.tabulate_columns import role_of_heading
from pipeline.tabulate_figures import read_figure
from pipeline.tabulate_text import CellText
from pipeline.tabulate_units import is_unit, split_unit, table_unit
from schemas.document import Cell


def figure(text: str, *, name: str = "某指标", unit: str = "", role: str = "level"):
    source = f"前{text}后"
    return read_figure(CellText(Cell(0, 0, 1, 1 + len(text), text), source), source, name=name, unit=unit, role=role)


@pytest.mark.parametrize(
    ("text", "unit", "value", "upper", "base", "comparator"),
    [
        ("≥70", "千米", 70000, None, "米", "ge"),
        ("＞60", "%", 60, None, "%", "gt"),
        ("<16.5", "%", 16.5, None, "%", "lt"),
        ("≤28.9%", "", 28.9, None, "%", "le"),
        ("90以上", "%", 90, None, "%", "ge"),
        ("85%左右", "", 85, None, "%", "approx"),
        ("100~350", "米", 100, 350, "米", "range"),
        ("5-8", "个", 5, 8, "个", "range"),
        ("[35]", "亿立方米", 3500000000, None, "立方米", "eq"),
        ("1,120", "亿元", 112000000000, None, "元", "eq"),
        ("1450万吨标煤", "元", 14500000, None, "吨标准煤", "eq"),  # its own unit before that of the heading
        ("75.77①", "%", 75.77, None, "%", "eq"),
        ("-1.2", "%", -1.2, None, "%", "eq"),
        ("35", "μg/m3", 35, None, "微克/立方米", "eq"),
        ("920", "万双", 9200000, None, "双", "eq"),  # a unit that no lexicon has
        ("有效保障（≥95%）", "", 95, None, "%", "ge"),
        ("由65%向75%过渡", "", 75, None, "%", "eq"),
    ],
)
def test_a_figure_with_the_unit_that_stands_apart(text, unit, value, upper, base, comparator):
    read = figure(text, unit=unit)
    assert read is not None
    m = read.measures[0]
    assert (m.value, m.upper, m.unit, m.comparator) == (value, upper, base, comparator)
    assert m.raw.text in text


@pytest.mark.parametrize("text", ["国家下达指标", "稳中向好", "完成"])
def test_words_are_no_figure(text):
    assert figure(text, unit="%") is None


def test_notes_in_brackets_limit_or_add_to_a_figure():
    assert figure("33（国控）", unit="%").qualifier == "国控"
    swing = figure("44（-18%）", unit="微克/立方米").measures
    assert [(m.value, m.unit, m.kind) for m in swing] == [(44, "微克/立方米", "level"), (-18, "%", "growth")]
    assert figure("50%（甲地60%）").measures[0].value == 50


def test_growth_columns_fall_rise_and_stand_still():
    assert (figure("-3.5", role="growth").measures[0].value, figure("-3.5", role="growth").measures[0].kind) == (
        -3.5,
        "growth",
    )
    assert figure("持平", role="growth").measures[0].value == 0
    assert figure("13.5", name="单位产值能耗降低", unit="%").measures[0].value == -13.5


@pytest.mark.parametrize("unit", ["%", "亿元", "万人次", "元/人", "μg/m3", "万吨标准煤", "个", "平方公里", "吨/万元"])
def test_units(unit):
    assert is_unit(unit)


@pytest.mark.parametrize("words", ["石家庄市", "市林业局", "青屏县", "", "单位名称"])
def test_not_units(words):
    assert not is_unit(words)


@pytest.mark.parametrize(
    ("label", "name", "unit"),
    [
        ("新增就业（万人）", "新增就业", "万人"),
        ("比上年增长%", "比上年增长", "%"),
        ("地表水优良比例（%）*", "地表水优良比例*", "%"),
        ("细颗粒物（PM2.5）浓度（μg/m?）", "细颗粒物（PM2.5）浓度", "微克/立方米"),
        ("水质（一、二类）比例", "水质（一、二类）比例", ""),
        ("投资（单位：亿元）", "投资", "亿元"),
    ],
)
def test_a_label_parts_with_its_unit(label, name, unit):
    assert split_unit(label) == (name, unit)


def test_the_unit_over_a_table():
    assert table_unit("2022年财政收支情况（单位：亿元）") == "亿元"
    assert table_unit("填报单位：市林业局") == ""


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("序号", "index"),
        ("2025年目标值", "target"),
        ("2020年现状", "base"),
        ("截至9月底完成数", "actual"),
        ("1—9月累计", "actual"),
        ("完成率", "rate"),
        ("形象进度", "status"),
        ("进展情况及存在问题", "status"),
        ("存在问题", "note"),
        ("牵头单位", "lead"),
        ("责任（配合）单位", "support"),
        ("牵头市领导", "person"),
        ("完成时限", "deadline"),
        ("指标属性", "binding"),
        ("比上年增长", "growth"),
        ("占全部出口比重", "share"),
        ("主要内容", "content"),
        ("工作任务", "name"),
        ("类别", "group"),
        ("去年同期数", "base"),
    ],
)
def test_roles_of_headings(heading, role):
    assert role_of_heading(heading) == role


def test_line_ends_in_a_list_part_names_or_are_closed_up():
    assert list_text("市林业局\n市水务局", person=False) == "市林业局、市水务局"
    assert list_text("市生态环\n境局", person=False) == "市生态环境局"
    assert list_text("张三 李四", person=True) == "张三、李四"


def test_a_cell_of_markup_maps_its_words_to_the_source():
    source = "<td><p>指</p>&nbsp;<b>标&gt;5</b></td>"
    cell = CellText(Cell(0, 0, 4, len(source) - 5, "指 标>5"), source)
    assert cell.text == "指标>5"
    start, end = cell.span(3, 4)
    assert source[start:end] == "5"
