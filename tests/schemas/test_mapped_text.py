"""Text that remembers its source: edits, cuts and the way back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.mapped_text import Edit, MappedText

PROFILE = settings(max_examples=100, deadline=None, derandomize=True, database=None)
#: Every character once, so that an offset can be told by its character alone.
ALPHABET = "".join(chr(0x4E00 + i) for i in range(32))


@st.composite
def edits_of(draw, text):
    """Sorted edits of a text that do not overlap; insertions in small letters, of any length."""
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    return [Edit(a, b, draw(st.text("abc", max_size=5))) for a, b in pairs]


@st.composite
def sources(draw):
    return ALPHABET[: draw(st.integers(0, len(ALPHABET)))]


def apply(text, edits):
    """The same edits by plain slicing."""
    out, at = [], 0
    for start, end, new in edits:
        out += [text[at:start], new]
        at = end
    return "".join(out) + text[at:]


def kept_lead_back(source, mapped):
    """Every character that was kept leads back to itself, and every one at all into the source."""
    for i, character in enumerate(mapped.text):
        start, end = mapped.source_span(i, i + 1)
        assert 0 <= start <= end <= len(source)
        if character in ALPHABET:
            assert character in source[start:end]


@PROFILE
@given(st.data())
def test_editing_is_slicing(data):
    source = data.draw(sources())
    edits = data.draw(edits_of(source))
    mapped = MappedText.identity(source).edited(edits)
    assert mapped.text == apply(source, edits)
    kept_lead_back(source, mapped)


@PROFILE
@given(st.data())
def test_edits_upon_edits_still_lead_back(data):
    source = data.draw(sources())
    mapped = MappedText.identity(source)
    for _ in range(3):
        edits = data.draw(edits_of(mapped.text))
        expected = apply(mapped.text, edits)
        mapped = mapped.edited(edits)
        assert mapped.text == expected
        kept_lead_back(source, mapped)


@PROFILE
@given(st.data())
def test_a_kept_stretch_maps_to_itself(data):
    source = data.draw(sources())
    edits = data.draw(edits_of(source))
    mapped = MappedText.identity(source).edited(edits)
    for start, end in data.draw(st.lists(st.tuples(st.integers(0, 32), st.integers(0, 32)), max_size=3)):
        words = mapped.text[start:end]
        if words and words in source:
            assert source[slice(*mapped.source_span(start, min(end, len(mapped.text))))] == words


@PROFILE
@given(st.data())
def test_spans_are_in_order(data):
    source = data.draw(sources())
    mapped = MappedText.identity(source).edited(data.draw(edits_of(source)))
    spans = [mapped.source_span(i, i + 1) for i in range(len(mapped.text))]
    assert spans == sorted(spans)


@PROFILE
@given(st.data())
def test_a_longer_span_holds_a_shorter_one(data):
    source = data.draw(sources())
    mapped = MappedText.identity(source).edited(data.draw(edits_of(source)))
    n = len(mapped.text)
    for a in range(0, n, 7):
        for b in range(a + 1, n + 1, 5):
            start, end = mapped.source_span(a, b)
            assert start == mapped.source_span(a, a + 1)[0]
            assert end == mapped.source_span(b - 1, b)[1]


@PROFILE
@given(st.data())
def test_replacing_by_the_same_length_keeps_the_map(data):
    source = data.draw(sources())
    cuts = sorted(data.draw(st.lists(st.integers(0, len(source)), min_size=2, max_size=2)))
    mapped = MappedText.identity(source).edited([Edit(cuts[0], cuts[1], "x" * (cuts[1] - cuts[0]))])
    assert all(mapped.source_span(i, i + 1) == (i, i + 1) for i in range(len(source)))


@PROFILE
@given(st.data())
def test_what_is_left_out_of_the_source_is_gone(data):
    source = data.draw(sources())
    cuts = sorted(data.draw(st.lists(st.integers(0, len(source)), max_size=6, unique=True)))
    stretches = list(zip(cuts[::2], cuts[1::2], strict=False))
    mapped = MappedText.identity(source).without(stretches)
    gone = {i for a, b in stretches for i in range(a, b)}
    assert mapped.text.replace("\n", "") == "".join(c for i, c in enumerate(source) if i not in gone)
    assert mapped.text.count("\n") == len(stretches)
    kept_lead_back(source, mapped)


def test_without_counts_in_the_source_not_in_the_edited_text():
    source = "甲乙丙丁戊己"
    mapped = MappedText.identity(source).edited([Edit(0, 2, ""), Edit(3, 4, "xyz")]).without([(4, 5)])
    assert mapped.text == "丙xyz\n己"
    assert source[slice(*mapped.source_span(5, 6))] == "己"
    assert source[slice(*mapped.source_span(1, 4))] == "丁"


def test_a_rewritten_word_maps_as_a_whole():
    mapped = MappedText.identity("甲&amp;乙").edited([Edit(1, 6, "&")])
    assert mapped.text == "甲&乙"
    assert mapped.source_span(1, 2) == (1, 6)
    assert mapped.source_span(2, 3) == (6, 7)
    assert mapped.source_span(0, 3) == (0, 7)


def test_a_stretch_across_a_cut_takes_the_noise_along():
    mapped = MappedText.identity("项(xiàng)目").edited([Edit(1, 8, "")])
    assert mapped.text == "项目"
    assert mapped.source_span(0, 2) == (0, 9)
    assert mapped.source_span(0, 1) == (0, 1)


def test_an_empty_stretch_maps_to_an_empty_one():
    mapped = MappedText.identity("甲乙丙").edited([Edit(0, 1, "")])
    assert mapped.source_span(1, 1) == (2, 2)
    assert mapped.source_span(2, 2) == (3, 3)


def test_parts_are_joined():
    mapped = MappedText.from_parts([("甲乙", 3, 5), ("", 5, 9), ("丙", 9, 10), ("和", 10, 14)])
    assert mapped.text == "甲乙丙和"
    assert [mapped.source_span(i, i + 1) for i in range(4)] == [(3, 4), (4, 5), (9, 10), (10, 14)]


def test_no_edits_give_the_same_text():
    mapped = MappedText.identity("甲乙丙")
    assert mapped.edited([]) is mapped


def test_nothing_is_a_text_too():
    assert MappedText.identity("").text == ""
    assert MappedText.from_parts([]).text == ""
    assert MappedText.from_parts([]).source_span(0, 0) == (0, 0)


@pytest.mark.parametrize(
    "edits", [[Edit(2, 4, ""), Edit(3, 5, "")], [Edit(3, 4, ""), Edit(0, 1, "")], [Edit(3, 2, "x")]]
)
def test_edits_that_overlap_or_run_backwards_are_refused(edits):
    with pytest.raises(ValueError, match="overlap or run backwards"):
        MappedText.identity("甲乙丙丁戊己").edited(edits)
