"""What lies around recognition: ink, lines, seals, tilt, order of lines, aligned columns, doubtful signs."""

from __future__ import annotations

import pytest

from pipeline.readers import ocr
from pipeline.readers.ocr import _Mark, _permille, _placed
from pipeline.readers.page_text import Line, PageText
from pipeline.readers.picture_align import aligned_tables, in_order

needs_ocr = pytest.mark.skipif(not ocr.available(), reason="the extra duban[ocr] is not installed")


def line(text: str, x: float, y: float, wide: float | None = None) -> Line:
    return Line(text, (x, y, x + (wide or 10 * len(text)), y + 10))


def marks(text: str, middles: list[float], scores: list[float] | None = None) -> list[_Mark]:
    return [
        _Mark(c, m, (scores or [1.0] * len(text))[i], False) for i, (c, m) in enumerate(zip(text, middles, strict=True))
    ]


# ---- what was read


def test_characters_meet_half_way_and_a_wide_gap_is_a_blank():
    read = _placed(marks("林业局农业局", [0.05, 0.15, 0.25, 0.55, 0.65, 0.75]))
    assert [c.spaced for c in read] == [False, False, False, True, False, False]
    assert read[0].right == pytest.approx(read[1].left) == pytest.approx(0.1)
    assert read[2].right == pytest.approx(0.3)
    assert read[3].left == pytest.approx(0.5)


@pytest.mark.parametrize("text", ["1118.18", "林发〔4〕号"])
def test_narrow_figures_and_marks_in_half_a_square_leave_no_blank(text):
    middles = [0.05, 0.1, 0.2, 0.25, 0.3, 0.45, 0.5]
    assert not any(c.spaced for c in _placed(marks(text, middles[: len(text)])))


@pytest.mark.parametrize(
    ("text", "last", "expected"),
    [
        ("5.1%0", 0.9, "5.1‰"),
        ("低于9%0，", 0.9, "低于9‰，"),
        ("<8%。", 0.4, "<8‰"),
        ("增长8%。", 0.99, "增长8%。"),
        ("30", 0.9, "30"),
        ("5.1%", 0.9, "5.1%"),
    ],
)
def test_a_round_mark_behind_a_percent_sign_makes_permille_and_leaves_a_doubt(text, last, expected):
    scores = [1.0] * (len(text) - 1) + [last]
    read = _permille(marks(text, [i / 10 for i in range(len(text))], scores))
    assert "".join(m.text for m in read) == expected
    if "‰" in expected:
        assert next(m for m in read if m.text == "‰").score <= 0.6


# ---- order


def test_rows_are_read_from_left_to_right():
    found = in_order([line("右", 200, 11), line("下", 10, 40), line("左", 10, 10)])
    assert [ln.text for ln in found] == ["左", "右", "下"]


def test_two_columns_of_prose_are_read_one_after_the_other_under_what_spans_them():
    left = [line(f"左{i}", 10, 40 + 20 * i, 180) for i in range(6)]
    right = [line(f"右{i}", 230, 41 + 20 * i, 180) for i in range(6)]
    found = in_order([*right, *left, line("通栏标题", 100, 10, 220)])
    assert [ln.text for ln in found] == ["通栏标题", *(f"左{i}" for i in range(6)), *(f"右{i}" for i in range(6))]


def test_aligned_rows_with_figures_are_a_table_and_their_wrapped_names_are_joined():
    rows = [("县区", "面积"), ("青屏县", "120"), ("河湾县", "95"), ("松坪区", "131")]
    page = PageText(400, 400)
    page.lines = [line("任务如下", 10, 10)]
    page.lines += [line(t, x, 50 + 30 * i) for i, row in enumerate(rows) for x, t in zip((10, 200), row, strict=True)]
    page.lines.append(line("（河道）", 10, 152))
    page.lines.insert(3, line("各县要按时完成以上各项任务并报送情况", 10, 300))
    (table,) = aligned_tables(page, 3)
    assert [(c.row, c.col, c.text) for c in table.cells][:4] == [
        (0, 0, "县区"),
        (0, 1, "面积"),
        (1, 0, "青屏县"),
        (1, 1, "120"),
    ]
    assert {c.page for c in table.cells} == {3}
    assert sorted(ln.text for ln in page.lines) == sorted(
        ["任务如下", "各县要按时完成以上各项任务并报送情况", "（河道）"]
    )


def test_names_side_by_side_are_no_table():
    page = PageText(400, 400)
    page.lines = [line(t, x, 50 + 30 * i) for i in range(4) for x, t in ((10, "市林业局"), (200, "市农业局"))]
    assert aligned_tables(page, 1) == []
    assert len(page.lines) == 8


# ---- the picture


@needs_ocr
def test_the_tilt_of_a_page_is_measured_and_a_level_page_left_alone():
    import numpy as np
    from PIL import Image, ImageDraw

    from pipeline.readers.picture_upright import straightened

    page = Image.new("RGB", (600, 800), "white")
    draw = ImageDraw.Draw(page)
    for y in range(60, 740, 30):
        for x in range(50, 540, 14):
            draw.rectangle((x, y, x + 9, y + 11), "black")
    assert straightened(np.array(page))[1].degrees == 0
    for degrees in (-3.0, 1.4):
        turned = page.rotate(degrees, fillcolor="white", resample=Image.Resampling.BICUBIC)
        _, tilt = straightened(np.array(turned))
        assert tilt.degrees == pytest.approx(degrees, abs=0.15)
        corner = tilt.on_paper((300.0, 400.0, 300.0, 400.0))
        assert corner == pytest.approx((300, 400, 300, 400))


@needs_ocr
def test_lines_are_told_from_strokes_of_words_and_edges_of_bands_count():
    import numpy as np
    from PIL import Image, ImageDraw

    from pipeline.readers.picture_ink import band_edges, ink, ruling_lines

    page = Image.new("RGB", (600, 300), "white")
    draw = ImageDraw.Draw(page)
    draw.rectangle((50, 20, 550, 60), (30, 90, 170))
    for y in (120, 200):
        draw.line((50, y, 550, y), (150, 190, 230), 2)
    draw.line((300, 60, 300, 200), (150, 190, 230), 2)
    draw.line((100, 90, 180, 90), "black", 3)  # the stroke of a big 一
    image = np.array(page)
    across, down = ruling_lines(ink(image), [(95, 75, 185, 105)], 2.0, band_edges(image, 2.0))
    heights = sorted({round((y0 + y1) / 2 / 10) * 10 for _, y0, _, y1 in across})
    assert heights == [20, 60, 120, 200]
    assert [(round(x0, -1), y1 > 195) for x0, _, _, y1 in down if x0 < 540 and x0 > 60] == [(300, True)]


@needs_ocr
def test_under_a_seal_black_words_stay_and_red_goes():
    import numpy as np
    from PIL import Image, ImageDraw

    from pipeline.readers.picture_seals import seals, without_red

    page = Image.new("RGB", (600, 800), "white")
    draw = ImageDraw.Draw(page)
    draw.ellipse((200, 300, 340, 440), outline=(220, 50, 50), width=6)
    draw.rectangle((230, 365, 420, 380), (120, 10, 12))  # black ink stamped over
    bare = without_red(np.array(page))
    assert bare is not None
    assert bare[372, 300].max() < 60
    assert bare[303, 270].min() > 200
    ((x0, y0, x1, y1),) = seals(np.array(page))
    assert (x0, y0, x1, y1) == pytest.approx((200, 300, 340, 440), abs=12)
    assert without_red(np.array(Image.new("RGB", (600, 800), "white"))) is None
