"""Plan against plan: what a new version or a new year changes, and what lower offices make of higher targets."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import asked, said

from duban.cli import main
from pipeline.revision import compare_plans
from pipeline.revision_cascade import carry
from pipeline.revision_rows import CARRIED_COLUMNS, CHANGE_COLUMNS, carried_row, change_row
from schemas.changes import Change
from schemas.document import Meta, Period
from schemas.records import Statement
from schemas.values import Agency

OLD, NEW = "方案.docx", "修订.docx"


def old(marked: str, subject: str | None = None, **more: Any) -> Statement:
    return asked(marked, subject, doc=OLD, **more)


def new(marked: str, subject: str | None = None, **more: Any) -> Statement:
    return asked(marked, subject, doc=NEW, **more)


def changed(before: Statement, after: Statement) -> Change:
    (change,) = compare_plans([before], [after])
    return change


@pytest.mark.parametrize(
    ("before", "after", "turn", "words"),
    [
        (
            "地区生产总值增长{6% growth approx}",
            "地区生产总值增长{6.5% growth ge}",
            "raised",
            "由增长6%左右提高为增长6.5%以上",
        ),
        ("新建农村公路{300公里 ge}", "新建农村公路{240公里}", "lowered", "由≥300公里下调为240公里"),
        ("城镇调查失业率{5.5% share le}", "城镇调查失业率{5% share le}", "raised", "由≤5.5%收紧为≤5%"),
        (
            "单位地区生产总值能耗下降{-3% growth}",
            "单位地区生产总值能耗下降{-2% growth}",
            "lowered",
            "由下降3%放宽为下降2%",
        ),
        ("改造老旧小区{36个 ge}", "改造老旧小区{36个 approx}", "softened", "由≥36个改为36个左右"),
        ("高新技术企业增长{10% growth}", "高新技术企业达到{260家}", "replaced", "口径由增长10%改为260家"),
    ],
)
def test_figures_that_change(before: str, after: str, turn: str, words: str) -> None:
    change = changed(old(before), new(after))
    assert (change.op, change.turns, change.words) == ("MOD", (turn,), (words,))


def test_a_figure_that_is_dropped_softens_the_target() -> None:
    change = changed(old("开展职业技能培训{2万人次}", "职业技能培训"), new("扎实开展职业技能培训", "职业技能培训"))
    assert (change.turns, change.words) == (("figure_dropped",), ("不再提出数值（原为2万人次）",))


def test_a_later_deadline_is_a_postponement() -> None:
    change = changed(old("岚岭大桥建成通车", end=date(2031, 9, 30)), new("岚岭大桥建成通车", end=date(2032, 6, 30)))
    assert (change.turns, change.words) == (("postponed",), ("时限由2031年9月30日改为2032年6月30日",))


def test_from_确保_to_力争_is_softer() -> None:
    before, after = old("完成投资{30亿元}", strength="must"), new("完成投资{30亿元}", strength="strive")
    assert changed(before, after).words == ("力度由“确保”改为“力争”",)


def test_another_lead_agency_is_said() -> None:
    def lead(name: str) -> dict[str, Any]:
        return {"agencies": (Agency(name, "lead"),)}

    change = changed(old("改造泵站{9座}", **lead("县水利局")), new("改造泵站{9座}", **lead("县住建局")))
    assert (change.turns, change.words) == (("lead_changed",), ("牵头单位由县水利局改为县住建局",))


def test_what_only_one_plan_has_is_added_or_dropped() -> None:
    found = compare_plans([old("新建幼儿园{12所}")], [new("建设养老床位{800张}")])
    assert [(c.op, c.old is None, c.new is None) for c in found] == [("DEL", False, True), ("ADD", True, False)]


def test_look_alikes_are_not_one_target() -> None:
    found = compare_plans([old("一般公共预算收入增长{5% growth}")], [new("税收收入增长{6% growth}")])
    assert [c.op for c in found] == ["DEL", "ADD"]


def years(first: int) -> dict[str, Meta]:
    return {
        name: Meta(kind="plan", period=Period(date(year, 1, 1), date(year, 12, 31)))
        for name, year in ((OLD, first), (NEW, first + 1))
    }


def test_the_next_years_plan_has_not_postponed_what_it_asks_again() -> None:
    before = old("城镇新增就业{6万人}", end=date(2031, 12, 31))
    after = new("城镇新增就业{6万人}", end=date(2032, 12, 31))
    assert compare_plans([before], [after], documents=years(2031)) == []


def test_a_project_that_the_next_years_plan_still_lists_is_postponed() -> None:
    before = old("岚岭大桥建成通车", end=date(2031, 12, 31))
    after = new("岚岭大桥建成通车", end=date(2032, 12, 31))
    (change,) = compare_plans([before], [after], documents=years(2031))
    assert change.words == ("原定2031年12月31日，现仍列为2032年12月31日",)


def test_the_next_step_of_a_project_is_no_postponement() -> None:
    before = old("栖岚水库开工建设", end=date(2031, 12, 31))
    after = new("栖岚水库竣工", end=date(2032, 12, 31))
    (change,) = compare_plans([before], [after], documents=years(2031))
    assert change.turns == ("next_stage",)


TARGETS = [
    "地区生产总值增长{6% growth approx}",
    "新建农村公路{300公里 ge}",
    "城镇新增就业{6万人}",
    "栖岚水库开工建设",
    "改造老旧小区{36个}",
    "改造老旧小区{36个}",
]


@given(st.lists(st.sampled_from(TARGETS), max_size=8))
def test_a_plan_against_itself_is_empty(chosen: list[str]) -> None:
    plan = [old(marked, section=(str(i),)) for i, marked in enumerate(chosen)]
    assert compare_plans(plan, plan) == []


def test_progress_is_no_part_of_a_plan() -> None:
    assert compare_plans([said("新增就业{5万人}")], []) == []


def test_rows_have_the_columns_they_promise() -> None:
    (change,) = compare_plans([old("新建幼儿园{12所}")], [])
    assert set(change_row(change)) == set(CHANGE_COLUMNS)
    (carried,) = carry([old("新建幼儿园{12所}")], {})
    assert set(carried_row(carried)) == set(CARRIED_COLUMNS)
    assert json.loads(json.dumps(change.to_json()))["op"] == "DEL"
    assert json.loads(json.dumps(carried.to_json()))["status"] == "missing"


HIGHER = [
    old("改造老旧小区{100个 ge}"),
    old("地区生产总值增长{6% growth}"),
    old("粮食总产量{50万吨 ge}"),
    old("城镇调查失业率{5.5% share le}"),
]
LOWER = {
    "甲县.docx": [
        asked("改造老旧小区{60个}", doc="甲县.docx"),
        asked("地区生产总值增长{7% growth}", doc="甲县.docx"),
        asked("城镇调查失业率{6% share le}", doc="甲县.docx"),
    ],
    "乙区.docx": [
        asked("改造老旧小区{30个}", doc="乙区.docx"),
        asked("地区生产总值增长{6% growth}", doc="乙区.docx"),
    ],
}


def test_amounts_of_lower_plans_add_up_and_rates_stand_alone() -> None:
    found = {c.target.subject: c for c in carry(HIGHER, LOWER)}
    assert {name: c.status for name, c in found.items()} == {
        "改造老旧小区": "partly",
        "地区生产总值": "raised",
        "粮食总产量": "missing",
        "城镇调查失业率": "lowered",
    }
    estates = found["改造老旧小区"]
    assert (estates.total, estates.words) == (90, ("合计90个，为上级目标的90%",))
    assert found["地区生产总值"].words == ("甲县.docx：由增长6%提高为增长7%",)
    assert found["城镇调查失业率"].absent == ("乙区.docx",)


PLAN = """榆岭县2031年住房保障工作方案

一、目标任务
（一）确保2031年6月底前开工保障性租赁住房1200套。
（二）2031年底前完成老旧小区改造36个。
"""


def test_the_command_prints_one_object_a_change(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    first, second = tmp_path / "甲.txt", tmp_path / "乙.txt"
    first.write_text(PLAN, encoding="utf-8")
    second.write_text(PLAN.replace("6月底", "9月底").replace("36个", "30个"), encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["compare", str(first), str(second), "--workers", "0", "--quiet"])
    found = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert ended.value.code == 0
    assert [(c["op"], c["turns"]) for c in found] == [("MOD", ["postponed"]), ("MOD", ["lowered"])]
    assert found[1]["words"] == ["由36个下调为30个"]


def test_one_lower_plan_carries_its_part_of_an_amount() -> None:
    lower = {"甲县.docx": [asked("改造老旧小区{60个}", doc="甲县.docx")]}
    (found,) = carry(HIGHER[:1], lower)
    assert (found.status, found.words) == ("partly", ("合计60个，为上级目标的60%",))
