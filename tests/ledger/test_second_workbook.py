"""More than one workbook holds: what is over goes into a second one."""

from datetime import date
from functools import partial

import openpyxl
from entries import AS_OF, due, finding, measure, processed, statement
from workbooks import rows

from pipeline.alerts import raise_alerts
from pipeline.ledger import write_ledger
from pipeline.ledger_items import items, most_wanted


def many(count, *, year):
    return [
        statement(f"{year}年新建口袋公园", measure(n + 1, "个"), deadline=due(date(year, 12, 31)), start=year + n)
        for n in range(count)
    ]


OVER, CURRENT = many(4, year=AS_OF.year - 3), many(4, year=AS_OF.year)


def test_what_is_over_goes_where_there_is_too_much():
    found = items([*OVER, *CURRENT], [], as_of=AS_OF)
    assert most_wanted(found, as_of=AS_OF, room=8) == (found, [])
    kept, rest = most_wanted(found, as_of=AS_OF, room=5)
    assert [i.statement for i in kept] == CURRENT and [i.statement for i in rest] == OVER


def test_what_is_late_stays_where_there_is_still_too_much():
    late = [finding(CURRENT[2], None, "missed"), finding(CURRENT[3], None, "behind")]
    kept, rest = most_wanted(items(CURRENT, late, as_of=AS_OF), as_of=AS_OF, room=2)
    assert [i.statement for i in kept] == CURRENT[2:] and [i.statement for i in rest] == CURRENT[:2]


def test_the_second_workbook_holds_the_rest_and_goes_when_there_is_none(tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.ledger.most_wanted", partial(most_wanted, room=5))
    given = {"findings": [finding(OVER[0], None, "missed")], "issues": [], "documents": [processed("方案.docx")]}
    given |= {"alerts": raise_alerts(given["findings"], as_of=AS_OF), "as_of": AS_OF}
    write_ledger(tmp_path / "ledger.xlsx", statements=[*OVER, *CURRENT], **given)
    first, second = (openpyxl.load_workbook(tmp_path / name) for name in ("ledger.xlsx", "ledger_rest.xlsx"))
    assert [row["目标任务"].value for row in rows(first["主要指标"])] == [s.subject for s in CURRENT]
    assert [row["目标任务"].value for row in rows(second["主要指标"])] == [s.subject for s in OVER]
    assert first["预警"]["A2"].value.endswith("另有1项见续册") and len(rows(second["预警"])) == 1
    assert "续册（ledger_rest.xlsx）" in [cell.value for cell in first["概览"]["B"]]
    write_ledger(tmp_path / "ledger.xlsx", statements=CURRENT, **given | {"findings": [], "alerts": []})
    assert not (tmp_path / "ledger_rest.xlsx").exists()
