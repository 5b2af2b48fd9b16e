"""Headings of speeches and reports: leads, bold beginnings, short lines between paragraphs, lost punctuation."""

import pytest
from outlines import outline


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("一是扎实推动产业结构调整。工业增加值增长8.2%，新增企业52家。", "一是扎实推动产业结构调整。"),
        ("二要牢牢把握实现“两个提升”这一目标。围绕供水保障，加快建设。", "二要牢牢把握实现“两个提升”这一目标。"),
        ("第三，加快农业科技进步。加强科研攻关，增强储备能力。", "第三，加快农业科技进步。"),
        ("——供水保障能力显著提升。到2035年，供水普及率达到99%。", "——供水保障能力显著提升。"),
    ],
)
def test_a_lead_heads_its_own_paragraph_alone(line, heading):
    text = f"二、重点任务\n{line}\n上述工作纳入年度考核。"
    assert outline(text) == [
        ("# 二、重点任务", ()),
        (heading + "|", ("二、重点任务", heading.rstrip("。"))),
        ("上述工作纳入年度考核。", ("二、重点任务",)),
    ]


def test_a_long_heading_of_the_upper_numberings_ends_at_its_full_stop():
    heading = "（四）突出绿色低碳，放大生态环境优势，加快构建资源节约利用、人与自然和谐相处的可持续发展体系。"
    assert outline(heading + "坚持生态优先，推进污染防治，完善治理机制。") == [
        (heading + "|", (heading.rstrip("。"),)),
    ]


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("（一）指导思想：坚持项目为王、环境为先，全面提升供水保障能力。加快建设。", "（一）指导思想："),
        (
            "（六）打造现代生态都市坚持生态优先、绿色发展，把治水摆在突出位置，统筹推进水厂、管网和河道建设，实施三项工程，确保水清岸绿。",
            "（六）打造现代生态都市",
        ),
        ("一）加大改革力度，增强发展活力。出台改革方案，完善机制。", "一）加大改革力度，增强发展活力。"),
    ],
)
def test_headings_that_lost_their_punctuation(line, heading):
    assert outline(line)[0][0] == heading + "|"


PROSE = "全市坚持项目为王、环境为先，统筹推进水厂、管网和河道建设，城乡供水保障能力明显增强。"


def test_a_short_line_between_paragraphs_is_a_heading():
    text = f"一、过去五年工作\n{PROSE}\n供水保障跃上新台阶\n{PROSE}\n“十三五”——决战决胜的五年\n{PROSE}"
    assert outline(text) == [
        ("# 一、过去五年工作", ()),
        (PROSE, ("一、过去五年工作",)),
        ("# 供水保障跃上新台阶", ("一、过去五年工作",)),
        (PROSE, ("一、过去五年工作", "供水保障跃上新台阶")),
        ("# “十三五”——决战决胜的五年", ()),
        (PROSE, ("“十三五”——决战决胜的五年",)),
    ]


@pytest.mark.parametrize(
    "line",
    ["单位：万元", "表2供水情况", "完成投资12.5亿元", "各位代表", "2031年5月6日", "注：口径为规模以上", "（附后）"],
)
def test_what_stands_between_paragraphs_and_is_no_heading(line):
    assert [words for words, _ in outline(f"{PROSE}\n{line}\n{PROSE}")] == [PROSE, line, PROSE]


def test_numbers_that_begin_anew_under_unnumbered_headings_stand_below_them():
    text = (
        f"2030年工作回顾\n{PROSE}\n2031年工作建议\n{PROSE}\n一、供水\n{PROSE}\n二、治水\n{PROSE}\n政府自身建设\n{PROSE}"
    )
    assert [section for words, section in outline(text) if words == PROSE] == [
        ("2030年工作回顾",),
        ("2031年工作建议",),
        ("2031年工作建议", "一、供水"),
        ("2031年工作建议", "二、治水"),
        ("政府自身建设",),
    ]


def test_what_is_bold_at_the_beginning_of_a_paragraph_is_its_heading():
    text = "\n\n".join(
        [
            PROSE,
            "**（一）强化调度。压实责任。**每周调度一次。",
            "**加快水厂建设。**新建水厂2座。",
            "**主要目标是：**供水普及率达到99%。",
        ]
    )
    assert [words for words, _ in outline(text, name="a.md")[1:]] == [
        "（一）强化调度。压实责任。|",
        "加快水厂建设。|",
        "主要目标是：供水普及率达到99%。",
    ]


def test_title_session_and_speaker_are_no_headings_however_they_are_set():
    set_bold = ["澄湖市政府工作报告", "2031年1月6日在澄湖市第三届人民代表大会上", "市长某某", "一、工作回顾"]
    text = "\n\n".join([*(f"**{line}**" for line in set_bold), PROSE])
    assert [words.startswith("#") for words, _ in outline(text, name="a.md")] == [False, False, False, True, False]
