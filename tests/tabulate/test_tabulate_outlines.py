"""Indicator tables of five-year outlines: merged cells, groups with a unit, changes over the period in brackets."""

from datetime import date
from pathlib import Path

import pytest

from pipeline.prepare import prepare
from pipeline.readers import read
from pipeline.tabulate import tabulate
from schemas.records import Statement

HEAD = "<tr><th colspan='2'>指标</th><th>2020年</th><th>2025年</th><th>年均增长（%）</th><th>属性</th></tr>"


@pytest.fixture
def outlined(tmp_path: Path):
    """The statements of one html table under the heading of an invented outline."""

    def run(*rows: str, head: str = HEAD, title: str = "“十四五”时期云溪市主要指标") -> list[Statement]:
        path = tmp_path / "a.html"
        page = f"<h1>云溪市“十四五”规划纲要</h1><p>{title}</p><table>{head}{''.join(rows)}</table>"
        path.write_text(f"<meta charset='utf-8'>{page}", "utf-8")
        doc = prepare(read(path))
        found, _ = tabulate(doc)
        for s in found:
            assert doc.raw.source[s.start : s.end] == s.quote
        return found

    return run


def row(name: str, *cells: str, span: int = 2) -> str:
    return f"<tr><td colspan='{span}'>{name}</td>" + "".join(f"<td>{c}</td>" for c in cells) + "</tr>"


def told(s: Statement) -> tuple[str, list[tuple[float, str, str, str]]]:
    return s.subject, [(m.value, m.unit, m.comparator, m.kind) for m in s.measures]


def test_a_change_in_square_brackets_is_that_of_the_whole_period_in_the_rows_own_unit(outlined):
    found = outlined(
        row("地区生产总值（亿元）", "310", "430", "6.8", "预期性"),
        row("苗木成活率（%）", "81", "86", "[5]", "预期性"),
        row("林区道路里程（公里）", "120", "150", "［30］", "约束性"),
        row("灌溉水利用系数", "0.51", "0.55", "〔0.04〕", "预期性"),
    )
    assert [told(s) for s in found] == [
        ("地区生产总值", [(43000000000, "元", "eq", "level"), (6.8, "%", "eq", "growth")]),
        ("苗木成活率", [(86, "%", "eq", "share"), (5, "百分点", "eq", "growth")]),
        ("林区道路里程", [(150000, "米", "eq", "level"), (30000, "米", "eq", "growth")]),
        ("灌溉水利用系数", [(0.55, "", "eq", "level"), (0.04, "", "eq", "growth")]),
    ]
    assert [s.strength for s in found] == ["plan", "plan", "must", "plan"]


def test_a_row_without_a_level_is_a_target_by_its_change(outlined):
    found = outlined(
        row("单位产值用水量降低（%）", "", "", "[20]", "约束性"),
        row("城镇新增就业（万人）", "", "", ">[6]", "预期性"),
        row("林业产业增加值", "", "", "5左右", "预期性"),
    )
    assert [told(s) for s in found] == [
        ("单位产值用水量", [(-20, "%", "eq", "growth")]),
        ("城镇新增就业", [(60000, "人", "gt", "level")]),
        ("林业产业增加值", [(5, "%", "approx", "growth")]),
    ]
    assert {s.deadline.end for s in found} == {date(2025, 12, 31)}
    assert [s.cell for s in found] == ["表1!E2", "表1!E3", "表1!E4"]


def test_signs_before_figures_bound_them(outlined):
    found = outlined(
        row("总人口（万人）", "39", "< 42", "<7‰", "约束性"),
        row("苗农人均收入（元）", "9100", ">13000", ">7", "预期性"),
    )
    assert [told(s) for s in found] == [
        ("总人口", [(420000, "人", "lt", "level"), (0.7, "%", "lt", "growth")]),
        ("苗农人均收入", [(13000, "元", "gt", "level"), (7, "%", "gt", "growth")]),
    ]


def test_a_group_over_several_rows_lends_them_its_unit_its_direction_and_its_noun(outlined):
    found = outlined(
        "<tr><td rowspan='2'>主要污染物排放总量减少（%）</td><td>氨氮</td><td></td><td></td><td>[8]</td>"
        "<td rowspan='2'>约束性</td></tr>",
        "<tr><td>粉尘</td><td></td><td></td><td>[12]</td></tr>",
        "<tr><td rowspan='2'>林木增长</td><td>森林覆盖率（%）</td><td>41</td><td>43</td><td>[2]</td>"
        "<td rowspan='2'>约束性</td></tr>",
        "<tr><td>森林蓄积量（万立方米）</td><td>60</td><td>66</td><td>[6]</td></tr>",
    )
    assert [told(s) for s in found] == [
        ("氨氮排放总量", [(-8, "%", "eq", "growth")]),
        ("粉尘排放总量", [(-12, "%", "eq", "growth")]),
        ("森林覆盖率", [(43, "%", "eq", "share"), (2, "百分点", "eq", "growth")]),
        ("森林蓄积量", [(660000, "立方米", "eq", "level"), (60000, "立方米", "eq", "growth")]),
    ]
    assert {s.strength for s in found} == {"must"}


def test_rows_across_the_table_are_headings_and_notes_not_targets(outlined):
    found = outlined(
        row("一、林业发展", span=6),
        row("森林覆盖率（%）", "41", "43", "", "约束性"),
        row("注：①按2020年价格计算；②[ ]内为五年累计数。", span=6),
    )
    assert [s.subject for s in found] == ["森林覆盖率"]


def test_what_is_binding_makes_the_last_year_the_target_even_where_nothing_else_says_so(outlined):
    head = "<tr><th>指标</th><th>2020年</th><th>2025年</th><th>属性</th></tr>"
    found = outlined(row("古树保护率（%）", "90", "97", "约束性", span=1), head=head, title="主要指标")
    assert [told(s) for s in found] == [("古树保护率", [(97, "%", "eq", "share")])]


def test_growth_under_the_plans_heading_is_not_what_was_achieved(outlined):
    head = (
        "<tr><th rowspan='2'>指标</th><th colspan='2'>规划目标</th><th colspan='2'>实现情况</th></tr>"
        "<tr><th>2020年</th><th>年均增长（%）</th><th>2020年</th><th>年均增长（%）</th></tr>"
    )
    found = outlined(
        row("苗圃面积（亩）", "500", "5", "540", "6.6", span=1),
        row("新增林业就业（人）", "", "[400]", "", "[450]", span=1),
        head=head,
        title="“十三五”规划主要指标实现情况",
    )
    assert [(s.role, *told(s)) for s in found if s.role == "progress"] == [
        ("progress", "苗圃面积", [(360000, "平方米", "eq", "level"), (6.6, "%", "eq", "growth")]),
        ("progress", "新增林业就业", [(450, "人", "eq", "level")]),
    ]


@pytest.mark.parametrize("heading", ["年均增速[累计]（%）", "年均/累计"])
def test_a_column_of_changes_by_year_or_by_period(outlined, heading):
    head = f"<tr><th>指标</th><th>2020年</th><th>2025年</th><th>{heading}</th><th>属性</th></tr>"
    found = outlined(row("苗木成活率（%）", "81", "86", "[5]", "预期性", span=1), head=head)
    assert told(found[0])[1] == [(86, "%", "eq", "share"), (5, "百分点", "eq", "growth")]
