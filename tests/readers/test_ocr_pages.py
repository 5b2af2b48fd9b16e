"""Pictures and scans through the models: words, tables, tilts, seals, pages on their side."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw
from readers.draw_pictures import ALIGNED, FOLDER, NOTICE, PLAN, TITLE
from readers.reading_files import Paper, grid
from reportlab.lib.utils import ImageReader

from pipeline.extract import extract
from pipeline.prepare import prepare
from pipeline.readers import Limits, ocr, read
from pipeline.tabulate import tabulate
from schemas.document import RawDocument
from schemas.errors import UnreadableDocument

pytestmark = pytest.mark.skipif(not ocr.available(), reason="the extra duban[ocr] is not installed")

ROWS = [
    ["指标", "", "2020年", "2025年", "年均增长（%）", "属性"],
    ["绿化造林", "", "", "", "", ""],
    ["森林覆盖率（%）", "", "41.2", "43", "[1.8]", "约束性"],
    ["林业产值（亿元）", "", "18.6", ">25", "6.1", "预期性"],
    ["病虫害发生率（%）", "", "4.4", "<3", "", "预期性"],
    ["林区排放总量减少（%）", "氨氮", "", "", "[8]", "约束性"],
    ["", "粉尘", "", "", "[12]", ""],
    ["注：[]内为五年累计数。", "", "", "", "", ""],
]


def drawn(name: str) -> Image.Image:
    return Image.open(FOLDER / f"{name}.png").convert("RGB")


def seen(folder: Path, picture: Image.Image, name: str = "a.png", **options: object) -> RawDocument:
    """A picture saved in the format of its name and read; a pdf holds it as its only page."""
    path = folder / name
    picture.save(path, **options)
    return read(path)


def lines(raw: RawDocument) -> list[str]:
    return [line.replace("(", "（").replace(")", "）") for line in raw.source.splitlines()]


def plain(rows: list[list[str]]) -> list[list[str]]:
    """Rows without what two readings may differ in: the width of brackets, blanks."""
    return [[c.replace("(", "（").replace(")", "）").replace(" ", "") for c in row] for row in rows]


def stamp(picture: Image.Image, x: int, y: int, radius: int = 85) -> Image.Image:
    """A translucent round seal with a star, as it lies over a signature."""
    ink = Image.new("RGB", picture.size, "white")
    draw = ImageDraw.Draw(ink)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=(215, 40, 45), width=7)
    draw.regular_polygon((x, y, 22), 5, fill=(215, 40, 45))
    return ImageChops.multiply(picture, ink)


def test_a_picture_of_a_page_gives_its_lines_with_their_places(tmp_path):
    raw = seen(tmp_path, drawn("notice"), dpi=(144, 144))
    assert lines(raw) == list(NOTICE)
    assert (raw.format, raw.scanned, raw.pages, raw.tables) == ("png", True, 1, ())
    assert "文字识别" in raw.problems[0]
    goal = raw.blocks[4]
    assert raw.source[goal.start : goal.end] == "一、工作目标"
    assert goal.page == 1
    left, top, right, bottom = goal.box
    assert left == pytest.approx(150 / 2, abs=4)  # 144 dots an inch are two a point
    assert top < 330 / 2 < bottom
    assert right == pytest.approx((150 + 6 * 28) / 2, abs=5)


def test_a_scanned_page_in_a_pdf_yields_statements_as_text_would(tmp_path):
    raw = seen(tmp_path, drawn("notice"), "a.pdf", resolution=110)
    assert (raw.format, raw.scanned) == ("pdf", True)
    doc = prepare(raw)
    assert doc.meta.number == "云林发〔2024〕7号"
    found = [(round(m.value), m.unit, m.comparator) for s in extract(doc).statements for m in s.measures]
    assert (21_333_333, "平方米", "eq") in found  # 3.2万亩
    assert (10_000_000, "平方米", "ge") in found
    assert (92, "%", "ge") in found


def test_statements_of_a_tilted_scan_are_those_of_the_text(tmp_path):
    scan = drawn("plan").rotate(1.1, fillcolor="white", resample=Image.Resampling.BICUBIC)
    raw = seen(tmp_path, scan, "a.pdf", resolution=120, quality=70)
    text = tmp_path / "a.txt"
    text.write_text("\n".join(PLAN), "utf-8")
    read_so, written = fields(raw), fields(read(text))
    assert len(written) > 60
    assert sum((written & read_so).values()) >= 0.95 * max(written.total(), read_so.total())


def fields(raw: RawDocument) -> Counter[tuple[str, str, object]]:
    """Every field of every statement, with the subject it is about."""
    out: Counter[tuple[str, str, object]] = Counter()
    for s in extract(prepare(raw)).statements:
        parts = {
            "role": s.role,
            "measures": tuple((m.value, m.unit, m.comparator, m.kind) for m in s.measures),
            "deadline": s.deadline.end if s.deadline else None,
            "agencies": tuple((a.name, a.role) for a in s.agencies),
            "strength": s.strength,
            "section": s.section,
        }
        out.update((s.subject, name, value) for name, value in parts.items())
    return out


def test_a_tilted_page_with_a_seal_over_its_signature_reads_the_same(tmp_path):
    tilted = stamp(drawn("notice"), 630, 610).rotate(-2.2, fillcolor="white", resample=Image.Resampling.BICUBIC)
    raw = seen(tmp_path, tilted, "a.jpg", quality=85, dpi=(144, 144))
    assert lines(raw) == list(NOTICE)
    signed, first = raw.blocks[9].box, raw.blocks[0].box
    assert signed[1] > 580 / 2 + 2  # on the tilted paper the right side hangs lower
    assert first[3] - first[1] > 46 / 2


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_on_its_side_or_head_is_turned(tmp_path, quarters):
    raw = seen(tmp_path, drawn("aligned").rotate(90 * quarters, expand=True))
    assert grid(raw.tables[0]) == [list(row) for row in ALIGNED]


def test_a_ruled_table_in_a_picture_becomes_cells(tmp_path):
    raw = seen(tmp_path, drawn("indicators"), dpi=(144, 144))
    (table,) = raw.tables
    rows = plain(grid(table))
    if TITLE.replace(" ", "") in rows[0][0]:  # the band of the title may count as a row
        rows = rows[1:]
    else:
        assert table.caption.replace(" ", "") == TITLE.replace(" ", "")
    assert rows == ROWS
    group = next(c for c in table.cells if c.text.startswith("林区排放"))
    assert (group.row_span, group.col_span, group.page) == (2, 1, 1)
    assert group.box == pytest.approx((20 / 2, 320 / 2, 190 / 2, 412 / 2), abs=2)


@pytest.mark.parametrize("name", ["a.png", "a.pdf"])
def test_an_indicator_table_in_a_picture_yields_its_rows_as_targets(tmp_path, name):
    raw = seen(tmp_path, drawn("indicators"), name)
    found, issues = tabulate(prepare(raw))
    told = [(s.subject, s.measures[0].value, s.measures[0].unit, s.measures[0].comparator, s.strength) for s in found]
    assert told == [
        ("森林覆盖率", 43, "%", "eq", "must"),
        ("林业产值", 2500000000, "元", "gt", "plan"),
        ("病虫害发生率", 3, "%", "lt", "plan"),
        ("氨氮排放总量", -8, "%", "eq", "must"),
        ("粉尘排放总量", -12, "%", "eq", "must"),
    ]
    assert {s.page for s in found} == {1}
    assert all(raw.source[s.start : s.end] == s.quote for s in found)
    assert not issues


def test_columns_that_only_stand_in_line_are_a_table(tmp_path):
    raw = seen(tmp_path, drawn("aligned"))
    (table,) = raw.tables
    assert grid(table) == [list(row) for row in ALIGNED]
    assert lines(raw)[0] == "各县区造林任务分解如下，请认真组织实施。"
    assert lines(raw)[-1] == "各县区要按月报送完成情况，市林业局汇总通报。"


def test_hidden_words_of_an_older_recognition_are_read_anew_where_that_does_not_take_long(tmp_path):
    paper = Paper()
    data = io.BytesIO()
    drawn("notice").save(data, "png")
    paper.canvas.drawImage(ImageReader(data), 0, 142, 595, 484)
    text = paper.canvas.beginText(60, 500)
    text.setTextRenderMode(3)  # neither filled nor stroked
    text.setFont("STSong-Light", 12)
    for line in NOTICE:
        text.textLine(line.replace("2", "").replace("7", ""))
    paper.canvas.drawText(text)
    path = tmp_path / "a.pdf"
    path.write_bytes(paper.page().bytes())
    raw = read(path)
    assert "到2024年底，完成人工造林3.2万亩，退化林修" in lines(raw)
    kept = read(path, limits=Limits(layered_pages=0))
    assert "到04年底，完成人工造林3.万亩，退化林修" in lines(kept)
    assert "识别层" in kept.problems[0]
    assert kept.scanned


def test_pictures_of_a_tiff_are_pages_and_count_against_the_limit(tmp_path):
    path = tmp_path / "a.tiff"
    small = drawn("aligned").crop((0, 0, 700, 70))
    small.save(path, save_all=True, append_images=[small])
    raw = read(path)
    assert raw.pages == 2
    assert [b.page for b in raw.blocks] == [1, 2]
    with pytest.raises(UnreadableDocument, match="上限 1"):
        read(path, limits=Limits(scanned_pages=1))


def test_the_same_picture_gives_the_same_document(tmp_path):
    first, second = seen(tmp_path, drawn("aligned")), seen(tmp_path, drawn("aligned"))
    assert first == second
