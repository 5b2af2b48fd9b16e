"""Draws the pictures of pages that the tests of recognition read; kept as files, since few machines have the font.

`python tests/readers/draw_pictures.py FONT` writes them anew; FONT is a file of a Chinese serif font. All places and
figures in them are invented.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FOLDER = Path(__file__).parent / "pictures"
NOTICE = (
    "云溪市林业局文件",
    "云林发〔2024〕7号",
    "云溪市2024年造林绿化工作方案",
    "为做好全年造林绿化工作，制定本方案。",
    "一、工作目标",
    "到2024年底，完成人工造林3.2万亩，退化林修",
    "复不少于1.5万亩，苗木成活率达到92%以上。",
    "二、责任分工",
    "人工造林由市林业局牵头，6月底前完成。",
    "云溪市林业局",
    "2024年2月18日",
)
#: left, top, size of each line of the notice
PLACES = (
    (250, 40, 46), (310, 120, 26), (180, 180, 36), (150, 260, 28), (150, 310, 28), (150, 360, 28), (90, 410, 28),
    (150, 460, 28), (150, 510, 28), (560, 580, 28), (540, 630, 28),
)  # fmt: skip
#: a whole page of a plan, as it stands in a text file; paragraphs are broken over lines when drawn
PLAN = (
    "云溪市2024年水利建设工作要点",
    "云溪市人民政府办公室",
    "2024年1月30日",
    "一、主要目标",
    "全年完成水利投资26.8亿元，增长9%以上；新增高效节水灌溉面积4.5万亩，农村自来水普及率达到96.5%，用水总量控制在3.2亿立方米以内。",
    "二、重点任务",
    "（一）加快骨干工程建设。青屏水库6月底前主体完工，河湾灌区改造工程一季度开工建设。（牵头单位：市水利局；配合单位：市财政局、青屏县人民政府）",
    "（二）补齐防洪短板。除险加固小型水库18座，治理中小河流72公里，10月底前全部完成。（责任单位：市水利局）",
    "（三）提升供水能力。新建改造供水管网130公里以上，管网漏损率降至9%以下，惠及群众11.6万人。（牵头单位：市住房和城乡建设局）",
    "（四）保护水土资源。治理水土流失面积55平方公里，地下水超采区压采量不少于800万立方米。",
    "三、工作要求",
    "各县区于每季度末报送进展情况，市水利局12月20日前完成考核。",
)
TITLE = "表1 云溪市“十四五”林业发展主要指标"
#: text, row, column, rows, columns
CELLS = (
    ("指标", 0, 0, 1, 2), ("2020年", 0, 2, 1, 1), ("2025年", 0, 3, 1, 1), ("年均增长（%）", 0, 4, 1, 1),
    ("属性", 0, 5, 1, 1),
    ("绿化造林", 1, 0, 1, 6),
    ("森林覆盖率（%）", 2, 0, 1, 2), ("41.2", 2, 2, 1, 1), ("43", 2, 3, 1, 1), ("[1.8]", 2, 4, 1, 1),
    ("约束性", 2, 5, 1, 1),
    ("林业产值（亿元）", 3, 0, 1, 2), ("18.6", 3, 2, 1, 1), (">25", 3, 3, 1, 1), ("6.1", 3, 4, 1, 1),
    ("预期性", 3, 5, 1, 1),
    ("病虫害发生率（%）", 4, 0, 1, 2), ("4.4", 4, 2, 1, 1), ("<3", 4, 3, 1, 1), ("", 4, 4, 1, 1),
    ("预期性", 4, 5, 1, 1),
    ("林区排放总量减少（%）", 5, 0, 2, 1), ("氨氮", 5, 1, 1, 1), ("", 5, 2, 1, 1), ("", 5, 3, 1, 1),
    ("[8]", 5, 4, 1, 1), ("约束性", 5, 5, 2, 1),
    ("粉尘", 6, 1, 1, 1), ("", 6, 2, 1, 1), ("", 6, 3, 1, 1), ("[12]", 6, 4, 1, 1),
    ("注：[ ]内为五年累计数。", 7, 0, 1, 6),
)  # fmt: skip
ALIGNED = (
    ("县区", "造林面积", "抚育面积"),
    ("青屏县", "1200", "860"),
    ("河湾县", "950", "1040"),
    ("松坪区", "1310", "770"),
)
_XS = (20, 190, 330, 430, 530, 690, 790)
_TOP, _STEP = 90, 46


def notice(font: str) -> Image.Image:
    """A page of a plan with heading, figures and date."""
    page = Image.new("L", (860, 700), 255)
    draw = ImageDraw.Draw(page)
    for text, (x, y, size) in zip(NOTICE, PLACES, strict=True):
        draw.text((x, y), text, 0, ImageFont.truetype(font, size))
    return page


def plan(font: str) -> Image.Image:
    """A page of prose at 120 dots an inch, set as official documents are: 26 characters a line, two blanks ahead."""
    page = Image.new("L", (992, 1403), 255)
    draw, face, y = ImageDraw.Draw(page), ImageFont.truetype(font, 28), 110
    for i, text in enumerate(PLAN):
        rest = text
        if i < 3:
            draw.text((496, y), text, 0, ImageFont.truetype(font, 38 if i == 0 else 28), anchor="ma")
            rest = ""
        x = 124 + 56
        while rest:
            used = _fitting(rest, face, 868 - x)
            draw.text((x, y), rest[:used], 0, face)
            rest, x = rest[used:], 124
            y += 48 if rest else 0
        y += 64 if i == 0 else 48
    return page


def _fitting(text: str, face: ImageFont.FreeTypeFont, room: float) -> int:
    """How many characters stand on a line; no mark of punctuation begins the next."""
    used = max(n for n in range(1, len(text) + 1) if face.getlength(text[:n]) <= room)
    return used + 1 if text[used : used + 1] in tuple("，。；：、）") else used


def indicators(font: str) -> Image.Image:
    """An indicator table with merged cells on a tinted ground, in a heading of white on dark."""
    page = Image.new("L", (810, 480), 255)
    draw = ImageDraw.Draw(page)
    face, small = ImageFont.truetype(font, 24), ImageFont.truetype(font, 20)
    bottom = _TOP + 8 * _STEP
    draw.rectangle((_XS[0], 30, _XS[-1], _TOP), 70)
    draw.rectangle((_XS[0], _TOP, _XS[-1], bottom), 236)
    draw.text(((_XS[0] + _XS[-1]) / 2, 60), TITLE, 255, face, anchor="mm")
    for text, row, col, rows, cols in CELLS:
        box = (_XS[col], _TOP + row * _STEP, _XS[col + cols], _TOP + (row + rows) * _STEP)
        draw.rectangle(box, outline=150, width=2)
        fits, half = small.getlength(text) < box[2] - box[0] - 6, (len(text) + 1) // 2
        _middle(draw, box, [text] if fits else [text[:half], text[half:]], small)
    return page


def _middle(draw: ImageDraw.ImageDraw, box: tuple[int, int, int, int], lines: Sequence[str], face: object) -> None:
    for i, line in enumerate(lines):
        y = (box[1] + box[3]) / 2 + (i - (len(lines) - 1) / 2) * 26
        draw.text(((box[0] + box[2]) / 2, y), line, 0, face, anchor="mm")


def aligned(font: str) -> Image.Image:
    """A table whose columns only stand in line, between two lines of prose."""
    page = Image.new("L", (700, 380), 255)
    draw, face = ImageDraw.Draw(page), ImageFont.truetype(font, 26)
    draw.text((40, 20), "各县区造林任务分解如下，请认真组织实施。", 0, face)
    for r, row in enumerate(ALIGNED):
        for x, text in zip((60, 300, 520), row, strict=True):
            draw.text((x, 90 + r * 50), text, 0, face)
    draw.text((40, 320), "各县区要按月报送完成情况，市林业局汇总通报。", 0, face)
    return page


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for drawn in (notice, plan, indicators, aligned):
        drawn(sys.argv[1]).quantize(16).save(FOLDER / f"{drawn.__name__}.png", optimize=True)
