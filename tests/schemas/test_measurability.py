"""What a target lacks to be measured."""

from datetime import date

import pytest
from documents import statements

from schemas.measurability import lacks

PLAN = {"kind": "plan", "title": "澄湖市水利实施方案"}
SPAN = {**PLAN, "period": (date(2031, 1, 1), date(2035, 12, 31))}


@pytest.mark.parametrize(
    ("text", "meta", "expected"),
    [
        ("2031年底前治理河道62公里。", PLAN, ()),
        ("治理河道62公里。", PLAN, ("date",)),
        ("青屏水库工程2031年6月底前开工。", PLAN, ()),
        ("市水利局每季度通报一次进展。", PLAN, ()),
        ("用水效率提高12%。", SPAN, ("base",)),
        ("用水效率较2030年提高12%。", SPAN, ()),
        ("2031年8月底前对各县开展水库大坝安全检查。", PLAN, ("figure",)),
    ],
)
def test_a_target_names_what_it_lacks(text, meta, expected):
    (said,) = statements("一、主要目标\n" + text, **meta)
    assert lacks(said) == expected
    assert said.to_json()["lacks"] == list(expected)


def test_what_is_reported_lacks_nothing():
    (said,) = statements("一、2030年工作回顾\n治理河道62公里。", kind="report", title="2031年政府工作报告", period=2031)
    assert said.role == "progress"
    assert lacks(said) == ()
