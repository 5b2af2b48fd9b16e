"""The heading tree: every numbering, inline headings, stages, and items that are no headings."""

from itertools import pairwise

import pytest
from documents import raw_document
from outlines import outline

from pipeline.clean import clean
from pipeline.segment import mark_level, segment
from schemas.document import Block


@pytest.mark.parametrize(
    ("line", "level", "mark"),
    [
        ("第一章 总则", 1, "第一章"),
        ("第三篇 重点任务", 1, "第三篇"),
        ("第二节 发展目标", 2, "第二节"),
        ("一、总体要求", 3, "一、"),
        ("十二、保障措施", 3, "十二、"),
        ("（一）优化流程", 4, "（一）"),
        ("（十一）优化流程", 4, "（十一）"),
        ("1.新建水厂", 5, "1."),
        ("12、新建水厂", 5, "12、"),
        ("（3）新建水厂", 6, "（3）"),
        ("④新建水厂", 7, "④"),
    ],
)
def test_every_numbering_has_its_level(line, level, mark):
    assert mark_level(line) == (level, len(mark))


@pytest.mark.parametrize(
    "line",
    [
        "2031年工作要点",
        "1.5万户居民受益",
        "12.5%的项目开工",
        "一批项目开工",
        "一是加强领导",
        "第一，加强领导",
        "（含税）收入",
        "三个项目",
        "一季度",
        "十件实事",
    ],
)
def test_what_is_no_numbering(line):
    assert mark_level(line) is None


def test_numberings_nest_as_official_documents_have_them():
    text = "\n".join(
        [
            "第一章 总则",
            "第一节 发展目标",
            "一、总体要求",
            "（一）指导思想",
            "1.工作原则",
            "（1）统筹推进",
            "①分类施策",
            "坚持统筹推进、分类施策，确保工作实效。",
            "（二）主要目标",
            "到2035年，供水普及率达到99%。",
            "二、重点任务",
            "新建水厂2座，改造管网45公里。",
        ]
    )
    chapter, section, one = "第一章总则", "第一节发展目标", "一、总体要求"
    top = (chapter, section, one)
    assert outline(text) == [
        ("# 第一章总则", ()),
        ("# 第一节发展目标", (chapter,)),
        ("# 一、总体要求", (chapter, section)),
        ("# （一）指导思想", top),
        ("# 1.工作原则", (*top, "（一）指导思想")),
        ("# （1）统筹推进", (*top, "（一）指导思想", "1.工作原则")),
        ("# ①分类施策", (*top, "（一）指导思想", "1.工作原则", "（1）统筹推进")),
        (
            "坚持统筹推进、分类施策，确保工作实效。",
            (*top, "（一）指导思想", "1.工作原则", "（1）统筹推进", "①分类施策"),
        ),
        ("# （二）主要目标", top),
        ("到2035年，供水普及率达到99%。", (*top, "（二）主要目标")),
        ("# 二、重点任务", (chapter, section)),
        ("新建水厂2座，改造管网45公里。", (chapter, section, "二、重点任务")),
    ]


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("（一）加强组织领导。各单位要高度重视，落实责任，确保工作实效。", "（一）加强组织领导。"),
        ("1.水厂建设。新建水厂2座，改造水厂3座。", "1.水厂建设。"),
        ("三、强化督查考核。督查室定期通报，对进展迟缓的单位予以约谈。", "三、强化督查考核。"),
        ("（2）管网改造。改造管网45公里，降低漏损率。", "（2）管网改造。"),
        ("③完善监测网络。布设监测点120处，实现全域覆盖。", "③完善监测网络。"),
    ],
)
def test_an_inline_heading_ends_at_its_full_stop(line, heading):
    assert outline(line) == [(heading + "|", (heading.rstrip("。"),))]


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("（一）动员部署阶段（3月1日至3月31日）各单位要制定方案，明确责任。", "（一）动员部署阶段（3月1日至3月31日）"),
        ("二、集中攻坚阶段（4月至10月）全面推进项目建设。", "二、集中攻坚阶段（4月至10月）"),
        ("（三）总结验收阶段（2031年11月）。组织开展评估验收，总结经验。", "（三）总结验收阶段（2031年11月）。"),
    ],
)
def test_the_period_of_a_stage_belongs_to_its_heading(line, heading):
    assert outline(line) == [(heading + "|", (heading.rstrip("。"),))]


@pytest.mark.parametrize("line", ["（一）动员部署阶段（3月1日至3月31日）", "（二）集中攻坚阶段（2031年4月至10月）"])
def test_a_stage_on_its_own_line(line):
    text = f"二、实施步骤\n{line}\n各单位要制定方案，明确责任。"
    assert outline(text)[1:] == [
        (f"# {line}", ("二、实施步骤",)),
        ("各单位要制定方案，明确责任。", ("二、实施步骤", line)),
    ]


@pytest.mark.parametrize(
    "item",
    [
        "1.新建水厂2座，改造管网45公里，年底前全部投用。",
        "（1）完成漏损治理试点3个，漏损率控制在9%以内。",
        "2、各镇办要压实责任，主动服务，帮助企业解决实际困难和问题，确保项目早日建成投产见效。",
        "①新增供水能力12万吨。",
        "一是加强组织领导。",
        "——供水保障能力显著提升。",
        "——到2035年，供水普及率达到99%。漏损率降到9%。",
        "第一，加强组织领导，压实工作责任。",
        "9.清流工程：指整治河道、改造管网的工程。包括26个项目。",
        "6.新增公交线路10条，新增里程30公里。新增延时公交10条。（牵头单位：市交通局）",
    ],
)
def test_an_item_that_is_one_whole_sentence_is_no_heading(item):
    following = "上述工作纳入年度考核。"
    assert outline(f"二、重点任务\n{item}\n{following}") == [
        ("# 二、重点任务", ()),
        (item, ("二、重点任务",)),
        (following, ("二、重点任务",)),
    ]


@pytest.mark.parametrize("line", ["总体要求", "工作回顾", "主要目标", "保障措施", "2031年重点工作"])
def test_a_short_line_of_heading_words_is_a_heading(line):
    assert outline(f"{line}\n坚持统筹推进，确保工作实效。") == [
        (f"# {line}", ()),
        ("坚持统筹推进，确保工作实效。", (line,)),
    ]


@pytest.mark.parametrize("line", ["附件", "附件1：任务分解表", "附件2", "附录"])
def test_an_attachment_begins_anew(line):
    text = f"一、总体要求\n坚持统筹推进，确保工作实效。\n{line}\n本表由县水利局负责解释，各单位按月报送。"
    assert [section for _, section in outline(text)] == [(), ("一、总体要求",), (), (line,)]


def test_a_lower_numbering_closes_with_the_next_higher_one():
    text = "一、任务\n（一）供水\n1.水厂\n二、保障\n（一）资金"
    assert [section for _, section in outline(text)] == [
        (),
        ("一、任务",),
        ("一、任务", "（一）供水"),
        (),
        ("二、保障",),
    ]


def test_bold_lines_and_headings_of_markdown_are_headings():
    text = (
        "# 实施方案\n\n**工作背景**\n\n近年来供水需求增加，设施老化。\n\n**一、总体要求**\n\n坚持统筹推进，确保实效。"
    )
    assert [words for words, _ in outline(text, name="a.md")] == [
        "实施方案",
        "# 工作背景",
        "近年来供水需求增加，设施老化。",
        "# 一、总体要求",
        "坚持统筹推进，确保实效。",
    ]


def test_styles_of_the_format_make_headings():
    text = "供水保障\n坚持统筹推进，确保实效。"
    blocks = [Block(0, 4, "heading", level=1, page=2), Block(5, len(text), "paragraph", page=3)]
    raw = raw_document(text, name="a.docx", blocks=blocks)
    heading, body = segment(clean(raw), raw)
    assert (heading.level is not None, heading.page) == (True, 2)
    assert (body.section, body.page) == (("供水保障",), 3)


def test_a_heading_in_traditional_characters_is_given_simplified():
    assert outline("一、總體要求\n堅持統籌推進，確保工作實效。") == [
        ("# 一、总体要求", ()),
        ("坚持统筹推进，确保工作实效。", ("一、总体要求",)),
    ]


def test_paragraphs_cover_the_clean_text_in_order():
    text = "一、总体要求\n\n  坚持统筹推进。\n（一）加强领导。各单位要重视。\n\n1.新建水厂2座。\n"
    raw = raw_document(text)
    cleaned = clean(raw)
    paragraphs = segment(cleaned, raw)
    covered = [cleaned.text[p.start : p.end] for p in paragraphs]
    assert covered == [line.strip() for line in cleaned.text.split("\n") if line.strip()]
    assert all(a.end <= b.start for a, b in pairwise(paragraphs))
    assert all(p.heading_end is None or p.start < p.heading_end <= p.end for p in paragraphs)


@pytest.mark.parametrize("text", ["", "\n\n", " "])
def test_nothing_has_no_paragraphs(text):
    assert outline(text) == []
