"""What a document says of itself, on invented documents of invented places."""

from datetime import date

import pytest

from pipeline.describe import describe
from schemas.document import Meta, Paragraph, Period, RawDocument, Table
from schemas.mapped_text import MappedText


def described(text: str, *, format: str = "txt", **hints: str) -> Meta:
    """The metadata of a clean text with one paragraph a line."""
    mapped = MappedText.identity(text)
    paragraphs, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append(Paragraph(at, at + len(line), None, ()))
        at += len(line) + 1
    raw = RawDocument("a.txt", "a.txt", format, "0" * 64, text, mapped, hints=hints)
    return describe(raw, mapped, tuple(paragraphs))


def years(first: int, last: int) -> Period:
    return Period(date(first, 1, 1), date(last, 12, 31))


NOTICE = """云溪市人民政府办公室关于印发云溪市水系连通三年行动方案（2023—2025年）的通知
云溪政办发〔2023〕7号
各县（区）人民政府，市政府各部门、各直属机构：
《云溪市水系连通三年行动方案（2023—2025年）》已经市政府同意，现印发给你们，请认真贯彻执行。
云溪市人民政府办公室
2023年3月8日
云溪市水系连通三年行动方案（2023—2025年）
为贯彻水系治理部署，依据《湖泊条例》（云溪政发〔2019〕3号），制定本方案。
一、工作目标
到2025年，打通断头河18条。
附件：1.重点河道清单
2.任务分解表
"""


def test_a_forwarding_notice_is_titled_as_the_notice_and_is_of_the_kind_of_the_plan_inside():
    meta = described(NOTICE)
    assert meta.title == "云溪市人民政府办公室关于印发云溪市水系连通三年行动方案（2023—2025年）的通知"
    assert meta.kind == "plan"
    assert meta.issuers == ("云溪市人民政府办公室",)
    assert meta.number == "云溪政办发〔2023〕7号"
    assert meta.date == date(2023, 3, 8)
    assert meta.place == "云溪市"
    assert meta.period == years(2023, 2025)
    assert meta.addressees == ("各县（区）人民政府", "市政府各部门、各直属机构")
    assert meta.attachments == ("重点河道清单", "任务分解表")


def test_a_title_broken_over_lines_on_paper_is_one_title():
    meta = described(
        "— 1 —\n云溪市人民政府文件\n云溪政发〔2022〕16 号\n云溪市人民政府关于印发\n云溪市绿道网\n建设实施方案的通知\n"
        "各县、区人民政府，云溪高新区\n管委会，市政府各部门：\n现印发给你们。\n"
        "云溪市人民政府\n2022 年 2 月 16 日\n一、目标\n",
        format="pdf",
    )
    assert meta.title == "云溪市人民政府关于印发云溪市绿道网建设实施方案的通知"
    assert meta.number == "云溪政发〔2022〕16号"
    assert meta.date == date(2022, 2, 16)
    assert meta.addressees == ("各县、区人民政府", "云溪高新区管委会", "市政府各部门")


def test_a_work_report_speaks_for_the_government_of_the_place_of_its_session():
    meta = described(
        "政府工作报告\n——二〇二三年一月十五日在云溪市第三届人民代表大会第二次会议上\n市长 某某\n各位代表：\n"
        "现在，我代表市人民政府，向大会报告工作，请予审议。\n一、2022年工作回顾\n地区生产总值增长6%。\n"
    )
    assert (meta.kind, meta.title) == ("report", "政府工作报告")
    assert meta.date == date(2023, 1, 15)
    assert meta.place == "云溪市"
    assert meta.issuers == ("云溪市人民政府",)
    assert meta.period == years(2023, 2023)
    assert meta.addressees == ()  # 各位代表 is a greeting


def test_a_report_given_in_december_sets_targets_for_the_next_year():
    meta = described("云溪市政府工作报告\n——2019年12月25日在云溪市第七届人民代表大会第四次会议上\n一、2019年工作回顾\n")
    assert meta.period == years(2020, 2020)


def test_a_report_without_date_is_of_the_year_after_the_one_reviewed():
    meta = described("2013年云溪市人民政府工作报告\n各位代表：\n我代表市人民政府报告工作。\n2013年工作回顾\n一、增长\n")
    assert meta.date is None
    assert meta.period == years(2014, 2014)


def test_a_speech_run_together_by_a_web_page_gives_title_and_date():
    meta = described(
        "全市项目调度会讲话提纲（2022年5月11日）某某同志们：刚才通报了进展情况，下面讲三点意见。\n一、抓进度\n快干。\n"
    )
    assert (meta.title, meta.kind, meta.date) == ("全市项目调度会讲话提纲", "speech", date(2022, 5, 11))


def test_a_plan_without_title_line_is_called_as_its_text_calls_it():
    meta = described("为推动工作，经街道研究，现制定2023年“园区提升年”活动实施方案。\n一、目标\n")
    assert meta.title == "2023年“园区提升年”活动实施方案"
    assert (meta.kind, meta.date, meta.period) == ("plan", None, years(2023, 2023))


@pytest.mark.parametrize(
    ("title", "body", "period"),
    [
        ("云溪市“十四五”水利规划", "", years(2021, 2025)),
        ("云溪市国民经济和社会发展第十三个五年规划纲要", "", years(2016, 2020)),
        ("云溪市水利规划（2021-2035年）", "", years(2021, 2035)),
        ("云溪市2022年重点工作安排", "", years(2022, 2022)),
        ("云溪市2025年前三季度工作进展情况通报", "", Period(date(2025, 1, 1), date(2025, 9, 30))),
        ("云溪市2025年1—5月工作进展情况报告", "", Period(date(2025, 1, 1), date(2025, 5, 31))),
        ("云溪市2025年下半年工作计划", "", Period(date(2025, 7, 1), date(2025, 12, 31))),
        ("2030年前碳达峰行动方案", "", Period(None, date(2030, 12, 31))),
        (
            "云溪市攻坚行动方案",
            "三、攻坚时间\n2020年8月1日至11月10日，集中力量。",
            Period(date(2020, 8, 1), date(2020, 11, 10)),
        ),
        ("云溪市整治方案", "一、范围\n整治时间为2021年3月至6月底。", Period(date(2021, 3, 1), date(2021, 6, 30))),
        ("云溪市三年行动计划", "一、目标\n2023—2025年建成3条。2019—2022年已建1条。", years(2023, 2025)),
        ("云溪市绿化方案", "一、目标\n完成2023年度16万平方米任务。", years(2023, 2023)),
        ("云溪市绿化方案", "一、目标\n多种树。", None),
    ],
)
def test_the_period_of_a_plan(title, body, period):
    assert described(f"{title}\n{body}\n").period == period


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        ("（2023年4月12日）", date(2023, 4, 12)),
        ("（2023年5月）", date(2023, 5, 31)),  # only the month is said
        ("云溪市统计局\n二〇二三年四月十二日", date(2023, 4, 12)),
        ("发布日期：2024-05-01\n没有落款。", date(2024, 5, 1)),
        ("按照2021年3月5日会议部署，继续推进。", None),
    ],
)
def test_the_date_of_a_bulletin(lines, day):
    assert described(f"云溪市统计公报\n{lines}\n一、综合\n全年增长。\n").date == day


def test_a_day_of_upload_after_the_end_of_the_period_is_no_date():
    meta = described("云溪市攻坚行动方案\n上传时间：2024-01-05\n一、任务\n完成2023年度任务16万平方米。\n")
    assert (meta.date, meta.period) == (None, years(2023, 2023))


def test_a_month_on_the_cover_takes_its_day_from_the_imprint_of_that_month():
    cover = "云溪省\n“十四五”湿地保护规划\n云溪省林业厅\n2022年3月\n目录\n一、总则\n保护湿地。\n"
    assert described(cover, format="pdf").date == date(2022, 3, 31)
    assert described(cover + "云溪省林业厅办公室2022年3月30日印发\n", format="pdf").date == date(2022, 3, 30)
    assert described(cover + "云溪省林业厅办公室2022年5月2日印发\n", format="pdf").date == date(2022, 3, 31)
    assert described(cover, format="pdf").title == "云溪省“十四五”湿地保护规划"


def test_the_portal_box_fills_what_the_text_leaves_open():
    meta = described(
        "云溪市绿化工作要点\n一、任务\n种树。\n", date="2023-02-03", issuer="云溪市林业局", number="云林〔2023〕2号"
    )
    assert (meta.date, meta.issuers, meta.number) == (date(2023, 2, 3), ("云溪市林业局",), "云林〔2023〕2号")


def test_joint_issuers_are_parted_by_the_white_space_of_the_source():
    source = "关于印发绿化方案的通知\n各区：\n请执行。\n云溪市林业局　云溪市财政局\n2023年2月3日\n一、任务\n"
    squeezed = source.replace("　", "")
    clean = MappedText.from_parts([(a, i, i + 1) for i, a in enumerate(source) if a != "　"])
    assert clean.text == squeezed
    paragraphs, at = [], 0
    for line in squeezed.split("\n"):
        paragraphs.append(Paragraph(at, at + len(line), None, ()))
        at += len(line) + 1
    raw = RawDocument("a.txt", "a.txt", "txt", "0", source, MappedText.identity(source))
    assert describe(raw, clean, tuple(paragraphs)).issuers == ("云溪市林业局", "云溪市财政局")


def test_an_empty_text_says_nothing():
    assert described("") == Meta()


def sheet(source: str, caption: str) -> Meta:
    """The metadata of a csv whose title lines stand over its table."""
    start = source.index("序号")
    table = Table(start, len(source), 2, 2, (), caption)
    raw = RawDocument("a.csv", "a.csv", "csv", "0", source, MappedText.identity(source), tables=(table,))
    return describe(raw, MappedText.identity(""), ())


def test_a_sheet_is_told_by_the_lines_over_its_table():
    head = "云溪市2025年重点任务进展情况表 填报单位：市林业局　填报日期：2025年10月11日 截至：2025年9月30日"
    meta = sheet(head + "\n序号\t任务\n1\t种树\n", head)
    assert (meta.kind, meta.title) == ("sheet", "云溪市2025年重点任务进展情况表")
    assert (meta.issuers, meta.date) == (("市林业局",), date(2025, 10, 11))
    assert (meta.place, meta.period) == ("云溪市", years(2025, 2025))


def test_a_sheet_without_filing_date_is_of_the_day_its_figures_stand_for():
    head = "云溪市重点任务进展情况表（截至2025年9月30日）"
    assert sheet(head + "\n序号\t任务\n", head).date == date(2025, 9, 30)
