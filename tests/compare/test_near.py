"""Silence is said only where nothing comes near: what may be told under another name is for a reader to decide."""

from __future__ import annotations

from datetime import date

import pytest
from making import asked, said

from pipeline.compare import compare
from schemas.findings import Finding
from schemas.records import Statement

YEAR_END = date(2031, 12, 31)
FILLER = [said(f"{name}完成{{{n}个}}", name) for n, name in enumerate(("老旧小区改造", "雨水泵站新建", "水厂扩建"), 11)]


def find(target: Statement, *answers: Statement) -> Finding:
    return compare([target], [*answers, *FILLER], as_of=YEAR_END)[0]


@pytest.mark.parametrize(
    ("target", "answer"),
    [
        (asked("完成农村住房改造{3.4万户}", "农村住房改造"), said("完成农房改造{5.1万户}", "农房改造")),
        (asked("高速铁路通车里程达到{300公里}", "高速铁路通车里程"), said("高铁通车里程达到{310公里}", "高铁通车里程")),
    ],
)
def test_the_same_thing_written_otherwise_answers(target: Statement, answer: Statement) -> None:
    assert find(target, answer).status == "met"


def test_something_alike_in_the_same_terms_is_shown_and_not_judged() -> None:
    found = find(asked("化解大班额{60个}", "大班额化解"), said("消除义务教育大班额{52个}", "义务教育大班额消除"))
    assert found.status == "incomparable"
    assert found.answer is not None
    assert "perhaps under another name" in found.reasons


def test_nothing_alike_is_silence() -> None:
    found = find(asked("新增上云企业{500家}", "新增上云企业"), said("治理河道{60公里}", "河道治理"))
    assert found.status == "unreported"


def test_a_floor_just_below_the_promise_leaves_it_open() -> None:
    found = find(asked("新造油茶林{11万亩}", "新造油茶林"), said("新造油茶林超{10万亩 gt}", "新造油茶林"))
    assert found.status == "incomparable"
    assert "reported as a floor only" in found.reasons


def test_a_floor_may_be_passed_by_far() -> None:
    found = find(asked("新增国际航线{3条 ge}", "新增国际航线"), said("新开国际客货航线{12条}", "新增国际客货航线"))
    assert found.status == "met"
