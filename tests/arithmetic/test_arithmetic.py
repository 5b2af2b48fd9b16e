"""What documents say of their own numbers: sums that are right, sums that are not, and figures that are no sums."""

from __future__ import annotations

import pytest

from pipeline.arithmetic import check, issues, reckon
from pipeline.prepare import prepare
from schemas.claims import Claim, Contradiction
from schemas.document import Cell, Document, RawDocument, Table
from schemas.mapped_text import MappedText


def document(text: str, tables: tuple[Table, ...] = ()) -> Document:
    return prepare(RawDocument("讲话.txt", "讲话.txt", "txt", "d1", text, MappedText.identity(text), tables=tables))


def claims(text: str) -> list[Claim]:
    return reckon(document(text), ())


RIGHT = [
    ("全区确定攻坚项目125个。目前已开工的项目有78个，开工率为62.4%。", "share", "78÷125＝62.4%"),
    ("柳湾片区640户被征收户已经签约的有256户，占总数40%。", "share", "256÷640＝40%"),
    ("年度计划投资80亿元，1至5月完成投资36.2亿元，占年度计划的45.3%。", "share", "36.2亿÷80亿＝45.25%"),
    ("年末常住人口52.4万人，其中城镇人口31.1万人，占常住人口的59.4%。", "share", "31.1万÷52.4万＝59.35%"),
    ("全区攻坚项目125个，按照年底达到80%的要求（即达到100个）推进。", "part", "125×80%＝100"),
    ("项目已完成78个，年底要达到100个，还需要推动开工项目22个。", "difference", "100－78＝22"),
    ("规上企业由120家增加到156家，增加36家。", "difference", "156－120＝36"),
    ("森林覆盖率由41.2%提高到43.5%，提高2.3个百分点。", "difference", "43.5%－41.2%＝2.3个百分点"),
    ("21个未开工项目中，有9个用地手续超过半年未办结，有12个资金未落实。", "sum", "9＋12＝21"),
    ("新建改建学校35所，其中城区12所、乡镇23所。", "sum", "12＋23＝35"),
    ("投入省级资金3.2亿元、市级资金1.8亿元、县级资金2亿元，合计7亿元。", "sum", "3.2亿＋1.8亿＋2亿＝7亿"),
    ("三次产业结构调整为8.4:41.2:50.4。", "structure", "8.4＋41.2＋50.4＝100%"),
    ("经营主体由16.6万户增加到27.6万户、增长66.3%。", "growth", "（27.6万－16.6万）÷16.6万＝66.27%"),
    ("审批事项由250项减少到40项，减幅84%。", "growth", "（250－40）÷250＝84%"),
    ("五年来财政收入由20亿元增加到32.2亿元，年均增长10%。", "growth", "（32.2亿÷20亿）开5次方－1＝10%"),
    ("财政收入由20亿元增加到62亿元，增长2.1倍。", "growth", "62亿÷20亿＝3.1倍，增长2.1倍"),
    ("产值从30亿元增加到61亿元，翻了一番多。", "times", "61亿÷30亿＝2倍"),
]


@pytest.mark.parametrize(("text", "kind", "formula"), RIGHT, ids=[text for text, *_ in RIGHT])
def test_what_fits_is_verified(text: str, kind: str, formula: str) -> None:
    (claim,) = claims(text)
    assert (claim.kind, claim.formula, claim.holds) == (kind, formula, True)


WRONG = [
    ("全区确定攻坚项目125个。目前已开工的项目有78个，开工率为64.2%。", 64.2, 62.4),
    ("柳湾片区640户被征收户已经签约的有256户，占总数46%。", 46, 40),
    ("年度计划投资80亿元，1至5月完成投资36.2亿元，占年度计划的54.3%。", 54.3, 45.25),
    ("全区攻坚项目125个，按照年底达到80%的要求（即达到108个）推进。", 108, 100),
    ("项目已完成78个，年底要达到100个，还需要推动开工项目32个。", 32, 22),
    ("规上企业由120家增加到156家，增加26家。", 26, 36),
    ("25个停工项目中，有9个停工超过一年以上，有12个停工未满一年。", 25, 21),
    ("新建改建学校38所，其中城镇12所、农村23所。", 38, 35),
    ("投入省级资金3.2亿元、市级资金1.8亿元、县级资金2.0亿元，合计8.0亿元。", 8e8, 7e8),
    ("三次产业结构调整为8.4:41.2:52.4。", 52.4, 50.4),
    ("经营主体由16.6万户增加到27.6万户、增长76.3%。", 76.3, 66.27),
    ("财政支出由2026年的20亿元增加到2031年的32.2亿元，年均增长16%。", 16, 10),
]


@pytest.mark.parametrize(("text", "stated", "computed"), WRONG, ids=[text for text, *_ in WRONG])
def test_what_does_not_fit_is_reported_with_both_values(text: str, stated: float, computed: float) -> None:
    (found,) = check(document(text), ())
    assert isinstance(found, Contradiction)
    assert (found.stated, found.computed) == (stated, computed)


@pytest.mark.parametrize(
    "text",
    [
        "新建学校35所，其中省级示范12所、市级示范15所。",  # 其中 need not name all
        "新开工项目60个，竣工项目42个，城镇登记失业率为3.5%。",  # a rate of something else
        "地区生产总值从300亿元增加到420亿元，增长31%。",  # at constant prices
        "财政收入20亿元，增长6%；税收收入14亿元，增长8%。",
        "进出口总额增长8%，其中出口增长5%、进口增长3%。",  # rates do not add up
        "完成投资815亿元，总投资3275亿元的项目全面推进，为年度计划的129%。",
        "力争新开工项目200个左右，已开工150个，还需加快推进。",
        "达到70%以上的要求，涉及81个村。",
        "常住人口52.4万人，比上年增加1.1万人，占全市人口的12%。",
        "16项指标中，10项增幅位居前列，7项高于上年。",  # a thing may be both
    ],
)
def test_what_is_no_sum_is_left_alone(text: str) -> None:
    assert claims(text) == []


SPEECH = """在全县重点项目推进会上的讲话

同志们：

一、正视差距

年初确定的计划总投资48.6亿元的84个重点项目要全面推进。目前开工、竣工的项目已有51个，开工、竣工率为60.7%。\
按照年底必须达到75%的要求（即达到63个），还需要推动开工、竣工项目12个。

11个停工项目中，有4个停工时间超过1年以上，有7个停工时间未满1年。青柳片区450户被征收户已经签约的有198户，占总数44%。
"""


def test_a_speech_is_verified_sum_by_sum() -> None:
    found = claims(SPEECH)
    assert [(claim.kind, claim.formula) for claim in found] == [
        ("share", "51÷84＝60.71%"),
        ("part", "84×75%＝63"),
        ("difference", "63－51＝12"),
        ("sum", "4＋7＝11"),
        ("share", "198÷450＝44%"),
    ]
    assert all(claim.holds for claim in found)


@pytest.mark.parametrize(
    ("right", "wrong", "quote"),
    [
        ("率为60.7%", "率为66.7%", "开工、竣工率为66.7%"),
        ("即达到63个", "即达到69个", "即达到69个"),
        ("项目12个", "项目15个", "还需要推动开工、竣工项目15个"),
        ("有7个停工", "有8个停工", "11个停工项目中"),
        ("占总数44%", "占总数54%", "占总数54%"),
    ],
)
def test_an_error_planted_in_a_copy_is_reported(right: str, wrong: str, quote: str) -> None:
    text = SPEECH.replace(right, wrong)
    assert quote in [found.quote for found in check(document(text), ())]


def test_evidence_stands_in_the_source_as_it_is() -> None:
    text = SPEECH.replace("已有51个", "已有**51**个").replace("（即", "(即")
    doc = document(text)
    for claim in reckon(doc, ()):
        assert text[claim.start : claim.end] == claim.quote
        assert text[claim.basis_start : claim.basis_end] == claim.basis


def test_a_contradiction_becomes_an_issue_in_the_words_of_an_office() -> None:
    doc = document("柳湾片区640户被征收户已经签约的有256户，占总数46%。")
    (issue,) = issues(reckon(doc, ()))
    assert (issue.stage, issue.quote) == ("check", "占总数46%")
    assert issue.message == "与“柳湾片区640户被征收户已经签约的有256户”不符：按原文数字，256÷640＝40%"


def table(*rows: str) -> tuple[str, Table]:
    """A table as text, and as a reader gives it: rows of cells with | between."""
    text, cells = "", []
    for r, row in enumerate(rows):
        for c, cell in enumerate(row.split("|")):
            cells.append(Cell(r, c, len(text), len(text) + len(cell), cell))
            text += cell + "\t"
        text = text[:-1] + "\n"
    return text, Table(0, len(text), len(rows), rows[0].count("|") + 1, tuple(cells))


def test_the_rates_and_totals_of_a_table_are_checked_by_how_it_is_built() -> None:
    text, made = table(
        "镇街|年度计划（户）|已完成（户）|完成率",
        "青柳镇|200|150|75%",
        "岚岭乡|120|60|50%",
        "河湾街道|80|60|75%",
        "石桥镇|100|90|80%",
        "合计|500|350|72%",
    )
    found = [c for c in reckon(document(text, (made,)), ()) if not c.holds]
    assert [(c.quote, c.computed) for c in found] == [("80%", 90), ("350", 360), ("72%", 70)]


def test_columns_that_do_not_add_up_anywhere_are_no_sums() -> None:
    text, made = table("行业|企业数|增速", "制造业|30|5", "建筑业|12|8", "运输业|9|3", "合计|70|6")
    assert reckon(document(text, (made,)), ()) == []
