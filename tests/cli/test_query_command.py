"""duban query: filters, SQL and forms of output over a database that a run has left."""

import json
from datetime import date

import pytest
from openpyxl import load_workbook

from duban.cli import main
from pipeline.batch import process
from pipeline.store import Store

PLAN = """榆岭县2031年城乡建设工作要点

一、重点任务
（一）2031年6月底前改造农村危房320户。（牵头单位：县住建局；配合单位：县财政局）
（二）2031年12月底前新建公厕18座。（牵头单位：县城管局）
"""


@pytest.fixture
def db(tmp_path):
    file = tmp_path / "工作要点.txt"
    file.write_text(PLAN, encoding="utf-8")
    path = tmp_path / "duban.db"
    with Store(path) as store:
        store.save(process(file))
    return path


@pytest.fixture
def query(capfdbinary, db):
    def call(*args, status=0):
        capfdbinary.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(["query", "--db", str(db), *map(str, args)])
        assert (ended.value.code or 0) == status
        return tuple(stream.decode("utf-8") for stream in capfdbinary.readouterr())

    return call


def lines(answer):
    return [json.loads(line) for line in answer[0].splitlines()]


def test_filters_narrow_the_answer(query):
    assert len(lines(query("--format", "jsonl"))) >= 2
    [housing] = lines(query("--format", "jsonl", "--agency", "住建局"))
    assert (housing["due_date"], housing["lead"]) == ("2031-06-30", "县住建局")
    assert lines(query("--format", "jsonl", "--due-before", "2031-06-30")) == [housing]
    assert lines(query("--format", "jsonl", "--text", "危房")) == [housing]
    assert lines(query("--format", "jsonl", "--status", "met,missed")) == []


def test_sql_reads_and_cannot_write(query):
    answer = lines(query("--sql", "select count(*) as n from documents", "--format", "jsonl"))
    assert answer == [{"n": 1}]
    out, err = query("--sql", "delete from documents", status=1)
    assert (out, "只允许读取" in err) == ("", True)
    assert lines(query("--sql", "select count(*) as n from documents", "--format", "jsonl")) == answer


def test_a_csv_bears_a_mark_only_in_a_file(query, tmp_path):
    out, _ = query("--format", "csv")
    assert out.startswith("doc,")
    query("--format", "csv", "--out", tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes() == b"\xef\xbb\xbf" + out.encode()


def test_a_workbook_holds_dates(query, tmp_path):
    query("--format", "xlsx", "--out", tmp_path / "答.xlsx", "--agency", "住建局")
    sheet = load_workbook(tmp_path / "答.xlsx").worksheets[0]
    values = [cell.value for cell in sheet[2]]
    assert any(getattr(v, "year", None) == 2031 and date(v.year, v.month, v.day) == date(2031, 6, 30) for v in values)


@pytest.mark.parametrize(
    "args",
    [("--sql", "select 1", "--agency", "县"), ("--format", "xlsx"), ("--status", "perhaps")],
    ids=" ".join,
)
def test_wrong_usage(query, args):
    out, err = query(*args, status=2)
    assert out == ""
    assert err


def test_a_database_that_is_not_there(query, tmp_path):
    _, err = query("--db", tmp_path / "none.db", status=1)
    assert "none.db" in err
