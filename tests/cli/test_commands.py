"""The commands as people and scripts meet them: what goes to stdout, what to stderr, and the exit status."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

PLAN = """榆岭县2031年住房保障工作方案

为做好今年住房保障工作，制定本方案。

一、目标任务
（一）确保2031年6月底前开工保障性租赁住房1200套。
（二）2031年底前完成老旧小区改造36个，惠及居民5400户。
"""
REPORT = """榆岭县住房保障工作进展情况
（2031年9月30日）

截至2031年9月底，全县完成老旧小区改造27个。
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "乙 方案.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "甲 报告.md").write_text(REPORT, encoding="utf-8")
    return tmp_path


def test_help_loads_nothing_heavy():
    heavy = "spacy prefect pandas sqlalchemy pydantic jieba opencc lxml openpyxl rich numpy"
    code = (
        "import sys, contextlib, io, duban.cli\n"
        "with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()): duban.cli.main(['--help'])\n"
        f"print(sorted(set({heavy.split()!r}) & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_text_is_the_file_as_it_stands(duban, tmp_path):
    file = tmp_path / "原文.txt"
    file.write_bytes("一、目标\r\n  完成3项**任务**。\r\n\r\n末行无换行".encode())
    ended = duban("text", file)
    assert (ended.status, ended.out, ended.err) == (0, "一、目标\r\n  完成3项**任务**。\r\n\r\n末行无换行", "")


def test_extract_prints_statements_by_document_then_place(duban, folder):
    ended = duban("extract", folder)
    assert ended.status == 0
    assert ended.err == ""
    found = ended.objects
    assert [(s["doc"], s["start"]) for s in found] == sorted((s["doc"], s["start"]) for s in found)
    for s in found:
        text = (folder / s["doc"]).read_bytes().decode()
        assert text[s["start"] : s["end"]] == s["quote"]
    starts = [s for s in found if any(m["value"] == 1200 and m["unit"] == "套" for m in s["measures"])]
    assert [(s["role"], s["deadline"]["end"]) for s in starts] == [("target", "2031-06-30")]
    assert any(s["role"] == "progress" and s["measures"][0]["value"] == 27 for s in found)


def test_date_replaces_the_date_of_the_document(duban, tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("通知\n\n各镇要在6月底前完成污水管网改造30公里。\n", encoding="utf-8")
    assert [s["deadline"]["end"] for s in duban("extract", file, "--date", "2029-03-01").objects] == ["2029-06-30"]


def test_csv_has_one_row_a_statement_and_a_mark_for_excel_in_files(duban, folder, tmp_path):
    piped = duban("extract", folder, "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(piped)))
    assert len(rows) == len(duban("extract", folder).objects)
    assert {"doc", "role", "subject", "value", "unit", "due_date", "lead", "quote"} <= rows[0].keys()
    out = tmp_path / "出" / "表.csv"
    ended = duban("extract", folder, "--format", "csv", "--out", out)
    assert ended.out == ""
    assert out.read_bytes().decode("utf-8-sig") == piped
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")


def test_table_columns_stand_below_each_other(duban, folder):
    lines = duban("extract", folder, "--format", "table").out.splitlines()
    at = cell_len(lines[0][: lines[0].index("时限")])
    due = [line for line in lines if "2031-06-30" in line]
    assert due
    assert {cell_len(line[: line.index("2031-06-30")]) for line in due} == {at}


def test_bad_files_are_named_and_the_others_done(duban, folder):
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 cut short")
    (folder / "空.txt").write_bytes(b"")
    good = [s["id"] for s in duban("extract", folder / "乙 方案.txt", folder / "甲 报告.md").objects]
    ended = duban("extract", folder, folder / "没有.pdf", "--quiet")
    assert ended.status == 3
    assert [s["id"] for s in ended.objects] == good
    assert sorted(line.split("：")[0] for line in ended.err.splitlines()) == sorted(
        ["未能读取 坏.docx", "未能读取 空.txt", "未能读取 没有.pdf"]
    )


@pytest.mark.parametrize("command", ["extract", "info", "text"])
def test_nothing_readable_is_status_1(duban, tmp_path, command):
    ended = duban(command, tmp_path / "没有.txt")
    assert (ended.status, ended.out) == (1, "")
    assert "没有.txt" in ended.err


def test_an_empty_folder_is_status_1(duban, tmp_path):
    ended = duban("extract", tmp_path)
    assert ended.status == 1
    assert "没有可读的文档" in ended.err


@pytest.mark.parametrize(
    "args",
    [
        ("extract",),
        ("extract", "a.txt", "--format", "yaml"),
        ("extract", "a.txt", "--date", "2031/6/1"),
        ("diff", "--plan", "a.txt", "--as-of", "2031-06-30"),
        ("run", "a.txt", "--cluster", "tcp://127.0.0.1:8786"),
        ("extract", "a.txt", "--config", "none.toml"),
        ("unheard-of",),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_status_2(duban, args):
    ended = duban(*args)
    assert (ended.status, ended.out) == (2, "")
    assert ended.err


def test_files_that_are_no_documents_are_mentioned_unless_quiet(duban, folder):
    (folder / "程序.py").write_text("", encoding="utf-8")
    assert "程序.py" in duban("info", folder).err
    assert duban("info", folder, "--quiet").err == ""


def test_info_says_what_a_document_is(duban, folder):
    plan, report = duban("info", folder).objects
    assert plan["doc"] == "乙 方案.txt"
    assert plan["title"] == "榆岭县2031年住房保障工作方案"
    assert plan["kind"] == "plan"
    assert plan["characters"] == len(PLAN)
    assert report["date"] == "2031-09-30"
    keys = ["doc", "title", "issuers", "number", "date", "kind", "place", "period", "addressees", "attachments"]
    keys += ["attachment_starts", "forwards", "pages", "tables", "characters", "scanned", "problems"]
    assert list(plan) == list(report) == keys


def test_entities_answers_line_by_line_and_names_bad_ones(duban, monkeypatch):
    cases = [
        {"id": 1, "text": "新建公路32公里", "reference": "2031-05-11"},
        {"id": "b", "text": "6月底前", "reference": "2031-05-11"},
    ]
    lines = [json.dumps(cases[0], ensure_ascii=False), "不是 JSON", json.dumps(cases[1]), ""]
    stdin = io.TextIOWrapper(io.BytesIO("\n".join(lines).encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    ended = duban("entities")
    assert ended.status == 3
    assert ended.err.startswith("第 2 行读不懂")
    first, second = ended.objects
    assert (first["id"], second["id"]) == (1, "b")
    [length] = first["entities"]
    assert (length["type"], length["value"], length["unit"]) == ("quantity", 32000, "米")
    assert [e["to"] for e in second["entities"]] == ["2031-06-30"]


def test_diff_takes_several_paths_after_one_option(duban, folder):
    other = folder / "丙.txt"
    other.write_text("榆岭县2031年绿化方案\n\n2031年底前完成造林2万亩。\n", encoding="utf-8")
    args = ("diff", "--plan", folder / "乙 方案.txt", other, "--report", folder / "甲 报告.md", "--as-of", "2031-12-31")
    ended = duban(*args)
    assert ended.status == 0
    assert {f["target"]["doc"] for f in ended.objects} == {"乙 方案.txt", "丙.txt"}
    [renewal] = [f for f in ended.objects if "老旧小区" in f["target"]["subject"]]
    assert renewal["status"] == "missed"
    assert renewal["answer"]["doc"] == "甲 报告.md"
    assert renewal["gap"]["value"] == -9
    rows = list(csv.DictReader(io.StringIO(duban(*args, "--format", "csv").out)))
    assert len(rows) == len(ended.objects)


def test_a_setting_bounds_the_time_of_a_document(duban, folder, tmp_path):
    (folder / "长.txt").write_text("全县新增就业320人，完成投资5亿元。" * 200_000, encoding="utf-8")
    settings = tmp_path / "settings" / "duban.toml"
    settings.parent.mkdir()
    settings.write_text("[read]\ntime_limit = 3\n", encoding="utf-8")
    ended = duban("extract", folder, "--config", settings, "--workers", "1", "--quiet")
    assert ended.status == 3
    assert ended.err == "未能读取 长.txt：3 秒内没有读完，已中止\n"
    assert {s["doc"] for s in ended.objects} == {"乙 方案.txt", "甲 报告.md"}


def test_two_runs_agree_whatever_the_number_of_workers(duban, folder):
    once = duban("extract", folder, "--workers", "0")
    assert once == duban("extract", folder, "--workers", "1") == duban("extract", folder, "--workers", "2")


def test_the_package_offers_its_functions():
    import duban

    assert set(duban.__all__) <= set(dir(duban))
    for name in duban.__all__:
        assert getattr(duban, name) is not None
    with pytest.raises(AttributeError):
        _ = duban.unheard_of
    assert Path(duban.__file__).parent.name == "duban"
