"""The light of each matter: by status and day, and where nothing has been heard."""

from datetime import date

import openpyxl
import pytest
from entries import AS_OF, agencies, alert, due, finding, measure, statement
from office import Office
from workbooks import rows, write

from pipeline.ledger_items import Item, Light, items, light
from schemas.findings import Expected, Gap

YEAR, LATE, SOON = date(2031, 12, 31), date(2031, 9, 15), date(2031, 10, 10)


@pytest.mark.parametrize(
    ("status", "end", "shown"),
    [
        ("met", YEAR, "绿 完成"),
        ("met", LATE, "绿 完成"),
        ("on_track", YEAR, "绿 正常"),
        ("on_track", SOON, "绿 正常"),
        ("behind", YEAR, "黄 滞后"),
        ("missed", LATE, "红 未完成"),
        ("missed", None, "红 未完成"),
        ("unreported", YEAR, "灰 未反馈"),
        ("unreported", SOON, "蓝 临期"),
        ("unreported", LATE, "红 逾期"),
        ("unreported", None, "灰 未反馈"),
        ("incomparable", YEAR, "灰 待核实"),
        ("incomparable", LATE, "红 逾期"),
    ],
)
def test_the_light_of_a_finding(status, end, shown):
    target = statement("绿道", deadline=due(end, "届时") if end else None)
    answer = statement("绿道", doc="报告.txt", role="progress", deadline=due(LATE)) if status != "unreported" else None
    assert str(light(finding(target, answer, status), as_of=AS_OF)) == shown


def test_far_behind_is_red():
    target = statement("绿道", measure(100, "个"), deadline=due(YEAR, "年底前"))
    answer = statement("绿道", measure(20, "个"), doc="报告.txt", role="progress")
    for reached, shown in ((20, "红 严重滞后"), (60, "黄 滞后")):
        found = finding(target, answer, "behind", Gap(reached - 100, "个", reached / 100), expected=Expected(75, AS_OF))
        assert str(light(found, as_of=AS_OF)) == shown


def test_a_rhythm_without_report_is_standing_work():
    duty = statement("报送进展", deadline=due(None, "每月25日前", recurring=True))
    assert [str(i.light) for i in items([duty], [], as_of=AS_OF)] == ["灰 常态"]


def test_of_two_findings_the_surer_is_shown():
    target = statement("绿道", measure(8, "米"))
    answers = [statement("绿道", measure(n, "米"), doc=f"{n}.txt", role="progress") for n in (5, 6)]
    found = [finding(target, a, "behind", score=s) for a, s in zip(answers, (0.6, 0.8), strict=True)]
    [item] = items([target, *answers], found, as_of=AS_OF)
    assert item.finding is not None and item.finding.answer == answers[1]


def test_targets_known_only_from_findings_are_in_the_ledger():
    target = statement("绿道", measure(8, "米"), agencies=agencies("市林业局"))
    [item] = items([], [finding(target, None, "unreported")], as_of=AS_OF)
    assert item.statement == target


def test_shares_are_left_out_where_they_say_nothing():
    grey = Light("灰", "未反馈")
    answer = statement("失业率", measure(5, "%"), role="progress")
    ceiling = statement("失业率", measure(5.5, "%", "le", "share"))
    fall = statement("能耗", measure(-4, "%", "le", "growth"))
    below = statement("进出口", measure(8, "%", "eq", "growth"))
    shares = [
        Item(target, finding(target, answer, "met", Gap(0, "%", ratio)), grey).share_done
        for target, ratio in ((ceiling, 0.9), (fall, 0.9), (below, -0.3), (below, None), (below, 0.8))
    ]
    assert shares == [None, 0.9, None, None, 0.8]


def test_alerts_of_targets_outside_the_ledger_have_no_link(tmp_path):
    target = statement("绿道", deadline=due(LATE, "9月中旬"))
    told = alert(finding(target, None, "unreported"), "overdue", "逾期")
    book = openpyxl.load_workbook(write(tmp_path / "a.xlsx", Office([], [], []), alerts=[told]))
    [row] = rows(book["预警"])
    assert row["台账位置"].value is None and row["台账位置"].hyperlink is None
