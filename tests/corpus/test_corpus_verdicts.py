"""The expected verdicts follow from the figures, and the figures stand in the documents."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import date

import pytest
from corpus_files import AS_OF, CORPUS, lines, table

EXPECTED = table("expected.tsv")
NOW = date.fromisoformat(AS_OF)
MEASURED = [row for row in EXPECTED if row["target"] and row["reported"]]


def ids(row: dict[str, str]) -> str:
    return f"{row['plan']}:{row['quote']}"


def verdict(row: dict[str, str]) -> set[str]:
    """What target, reported figure and day say, by the rules of the README."""
    target, reported, due = float(row["target"]), float(row["reported"]), date.fromisoformat(row["due"])
    good = reported <= target if row["kind"] == "cap" else reported >= target
    if good:
        return {"met"} if row["kind"] == "sum" or due < NOW else {"met", "on_track"}
    if due < NOW:
        return {"missed"}
    start = date(due.year, 1, 1)
    line = target * (NOW - start).days / (due - start).days
    return {"on_track"} if row["kind"] == "sum" and reported >= line else {"behind"}


@pytest.mark.parametrize("row", EXPECTED, ids=ids)
def test_quotes_stand_in_their_documents(row):
    assert any(row["quote"] in line for line in lines(row["plan"]))
    label, _, value = row["answer"].partition("=")
    if row["answer"]:
        assert any(
            label in line and value in line.split("|") if value else label in line for line in lines(row["report"])
        )
    else:
        assert row["report"] == "" and "unreported" in row["status"]


@pytest.mark.parametrize("row", MEASURED, ids=ids)
def test_the_verdict_follows_from_the_figures(row):
    assert verdict(row) & set(row["status"].split("|"))


@pytest.mark.parametrize("row", EXPECTED, ids=ids)
def test_the_alert_suits_the_verdict(row):
    alerts, statuses = set(filter(None, row["alert"].split("|"))), set(row["status"].split("|"))
    past = date.fromisoformat(row["due"]) < NOW
    if statuses == {"met"}:
        assert not alerts
    if past and "met" not in statuses:
        assert alerts and alerts <= {"missed", "overdue", "unreported"}
    if "due_soon" in alerts:
        assert 0 < (date.fromisoformat(row["due"]) - NOW).days <= 30


def test_no_verdict_hangs_on_a_day():
    """Cumulative figures are well away from the straight line, so that its exact shape does not matter."""
    for row in MEASURED:
        if row["kind"] == "sum" and row["due"] == "2025-12-31":
            share = float(row["reported"]) / float(row["target"])
            assert share < 0.65 or share > 0.88, row["quote"]


def test_every_verdict_and_alert_occurs():
    statuses = Counter(row["status"].split("|")[0] for row in EXPECTED)
    assert all(
        statuses[status] >= 5 for status in ("met", "missed", "on_track", "behind", "unreported", "incomparable")
    )
    alerts = Counter(alert for row in EXPECTED for alert in row["alert"].split("|"))
    assert all(alerts[kind] >= 3 for kind in ("missed", "behind", "overdue", "unreported", "due_soon"))


def test_the_readme_tells_every_verdict():
    readme = (CORPUS / "README.md").read_text("utf-8")
    assert all(f"| {row['quote']} | {row['due']} |" in readme for row in EXPECTED)


def rates() -> list[tuple[str, float, float, float]]:
    """Target, done and completion rate in percent of every row of the sheets that has the three."""
    found = []
    for doc_id, goal, done in (
        ("qn-sheet-q3-2025", ("年度目标", "年度任务"), ("1—9月完成", "累计完成")),
        ("ty-sheet-h1-2025", ("全年任务数",), ("截至6月底完成数",)),
        ("rp-sheet-q3-2025", ("年度目标",), ("1—9月",)),
    ):
        head: list[str] = []
        for cells in (line.split("|") for line in lines(doc_id) if "|" in line):
            if cells[0] == "序号":
                head = cells
                continue
            row = dict(zip(head, cells, strict=True))
            rate = next((row[h] for h in head if h.startswith(("完成率", "完成年度目标比例"))), "")
            if rate:
                value = [float(row[next(h for h in head if h in names)].replace(",", "")) for names in (goal, done)]
                found.append((" ".join(cells[:3]), *value, float(rate.rstrip("%"))))
    return found


@pytest.mark.parametrize(("name", "goal", "done", "rate"), rates())
def test_completion_rates_in_the_sheets_add_up(name, goal, done, rate):
    assert abs(100 * done / goal - rate) <= 0.06


def test_the_csv_reads_as_a_table():
    file = next(row["file"] for row in table("manifest.tsv") if row["doc_id"] == "ty-sheet-h1-2025")
    rows = list(csv.reader(io.StringIO((CORPUS / file).read_text("utf-8-sig"))))
    assert {len(row) for row in rows} == {8} and rows[3][0] == "序号" and rows[4][3] == "5,200"
