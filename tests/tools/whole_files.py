"""A small sound file of every format that is read, by name; all places and projects in them are invented."""

from __future__ import annotations

import datetime
import io
import zipfile

import openpyxl
import xlwt
from ofd_files import OfdPaper
from PIL import Image, ImageDraw
from reading_files import Paper, W, docx, paragraph, zipped
from word97 import DELETED, HEADING, SPECIAL, Paragraph, Word97, numbered, row

TITLE = "栎川县2031年城乡建设工作要点"
LINES = [
    "一、主要目标",
    "全年新建改建农村公路86公里，改造老旧小区12个、惠及居民4800户，城镇新增就业1.2万人以上。",
    "二、重点任务",
    "（一）完善基础设施。6月底前建成绿道8公里；年内完成投资3.5亿元左右，同比增长6.5%以上。（责任单位：县住建局、县财政局）",
    "（二）改善人居环境。到2031年底，农村生活污水治理率达到48%。（牵头单位：县农业农村局；配合单位：各乡镇人民政府）",
]
ROWS = [
    ["序号", "任务", "目标", "责任单位", "完成时限"],
    ["1", "改造老旧小区", "12个", "县住建局", "2031年9月底前"],
    ["2", "建成绿道", "8公里", "县园林局", "2031年底前"],
]


def _text() -> str:
    return "\n".join([TITLE, *LINES]) + "\n"


def _markdown() -> str:
    table = "\n".join("|" + "|".join(r) + "|" for r in [ROWS[0], ["-"] * 5, *ROWS[1:]])
    return f"---\ntitle: {TITLE}\n---\n# {TITLE}\n\n" + "\n\n".join(LINES) + f"\n\n{table}\n"


def _html() -> str:
    table = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in r) + "</tr>" for r in ROWS)
    body = "".join(f"<p>{line}</p>" for line in LINES)
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{TITLE}</title></head><body><div class='nav'>首页"
        f"</div><div class='content'><h1>{TITLE}</h1>{body}<table>{table}</table></div><footer>版权所有</footer></body>"
    )


def _word_table() -> str:
    cells = "".join(
        "<w:tr>"
        + "".join(f"<w:tc><w:tcPr><w:gridSpan w:val='1'/></w:tcPr>{paragraph(c)}</w:tc>" for c in r)
        + "</w:tr>"
        for r in ROWS
    )
    return f"<w:tbl>{cells}</w:tbl>"


def _docx(parts: dict[str, str] | None = None) -> bytes:
    levels = (
        "<w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='chineseCounting'/>"
        "<w:lvlText w:val='%1、'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num>"
    )
    style = "<w:style w:type='paragraph' w:styleId='h'><w:name w:val='heading 1'/></w:style>"
    numbered_one = paragraph("保障措施", "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>")
    noted = "<w:p><w:r><w:t>统计口径</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r></w:p>"
    notes = f"<w:footnotes xmlns:w='{W}'><w:footnote w:id='2'>{paragraph('含续建项目')}</w:footnote></w:footnotes>"
    body = paragraph(TITLE, "<w:pStyle w:val='h'/>") + "".join(map(paragraph, LINES)) + _word_table()
    return docx(
        body + numbered_one + noted,
        numbering=levels,
        styles=style,
        parts={"word/footnotes.xml": notes, **(parts or {})},
    )


def _doc(*, scattered: bool = False) -> bytes:
    story = [
        Paragraph(TITLE, HEADING),
        *[Paragraph(line) for line in LINES],
        *[p for r in ROWS for p in row(r)],
        Paragraph("保障措施", 0, numbered(0)),
        Paragraph([("统计口径", b""), ("\x02", SPECIAL), ("旧稿", DELETED), ("\x13PAGE\x141\x15", SPECIAL)]),
        Paragraph([("文本框", b""), ("\x08", SPECIAL)]),
    ]
    levels = [(37, "%1、"), *[(0, "%2.")] * 8]
    return Word97(story, notes=["含续建项目"], boxes=["框内文字"], levels=levels, scattered=scattered).to_bytes()


def _pdf(**options: object) -> bytes:
    paper = Paper(**options).text(80, 80, TITLE, 16)
    for i, line in enumerate(LINES):
        paper.lines(80, 120 + 60 * i, [line[:34], line[34:68], line[68:]])
    return paper.page().table(40, 100, ROWS).page().bytes()


def _xlsx() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "进度"
    sheet.append([TITLE])
    sheet.merge_cells("A1:E1")
    for cells in ROWS:
        sheet.append(cells)
    sheet.append([3, "新建停车位", 0.855, "县城管局", datetime.date(2031, 6, 30)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _xls() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("进度")
    for at, cells in enumerate([*ROWS, ["3", "新建停车位", 300, "县城管局", 0.5]]):
        for col, cell in enumerate(cells):
            sheet.write(at, col, cell)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _ofd() -> bytes:
    paper = OfdPaper(title=TITLE).text(30, 30, TITLE, 6)
    for i, line in enumerate(LINES):
        paper.lines(30, 45 + 24 * i, [line[:34], line[34:68], line[68:]])
    return paper.page().table(10, 40, ROWS, 38).bytes()


def _picture(form: str) -> bytes:
    picture = Image.new("RGB", (240, 120), "white")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((10, 10, 230, 110), outline="black")
    draw.text((20, 50), "2031 12 8 4800", fill="black")
    out = io.BytesIO()
    picture.save(out, form)
    return out.getvalue()


def _settled(data: bytes) -> bytes:
    """A zip without the hour that it was made in, nor the file's properties, which say it too."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != "docProps/core.xml":
                new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def whole_files() -> dict[str, bytes]:
    """Bytes by name."""
    macros = {"word/vbaProject.bin": "x"}
    files: dict[str, bytes] = {
        "a.txt": _text().encode(),
        "b.txt": _text().encode("gb18030"),
        "c.txt": _text().encode("utf-16"),
        "d.md": _markdown().encode(),
        "e.html": _html().encode(),
        "f.docx": _docx(),
        "g.docm": _docx(macros),
        "h.doc": _doc(),
        "i.wps": _doc(scattered=True),
        "j.pdf": _pdf(pageCompression=0),
        "k.pdf": _pdf(pageCompression=1),
        "l.xlsx": _xlsx(),
        "m.xls": _xls(),
        "n.csv": "\n".join(",".join(r) for r in ROWS).encode("gb18030"),
        "o.ofd": _ofd(),
        "q.png": _picture("png"),
        "r.jpg": _picture("jpeg"),
        "s.tiff": _picture("tiff"),
    }
    for name in ("f.docx", "g.docm", "l.xlsx", "o.ofd"):
        files[name] = _settled(files[name])
    files["p.zip"] = _settled(
        zipped({"方案/要点.docx": files["f.docx"], "要点.txt": files["b.txt"], "进度.xls": files["m.xls"]})
    )
    return files


WHOLE = whole_files()
