"""An invented office: plans, a speech and reports of a place that does not exist, as the store would get them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from entries import AS_OF, agencies, alert, due, finding, measure, processed, statement
from office_items import PLAN, REPORT, SHEET, SPEECH, TABLE, YEAR, indicators, projects

from pipeline.batch import Processed
from schemas.document import Issue, Meta, Period
from schemas.errors import UnreadableDocument
from schemas.findings import Alert, Expected, Finding, Gap
from schemas.records import Statement
from schemas.values import Measure


@dataclass(frozen=True)
class Office:
    """Everything a ledger is made from."""

    documents: list[Processed]
    findings: list[Finding]
    alerts: list[Alert]

    @property
    def statements(self) -> list[Statement]:
        """Of all documents, by name and place."""
        return sorted((s for doc in self.documents for s in doc.statements), key=lambda s: (s.doc, s.start, s.id))

    @property
    def issues(self) -> list[Issue]:
        """Of all documents."""
        return [issue for doc in self.documents for issue in doc.issues]


def office() -> Office:
    """Some sixty statements in five documents, one file that could not be read, findings of every status, alerts."""
    targets = [*indicators(), *projects(), *_duties()]
    tasks = _tasks()
    answers, findings = _answers(targets)
    by_doc: dict[str, list[Statement]] = {}
    for s in [*targets, *tasks, *answers]:
        by_doc.setdefault(s.doc, []).append(s)
    issues = {
        PLAN: (
            Issue(PLAN, "extract", "deadline.unresolved", "期限无法确定年份", "汛期结束前完成堤防加固", 2210, 2221, 6),
            Issue(PLAN, "extract", "deadline.unresolved", "期限无法确定年份", "春耕前完成渠道清淤", 2305, 2314, 6),
            Issue(PLAN, "clean", "noise.kept", "疑似网页残留，未作处理", "第2页/共8页", 88, 94, 1),
        ),
        TABLE: (Issue(TABLE, "extract", "cell.unread", "单元格内容无法识别为数值", "详见附件三", 940, 945),),
    }
    metas = {
        PLAN: Meta(
            "澄湖市重点工作攻坚行动方案",
            ("澄湖市人民政府办公室",),
            "澄政办发〔2031〕7号",
            date(2031, 2, 18),
            "plan",
            "澄湖市",
            Period(date(2031, 1, 1), date(2031, 12, 31)),
            ("各县（市、区）人民政府", "市直各单位"),
        ),
        TABLE: Meta(
            "澄湖市2031年目标任务分解表",
            ("澄湖市人民政府",),
            None,
            date(2031, 1, 25),
            "sheet",
            "澄湖市",
            Period(date(2031, 1, 1), date(2031, 12, 31)),
        ),
        SPEECH: Meta("在全市重大项目推进会上的讲话", (), None, date(2031, 5, 11), "speech", "澄湖市"),
        REPORT: Meta(
            "澄湖市前三季度工作情况汇报", ("澄湖市发展和改革委员会",), None, date(2031, 10, 8), "report", "澄湖市"
        ),
        SHEET: Meta("重点任务进展表", ("澄湖市政府督查室",), None, date(2031, 9, 28), "sheet", "澄湖市"),
    }
    documents = [
        processed(name, *found, meta=metas[name], issues=issues.get(name, ()), pages=8 if name == PLAN else None)
        for name, found in sorted(by_doc.items())
    ]
    documents.append(
        processed(
            "南塘区实施意见（扫描件）.pdf",
            error=UnreadableDocument("南塘区实施意见（扫描件）.pdf", "文件已加密，需要密码"),
            characters=0,
        )
    )
    return Office(documents, findings, _alerts(findings))


def _duties() -> list[Statement]:
    """What recurs, and what has no date."""
    rows = [
        (
            "报送重点项目进展情况",
            due(None, "每月25日前", recurring=True, rrule="FREQ=MONTHLY;BYMONTHDAY=25"),
            agencies("各责任单位"),
            "每月25日前将重点项目进展情况报市政府督查室",
        ),
        (
            "召开项目调度会",
            due(None, "每两周", recurring=True, rrule="FREQ=WEEKLY;INTERVAL=2"),
            agencies("市发展和改革委员会"),
            "每两周召开一次项目调度会",
        ),
        (
            "通报攻坚行动排名",
            due(None, "每季度", recurring=True, rrule="FREQ=MONTHLY;INTERVAL=3"),
            agencies("市政府督查室"),
            "每季度通报一次攻坚行动排名",
        ),
    ]
    return [
        statement(
            subject,
            doc=PLAN,
            deadline=deadline,
            agencies=who,
            quote=quote,
            start=2600 + 50 * i,
            page=7,
            section=("四、保障措施", "（三）严格督查"),
        )
        for i, (subject, deadline, who, quote) in enumerate(rows)
    ]


def _tasks() -> list[Statement]:
    rows = [
        ("完善招商引资项目全周期服务机制", None, agencies("市投资促进局", "市行政审批局")),
        ("健全企业诉求闭环办理机制", None, agencies("市营商环境局", "市工商联")),
        (
            "推进环湖生态廊道保护修复",
            due(YEAR),
            agencies("市林业局", "市水务局 市自然资源局 南塘区人民政府 北岸区人民政府"),
        ),
        (
            "深化产教融合，支持职业院校与企业共建实训基地",
            None,
            agencies("市教育局", "市人力资源和社会保障局", "陈副市长"),
        ),
        ("加强农产品质量安全全程监管", None, agencies("市农业农村局", "市市场监督管理局")),
        (
            "建立困难群众主动发现和动态帮扶机制，做到早发现、早介入、早救助",
            None,
            agencies("市民政局", "市残联 市妇联 各镇办"),
        ),
    ]
    return [
        statement(
            subject,
            doc=TABLE,
            role="task",
            deadline=deadline,
            agencies=who,
            quote=f"{i + 21}.{subject}",
            start=2900 + 60 * i,
            cell=f"任务分解!B{i + 4}",
            section=("任务分解",),
        )
        for i, (subject, deadline, who) in enumerate(rows)
    ]


def _answers(targets: list[Statement]) -> tuple[list[Statement], list[Finding]]:
    """What the reports say of them: (subject, figures, quote, status, gap value, gap unit, ratio, expected)."""
    done = date(2031, 9, 30)
    said: dict[str, tuple[tuple[Measure, ...], str, Any, Gap | None, float | None]] = {
        "地区生产总值": (
            (measure(6.6, "%", "eq", "growth"),),
            "前三季度,地区生产总值同比增长6.6%",
            "on_track",
            Gap(0.1, "%", 1.015),
            6.5,
        ),
        "规模以上工业增加值": (
            (measure(6.1, "%", "eq", "growth"),),
            "规模以上工业增加值增长6.1%",
            "behind",
            Gap(-1.9, "%", 0.7625),
            8,
        ),
        "固定资产投资": (
            (measure(9.4, "%", "eq", "growth"),),
            "固定资产投资增长9.4%",
            "on_track",
            Gap(0.4, "%", 1.0444),
            9,
        ),
        "城镇新增就业": (
            (measure(2.56, "人", "eq", scale="万"),),
            "城镇新增就业2.56万人",
            "on_track",
            Gap(-6400, "人", 0.8),
            24000,
        ),
        "城镇调查失业率": (
            (measure(5.2, "%", "eq", "share"),),
            "城镇调查失业率平均为5.2%",
            "on_track",
            Gap(-0.3, "%", 0.9455),
            None,
        ),
        "城中村改造": (
            (measure(840, "户"), measure(9.7, "平方米", scale="万")),
            "已完成城中村改造840户、9.7万平方米,占任务的60%,其余签约工作受安置房交付影响有所延后",
            "behind",
            Gap(-63000, "平方米", 0.606),
            130000,
        ),
        "老旧小区改造": ((measure(42, "个"),), "42个老旧小区改造全部完工", "met", Gap(0, "个", 1.0), None),
        "充电桩建设": ((measure(1016, "个"),), "新建充电桩1016个", "missed", Gap(-184, "个", 0.8467), None),
        "政务服务事项网上可办率": (
            (measure(98.7, "%", "eq", "share"),),
            "98.7%",
            "missed",
            Gap(-1.3, "%", 0.987),
            None,
        ),
        "高新技术企业数量": ((measure(31, "家", "eq", "growth"),), "净增高新技术企业31家", "incomparable", None, None),
        "智能装备产业园二期项目开工": ((), "智能装备产业园二期项目已于3月18日开工建设", "met", None, None),
        "环湖快速路北段建成通车": ((), "环湖快速路北段路面摊铺完成92%,交安设施同步安装", "behind", None, None),
    }
    answers, findings = [], []
    for i, target in enumerate(targets):
        found = said.get(target.subject)
        if found is None:
            if target.deadline is not None and not target.deadline.recurring:
                findings.append(finding(target, None, "unreported"))
            continue
        ms, quote, status, gap, expected = found
        sheet = i % 5 == 4 or len(quote) < 8
        answer = statement(
            target.subject,
            *ms,
            doc=SHEET if sheet else REPORT,
            role="progress",
            quote=quote,
            start=300 + 80 * i,
            deadline=due(done, None if sheet else "前三季度"),
            indicator=target.indicator,
            page=None if sheet else 2,
            cell=f"进展!F{i + 2}" if sheet else None,
            section=("一、总体进展",),
        )
        answers.append(answer)
        findings.append(finding(target, answer, status, gap, expected=Expected(expected, done) if expected else None))
    return answers, findings


def _alerts(findings: list[Finding]) -> list[Alert]:
    alerts = []
    for found in findings:
        end = found.target.deadline.end if found.target.deadline else None
        words = found.target.quote
        if found.status in ("missed", "behind"):
            alerts.append(
                alert(
                    found,
                    found.status,
                    f"“{words}”：{'未完成' if found.status == 'missed' else '进度滞后'}，报告称“{found.answer.quote}”",
                )
            )  # type: ignore[union-attr]
        elif found.status == "unreported" and end is not None and end < AS_OF:
            alerts.append(alert(found, "overdue", f"“{words}”：期限已过，各报告未见进展"))
        elif found.status == "unreported" and end is not None and (end - AS_OF).days <= 30:
            alerts.append(alert(found, "due_soon", f"“{words}”：期限临近，各报告未见进展"))
    return alerts
