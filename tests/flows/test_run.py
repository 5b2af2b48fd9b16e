"""The main job as a person starts it: twice over the same input, with a file among it that cannot be read."""

import csv
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import load_workbook

from schemas.tables import metadata

PLAN = """榆岭县2031年住房保障工作方案
（2031年1月20日）

一、目标任务
（一）确保2031年6月底前开工保障性租赁住房1200套。
（二）2031年底前完成老旧小区改造36个。
（三）2031年11月底前完成农村危房改造320户。
"""
REPORT = """榆岭县前三季度住房保障工作进展情况
（2031年9月30日）

截至2031年9月底，全县开工保障性租赁住房1260套，完成老旧小区改造12个。
"""
RESULTS = ["alerts.jsonl", "duban.db", "findings.csv", "ledger.xlsx", "statements.csv"]


def run(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")}
    command = [sys.executable, "-m", "duban", "run", *args, "--as-of", "2031-09-30"]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=240, check=False
    )


def content(folder: Path) -> dict[str, object]:
    """What a run leaves: the bytes of its files, and the rows of its database."""
    found: dict[str, object] = {name: (folder / name).read_bytes() for name in RESULTS if name != "duban.db"}
    with closing(sqlite3.connect(folder / "duban.db")) as db:
        found["duban.db"] = {name: sorted(map(repr, db.execute(f'select * from "{name}"'))) for name in metadata.tables}
    return found


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """Two runs into one folder: how each ended, and what each left."""
    folder = tmp_path_factory.mktemp("run")
    (folder / "plans").mkdir()
    (folder / "plans" / "方案.txt").write_text(PLAN, encoding="utf-8")
    (folder / "plans" / "坏.docx").write_bytes(b"PK\x03\x04 cut short")
    (folder / "报告.md").write_text(REPORT, encoding="utf-8")
    ended = []
    for _ in range(2):
        done = run(folder, "plans", "--reports", "报告.md", "plans/方案.txt", "--out", "out")
        ended.append((done, content(folder / "out")))
    return ended


def test_it_says_what_it_does_and_where_the_ledger_is(runs):
    (first, _), _ = runs
    assert first.returncode == 3, first.stderr
    assert first.stderr.startswith("正在启动 Prefect")
    assert "Traceback" not in first.stderr
    [failure] = [line for line in first.stderr.splitlines() if line.startswith("未能读取")]
    assert failure.startswith("未能读取 坏.docx：")
    assert "读取 2 份，未能读取 1 份" in first.stdout
    assert first.stdout.splitlines()[-1].endswith(str(Path("out") / "ledger.xlsx"))


def test_findings_set_the_plan_against_the_report(runs):
    (_, left), _ = runs
    rows = list(csv.DictReader(left["findings.csv"].decode("utf-8-sig").splitlines()))
    by_subject = {row["subject"]: row["status"] for row in rows}
    assert len(rows) == 3
    assert {s: v for s, v in by_subject.items() if "租赁住房" in s} == dict.fromkeys(
        [s for s in by_subject if "租赁住房" in s], "met"
    )
    assert [v for s, v in by_subject.items() if "老旧小区" in s] == ["behind"]
    statements = list(csv.DictReader(left["statements.csv"].decode("utf-8-sig").splitlines()))
    assert {row["role"] for row in statements} == {"target", "progress"}


def test_the_ledger_opens_and_holds_the_targets(runs, tmp_path):
    (_, left), _ = runs
    (tmp_path / "ledger.xlsx").write_bytes(left["ledger.xlsx"])
    book = load_workbook(tmp_path / "ledger.xlsx")
    shown = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert any("老旧小区改造" in text for text in shown)
    assert any("坏.docx" in text for text in shown)


def test_alerts_are_lines_of_json_in_chinese(runs):
    (_, left), _ = runs
    alerts = [json.loads(line) for line in left["alerts.jsonl"].decode().splitlines()]
    assert any(a["kind"] == "behind" and "老旧小区" in a["message"] for a in alerts)


def test_a_second_run_changes_nothing_and_alerts_no_one(runs):
    (_, before), (second, after) = runs
    assert second.returncode == 3
    assert "新发 0 条" in second.stdout
    for name in RESULTS:
        assert after[name] == before[name], name
