"""A plan, a report at the end of May and a sheet at the end of September, seen on the sheet's day.

The lights and alerts of a careful reader, in the workbook too; nobody is told twice, and a worsened figure is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from corpus_files import CORPUS
from openpyxl import load_workbook

from pipeline.alert_telling import tell
from pipeline.alerts import raise_alerts
from pipeline.batch import Processed, process
from pipeline.compare import compare
from pipeline.ledger import write_ledger
from pipeline.lights import light
from pipeline.messengers.files import Log
from pipeline.store import Store
from schemas.findings import Finding
from schemas.settings import Settings

DAY = date(2025, 9, 30)
PLAN = CORPUS / "raw" / "plans" / "榕浦区2025年城市更新和民生改善行动方案.html"
REPORTS = (
    CORPUS / "raw" / "reports" / "榕浦区2025年1—5月城市更新和民生改善工作进展情况报告.txt",
    CORPUS / "raw" / "reports" / "榕浦区城市更新和民生改善任务进展表（9月）.xlsx",
)
#: What the plan says, the light and the alert. Three quarters of the year are gone.
SEEN = [
    ("实施老旧小区改造38个", "绿", None),  # 33 of 38
    ("既有住宅加装电梯60部", "黄", "behind"),  # 29: 26 points behind
    ("交付安置房1240套", "黄", "behind"),  # 612: 25 points behind
    ("新增公共停车泊位3200个", "黄", "behind"),  # 1450: 29 points behind
    ("新建口袋公园12个", "绿", None),
    ("城镇新增就业9600人以上", "绿", None),
    ("新增公办幼儿园学位1080个", "绿", None),
    ("建成公办幼儿园3所", "绿", None),  # none in May, all three in September
    ("完成7处易涝点整治", "绿", None),
    ("整治背街小巷42条", "绿", None),
    ("PM2.5年均浓度控制在33微克/立方米以内", "绿", None),
    ("一般公共预算收入增长4%左右", "红", "behind"),  # 1.2 %
    ("新增规模以上服务业企业20家", "黄", "behind"),  # 9: 30 points behind
    ("签约率98%以上", "红", "missed"),  # 96.2 %, due in June
    ("东渠街道社区卫生服务中心9月底前迁建投用", "红", "missed"),  # still being fitted out
    ("完成困难老年人家庭适老化改造500户", "灰", None),  # nothing told, and not yet due
    ("新建城市书房4座", "灰", None),
]


@pytest.fixture(scope="module")
def read() -> tuple[Processed, ...]:
    whole = partial(process, keep_document=True)
    return tuple(map(whole, (PLAN, *REPORTS)))


@pytest.fixture(scope="module")
def findings(read: tuple[Processed, ...]) -> list[Finding]:
    plan, *reports = read
    return compare(
        plan.statements,
        [s for report in reports for s in report.statements],
        as_of=DAY,
        documents={doc.name: doc.meta for doc in read},
        reports={doc.name: doc.document for doc in reports if doc.document},
        plans={plan.name: plan.document} if plan.document else None,
    )


@pytest.fixture
def store(read: tuple[Processed, ...]) -> Iterator[Store]:
    with Store("sqlite://") as opened:
        opened.save(read[0])
        yield opened


def found(findings: list[Finding], quote: str) -> Finding:
    return next(f for f in findings if f.target.quote == quote or quote.endswith(f.target.quote))


@pytest.mark.parametrize(("quote", "colour", "kind"), SEEN, ids=[quote for quote, *_ in SEEN])
def test_light_and_alert(quote: str, colour: str, kind: str | None, findings: list[Finding]) -> None:
    one = found(findings, quote)
    assert light(one, as_of=DAY).colour == colour
    assert next((a.kind for a in raise_alerts([one], as_of=DAY)), None) == kind


def test_the_workbook_shows_them(read: tuple[Processed, ...], findings: list[Finding], tmp_path: Path) -> None:
    path = write_ledger(
        tmp_path / "ledger.xlsx",
        findings=findings,
        statements=read[0].statements,
        alerts=raise_alerts(findings, as_of=DAY),
        issues=[],
        documents=read,
        as_of=DAY,
    )
    shown = [
        [str(value) for value in row if value is not None]
        for sheet in load_workbook(path)
        for row in sheet.iter_rows(values_only=True)
    ]
    for quote, colour, _ in SEEN:
        said = found(findings, quote).target.quote
        assert any(said in row and any(cell.startswith(f"{colour} ") for cell in row) for row in shown), quote


def test_a_second_run_tells_no_one_and_a_worsened_figure_is_told(store: Store, findings: list[Finding]) -> None:
    def run(results: list[Finding]) -> list[tuple[str, str]]:
        told = tell(store, raise_alerts(results, as_of=DAY), results, [Log()], as_of=DAY, settings=Settings())
        return [(n.why, n.alert.finding.target.quote) for n in told.notices]

    assert {why for why, _ in run(findings)} == {"new"}
    assert run(findings) == []
    worse = [fewer_lifts(f) if "加装电梯" in f.target.subject else f for f in findings]
    assert [why for why, _ in run(worse)] == ["worse"]
    assert run(worse) == []


def fewer_lifts(one: Finding) -> Finding:
    """The same finding had the sheet said 12 lifts."""
    assert one.gap is not None
    return replace(one, gap=replace(one.gap, value=-48, ratio=0.2))
