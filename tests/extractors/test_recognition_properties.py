"""What holds for every text: the same inside a longer sentence, no crash, no more than linear time, the same bytes."""

import json
import os
import random
import subprocess
import sys
import time
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import agency_cases
import agency_cases_more
import date_cases
import date_cases_more
import pytest
import quantity_cases
import quantity_cases_more
from documents import document
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.agencies import find_actors, find_assignments
from extractors.dates import Anchor, find_dates
from extractors.entities import recognise
from extractors.quantities import find_quantities
from pipeline.extract import extract

ASSIGNMENTS = [*agency_cases.ASSIGNMENTS, *agency_cases_more.ASSIGNMENTS]
SPELLINGS = [*quantity_cases.SPELLINGS, *quantity_cases_more.SPELLINGS]
BY = [*date_cases.BY, *date_cases_more.BY]
RHYTHMS = [*date_cases.RHYTHMS, *date_cases_more.RHYTHMS]
SPANS = [*date_cases.SPANS, *date_cases_more.SPANS]
ROOT = Path(__file__).parents[2]
REFERENCE = date(2031, 3, 5)
#: Neutral surroundings: no number, no unit, no word of time, no bound.
FRAMES = ["会议认为，{}，各方没有异议。", "《方案》提出：{}；其他事项照旧。", "甲\n{}。\n乙", "如下（{}、其他）"]
#: Alphabets that a careless pattern would choke on.
ALPHABETS = {
    "any character": "".join(chr(c) for c in range(0x4E00, 0x9FA6)),
    "numerals": "零一二三四五六七八九十百千万亿两",
    "digits and marks": "0123456789.,%万亿—-~：:",
    "words of time": "第前至到年月日季度上下中旬底末初今明去每周十五四半期间内",
    "agencies": "市县区局委办厅由牵头负责配合、，和与及（）各有关部门单位人民政府",
    "punctuation": "，。、；：（）《》“”〔〕\n",
    "one character": "十",
    "units": "个万亿元吨米平方公里人次户家亩",
    "verbs": "新建改造完成确保力争达到增长下降分别均在到由从",
}


def noise(alphabet, length, seed=20310305):
    """Random characters of an alphabet; a seed of its own for each."""
    rng = random.Random(f"{seed}{alphabet[:40]}{length}")
    return "".join(rng.choices(alphabet, k=length))


def entities(text, offset=0):
    """What `recognise` finds, moved by an offset and without plain numbers."""
    return [
        e | {"start": e["start"] - offset, "end": e["end"] - offset}
        for e in recognise(text, REFERENCE)
        if e["type"] != "quantity" or e["unit"]
    ]


@pytest.mark.parametrize("frame", FRAMES)
def test_a_quantity_is_the_same_inside_a_longer_sentence(frame):
    offset = frame.index("{}")
    for *_, spellings in SPELLINGS:
        for words in spellings:
            assert entities(frame.format(words), offset) == entities(words + "，"), words


@pytest.mark.parametrize("frame", FRAMES)
def test_a_date_is_the_same_inside_a_longer_sentence(frame):
    offset = frame.index("{}")
    for *_, spellings in [*BY, *RHYTHMS, *SPANS]:
        for words in spellings:
            assert entities(frame.format(words), offset) == entities(words + "，"), words


@pytest.mark.parametrize("words", [a[0] for a in ASSIGNMENTS if "单位：" in a[0] or "负责" in a[0] or "牵头" in a[0]])
def test_an_assignment_is_the_same_inside_a_longer_paragraph(words):
    alone = find_assignments(f"（{words}）")
    longer = find_assignments(f"加强河道管护，落实巡查制度。（{words}）各项工作要抓紧抓实。")
    assert [x.agencies for x in longer] == [x.agencies for x in alone]


def test_mentions_slice_to_their_words_and_do_not_overlap():
    text = "\n".join(
        f"全市{words}完成改造，投入{more}。" for _, days in BY for words, more in zip(days, "甲乙丙丁", strict=False)
    )
    found = recognise(text, REFERENCE)
    assert len(found) > 20
    assert all(text[e["start"] : e["end"]] == e["text"] for e in found)
    assert all(a["end"] <= b["start"] for a, b in pairwise(found) if a["type"] == b["type"])


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(st.dates(date(2001, 1, 1), date(2049, 12, 31)))
def test_any_day_reads_back_in_every_writing(day):
    y, m, d = day.year, day.month, day.day
    spelt = "".join("〇一二三四五六七八九"[int(c)] for c in str(y))
    written = [
        f"{y}年{m}月{d}日",
        f"{y}年{m:02}月{d:02}日",
        f"{y}年{m}月{d}号前",
        f"截至{y}年{m}月{d}日",
        f"{spelt}年{tens(m)}月{tens(d)}日",
        f"{y}-{m:02}-{d:02}",
        f"{y}.{m}.{d}前",
        f"{y}/{m}/{d}",
    ]
    found = [find_dates(f"全市{w}，", Anchor(2031, REFERENCE)) for w in written]
    assert [[x.last for x in xs] for xs in found] == [[day]] * len(written)


def tens(n):
    """1 to 31 in words: 十, 十二, 二十, 三十一."""
    head, ones = divmod(n, 10)
    return ("" if head == 0 else "十" if head == 1 else "一二三"[head - 1] + "十") + (
        "一二三四五六七八九"[ones - 1] if ones else ""
    )


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(st.dates(date(2001, 1, 1), date(2048, 12, 31)), st.integers(0, 700))
def test_a_span_reads_back_in_every_writing(first, days):
    last = first + timedelta(days=days)
    one, two = (f"{x.year}年{x.month}月{x.day}日" for x in (first, last))
    for joint in ("至", "—", "到", "-", "～"):
        (found,) = find_dates(f"工期为{one}{joint}{two}。", Anchor(2031, REFERENCE))
        assert (found.first, found.last) == (first, last)


def in_sentences(text, length=40):
    return "。\n".join(text[i : i + length] for i in range(0, len(text), length))


@pytest.mark.parametrize("alphabet", ALPHABETS)
def test_ten_thousand_random_characters_do_no_harm(alphabet):
    doc = document(in_sentences(noise(ALPHABETS[alphabet], 10_000)), date=REFERENCE, period=2031)
    for s in extract(doc).statements:
        assert doc.raw.source[s.start : s.end] == s.quote


def test_nor_do_they_without_a_single_stop():
    doc = document(noise(ALPHABETS["any character"], 10_000), date=REFERENCE, period=2031)
    assert len(doc.clean.text) == 10_000
    extract(doc)


def seconds(work, text):
    """The better of two runs, in processor time."""
    best = float("inf")
    for _ in range(2):
        began = time.process_time()
        work(text)
        best = min(best, time.process_time() - began)
    return best


def read_all(text):
    find_quantities(text)
    find_dates(text, Anchor(2031, REFERENCE))
    find_actors(text)
    find_assignments(text)


@pytest.mark.parametrize("alphabet", ALPHABETS)
def test_four_times_the_text_takes_about_four_times_as_long(alphabet):
    """Linear is 4, quadratic 16; the limit leaves room for a busy machine."""
    short, long = (seconds(read_all, noise(ALPHABETS[alphabet], n)) for n in (4_000, 16_000))
    assert long < max(10 * short, 0.25)


PLAN = """临溪縣2031年水利建設實施方案

一、目标任务
（一）6月底前新建水厂2座，改造管网45公里。（县水利局牵头，县财政局配合）
（二）供水普及率、水质达标率分别达到99%和98%以上。
二、重点任务
1.加強河道(dào)管護。落实巡查制度，整治河道 26 公里。
责任单位：县水利局、各乡镇
2.各乡镇每月5日前报送进展情况。
"""


def shown(doc):
    return "\n".join(json.dumps(s.to_json(), ensure_ascii=False, sort_keys=True) for s in extract(doc).statements)


def plan():
    return document(PLAN, title="临溪县2031年水利建设实施方案", date=date(2031, 2, 10), period=2031)


def test_two_runs_give_the_same_bytes():
    assert shown(plan()) == shown(plan())


def test_another_process_with_another_hash_seed_gives_the_same_bytes():
    code = "import test_recognition_properties as t; print(t.shown(t.plan()))"
    paths = os.pathsep.join(str(p) for p in (ROOT, ROOT / "tests", ROOT / "tests" / "extractors"))
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": paths, "PYTHONHASHSEED": "2031", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=True,
    )
    assert ran.stdout.decode("utf-8") == shown(plan()) + "\n"


def test_evidence_is_what_stands_on_file():
    doc = plan()
    found = extract(doc).statements
    assert len(found) >= 6
    for s in found:
        assert doc.raw.source[s.start : s.end] == s.quote
        assert s.quote == s.quote.strip()
        for m in s.measures:
            assert doc.raw.source[m.start : m.end] == m.raw.text
            assert s.start <= m.start < m.end <= s.end
        if s.deadline and s.deadline.text:
            assert s.deadline.text in doc.raw.source
    assert [(s.start, s.end) for s in found] == sorted((s.start, s.end) for s in found)
    assert len({s.id for s in found}) == len(found)
