"""Noise goes, words stay: each kind of noise beside what the text says."""

import pytest
from documents import raw_document
from noisy_texts import NOISE

from pipeline.clean import clean, normalise, simplify
from schemas.document import Table


def cleaned(text, name="a.txt"):
    return clean(raw_document(text, name=name)).text


def lines(text):
    """The paragraphs; how many blank lines part them means nothing."""
    return [line for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize(("name", "noisy", "plain"), NOISE.values(), ids=NOISE)
def test_noise_goes_and_words_stay(name, noisy, plain):
    assert lines(cleaned(noisy, name)) == lines(plain)


@pytest.mark.parametrize("width", [18, 24, 30, 36, 44])
def test_a_page_of_any_width_is_joined(width):
    """A paragraph set at a page's width reads as it did before."""
    paragraph = (
        "坚持以项目建设为中心，聚焦产业链关键环节，统筹推进招商引资、要素保障、企业服务等各项工作，全面提升项目建设质量和效益，"
        "确保全年新开工亿元以上项目30个，竣工投产15个，完成固定资产投资120亿元，为全面完成年度目标任务奠定坚实基础。"
    )
    heads = ["一、总体要求", "二、重点任务", "三、保障措施"]
    page = "\n".join(
        f"{head}\n" + "\n".join(paragraph[i : i + width] for i in range(0, len(paragraph), width)) for head in heads
    )
    assert lines(cleaned(page)) == [line for head in heads for line in (head, paragraph)]


def test_words_left_over_of_a_line_are_read_on():
    """A line cut a word short of the column it was set in leaves that word on a line of its own."""
    words = (
        "加强长江支流系统治理，按照搬迁改造实施方案的要求，沿江一公里内严禁新建扩建化工园区，二零三三年底前全面完成搬迁改造任务，"
        "建立入河排污口名录，初步建成统一的排污口信息管理系统，完善船舶生活污水和垃圾接收转运处置设施，推动绿色港口和绿色码头建设。"
    )
    cut = "\n".join(f"{words[i : i + 28]}\n{words[i + 28 : i + 30]}" for i in range(0, len(words), 30))
    head = "一、重点任务"
    assert lines(cleaned(f"{head}\n{cut}\n二、保障措施\n{cut}")) == [head, words, "二、保障措施", words]


def test_a_cover_stays_before_a_long_table_of_contents():
    contents = "\n".join(f"第{n}节 加强第{n}类海湾保护{'.' * 30}" for n in range(1, 40))
    text = f"澄湖省\n“十七五”海湾保护规划\n2041年3月\n目 录\n{contents}\n前 言\n为保护海湾，依照有关规定，编制本规划。"
    assert lines(cleaned(text))[:2] == ["澄湖省", "“十七五”海湾保护规划"]


def test_tables_are_left_to_the_reader_of_tables():
    text = "重点任务如下。\n序号 任务 单位\n1 新建水厂 县水利局\n其他工作另行安排。"
    start, end = text.index("序号"), text.index("其他")
    raw = raw_document(text, tables=[Table(start, end, 2, 3, ())])
    assert lines(clean(raw).text) == ["重点任务如下。", "其他工作另行安排。"]


def test_nothing_but_a_short_line_stays_as_it_is():
    assert cleaned("通知") == "通知"


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u3000\u3000", "\ufeff"])
def test_nothing_gives_nothing(text):
    assert cleaned(text).strip() == ""


def test_simplified_text_is_not_touched():
    text = "乾县、于都、後山村的名称不变，系统集成、准予备案。"
    assert simplify("加快推进项目建设" * 100) == "加快推进项目建设" * 100
    assert len(simplify(text)) == len(text)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("（一）", "（一）"),
        ("(一)", "（一）"),
        ("1,000", "1,000"),
        ("1，000", "1,000"),
        ("1，00", "1，00"),
        ("ＡＢＣ", "ABC"),
        ("６０％", "60%"),
        ("8:30", "8:30"),
        ("責任單位:縣政府", "责任单位：县政府"),
        ("a;b", "a；b"),
        ("·", "·"),
        ("•", "·"),
    ],
)
def test_forms_of_one_character(written, read):
    assert normalise(written) == read
    assert len(normalise(written)) == len(written)
