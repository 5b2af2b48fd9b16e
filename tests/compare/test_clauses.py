"""Answers in the words of a whole report: its review, not its plans; and what no statement holds."""

from __future__ import annotations

from datetime import date

from making import asked, said

from pipeline.compare import compare
from pipeline.comparison.clauses import outcome_rows, review_paragraphs, turning_point
from pipeline.comparison.days import reported_day
from schemas.document import Cell, Document, Meta, Paragraph, RawDocument, Table
from schemas.mapped_text import MappedText

YEAR_END = date(2031, 12, 31)


def document(*lines: str, tables: tuple[Table, ...] = (), source: str | None = None) -> Document:
    """A report of January 2032; a line that starts with # is a heading."""
    text = "\n".join(line.lstrip("# ") for line in lines)
    at, section, paragraphs = 0, "", []
    for line in lines:
        body = line.lstrip("# ")
        if line.startswith("#"):
            section = body
        level = 1 if line.startswith("#") else None
        paragraphs.append(Paragraph(at, at + len(body), level, (section,) if section and not level else ()))
        at += len(body) + 1
    mapped = MappedText.identity(source or text)
    raw = RawDocument("报告.md", "报告.md", "md", "0" * 64, source or text, mapped, tables=tables)
    return Document(raw, MappedText.identity(text), Meta(date=date(2032, 1, 12), kind="report"), tuple(paragraphs))


REPORT = document(
    "# 一、2031年工作回顾",
    "交通建设提速。岚岭大桥建成通车，蓓塘隧道加快建设。城镇新增就业年度目标超额完成。新增泊位1200个，粮食总产再创历史新高。",
    "# 二、2032年重点工作",
    "栖岚水库建成蓄水。新增泊位3000个。",
)


def test_the_review_ends_where_the_plans_begin() -> None:
    seen = [REPORT.clean.text[p.start : p.end][:6] for p in review_paragraphs(REPORT)]
    assert seen == ["交通建设提速"]


def find(target):  # type: ignore[no-untyped-def]
    return compare([target], [], as_of=YEAR_END, reports={"报告.md": REPORT})[0]


def test_states_and_verdicts_are_found_with_their_evidence() -> None:
    for target, quote, status in (
        (asked("建成岚岭大桥", "岚岭大桥建成"), "岚岭大桥建成通车", "met"),
        (asked("城镇新增就业{6万人}"), "城镇新增就业年度目标超额完成", "met"),
        (asked("粮食总产量稳定在{30万吨 ge}"), "粮食总产再创历史新高", "incomparable"),
        (asked("新增泊位{1000个}"), "新增泊位1200个", "met"),
    ):
        found = find(target)
        assert found.answer is not None, quote
        assert (found.answer.quote, found.status) == (quote, status)
        assert REPORT.raw.source[found.answer.start : found.answer.end] == quote


def test_what_the_report_only_plans_is_no_answer() -> None:
    assert find(asked("建成栖岚水库", "栖岚水库建成")).status == "unreported"


def test_cells_tell_states_but_not_those_asked_for() -> None:
    source = "项目\t年度目标\t形象进度\n岚岭大桥\t建成通车\t主体完工\n蓓塘隧道\t贯通投用\t8月28日贯通投用"
    cells, at = [], 0
    for r, line in enumerate(source.split("\n")):
        for c, text in enumerate(line.split("\t")):
            cells.append(Cell(r, c, at, at + len(text), text))
            at += len(text) + 1
    doc = document("台账", tables=(Table(0, len(source), 3, 3, tuple(cells)),), source=source)
    told = [s for s, _, _ in outcome_rows(doc, end=date(2031, 9, 30))]
    assert [(s.subject, s.quote) for s in told] == [("岚岭大桥", "主体完工"), ("蓓塘隧道", "8月28日贯通投用")]
    assert all(source[s.start : s.end] == s.quote for s in told)


def test_the_turn_from_review_to_plans_is_seen_in_the_statements() -> None:
    def at(statement, start):  # type: ignore[no-untyped-def]
        from dataclasses import replace

        return replace(statement, start=start, end=start + 5)

    placed = [at(said("甲"), 10), at(said("乙"), 40), at(asked("丙"), 30), at(asked("丁"), 90), at(asked("戊"), 120)]
    turn = turning_point(placed)
    assert turn is not None and 40 < turn <= 90
    assert turning_point([at(said("甲"), 10)]) is None


def test_the_day_a_title_covers() -> None:
    assert reported_day("重点项目台账（截至9月30日）", 2031) == date(2031, 9, 30)
    assert reported_day("青砚市2031年1—5月工作进展", None) == date(2031, 5, 31)
    assert reported_day("2031年前三季度通报", None) == date(2031, 9, 30)
    assert reported_day("2031年上半年情况", None) == date(2031, 6, 30)
    assert reported_day("政府工作报告", 2031) is None
