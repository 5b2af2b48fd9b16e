"""Tables of plans that stand one cell a line, and what their columns ask of the reading of any table."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.prepare import prepare
from pipeline.readers import read
from pipeline.tabulate import tabulate
from schemas.records import Statement

PLAN = ["云溪市“十四五”供水规划", "云溪市人民政府", "2021年2月3日", "一、目标", "本规划期限为2021年至2025年。"]


@pytest.fixture
def told(tmp_path: Path):
    """The statements of a text written one cell a line, "/" between the cells; evidence checked."""

    def run(*rows: str) -> list[Statement]:
        path = tmp_path / "规划.txt"
        lines = [*PLAN, *(cell for row in rows for cell in row.split("/"))]
        path.write_text("".join(line.replace("每", "/") + "\r\n\r\n" for line in lines), "utf-8", newline="")
        doc = prepare(read(path))
        made, issues = tabulate(doc)
        assert not issues
        for s in made:
            assert doc.raw.source[s.start : s.end] == s.quote
            assert all(doc.raw.source[m.start : m.end] == m.raw.text for m in s.measures)
        return made

    return run


def figures(statements: list[Statement]) -> list[tuple[str, str, list[tuple[float, str, str]], date | None]]:
    return [
        (
            s.role,
            s.subject,
            [(m.value, m.unit, m.comparator) for m in s.measures],
            s.deadline.end if s.deadline else None,
        )
        for s in statements
    ]


END = date(2025, 12, 31)


def test_columns_of_tasks_are_targets_of_the_plans_end_or_of_their_year(told):
    made = told(
        "表1  “十四五”供水设施建设主要指标",
        "序号/主要指标/单位/计划任务/其中：2021年任务/指标属性",
        "1/新建供水管网/公里/200/62/约束性",
        "2/改造老旧管网/公里/1500/538/约束性",
        "3/新增制水能力/万m³每日/10/4.2/预期性",
    )
    assert figures(made) == [
        ("target", "新建供水管网", [(200_000, "米", "eq")], END),
        ("target", "新建供水管网", [(62_000, "米", "eq")], date(2021, 12, 31)),
        ("target", "改造老旧管网", [(1_500_000, "米", "eq")], END),
        ("target", "改造老旧管网", [(538_000, "米", "eq")], date(2021, 12, 31)),
        ("target", "新增制水能力", [(100_000, "立方米/日", "eq")], END),
        ("target", "新增制水能力", [(42_000, "立方米/日", "eq")], date(2021, 12, 31)),
    ]
    assert [s.strength for s in made] == ["must"] * 4 + ["plan"] * 2


def test_present_values_are_no_targets_and_bounds_of_several_groups_are_one_target_each(told):
    made = told(
        "表2  “十四五”供水主要指标",
        "序号/类别/主要指标/2020年现状/2025年目标/指标/属性",
        "1/安全/保障/水质达标率（%）/96/99/约束性",
        "2//应急水源覆盖率（%）/40/95/预期性",
        "3//智能水表覆盖率（%）/——/城区≥60/镇区≥40/预期性",
        "4//管网漏损率（%）/12/9/预期性",
        "5/绿色/转型/再生水利用率（%）/21/25/预期性",
    )
    assert figures(made) == [
        ("target", "水质达标率", [(99, "%", "eq")], END),
        ("target", "应急水源覆盖率", [(95, "%", "eq")], END),
        ("target", "智能水表覆盖率（城区）", [(60, "%", "ge")], END),
        ("target", "智能水表覆盖率（镇区）", [(40, "%", "ge")], END),
        ("target", "管网漏损率", [(9, "%", "eq")], END),
        ("target", "再生水利用率", [(25, "%", "eq")], END),
    ]


def test_what_was_reached_in_the_plan_before_is_progress(told):
    made = told(
        "表3  “十三五”供水设施建设完成情况",
        "序号/项目类别/单位/“十三五”规划/目标/“十三五”完成/情况/完成率",
        "1/新建供水管网/公里/220/500/227%",
        "2/清淤水库/座/4/4/100%",
    )
    assert figures(made) == [
        ("progress", "新建供水管网", [(500_000, "米", "eq")], date(2020, 12, 31)),
        ("progress", "清淤水库", [(4, "座", "eq")], date(2020, 12, 31)),
    ]


def test_projects_give_their_investment_and_what_their_contents_promise(told):
    made = told(
        "表4  “十四五”重大项目表",
        "序号/项目名称/建设内容与规模/建设地点/项目起止/总投资/（万元）/“十四五”/投资（万元）",
        "/管网工程（含新建、改造）////",
        "1/东片管网改造工程/改造供水管网12公里/东湾区/2020-2022/900/600",
        "2/西片管网新建工程//西岭区/2023-2028/500/200",
        "/小  计//2//1400/800",
    )
    assert figures(made) == [
        ("target", "东片管网改造工程投资", [(6_000_000, "元", "eq")], date(2022, 12, 31)),
        ("target", "供水管网改造", [(12_000, "米", "eq")], date(2022, 12, 31)),
        ("target", "西片管网新建工程投资", [(2_000_000, "元", "eq")], END),
    ]
    assert made[0].deadline is not None
    assert (made[0].deadline.start, made[0].deadline.text) == (date(2020, 1, 1), "2020-2022")


def test_under_a_caption_of_plans_only_columns_yet_to_come_are_planned(told):
    made = told(
        "附表1  云溪市易涝点整治计划表",
        "序号/片区/易涝点数量/整治计划（处）////2020年（已整治）/2021年/2022年",
        "1/东湾/8/3/4/1",
        "2/西岭/38/25/6/7",
    )
    assert figures(made) == [
        ("target", "东湾整治", [(4, "处", "eq")], date(2021, 12, 31)),
        ("target", "东湾整治", [(1, "处", "eq")], date(2022, 12, 31)),
        ("target", "西岭整治", [(6, "处", "eq")], date(2021, 12, 31)),
        ("target", "西岭整治", [(7, "处", "eq")], date(2022, 12, 31)),
    ]
