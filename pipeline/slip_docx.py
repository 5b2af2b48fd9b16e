"""A supervision slip as a Word file of one page, with the elements of an official document.

Source: GB/T 9704-2012 (党政机关公文格式): A4 with a type area of 156 by 225 mm; the issuer's mark and the line below
the number are red; the title is 小标宋 of size 2, the text 仿宋; the addressee stands at the left edge, the date four
characters from the right one, the issuer centred above it. The particulars stand in a table, in a smaller size, so that
all is on one page; quotes are cut where it would not be.
"""

from __future__ import annotations

import math
import os
import zipfile
from datetime import datetime, time
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docx import Document
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from pipeline.wording import marked
from schemas.errors import StoreError

if TYPE_CHECKING:
    from pipeline.supervision_slip import Slip

TITLE, BODY, LABEL = "方正小标宋简体", "仿宋", "黑体"
RED = RGBColor(0xE6, 0x00, 0x12)
#: Sizes in points: the issuer's mark, the title (2号), the table (小四). The text is in 3号, if need be in 四号.
MARK_SIZE, TITLE_SIZE, TABLE_SIZE = 30.0, 22.0, 12.0
TEXT_SIZES = (16.0, 14.0)
#: Heights of a line in points.
MARK_LINE, TITLE_LINE, TABLE_LINE = 44.0, 32.0, 18.0
#: The type area in points, and the width of the table's text.
HEIGHT, WIDTH, CELL = 638.0, 442.0, 340.0
LABEL_WIDTH = 27
_LEFT, _CENTRE, _RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


class Form(NamedTuple):
    """What makes a slip fit its page.  size: of the text, in points.  longest: most characters of a quote."""

    size: float
    longest: int

    @property
    def line(self) -> float:
        """Height of a line of the text, in points."""
        return 26 if self.size > 14 else 22


def write_slip(slip: Slip, path: Path) -> Path:
    """Write one slip, whole or not at all. Raises StoreError naming the file and the cause."""
    data = to_bytes(slip)
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(data)
        os.replace(part, path)
    except OSError as exc:
        raise StoreError(f"{path}: 无法写入（{exc.strerror or exc}）") from exc
    finally:
        part.unlink(missing_ok=True)
    return path


def to_bytes(slip: Slip) -> bytes:
    """The Word file; its dates are those of the slip, not of the clock."""
    doc = Document()
    section = doc.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    form = fitting(slip)
    _font(doc.styles["Normal"], BODY, form.size)
    _head(doc, slip, form)
    _text(doc, slip, form)
    _foot(doc, slip, form)
    properties = doc.core_properties
    properties.title, properties.author, properties.last_modified_by = title(slip), slip.issuer or "督办", "督办"
    properties.comments, properties.revision = "", 1
    properties.created = properties.modified = datetime.combine(slip.issued, time())
    buffer = BytesIO()
    doc.save(buffer)
    return _fixed(buffer)


def title(slip: Slip) -> str:
    """关于“新建公租房”的督办单."""
    return f"关于“{_cut(slip.subject, 30)}”的督办单"


def particulars(slip: Slip, longest: int) -> list[tuple[str, str]]:
    """The rows of the table.  longest: most characters of a quote; other words take no more, nor more than 60."""
    from pipeline.supervision_slip import status_words

    short = min(longest, 60)
    said = slip.report if len(slip.report) <= longest + 40 else f"{slip.report[: longest + 39]}…"
    place = f"，{_cut(slip.place, 20)}" if slip.place else ""
    rows = [
        ("督办事项", _cut(slip.subject, short)),
        ("目标要求", _cut(slip.target, short)),
        ("完成时限", _cut(slip.due, 40)),
        ("依据原文", f"{marked(_cut(slip.quote, longest))}（{_cut(slip.source, short)}{place}）"),
        ("进展情况", f"{said}；{status_words(slip.kind)}" + (f"，{slip.gap}" if slip.gap else "") + "。"),
        ("共同牵头", _cut(slip.joint, short)),
        ("配合单位", _cut(slip.support, short)),
    ]
    return [(name, words) for name, words in rows if words]


def _opening(slip: Slip) -> str:
    from pipeline.supervision_slip import status_words

    return f"你单位负责的下列事项{status_words(slip.kind)}，现予督办。"


def _demands(slip: Slip) -> tuple[str, ...]:
    together = "会同有关单位" if slip.joint else "会同配合单位" if slip.support else ""
    by = f"{slip.reply_by.year}年{slip.reply_by.month}月{slip.reply_by.day}日"
    return (
        f"一、办理要求。请查明原因，明确责任人、措施和完成时间，{together}抓紧办理；确需延期的，请提出延期申请并说明理由。",
        f"二、反馈时限。请于{by}前书面反馈办理情况。",
    )


def fitting(slip: Slip) -> Form:
    """The largest text, and then the longest quotes, with which all stands on one page."""
    forms = [Form(size, longest) for size in TEXT_SIZES for longest in range(200, 20, -10)]
    return next((form for form in forms if height(slip, form) <= HEIGHT), Form(TEXT_SIZES[-1], 20))


def height(slip: Slip, form: Form) -> float:
    """How much of the page a slip takes, in points; somewhat more than it does, as fonts differ."""
    texts = [_opening(slip), *_demands(slip)]
    text_lines = sum(_lines("　　" + text, form.size, WIDTH) for text in texts)
    text_lines += _lines(slip.agency + "：", form.size, WIDTH) + (5 if slip.contact else 4)
    table = sum(TABLE_LINE * _lines(words, TABLE_SIZE, CELL) + 4 for _, words in particulars(slip, form.longest))
    return MARK_LINE + TITLE_LINE * _lines(title(slip), TITLE_SIZE, WIDTH) + 34 + form.line * text_lines + table


def _lines(text: str, size: float, width: float) -> int:
    return max(1, math.ceil(_width(text, size) / (width - size)))


def _width(text: str, size: float) -> float:
    return sum(size if ord(c) > 0x2000 else size * 0.55 for c in text)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _head(doc: Any, slip: Slip, form: Form) -> None:
    """The issuer's mark, the number above a red line, the title, the addressee."""
    mark = _line(doc.paragraphs[0] if doc.paragraphs else doc.add_paragraph(), MARK_LINE, _CENTRE)
    name = slip.issuer or "督　办　单"
    size = min(MARK_SIZE, WIDTH / max(len(name), 1))
    _font(mark.add_run(name), TITLE, size, RED)
    number = _line(doc.add_paragraph(), form.line, _CENTRE)
    _font(number.add_run(slip.label), BODY, form.size)
    _rule(number)
    heading = _line(doc.add_paragraph(), TITLE_LINE, _CENTRE, before=14)
    _font(heading.add_run(title(slip)), TITLE, TITLE_SIZE)
    addressee = _line(doc.add_paragraph(), form.line, _LEFT, before=10)
    _font(addressee.add_run(f"{slip.agency}："), BODY, form.size)


def _text(doc: Any, slip: Slip, form: Form) -> None:
    """What the matter is, in words and as a table, and what is asked for."""
    _paragraph(doc, _opening(slip), form).paragraph_format.space_after = Pt(4)
    rows = particulars(slip, form.longest)
    table = doc.add_table(rows=len(rows), cols=2, style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, (LABEL_WIDTH, 156 - LABEL_WIDTH), strict=True):
        column.width = Mm(width)
    for row, (name, words) in zip(table.rows, rows, strict=True):
        for cell, width, text, font in (
            (row.cells[0], LABEL_WIDTH, name, LABEL),
            (row.cells[1], 156 - LABEL_WIDTH, words, BODY),
        ):
            cell.width = Mm(width)
            cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
            place = _line(cell.paragraphs[0], TABLE_LINE, _CENTRE if font == LABEL else _LEFT)
            _font(place.add_run(text), font, TABLE_SIZE)
    for text in _demands(slip):
        label, _, rest = text.partition("。")
        place = _paragraph(doc, "", form)
        _font(place.add_run(f"{label}。"), LABEL, form.size)
        _font(place.add_run(rest), BODY, form.size)


def _foot(doc: Any, slip: Slip, form: Form) -> None:
    """Issuer and date at the right, whom to ask at the left."""
    when = f"{slip.issued.year}年{slip.issued.month}月{slip.issued.day}日"
    right = 4 * form.size
    if slip.issuer:
        over = right + (_width(when, form.size) - _width(slip.issuer, form.size)) / 2
        signed = _line(doc.add_paragraph(), form.line, _RIGHT, before=form.line / 2)
        signed.paragraph_format.right_indent = Pt(max(over, 0))
        _font(signed.add_run(slip.issuer), BODY, form.size)
    dated = _line(doc.add_paragraph(), form.line, _RIGHT, before=0 if slip.issuer else form.line / 2)
    dated.paragraph_format.right_indent = Pt(right)
    _font(dated.add_run(when), BODY, form.size)
    if slip.contact:
        _paragraph(doc, f"（联系人：{_cut(slip.contact, 24)}）", form)


def _paragraph(doc: Any, text: str, form: Form) -> Any:
    """A paragraph of the text, its first line two characters in."""
    place = _line(doc.add_paragraph(), form.line, _LEFT)
    place.paragraph_format.first_line_indent = Pt(2 * form.size)
    if text:
        _font(place.add_run(text), BODY, form.size)
    return place


def _line(place: Any, points: float, alignment: Any, *, before: float = 0) -> Any:
    spacing = place.paragraph_format
    spacing.line_spacing_rule, spacing.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(points)
    spacing.space_before, spacing.space_after = Pt(before), Pt(0)
    place.alignment = alignment
    return place


def _font(run: Any, name: str, size: float, colour: RGBColor | None = None) -> None:
    """Set a run's or a style's font, for Chinese and for other characters alike."""
    run.font.name, run.font.size = name, Pt(size)
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("w:eastAsia", "w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(kind), name)
    if colour is not None:
        run.font.color.rgb = colour


def _rule(place: Any) -> None:
    """A red line below a paragraph (版头中的分隔线)."""
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (("w:val", "single"), ("w:sz", "12"), ("w:space", "4"), ("w:color", "E60012")):
        bottom.set(qn(name), value)
    borders.append(bottom)
    place._p.get_or_add_pPr().append(borders)


def _fixed(document: BytesIO) -> bytes:
    """The same archive with one date on every member."""
    out = BytesIO()
    with zipfile.ZipFile(document) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            target.writestr(member, source.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
