"""Files damaged at random: each is read or refused with an error that names it, and nothing else happens."""

from __future__ import annotations

import io
import random

import openpyxl
import pytest
import xlwt
from reading_files import Paper, docx, paragraph

from pipeline.readers import read
from schemas.errors import DocumentError

WORDS = "到2031年底，改造老旧小区12个，惠及居民4800户。（责任单位：县住建局）"


def workbook() -> bytes:
    book = openpyxl.Workbook()
    for row in [["任务", "目标", "完成率"], ["改造小区", 12, 0.5]]:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def old_workbook() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("进度")
    for row, cells in enumerate([["任务", "目标"], ["改造小区", 0.5]]):
        for col, cell in enumerate(cells):
            sheet.write(row, col, cell)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


WHOLE = {
    "a.txt": (WORDS * 20).encode(),
    "b.txt": (WORDS * 20).encode("gb18030"),
    "c.md": f"---\ntitle: 甲\n---\n# 标题\n|任务|目标|\n|-|-|\n|{WORDS}|12|\n".encode(),
    "d.html": f"<html><body><h1>方案</h1><p>{WORDS}</p><table><tr><td>甲<td>乙<tr><td>1<td>2</table></body>".encode(),
    "e.docx": docx(paragraph(WORDS) * 5),
    "f.pdf": Paper(pageCompression=0).text(80, 100, WORDS).table(60, 200, [["甲", "乙"], ["1", "2"]]).page().bytes(),
    "g.xlsx": workbook(),
    "i.xls": old_workbook(),
    "h.csv": f"任务,目标\n{WORDS},12\n".encode("gb18030"),
}


def damaged(data: bytes, how: str, rng: random.Random) -> bytes:
    at = rng.randrange(len(data))
    if how == "cut":
        return data[:at] or b"x"
    if how == "spliced":
        other = rng.choice(list(WHOLE.values()))
        return data[:at] + other[rng.randrange(len(other)) :] + data[at:]
    changed = bytearray(data)
    for _ in range(rng.choice([1, 8, 60])):
        changed[rng.randrange(len(data))] = rng.randrange(256) if how == "flipped" else 0
    return bytes(changed)


@pytest.mark.parametrize("name", sorted(WHOLE))
@pytest.mark.parametrize("how", ["cut", "spliced", "flipped", "zeroed"])
def test_damage_ends_in_a_reading_or_a_named_error(tmp_path, name, how):
    rng = random.Random(f"{name} {how}")
    path = tmp_path / name
    for _ in range(6):
        path.write_bytes(damaged(WHOLE[name], how, rng))
        try:
            raw = read(path)
        except DocumentError as exc:
            assert exc.doc == name
            assert exc.reason
        else:
            assert all(0 <= c.start <= c.end <= len(raw.source) for t in raw.tables for c in t.cells)


def test_a_damaged_file_is_not_refused_without_reason(tmp_path):
    for name, data in WHOLE.items():
        (tmp_path / name).write_bytes(data)
        assert WORDS[:10] in read(tmp_path / name).source or "xls" in name
