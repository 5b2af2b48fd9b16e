"""Digests of any length, of an invented city."""

from __future__ import annotations

from datetime import date

from pipeline.alert_book import Notice
from pipeline.alert_digest import Digest, digest
from pipeline.alerts import raise_alerts
from schemas.findings import Finding, Gap
from schemas.records import Statement, content_id
from schemas.settings import AlertSettings, Settings
from schemas.values import Agency, Deadline, Measure, RawFigure

AS_OF = date(2031, 9, 30)
LINK = "http://oa.qingyan.example/ledger"


def missed(
    number: int, *, reported: float = 900, agency: str = "市住建局", doc: str = "青砚市2031年计划.md"
) -> Finding:
    """A target of 1000套 that was missed."""

    def said(value: float, doc: str) -> Statement:
        measure = Measure(value, "套", "eq", "level", RawFigure(f"{value:g}套", value, "", "套"))
        quote = f"第{number}批保障性住房{'建成' if doc == '进展.xlsx' else '年内建成'}{value:g}套并交付使用"
        return Statement(
            doc, "progress" if doc == "进展.xlsx" else "target", number, number + len(quote), quote,
            f"第{number}批保障性住房", None, (measure,), Deadline(None, AS_OF, None, "explicit"),
            (Agency(agency, "lead"),), "must", (), None, None, "test", 0.9, content_id(doc, number, value),
        )  # fmt: skip

    target, answer = said(1000, doc), said(reported, "进展.xlsx")
    gap = Gap(reported - 1000, "套", reported / 1000)
    return Finding(target, answer, "missed", 0.9, gap, None, (), AS_OF, content_id(target.id, answer.id))


def made(lines: int, **more: str) -> Digest:
    """A digest of so many lines, for agencies in turn."""
    found = [missed(i, agency=f"第{i // 10}责任单位") for i in range(lines)]
    notices = [Notice(alert, "new") for alert in raise_alerts(found, as_of=AS_OF)]
    text = digest(notices, as_of=AS_OF, settings=Settings(alerts=AlertSettings(lines=lines, **more)))
    assert text is not None
    return text
