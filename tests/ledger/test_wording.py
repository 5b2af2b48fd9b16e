"""How figures, deadlines and gaps read in the workbook and in alerts."""

from datetime import date

import pytest
from entries import AS_OF, due, measure, statement

from pipeline.comparison.levels import LEVELS
from pipeline.reason_words import reason_words
from pipeline.wording import (
    amount,
    deadline_words,
    delay_words,
    gap_words,
    marked,
    measure_words,
    measures_words,
    outline_words,
    place_words,
    progress_words,
    readable,
    source_words,
)
from schemas.findings import Gap
from schemas.values import Measure, RawFigure


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (measure(1100, "人", "ge", scale="万"), "≥1100万人"),
        (measure(8, "%", "approx", "growth"), "增长8%左右"),
        (measure(-13.5, "%", "eq", "growth"), "下降13.5%"),
        (measure(-4.8, "%", "ge", "growth"), "下降4.8%以上"),
        (measure(3, "%", "le", "growth"), "增长3%以内"),
        (measure(5.5, "%", "le", "share"), "≤5.5%"),
        (measure(5.5, "%", "approx", "share"), "5.5%左右"),
        (measure(100, "%", "eq", "share"), "100%"),
        (measure(0.5, "百分点", "eq", "growth"), "提高0.5个百分点"),
        (measure(-0.5, "百分点", "le", "growth"), "下降0.5个百分点以内"),
        (measure(3, "名", "range", upper=4), "3—4名"),
        (measure(1.2, "个", "range", scale="万", upper=15000), "1.2—1.5万个"),
        (measure(260, "家", "gt"), "＞260家"),
        (measure(30, "件", "lt"), "＜30件"),
        (measure(31, "家", "eq", "growth"), "增加31家"),
        (measure(-12, "起", "eq", "growth"), "减少12起"),
        (measure(6, "位", "le"), "前6位"),
        (measure(20, "位"), "第20位"),
        (measure(28, "微克/立方米", "le"), "≤28微克/立方米"),
        (measure(420, "元", "ge", scale="亿"), "≥420亿元"),
        (measure(0, "起"), "0起"),
    ],
)
def test_a_figure_reads(found, words):
    assert measure_words(found) == words


@pytest.mark.parametrize(
    ("value", "unit", "raw", "words"),
    [
        (600000, "平方米", RawFigure("900多亩", 900, "", "亩"), "900亩"),
        (685000000, "吨", RawFigure("1.37万亿斤", 1.37, "万亿", "斤"), "1.37万亿斤"),
        (66.67, "%", RawFigure("三分之二", 2, "", "分之"), "66.67%"),
        (80, "%", RawFigure("八成", 8, "", "成"), "80%"),
        (0.45, "%", RawFigure("4.5‰", 4.5, "", "‰"), "4.5‰"),
        (11000000, "人", RawFigure("1100", 1100, "", ""), "1100万人"),
        (1390, "户", RawFigure("1390", 1390, "", ""), "1390户"),
        (150000000, "元", RawFigure("15000", 15000, "", ""), "1.5亿元"),
        (123456, "元", RawFigure("", 0, "", ""), "12.3456万元"),
        (1234567.5, "元", RawFigure("", 0, "", ""), "1234567.5元"),
    ],
)
def test_figures_in_other_units_and_from_tables(value, unit, raw, words):
    assert measure_words(Measure(value, unit, "eq", "level", raw)) == words


def test_doubling_keeps_its_word():
    assert measure_words(Measure(2, "倍", "eq", "growth", RawFigure("翻一番", 1, "", "番"))) == "翻一番"
    assert measure_words(Measure(1.5, "倍", "ge", "growth", RawFigure("1.5倍", 1.5, "", "倍"))) == "增长1.5倍以上"


def test_figures_of_one_statement_stand_together():
    both = (measure(7, "%", "eq", "growth"), measure(420, "元", "ge", scale="亿"))
    assert measures_words(both) == "增长7%；≥420亿元"
    assert measures_words(()) == ""


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (Gap(-1.6, "%", 0.8), "低1.6个百分点"),
        (Gap(0.1, "百分点", 1.1), "高0.1个百分点"),
        (Gap(-184, "个", 0.85), "差184个"),
        (Gap(-63000, "平方米", 0.6), "差6.3万平方米"),
        (Gap(3, "人", 1.1), "超出3人"),
        (Gap(0, "个", 1.0), "与目标持平"),
    ],
)
def test_a_gap_reads(gap, words):
    assert gap_words(gap) == words


@pytest.mark.parametrize(
    ("asked", "gap", "words"),
    [
        (measure(2, "元", scale="亿"), -2e7, "差0.2亿元"),
        (measure(1.35, "人", scale="万"), -3000, "差0.3万人"),
        (measure(1.35, "人", scale="万"), -300, "差300人"),
    ],
)
def test_a_gap_is_in_the_unit_of_the_target_as_written(asked, gap, words):
    assert gap_words(Gap(gap, asked.unit, 0.9), (asked,)) == words


def test_a_gap_in_kilometres_is_not_told_in_metres():
    road = Measure(65_000, "米", "eq", "level", RawFigure("65公里", 65, "", "公里"))
    assert gap_words(Gap(-6800, "米", 0.9), (road,)) == "差6.8公里"
    assert gap_words(Gap(-6800, "米", 0.9), (measure(3, "人"),)) == "差6800米"


def test_documents_words_are_marked_as_such():
    assert marked("推进“双百”行动") == "“推进‘双百’行动”"
    assert marked(readable("绿道\t26公里\t9公里")) == "「绿道 | 26公里 | 9公里」"
    assert readable("<tr><td>绿道</td><td class='n'>26公里</td></tr>") == "绿道 | 26公里"


def test_deadlines_and_delays_read():
    assert deadline_words(due(date(2031, 6, 30), "6月底前")) == "2031年6月30日"
    assert deadline_words(due(None, "每月\n25日前", recurring=True)) == "每月 25日前"
    assert deadline_words(due(None, "汛期前")) == "汛期前"
    assert deadline_words(None) == ""
    assert delay_words(date(2031, 9, 15), date(2031, 9, 30)) == "逾期15天"
    assert delay_words(date(2031, 10, 10), date(2031, 9, 30)) == "还剩10天"
    assert delay_words(date(2031, 9, 30), date(2031, 9, 30)) == "今日到期"


def test_where_a_statement_stands():
    assert place_words(statement("甲", page=2)) == "第2页"
    assert place_words(statement("甲", cell="表1!B3")) == "表1!B3"
    assert place_words(statement("甲", cell="表1!B3", page=4)) == "第4页 表1!B3"
    assert place_words(statement("甲", section=("一、总体", "（二）民生"))) == "一（二）"
    assert place_words(statement("甲")) == ""


@pytest.mark.parametrize(
    ("section", "words"),
    [
        (("二、主要目标", "（一）经济发展", "2.扩大投资，开工一批项目"), "二（一）2"),
        (("第三章 重点任务", "1、完善路网"), "第三章 1"),
        (("总体要求",), "总体要求"),
        (("三、强化保障", "一要压实责任"), "三 一要压实责任"),
        (("三、强化保障", "（一）压实责任", "领导带头"), "三（一）领导带头"),
        (("关于进一步做好有关工作的说明",), "关于进一步做好…"),
        ((), ""),
    ],
)
def test_headings_are_told_by_their_numbers(section, words):
    assert outline_words(section) == words


def test_a_document_is_called_by_what_says_something():
    assert source_words("行动方案.docx", "关于印发行动方案的通知") == "行动方案.docx"
    assert source_words("0317a.docx", "澄湖市行动方案") == "澄湖市行动方案（0317a.docx）"
    assert source_words("0317a.docx", None) == "0317a.docx"


def test_what_a_report_says():
    from entries import finding

    target = statement("充电桩建设", measure(1200, "个", "ge"))
    prose = statement(
        "充电桩建设", measure(900, "个"), quote="新建充电桩\n900个", doc="报告.pdf", deadline=due(date(2031, 9, 30))
    )
    cell = statement("充电桩建设", measure(900, "个"), quote="900", doc="进展.xlsx", cell="进展!F4")
    assert progress_words(finding(target, prose, "behind")) == "新建充电桩 900个（截至2031年9月30日，报告.pdf）"
    assert progress_words(finding(target, cell, "behind")) == "充电桩建设：900个（进展.xlsx）"
    assert progress_words(finding(target, None, "unreported")) == "各报告中未见进展"
    assert progress_words(None) == ""


def test_a_report_of_may_does_not_speak_of_december():
    from entries import finding

    told = statement(
        "就业", measure(4000, "人"), quote="新增就业4000人", doc="报告.pdf", deadline=due(date(2031, 12, 31))
    )
    assert progress_words(finding(statement("就业"), told, "on_track")) == "新增就业4000人（报告.pdf）"
    named = statement("就业", quote="就业稳中向好", doc="报告.pdf", deadline=due(AS_OF), rule="clause.mention")
    assert progress_words(finding(statement("就业"), named, "incomparable")) == "就业稳中向好（报告.pdf）"


def test_a_row_of_a_sheet_is_told_by_its_figure():
    from entries import finding

    row = statement("茶园建设", measure(5260, "亩"), quote="茶园建设 亩 5,200 5,260", doc="进展.csv", cell="表1!D4")
    bare = statement("绿道开工", quote="已开工", doc="进展.csv", cell="表1!D5")
    whole = statement("绿道开工", quote="绿道开工 已开工", doc="进展.csv", cell="表1!D5")
    target = statement("茶园建设")
    assert progress_words(finding(target, row, "met")) == "茶园建设：5260亩（进展.csv）"
    assert progress_words(finding(target, bare, "met")) == "绿道开工：已开工（进展.csv）"
    assert progress_words(finding(target, whole, "met")) == "绿道开工 已开工（进展.csv）"


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("开工<span style=\"font-family:'Arial'\">40</span>个&nbsp;项目", "开工40个 项目"),
        ("** 3所幼儿园**竣工", "3所幼儿园竣工"),
        ("重點項(xiàng)目開(kāi)工", "重點項目開工"),
        ("能耗(kW)<5，产值>3", "能耗(kW)<5，产值>3"),
        ("（一）完成", "（一）完成"),
        ("浓度为34.\n8微克，降低3\n成", "浓度为34.8微克，降低3 成"),
        ("农产品网络零\n  售额增长\n15%", "农产品网络零售额增长 15%"),
    ],
)
def test_quotes_are_readable(quote, words):
    assert readable(quote) == words


def test_reasons_have_chinese_words():
    assert [level for level in LEVELS if reason_words(level) == level] == []
    assert reason_words("economy grew by 5.2%") == "经济增速5.2%"
    assert reason_words("同一指标") == "同一指标"


def test_amounts_keep_every_digit():
    assert amount(13900, "户") == "1.39万户"
    assert amount(10007, "户") == "1.0007万户"
    assert amount(100007, "户") == "10.0007万户"
    assert amount(1000007, "户") == "100.0007万户"
    assert amount(12345678, "户") == "1234.5678万户"
