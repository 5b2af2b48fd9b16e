from __future__ import annotations

from reading_files import grid, read_bytes

REPORT = """---
title: 栎川县2031年统计公报
source: https://example.org/report
---

## 一、综合

全年粮食产量见下表。

**表1 主要农产品产量**

单位：万吨

| 产品名称 | **产量** | 比上年增长% |
| --- | ---: | --- |
| 粮 食 | 38.2 | 1.5 |
| 油料 | 4.1 |  |
| 水果\\|瓜 | 12 | -0.3 |

以上为初步数。
"""


def test_pipe_tables_become_cells_with_places_in_the_source(tmp_path):
    raw = read_bytes(tmp_path, "report.md", REPORT)
    (table,) = raw.tables
    assert grid(table) == [
        ["产品名称", "产量", "比上年增长%"],
        ["粮 食", "38.2", "1.5"],
        ["油料", "4.1", ""],
        ["水果|瓜", "12", "-0.3"],
    ]
    assert table.caption == "表1 主要农产品产量 单位：万吨"
    for cell in table.cells:
        assert raw.source[cell.start : cell.end].replace("*", "").replace("\\", "") == cell.text
    assert raw.source[table.start : table.end].startswith("| 产品名称")
    assert raw.source[table.end :].startswith("\n\n以上")


def test_front_matter_becomes_hints_and_leaves_the_body(tmp_path):
    raw = read_bytes(tmp_path, "report.md", REPORT)
    assert raw.hints == {"title": "栎川县2031年统计公报", "url": "https://example.org/report"}
    assert raw.body.text.strip().startswith("## 一、综合")
    assert raw.source == REPORT


def test_headings_are_pointed_out_with_their_level(tmp_path):
    raw = read_bytes(tmp_path, "a.md", "# 总题\n正文\n### 三级 ###\n```\n# 代码\n```\n|a|b|\n|-|-|\n|# 1|2|\n")
    headings = [(raw.source[b.start : b.end], b.level) for b in raw.blocks if b.kind == "heading"]
    assert headings == [("# 总题", 1), ("### 三级 ###", 3)]


def test_a_rule_or_a_list_is_no_table(tmp_path):
    raw = read_bytes(tmp_path, "a.md", "第一段\n\n---\n\n- 一\n- 二\n\n甲|乙\n没有分隔行\n")
    assert raw.tables == ()


def test_dashes_at_the_top_without_fields_stay_text(tmp_path):
    raw = read_bytes(tmp_path, "a.md", "---\n只是一条线\n---\n正文")
    assert raw.body.text == raw.source
    assert raw.hints == {}
