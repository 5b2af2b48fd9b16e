"""The reader of marked sentences: what it reads, and that it lets no broken case pass."""

import pytest
from marked import Mark, MarkError, read_marked


def test_plain_text_and_marks():
    marked = "<deadline by=2025-12-31>2025年底前</deadline>建成<quantity value=12000 unit=套>1.2万套</quantity>"
    text, marks = read_marked(marked)
    assert text == "2025年底前建成1.2万套"
    assert marks == [
        Mark("deadline", 0, 7, "2025年底前", {"by": "2025-12-31"}),
        Mark("quantity", 9, 14, "1.2万套", {"value": "12000", "unit": "套"}),
    ]
    assert all(text[m.start : m.end] == m.words for m in marks)


def test_a_mark_inside_another():
    text, marks = read_marked(
        "<deadline by=2031-06-30>到<date to=2031-06-30>6月底</date></deadline>完成<agency role=lead>县水务局</agency>"
    )
    assert text == "到6月底完成县水务局"
    assert [m.words for m in marks] == ["到6月底", "6月底", "县水务局"]


def test_a_sentence_without_marks_is_a_counter_example():
    assert read_marked("第十四届全民运动会") == ("第十四届全民运动会", [])


def test_numbers():
    _, (mark,) = read_marked("<quantity value=0.5 upper=1.5 unit=%>0.5%—1.5%</quantity>")
    assert (mark.number("value"), mark.number("upper"), mark.number("comparator")) == (0.5, 1.5, None)


@pytest.mark.parametrize(
    "marked",
    [
        "<quantity value=1 unit=个>1个",
        "1个</quantity>",
        "<quantity value=1 unit=个>1个</date>",
        "<amount value=1 unit=个>1个</amount>",
        "<quantity value=1 unit=个></quantity>",
        "<quantity value=1>1个</quantity>",
        "<quantity value=1 unit=个 colour=red>1个</quantity>",
        "<quantity value=1 value=2 unit=个>1个</quantity>",
        "<quantity value=1 unit>1个</quantity>",
        "<quantity value=1 unit=个>1个<quantity>",
        "<date to=2031-12-31>到<quantity value=1 unit=年>2031年</date></quantity>",
        "少于<5个",
        "<quantity value=1 unit=个 1个</quantity>",
        "<Quantity value=1 unit=个>1个</Quantity>",
    ],
)
def test_a_broken_case_raises(marked):
    with pytest.raises(MarkError):
        read_marked(marked)
