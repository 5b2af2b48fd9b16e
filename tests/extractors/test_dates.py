"""Dates: every spelling of a day gives that day, anchors are arguments, and look-alikes give none."""

from datetime import date

import date_cases as cases
import date_cases_more as more
import pytest
from marked import read_marked

from extractors.dates import Anchor, find_dates, plan_period
from extractors.recurrence import recurrence_rule

LOOK_ALIKES = [t for m in (cases, more) for texts in m.FALSE_FRIENDS.values() for t in texts]
SPANS = [*cases.SPANS, *more.SPANS]
SPOKEN = Anchor(2031, date(2031, 3, 5))


def dates(text, anchor=SPOKEN):
    """Those that say when; 尽快 and 目前 are words of no day."""
    return [d for d in find_dates(text, anchor) if d.kind != "vague"]


def iso(day):
    return day.isoformat() if day else None


@pytest.mark.parametrize(
    ("last", "words"), [pytest.param(day, w, id=w) for day, ways in [*cases.BY, *more.BY] for w in ways]
)
def test_a_spelling_gives_its_last_day(last, words):
    text = f"全市{words}完成改造。"
    found = dates(text)
    assert [(text[d.start : d.end], iso(d.last)) for d in found] == [(words, last)]


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [pytest.param(a, b, w, id=w) for a, b, ways in SPANS for w in ways],
)
def test_a_period_has_its_first_and_last_day(first, last, words):
    text = f"，{words}，全市"
    assert [(text[d.start : d.end], iso(d.first), iso(d.last)) for d in dates(text)] == [(words, first, last)]


@pytest.mark.parametrize(
    ("rule", "words"), [pytest.param(rule, w, id=w) for rule, ways in [*cases.RHYTHMS, *more.RHYTHMS] for w in ways]
)
def test_a_rhythm_comes_round(rule, words):
    text = f"各责任单位{words}，报送进展情况。"
    found = dates(text)
    assert [(text[d.start : d.end], d.kind, d.rrule) for d in found] == [(words, "recurring", rule)]
    assert recurrence_rule(words) == rule
    assert (found[0].first, found[0].last) == (None, None)


@pytest.mark.parametrize("text", [pytest.param(t, id=t) for t in LOOK_ALIKES])
def test_a_look_alike_gives_none(text):
    assert [dates(frame.format(text)) for frame in ("{}", "完成{}建设。", "，{}，")] == [[], [], []]


@pytest.mark.parametrize("marked", [*cases.MARKED, *more.MARKED])
def test_all_dates_of_a_sentence(marked):
    text, marks = read_marked(marked)
    found = dates(text)
    assert [(text[d.start : d.end], d.kind == "recurring") for d in found] == [
        (m.words, "recurring" in m.attributes) for m in marks
    ]
    for d, m in zip(found, marks, strict=True):
        if "recurring" in m.attributes:
            assert (d.last, d.rrule) == (None, m.attributes["rrule"])
        else:
            assert (iso(d.last) or "none") == m.attributes["to"]
        if "from" in m.attributes:
            assert (iso(d.first) or "none") == m.attributes["from"]


@pytest.mark.parametrize(("words", "year", "written", "bare", "last"), [*cases.ANCHORED, *more.ANCHORED])
def test_relative_words_lean_on_the_anchor_handed_in(words, year, written, bare, last):
    anchor = Anchor(year, date.fromisoformat(written) if written else None, bare)
    found = dates(f"{words}完成。", anchor)
    assert len(found) == 1
    assert iso(found[0].last) == last


@pytest.mark.parametrize(
    ("nth", "first", "last"), [("一", 2006, 2010), ("三", 2016, 2020), ("四", 2021, 2025), ("六", 2031, 2035)]
)
def test_five_year_plans_follow_one_another(nth, first, last):
    assert plan_period(nth) == (date(first, 1, 1), date(last, 12, 31))


@pytest.mark.parametrize("words", more.NO_DAY)
def test_a_season_stays_text(words):
    text = f"，{words}，"
    found = dates(text)
    assert [(d.first, d.last) for d in found] == [(None, None)]
    assert text[found[0].start : found[0].end].strip("“”") in words


@pytest.mark.parametrize("words", ["尽快", "早日", "适时", "目前", "及时"])
def test_words_of_no_day_have_none(words):
    found = find_dates(f"{words}完成改造。", SPOKEN)
    assert [(d.kind, d.first, d.last) for d in found] == [("vague", None, None)]


def test_the_clock_is_never_asked():
    text = "今年6月底前完成，明年全面推开，“十五五”末见效"
    assert find_dates(text, SPOKEN) == find_dates(text, Anchor(2031, date(2031, 12, 1)))
