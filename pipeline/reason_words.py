"""The reasons behind a match and its verdict in Chinese, as they are stored and shown; `duban diff` keeps the terms."""

from __future__ import annotations

import re

REASON_WORDS = {
    # levels of the score
    "same indicator": "同一指标",
    "kindred indicator": "同类指标",
    "neighbouring indicator": "相近指标",
    "similar subject": "事项名称相近",
    "same unit": "计量单位相同",
    "same kind of unit": "计量单位同类",
    "unit in other terms": "计量口径不同",
    "no figure reported": "报告未给数值",
    "state of the same thing": "同一事项的进展",
    "same year": "同一年度",
    "within the period": "在目标期内",
    "year not said": "未写明年度",
    "several years against one": "多年目标对单年数",
    "same place": "同一地区",
    "another part of the place": "地区范围不同",
    "figure of the same size": "数值量级相当",
    "another size asked for": "所列规模不同",
    "another stage of the work": "工作阶段不同",
    # verdicts
    "before the deadline": "尚未到期",
    "no figure to start from": "缺少起点数值",
    "perhaps under another name": "报告有相近的说法，是否同一事项需人工核实",
    "reported as a floor only": "报告只给出下限，是否达到需人工核实",
    "named only": "报告提及该事项，未见可比的数值或结论",
    "no answer similar enough": "未找到相符的进展",
    "in other terms": "口径不同，不能直接比较",
    "answer takes in more than the target": "报告口径大于目标",
    "only a part is reported": "仅报告了一部分",
    "answer may be of a part only": "报告口径可能小于目标，需人工核实",
    "growth in real terms against one that is not": "报告为实际增速，目标未写明，需人工核实",
    "too far off to be of the same time or scope": "数值相差悬殊，年度或口径可能不同，需人工核实",
    "due before the plan itself": "时限早于方案印发之日，需人工核实",
    "name too general": "事项名称过于笼统，上下文不同，需人工核实",
    "stands in the review of its plan": "目标句见于方案的回顾部分，需人工核实",
    "of several years": "目标为多年期，时限需人工核实",
    "two figures of the report, one of them enough": "报告有两个数值，其一已达到，需人工核实",
    "the report says so": "报告已明确表述",
    "the report says it is not done": "报告称尚未完成",
    "end state reached": "已达到目标状态",
    "no verdict in the report": "报告未作结论",
    "all covered": "报告称已全覆盖",
    "answers disagree": "两处进展相当而结论不同，需人工核实",
    "both series reported": "两项增速均有报告",
}
#: What was not understood, by an issue's code; `numbers_disagree_` is followed by the kind of reckoning.
ISSUE_WORDS = {
    "figure_unplaced": "数字未归类",
    "date_unresolved": "时限无法换算",
    "table_not_understood": "表格未能识别",
    "doubtful_figure": "数字识别存疑",
    "reader_note": "读取提示",
    "numbers_disagree_share": "数据不符：占比",
    "numbers_disagree_part": "数据不符：部分",
    "numbers_disagree_difference": "数据不符：差额",
    "numbers_disagree_sum": "数据不符：合计",
    "numbers_disagree_structure": "数据不符：构成",
    "numbers_disagree_growth": "数据不符：增幅",
    "numbers_disagree_times": "数据不符：倍数",
    "numbers_disagree_table": "数据不符：表内合计",
}
_ANOTHER = re.compile(r"another answer as good: (.*)", re.DOTALL)
_BOUND = re.compile(r"bounded by: (.*)")
_ECONOMY = re.compile(r"economy grew by (-?[\d.]+%)")


def issue_words(code: str) -> str:
    """An issue's kind in Chinese; one without words here is given as it is."""
    return ISSUE_WORDS.get(code, code)


def reason_words(reason: str) -> str:
    """A reason in Chinese; one without words here is given as it is."""
    if other := _ANOTHER.fullmatch(reason):
        return f"另一处相当的进展：“{' '.join(other[1].split())}”"
    if bound := _BOUND.fullmatch(reason):
        return f"报告另有限定词：{bound[1]}"
    grew = _ECONOMY.fullmatch(reason)
    return f"经济增速{grew[1]}" if grew else REASON_WORDS.get(reason, reason)
