"""Reviews of one year and of five in one report: whose figures a target of one year may be set against."""

from __future__ import annotations

from datetime import date

import pytest
from documents import document
from making import asked

from pipeline.compare import compare
from pipeline.comparison.spans import Spans
from schemas.findings import Finding

REPORT = """一、2030年和“十九五”时期工作回顾

2030年，全市上下攻坚克难。新建农村公路320公里，城镇新增就业6.2万人。

岚岭大桥建成通车。

五年来，全市面貌焕然一新。改造老旧小区412个，新建幼儿园96所。

过去一年，政务服务提质增效，新建便民驿站25个。

二、2031年重点工作

今年，新建农村公路400公里。
"""

DOC = document(REPORT, kind="report", date=date(2031, 1, 12), period=2031)


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("新建农村公路320公里", "one"),
        ("岚岭大桥建成通车", "one"),
        ("改造老旧小区412个", "several"),
        ("新建便民驿站25个", "one"),
    ],
)
def test_the_words_that_open_a_sentence_hold_from_there_on(words: str, span: str) -> None:
    assert Spans(DOC).at(REPORT.index(words)) == span


def find(marked: str, subject: str | None = None) -> Finding:
    from pipeline.extract import extract

    target = asked(marked, subject, end=date(2030, 12, 31))
    statements = extract(DOC).statements
    (found,) = compare([target], statements, as_of=date(2030, 12, 31), reports={DOC.name: DOC})
    return found


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("新建农村公路{30万米}", "met"),  # of the year, though the heading names five
        ("改造老旧小区{400个}", "incomparable"),  # only the sum of five years is told
        ("新建农村公路{35万米}", "missed"),  # 400公里 is what the next year is to bring
    ],
)
def test_a_years_target_is_answered_by_its_year_alone(target: str, status: str) -> None:
    assert find(target).status == status
