"""What stands in the way of recognition: the extra missing, broken and huge pictures, figures in doubt."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PIL import Image
from readers.reading_files import Paper, read_bytes
from reportlab.lib.utils import ImageReader

from pipeline.extract import extract
from pipeline.prepare import prepare
from pipeline.readers import Limits, ocr, read
from pipeline.readers.ocr import Char
from pipeline.readers.picture_doubt import Doubt, doubt_issues, doubt_summary, doubts_of
from schemas.document import Block, Issue
from schemas.errors import UnreadableDocument

needs_ocr = pytest.mark.skipif(not ocr.available(), reason="the extra duban[ocr] is not installed")


def png(width: int = 60, height: int = 40) -> bytes:
    out = io.BytesIO()
    Image.new("L", (width, height), 200).save(out, "png")
    return out.getvalue()


def scan() -> bytes:
    paper = Paper()
    paper.canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 595, 842)
    return paper.page().bytes()


@pytest.fixture
def without_ocr(monkeypatch):
    monkeypatch.setattr(ocr, "available", lambda: False)


def test_without_the_extra_a_picture_says_what_to_install(without_ocr, tmp_path):
    with pytest.raises(UnreadableDocument, match=r"文字识别.*尚未安装.*duban\[ocr\]"):
        read_bytes(tmp_path, "a.png", png())


def test_without_the_extra_a_scan_says_what_to_install(without_ocr, tmp_path):
    with pytest.raises(UnreadableDocument, match=r"扫描件.*1 页没有文字层.*duban\[ocr\]"):
        read_bytes(tmp_path, "a.pdf", scan())


def test_without_the_extra_a_garbled_text_layer_says_what_to_install(without_ocr):
    from pipeline.readers.page_text import Line, PageText
    from pipeline.readers.pages import check_mapping, is_garbled

    page = PageText(595, 842, [Line("\ue000" * 30 + "造林", (0, 0, 100, 10))])
    assert is_garbled(page)
    with pytest.raises(UnreadableDocument, match=r"乱码.*duban\[ocr\]"):
        check_mapping("a.pdf", [page], [])


@needs_ocr
def test_a_picture_without_words_says_so(tmp_path):
    with pytest.raises(UnreadableDocument, match="没有识别出文字"):
        read_bytes(tmp_path, "a.png", png())


@needs_ocr
@pytest.mark.parametrize("cut", [20, 60])
def test_a_broken_picture_is_named(tmp_path, cut):
    with pytest.raises(UnreadableDocument, match="损坏") as caught:
        read_bytes(tmp_path, "a.png", png(400, 300)[:cut])
    assert caught.value.doc == "a.png"


@needs_ocr
def test_a_picture_with_too_many_pixels_is_not_opened(tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(png(300, 200))
    with pytest.raises(UnreadableDocument, match="300×200 像素，上限 1000"):
        read(path, limits=Limits(pixels=1000))


# ---- figures in doubt


def chars(text: str, **scores: float) -> list[Char]:
    """Characters side by side, sure but for those named by their place: at3=0.4."""
    return [Char(c, i / len(text), (i + 1) / len(text), scores.get(f"at{i}", 0.99)) for i, c in enumerate(text)]


def placed(read: list[Char]) -> list[tuple[str, tuple[float, float, float, float]]]:
    return [(c.text, (c.left * 100, 10.0, c.right * 100, 20.0)) for c in read]


@pytest.mark.parametrize(
    ("text", "scores", "doubted"),
    [
        ("造林3.2万亩", {"at2": 0.5}, ["3.2"]),
        ("造林3.2万亩", {"at3": 0.5}, ["3.2"]),
        ("造林3.2万亩", {"at0": 0.5}, []),  # words are not figures
        ("达到92%，新建8个", {"at4": 0.7}, ["92%"]),
        ("1.造林30亩", {"at0": 0.3}, []),  # the number of an item
        ("1.造林30亩", {"at5": 0.3}, ["30"]),
    ],
)
def test_a_figure_is_in_doubt_by_its_weakest_character(text, scores, doubted):
    read_chars = chars(text, **scores)
    assert [d.text for d in doubts_of(read_chars, placed(read_chars), 1)] == doubted


def test_a_doubt_becomes_an_issue_at_its_place_in_the_source():
    source = "造林30亩，抚育30亩。\n"
    block = Block(0, 11, "paragraph", None, 2, (0.0, 10.0, 110.0, 20.0))
    doubt = Doubt("30", 0.41, 2, (80.0, 10.0, 100.0, 20.0))  # the second of the two
    (issue,) = doubt_issues("a.png", [doubt], source, [block], [])
    assert (issue.start, issue.end, issue.page, issue.quote) == (8, 10, 2, "30")
    assert source[issue.start : issue.end] == "30"
    assert (issue.stage, issue.code) == ("read", "doubtful_figure")
    assert doubt_summary([issue]) == "有 1 处数字识别把握不足，请对照原件核对：第 2 页“30”"


def test_a_doubt_about_what_was_left_out_is_none():
    assert (
        doubt_issues(
            "a.png", [Doubt("- 2", 0.4, 1, (0, 0, 5, 5))], "正文", [Block(0, 2, page=1, box=(0, 50, 9, 60))], []
        )
        == []
    )


def test_a_statement_with_a_figure_in_doubt_is_less_sure(tmp_path):
    text = "云溪市2024年造林工作方案\n\n一、工作目标\n到2024年底，全市完成人工造林3.2万亩。\n"
    raw = read_bytes(tmp_path, "a.txt", text)
    (sure,) = extract(prepare(raw)).statements
    at = text.index("3.2")
    issue = Issue("a.txt", "read", "doubtful_figure", "数字“3.2”识别把握不足", "3.2", at, at + 3, 1)
    found = extract(prepare(replace(raw, issues=(issue,))))
    (unsure,) = found.statements
    assert unsure.confidence <= 0.5 < sure.confidence
    assert unsure.id == sure.id
    assert issue in found.issues
