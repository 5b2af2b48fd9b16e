"""An invented office: plans, a speech and reports of a place that does not exist, as the store would get them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pipeline.batch import Processed
from schemas.document import Issue, Meta, Period
from schemas.errors import UnreadableDocument
from schemas.findings import Alert, Expected, Finding, Gap
from schemas.records import Statement, content_id
from schemas.values import Agency, Deadline, Measure, RawFigure

AS_OF = date(2031, 9, 30)
SCALES = {"": 1, "万": 1e4, "亿": 1e8}


def measure(
    value: float, unit: str, comparator: Any = "eq", kind: Any = "level", *, scale: str = "", **more: Any
) -> Measure:
    """A figure as written: measure(0.96, "平方米", scale="万") is 9600 平方米."""
    text = f"{abs(value):g}{scale}{unit}"
    upper = more.pop("upper", None)
    factor = SCALES[scale]
    return Measure(
        round(value * factor, 6), unit, comparator, kind, RawFigure(text, abs(value), scale, unit), upper=upper, **more
    )


def due(end: date | None, text: str | None = None, **more: Any) -> Deadline:
    """A deadline; without words it comes from the document."""
    return Deadline(None, end, text, more.pop("source", "explicit" if text else "document"), **more)


def statement(subject: str, *measures: Measure, doc: str = "方案.docx", **more: Any) -> Statement:
    """A statement with what is not given filled in; its id follows from content as real ones do."""
    quote = more.pop("quote", None) or subject + "、".join(m.raw.text for m in measures)
    start = more.pop("start", 0)
    role = more.pop("role", "target")
    found = {
        "indicator": None,
        "deadline": None,
        "agencies": (),
        "strength": "plan",
        "section": (),
        "page": None,
        "cell": None,
        "rule": "test",
        "confidence": 0.9,
        "id": content_id(doc, start, role, subject),
    }
    return Statement(doc, role, start, start + len(quote), quote, subject, measures=measures, **{**found, **more})


def agencies(lead: str = "", support: str = "", person: str = "") -> tuple[Agency, ...]:
    """Names by role, separated by blanks."""
    return tuple(
        Agency(name, role)
        for role, names in (("lead", lead), ("support", support), ("person", person))
        for name in names.split()
    )


def processed(name: str, *statements: Statement, folder: str = "收文", **more: Any) -> Processed:
    """A read document; its digest follows from its name unless given."""
    found = {
        "path": f"{folder}/{name}",
        "digest": content_id(name) * 4,
        "format": name.rpartition(".")[2],
        "characters": 4000,
    }
    return Processed(name=name, statements=statements, **{**found, **more})


def finding(target: Statement, answer: Statement | None, status: Any, gap: Gap | None = None, **more: Any) -> Finding:
    """A finding as of AS_OF."""
    found = {
        "score": 0.9 if answer else 0.0,
        "expected": None,
        "reasons": ("同一指标", "同一年度") if answer else (),
        "as_of": AS_OF,
    }
    found |= more
    key = content_id(target.id, answer.id if answer else "", status, found["as_of"])
    return Finding(target=target, answer=answer, status=status, gap=gap, id=key, **found)


def alert(found: Finding, kind: Any, message: str) -> Alert:
    """An alert of the day of its finding."""
    return Alert(content_id(found.target.id, kind, found.status), kind, found, message, found.as_of)


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


PLAN = "澄湖市重点工作攻坚行动方案.docx"
TABLE = "澄湖市2031年目标任务分解表.xlsx"
SPEECH = "在全市重大项目推进会上的讲话.txt"
REPORT = "澄湖市前三季度工作情况汇报.pdf"
SHEET = "重点任务进展表.xlsx"


def office() -> Office:
    """Some sixty statements in five documents, one file that could not be read, findings of every status, alerts."""
    targets = [*_indicators(), *_projects(), *_duties()]
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


YEAR = date(2031, 12, 31)


def _indicators() -> list[Statement]:
    rows: list[tuple[str, str | None, tuple[Measure, ...], Deadline | None, tuple[Agency, ...], str]] = [
        (
            "地区生产总值",
            "地区生产总值",
            (measure(6.5, "%", "approx", "growth"),),
            due(YEAR),
            agencies("市发展和改革委员会", "市统计局"),
            "地区生产总值增长6.5%左右",
        ),
        (
            "规模以上工业增加值",
            "规模以上工业增加值",
            (measure(8, "%", "ge", "growth"),),
            due(YEAR),
            agencies("市工业和信息化局", "市统计局"),
            "规模以上工业增加值增长8%以上",
        ),
        (
            "固定资产投资",
            "固定资产投资",
            (measure(9, "%", "ge", "growth"),),
            due(YEAR),
            agencies("市发展和改革委员会", "市住房和城乡建设局 市交通运输局"),
            "固定资产投资增长9%以上",
        ),
        (
            "社会消费品零售总额",
            "社会消费品零售总额",
            (measure(7, "%", "eq", "growth"), measure(420, "元", "ge", scale="亿")),
            due(YEAR),
            agencies("市商务局"),
            "社会消费品零售总额增长7%,达到420亿元以上",
        ),
        (
            "一般公共预算收入",
            "一般公共预算收入",
            (measure(5, "%", "eq", "growth"),),
            due(YEAR),
            agencies("市财政局", "市税务局"),
            "一般公共预算收入增长5%",
        ),
        (
            "城镇新增就业",
            "城镇新增就业",
            (measure(3.2, "人", "ge", scale="万"),),
            due(YEAR, "全年"),
            agencies("市人力资源和社会保障局", "市教育局 市退役军人事务局"),
            "全年城镇新增就业3.2万人以上",
        ),
        (
            "城镇调查失业率",
            "城镇调查失业率",
            (measure(5.5, "%", "le", "share"),),
            due(YEAR),
            agencies("市人力资源和社会保障局"),
            "城镇调查失业率控制在5.5%以内",
        ),
        (
            "居民消费价格涨幅",
            "居民消费价格涨幅",
            (measure(2, "%", "approx", "growth"),),
            due(YEAR),
            agencies("市发展和改革委员会", "市市场监督管理局"),
            "居民消费价格涨幅2%左右",
        ),
        (
            "单位地区生产总值能耗",
            "单位地区生产总值能耗",
            (measure(-13.5, "%", "eq", "growth"),),
            due(date(2035, 12, 31), "到2035年"),
            agencies("市发展和改革委员会", "市工业和信息化局 市生态环境局"),
            "到2035年,单位地区生产总值能耗下降13.5%",
        ),
        (
            "细颗粒物（PM2.5）年均浓度",
            "PM2.5浓度",
            (measure(28, "微克/立方米", "le"),),
            due(YEAR),
            agencies("市生态环境局"),
            "细颗粒物（PM2.5）年均浓度控制在28微克/立方米以下",
        ),
        (
            "空气质量优良天数比例",
            "空气质量优良天数比率",
            (measure(88, "%", "ge", "share"),),
            due(YEAR),
            agencies("市生态环境局", "市城市管理局"),
            "空气质量优良天数比例达到88%以上",
        ),
        (
            "粮食产量",
            "粮食产量",
            (measure(46, "吨", "ge", scale="万"),),
            due(YEAR),
            agencies("市农业农村局"),
            "粮食产量稳定在46万吨以上",
        ),
        (
            "高新技术企业数量",
            "高新技术企业数",
            (measure(260, "家", "gt"),),
            due(YEAR, "年底前"),
            agencies("市科学技术局", "澄湖高新区管委会"),
            "年底前高新技术企业突破260家",
        ),
        (
            "城中村改造",
            None,
            (measure(16, "平方米", scale="万"), measure(1390, "户")),
            due(date(2031, 11, 30), "11月底前"),
            agencies("市住房和城乡建设局", "南塘区人民政府 北岸区人民政府", "周副市长"),
            "11月底前完成1390户、16万平方米城中村改造",
        ),
        (
            "老旧小区改造",
            None,
            (measure(42, "个"),),
            due(date(2031, 10, 31), "10月底前"),
            agencies("市住房和城乡建设局", "各镇办"),
            "10月底前完成42个老旧小区改造",
        ),
        (
            "充电桩建设",
            None,
            (measure(1200, "个", "ge"),),
            due(date(2031, 9, 15), "9月15日前"),
            agencies("市城市管理局", "国网澄湖供电公司"),
            "9月15日前新建充电桩1200个以上",
        ),
        (
            "每千人口执业医师数",
            None,
            (measure(3, "名/千人", "range", upper=3.4),),
            due(YEAR),
            agencies("市卫生健康委员会"),
            "每千人口拥有执业医师3—3.4名",
        ),
        (
            "新型储能装机规模",
            None,
            (measure(50, "千瓦", "ge", scale="万"),),
            due(date(2032, 6, 30), "2032年上半年"),
            agencies("市能源局"),
            "力争2032年上半年新型储能装机规模达到50万千瓦以上",
        ),
        (
            "数字经济核心产业增加值占地区生产总值比重",
            None,
            (measure(0.8, "百分点", "eq", "growth"),),
            due(YEAR),
            agencies("市数据局"),
            "数字经济核心产业增加值占地区生产总值比重提高0.8个百分点",
        ),
        (
            "政务服务事项网上可办率",
            None,
            (measure(100, "%", "eq", "share"),),
            due(date(2031, 6, 30), "6月底前"),
            agencies("市行政审批局"),
            "6月底前政务服务事项网上可办率达到100%",
        ),
    ]
    return [
        statement(
            subject,
            *ms,
            doc=TABLE if i % 4 == 3 else PLAN,
            indicator=indicator,
            deadline=deadline,
            agencies=who,
            quote=quote,
            start=120 + 60 * i,
            page=None if i % 4 == 3 else 1 + i // 8,
            cell=f"目标分解!C{i + 3}" if i % 4 == 3 else None,
            strength="strive" if "力争" in quote else "must",
            section=("二、主要目标", "（一）经济发展" if i < 9 else "（二）民生与生态"),
        )
        for i, (subject, indicator, ms, deadline, who, quote) in enumerate(rows)
    ]


def _projects() -> list[Statement]:
    rows = [
        (
            "智能装备产业园二期项目开工",
            due(date(2031, 3, 31), "3月底前"),
            agencies("市工业和信息化局", "澄湖高新区管委会", "李副市长"),
            "智能装备产业园二期项目3月底前开工",
        ),
        (
            "环湖快速路北段建成通车",
            due(date(2031, 10, 10), "10月10日前"),
            agencies("市交通运输局", "市公安局 市自然资源局"),
            "确保环湖快速路北段10月10日前建成通车",
        ),
        (
            "第二污水处理厂提标改造竣工",
            due(date(2031, 8, 31), "8月底"),
            agencies("市水务局"),
            "第二污水处理厂提标改造8月底竣工",
        ),
        (
            "澄湖东站综合枢纽、客运中心、配套停车场开工",
            due(YEAR, "年内"),
            agencies("市交通运输局", "市发展和改革委员会 市财政局"),
            "澄湖东站综合枢纽、客运中心、配套停车场年内开工",
        ),
        (
            "市第三人民医院新院区投入使用",
            due(date(2032, 6, 30), "明年上半年"),
            agencies("市卫生健康委员会", "", "王副市长"),
            "力争明年上半年市第三人民医院新院区投入使用",
        ),
        (
            "出台《澄湖市数据资源管理办法》",
            due(date(2031, 7, 31), "7月底前"),
            agencies("市数据局", "市司法局"),
            "7月底前出台《澄湖市数据资源管理办法》",
        ),
        (
            "蓝湾片区征地拆迁扫尾",
            due(None, "汛期前"),
            agencies("北岸区人民政府", "市自然资源局"),
            "汛期前完成蓝湾片区征地拆迁扫尾",
        ),
        ("锂电材料项目签约落地", None, agencies("市投资促进局"), "锂电材料项目尽快签约落地"),
    ]
    return [
        statement(
            subject,
            doc=SPEECH if i % 3 == 1 else PLAN,
            deadline=deadline,
            agencies=who,
            quote=quote,
            start=1500 + 70 * i,
            page=None if i % 3 == 1 else 4,
            strength="must",
            section=("三、重点项目", f"（{'一二三'[i % 3]}）{['产业', '交通', '民生'][i % 3]}项目"),
        )
        for i, (subject, deadline, who, quote) in enumerate(rows)
    ]


def _duties() -> list[Statement]:
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


def changed(s: Statement, **more: Any) -> Statement:
    """The statement with other fields."""
    return replace(s, **more)
