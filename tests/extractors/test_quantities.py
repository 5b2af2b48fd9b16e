"""Quantities: every spelling of a value gives that value, and look-alikes give none."""

from datetime import date

import pytest
from marked import read_marked
from quantity_cases import FALSE_FRIENDS, MARKED, SPELLINGS
from quantity_cases_more import FALSE_FRIENDS as MORE_FALSE_FRIENDS
from quantity_cases_more import MARKED as MORE_MARKED
from quantity_cases_more import SPELLINGS as MORE_SPELLINGS
from quantity_cases_more import TYPED

from extractors.entities import recognise
from extractors.quantities import find_quantities

LOOK_ALIKES = [t for group in (FALSE_FRIENDS, MORE_FALSE_FRIENDS) for texts in group.values() for t in texts]
REFERENCE = date(2031, 3, 5)


def quantities(text):
    """Those with a unit; plain numbers measure nothing."""
    return [e for e in recognise(text, REFERENCE) if e["type"] == "quantity" and e["unit"]]


@pytest.mark.parametrize(
    ("value", "unit", "comparator", "spelling"),
    [pytest.param(v, u, c, s, id=s) for v, u, c, ways in [*SPELLINGS, *MORE_SPELLINGS, *TYPED] for s in ways],
)
def test_a_spelling_gives_its_value(value, unit, comparator, spelling):
    low, high = value if isinstance(value, tuple) else (value, None)
    found = quantities(f"全市{spelling}。")
    assert [(e["unit"], e["comparator"]) for e in found] == [(unit, comparator)]
    assert found[0]["value"] == pytest.approx(low, rel=1e-3)
    assert found[0]["upper"] == (None if high is None else pytest.approx(high))


@pytest.mark.parametrize(
    ("value", "unit", "comparator", "spelling"),
    [pytest.param(v, u, c, s, id=s) for v, u, c, ways in [*SPELLINGS, *MORE_SPELLINGS] for s in ways],
)
def test_prose_reads_it_the_same(value, unit, comparator, spelling):
    low, high = value if isinstance(value, tuple) else (value, None)
    found = find_quantities(f"全市{spelling}。")
    assert [(q.unit, q.comparator) for q in found] == [(unit, comparator)]
    assert found[0].value == pytest.approx(low, rel=1e-3)
    assert found[0].upper == (None if high is None else pytest.approx(high))


@pytest.mark.parametrize("text", [pytest.param(t, id=t) for t in LOOK_ALIKES])
def test_a_look_alike_gives_none(text):
    assert [quantities(frame.format(text)) for frame in ("{}", "推进{}建设。", "，{}，")] == [[], [], []]


@pytest.mark.parametrize("marked", [*MARKED, *MORE_MARKED])
def test_all_quantities_of_a_sentence(marked):
    text, marks = read_marked(marked)
    expected = [
        (m.words, m.attributes["unit"], m.attributes.get("comparator", "eq"), m.number("value"), m.number("upper"))
        for m in marks
    ]
    found = quantities(text)
    assert [(e["text"], e["unit"], e["comparator"], e["value"], e["upper"]) for e in found] == [
        (words, unit, comparator, pytest.approx(value, rel=1e-3), upper)
        for words, unit, comparator, value, upper in expected
    ]
