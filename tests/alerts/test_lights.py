"""The light of a finding by the published rule, by other thresholds, and by the other preset."""

from __future__ import annotations

from datetime import date

import pytest
from made import AS_OF, JUNE, finding

from pipeline.ledger_items import light as light_of_the_ledger
from pipeline.lights import idle_since, light
from schemas.settings import Settings, read_settings


@pytest.mark.parametrize(
    ("reported", "shown"),
    [
        (760, "绿 正常"),
        (651, "绿 正常"),  # 9.9 points under the line
        (650, "黄 滞后"),  # 10
        (450, "黄 滞后"),  # 30
        (449, "红 严重滞后"),
        (0, "红 长期未启动"),
    ],
)
def test_points_under_the_straight_line(reported: int, shown: str) -> None:
    found = finding("behind" if reported < 750 else "on_track", reported=reported, expected=750)
    assert str(light(found, as_of=AS_OF)) == shown


def test_a_rate_or_ceiling_has_no_line_to_be_near_to() -> None:
    assert str(light(finding("behind", reported=980, expected=1000), as_of=AS_OF)) == "黄 滞后"
    assert str(light(finding("behind", reported=1020, expected=1000), as_of=AS_OF)) == "黄 滞后"
    assert str(light(finding("behind", reported=600, expected=1000), as_of=AS_OF)) == "红 严重滞后"
    share = finding("behind", asked=50, reported=34, expected=37.5, unit="%")
    assert str(light(share, as_of=AS_OF)) == "黄 滞后"


@pytest.mark.parametrize(
    ("told", "expected", "as_of", "shown"),
    [
        (date(2031, 1, 31), 85, date(2031, 1, 31), "黄 未启动"),
        (date(2031, 3, 31), 247, date(2031, 3, 31), "黄 未启动"),
        (date(2031, 3, 31), 247, date(2031, 4, 1), "红 长期未启动"),
    ],
)
def test_not_begun_is_yellow_for_three_months_and_then_red(
    told: date, expected: float, as_of: date, shown: str
) -> None:
    found = finding("behind", reported=0, expected=expected, told=told, as_of=as_of)
    assert idle_since(found) == date(2031, 1, 1)
    assert str(light(found, as_of=as_of)) == shown


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("项目尚未开工建设", "红 长期未启动"),
        ("因用地手续未启动", "红 长期未启动"),
        ("一期已开工，二期未开工", "灰 待核实"),
        ("正在开展勘察设计", "灰 待核实"),
        ("尚未完成竣工验收", "灰 待核实"),
    ],
)
def test_not_begun_in_words(said: str, shown: str) -> None:
    assert str(light(finding("incomparable", asked=None, said=said), as_of=AS_OF)) == shown


def test_a_work_that_is_to_begin_later_in_the_year_is_counted_from_there() -> None:
    found = finding("incomparable", asked=None, said="尚未开工", start=date(2031, 8, 1))
    assert str(light(found, as_of=AS_OF)) == "黄 未启动"


def test_thresholds_are_set() -> None:
    strict = read_settings("[lights]\nyellow_points = 2\nred_points = 5")
    found = finding("behind", reported=720, expected=750)
    assert [str(light(found, as_of=AS_OF, settings=s)) for s in (Settings(), strict)] == ["绿 正常", "黄 滞后"]
    assert str(light(finding("behind", reported=690, expected=750), as_of=AS_OF, settings=strict)) == "红 严重滞后"


def test_the_other_preset_is_red_only_when_overdue() -> None:
    by_deadline = read_settings('[lights]\npreset = "deadline"\ndue_soon_days = 10')
    assert by_deadline.lights.due_soon_days == 10
    for found, shown in (
        (finding("behind", reported=740, expected=750), "黄 滞后"),
        (finding("behind", reported=0, expected=750), "黄 未启动"),
        (finding("unreported", due=JUNE, source="explicit"), "红 逾期"),
        (finding("unreported", due=date(2031, 10, 8)), "蓝 临期"),
        (finding("unreported", due=date(2031, 10, 20)), "灰 未反馈"),
    ):
        assert str(light(found, as_of=AS_OF, settings=by_deadline)) == shown


def test_ledger_and_alerts_have_one_light() -> None:
    assert light_of_the_ledger is light
