"""Which findings a leader is told of, and in what words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from made import AS_OF, JUNE, finding

from pipeline.alert_words import about
from pipeline.alerts import alert_kind, distinct, grade, raise_alerts, shortfall
from schemas.findings import Finding
from schemas.settings import read_settings

NEAR = date(2031, 10, 20)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (finding("met", reported=1000), None),
        (finding("missed", reported=900, due=AS_OF), "missed"),
        (finding("missed", reported=900, due=AS_OF, told=JUNE), "overdue"),
        (finding("unreported", due=JUNE, source="explicit"), "overdue"),
        (finding("unreported", due=JUNE, source="document"), "unreported"),
        (finding("unreported", due=AS_OF), "unreported"),
        (finding("behind", reported=400, expected=750), "behind"),
        (finding("behind", reported=700, expected=750), None),  # five points: still as planned
        (finding("behind", reported=700, expected=750, due=NEAR), "due_soon"),
        (finding("on_track", reported=800, expected=750), None),
        (finding("on_track", reported=800, expected=750, due=NEAR), "due_soon"),
        (finding("unreported", due=NEAR), "due_soon"),
        (finding("unreported"), None),
        (finding("incomparable", asked=None, said="项目尚未开工"), "behind"),
        (finding("incomparable", asked=None, said="正在办理前期手续"), None),
        (finding("incomparable", reported=3, due=JUNE), None),
        (finding("unreported", due=JUNE, recurring=True), None),
        (finding("unreported", due=None), None),
    ],
)
def test_the_kind_of_an_alert(found: Finding, expected: str | None) -> None:
    assert alert_kind(found, as_of=AS_OF) == expected


def test_gravest_first_and_kinds_that_are_switched_off_are_left() -> None:
    found = [
        finding("unreported", subject="甲", due=JUNE),
        finding("behind", subject="乙", reported=100, expected=750),
        finding("missed", subject="丙", reported=900, due=AS_OF),
        finding("missed", subject="丁", reported=200, due=AS_OF),
        finding("unreported", subject="戊", due=JUNE, source="explicit"),
    ]
    alerts = raise_alerts(found, as_of=AS_OF)
    assert [a.finding.target.subject for a in alerts] == ["戊", "丁", "丙", "乙", "甲"]
    assert [a.light for a in alerts] == ["红", "红", "红", "红", "灰"]
    only = read_settings('[alerts]\nkinds = ["behind"]')
    assert [a.kind for a in raise_alerts(found, as_of=AS_OF, settings=only)] == ["behind"]


def test_a_message_is_complete_in_itself() -> None:
    (alert,) = raise_alerts([finding("behind", reported=400, expected=750)], as_of=AS_OF)
    for words in (
        "进度滞后", "新建公租房", "青砚市2031年计划.md", "2031年12月31日", "市住建局", "新建公租房1000套",
        "新建公租房400套", "进展.xlsx", "差600套", "40%", "应达750套",
    ):  # fmt: skip
        assert words in alert.message


def test_grades_rise_from_due_soon_to_overdue() -> None:
    found = [
        finding("unreported", due=NEAR),
        finding("unreported", due=JUNE),
        finding("behind", reported=600, expected=750),
        finding("behind", reported=300, expected=750),
        finding("missed", reported=900, due=AS_OF),
    ]
    grades = [grade(alert) for one in found for alert in raise_alerts([one], as_of=AS_OF)]
    assert grades == [1, 2, 3, 4, 5]


def test_a_shortfall_is_in_points_of_the_target() -> None:
    assert shortfall(finding("missed", reported=900, due=AS_OF)) == 10
    assert shortfall(finding("behind", reported=600, expected=750)) == 15
    assert shortfall(finding("unreported", due=JUNE)) is None
    assert shortfall(finding("met", reported=1200)) is None


def test_what_a_plan_says_twice_is_one_alert() -> None:
    text = finding("missed", reported=900, due=AS_OF, agency="")
    table = finding("missed", reported=900, due=AS_OF, subject="公租房", agency="市住建局")
    table = replace(table, answer=text.answer)
    other = finding("missed", reported=900, due=AS_OF, subject="廉租房")
    silent = [finding("unreported", subject="甲", due=JUNE, quote=quote) for quote in ("甲开工", "甲六月底前开工")]
    later = finding("unreported", subject="甲", due=AS_OF)
    alerts = raise_alerts([text, table, other, *silent, later], as_of=AS_OF)
    assert len(alerts) == 6
    kept = [a.finding for a in distinct(alerts)]
    assert len(kept) == 4
    assert kept[:2] == [table, other] and later in kept


def test_a_task_of_the_text_and_of_the_table_is_one_where_one_unit_leads_both() -> None:
    asked: dict[str, Any] = {"asked": None, "due": JUNE, "source": "explicit"}
    text = finding("unreported", subject="青砚水库下闸蓄水", agency="市水务局 市发改委", **asked)
    table = finding("incomparable", subject="青砚水库建设下闸蓄水", said="正在安装闸门", agency="市水务局", **asked)
    other = finding("unreported", subject="青砚水库工程下闸蓄水", agency="市住建局", **asked)
    second = finding("unreported", subject="青砚水库二期下闸蓄水", agency="市水务局", **asked)
    alerts = raise_alerts([text, table, other, second], as_of=AS_OF)
    kept = [a.finding for a in distinct(alerts)]
    assert {f.id for f in kept} == {f.id for f in (table, other, second)}


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (446.7945, "个", "447个"),
        (8.274, "家", "8.3家"),
        (13238.356, "平方米", "1.32万平方米"),
        (2_349_315_068.5, "元", "23.49亿元"),
        (81.7569, "%", "81.8%"),
        (0.25, "百分点", "0.2个百分点"),
    ],
)
def test_reckoned_figures_are_rounded(value: float, unit: str, words: str) -> None:
    assert about(value, unit) == words
