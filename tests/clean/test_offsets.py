"""Every character of the clean text leads back to where it stood, and cleaning what is clean changes nothing."""

import opencc
import pytest
from documents import raw_document
from hypothesis import given, settings
from hypothesis import strategies as st
from noisy_texts import NOISE

from pipeline.clean import clean, normalise

FRAGMENTS = [
    *(
        "加快推进项目建设",
        "確保年底前竣工",
        "項(xiàng)目",
        "到 2025 年",
        "0.\n96万平方米",
        "１２．５％",
        "**重点**",
        "1，000",
    ),
    *(
        "一、总体要求",
        "（一）优化流程。",
        "1.新建水厂2座",
        "— 3 —",
        "第 4 页 共 12 页",
        "\n",
        "\n\n",
        "\r\n",
        " ",
        "\u3000",
    ),
    *(
        "，",
        "。",
        "；",
        "：",
        ",",
        ":",
        "……",
        "(PM2.5)",
        "[2031]",
        "“四个一批”",
        "《办法》",
        "\u200b",
        "14:30",
        "2、",
        "3、",
    ),
    *("Smart City", "浏览次数：12", "版权所有", "# ", "> ", "![图](a.png)"),
]
PROFILE = settings(max_examples=80, deadline=None, derandomize=True, database=None)
TEXTS = st.lists(st.sampled_from(FRAGMENTS), max_size=24).map("".join)


SIMPLIFIED = opencc.OpenCC("t2s")


def leads_back(source, mapped):
    """Each clean character stands in the source, itself or in a noisy form, in order; only breaks may be new."""
    at = 0
    for i, character in enumerate(mapped.text):
        start, end = mapped.source_span(i, i + 1)
        assert at <= start <= end <= len(source), (i, character)
        at = start
        if start == end or character not in source[start:end]:
            forms = SIMPLIFIED.convert(normalise(source[start:end]))
            noisy = character in forms or (character in "，：,:" and any(c in "，：,:" for c in forms))
            assert noisy or character in "\n ", (i, character, source[start:end])


@pytest.mark.parametrize(("name", "noisy", "plain"), NOISE.values(), ids=NOISE)
def test_each_character_leads_back(name, noisy, plain):
    leads_back(noisy, clean(raw_document(noisy, name=name)))


@pytest.mark.parametrize(("name", "noisy", "plain"), NOISE.values(), ids=NOISE)
def test_cleaning_twice_changes_nothing(name, noisy, plain):
    once = clean(raw_document(noisy, name=name)).text
    assert clean(raw_document(once, name=name)).text == once


@pytest.mark.parametrize(
    ("noisy", "words", "evidence"),
    [
        ("項(xiàng)目建設(shè)全面開(kāi)工", "项目", "項(xiàng)目"),
        ("完成124户计0.\n96万平方米", "0.96万平方米", "0.\n96万平方米"),
        ("到 2025 年，建成", "2025年", "2025 年"),
        ("确保**全年**完成", "全年完成", "全年**完成"),
        ("增长１２．５％。", "12.5%", "１２．５％"),
        ("總結經2、驗，擔當作3、為，繼續保4、持勢頭，確保完成", "经验", "經2、驗"),
    ],
)
def test_words_lead_back_to_what_stands_on_file(noisy, words, evidence):
    mapped = clean(raw_document(noisy, name="a.md" if "*" in noisy else "a.txt"))
    start = mapped.text.index(words)
    assert noisy[slice(*mapped.source_span(start, start + len(words)))] == evidence


@PROFILE
@given(TEXTS)
def test_any_mixture_leads_back(text):
    leads_back(text, clean(raw_document(text, name="a.txt")))


@PROFILE
@given(TEXTS)
def test_any_markdown_mixture_leads_back(text):
    leads_back(text, clean(raw_document(text, name="a.md")))


@PROFILE
@given(st.text(max_size=200))
def test_any_characters_lead_back(text):
    leads_back(text, clean(raw_document(text, name="a.txt")))


@PROFILE
@given(st.lists(st.sampled_from([f for f in FRAGMENTS if f not in ("2、", "3、")]), max_size=16).map("".join))
def test_any_mixture_is_clean_after_one_cleaning(text):
    once = clean(raw_document(text, name="a.txt")).text
    assert clean(raw_document(once, name="a.txt")).text == once
