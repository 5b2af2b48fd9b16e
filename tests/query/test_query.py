"""Filters and read-only SQL over the invented office's database."""

import csv
import io
import json
from datetime import date, datetime

import openpyxl
import pandas as pd
import pytest
from entries import AS_OF, agencies, finding, measure, processed, statement
from office import office
from office_items import PLAN

from pipeline import frames
from pipeline.query import search, sql, to_output
from pipeline.search_index import exists
from pipeline.store import Store
from schemas.document import Meta
from schemas.errors import StoreError


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    given = office()
    with Store(tmp_path_factory.mktemp("db") / "duban.db") as opened:
        opened.save_all(given.documents)
        opened.save_findings(given.findings)
        yield opened


def subjects(frame):
    return set(frame["subject"])


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"agency": "水务局", "role": "target"}, {"第二污水处理厂提标改造竣工"}),
        ({"status": "missed"}, {"充电桩建设", "政务服务事项网上可办率"}),
        ({"status": ["met", "missed"], "due_after": date(2031, 9, 1)}, {"充电桩建设", "老旧小区改造"}),
        ({"due_before": date(2031, 6, 30), "role": "target"}, {"智能装备产业园二期项目开工", "政务服务事项网上可办率"}),
        ({"indicator": "粮食产量"}, {"粮食产量"}),
        ({"place": "澄湖", "text": "调度"}, {"召开项目调度会"}),
        ({"place": "别处"}, set()),
        ({"agency": "%"}, set()),
        ({"agency": "市水利局", "role": "target"}, {"第二污水处理厂提标改造竣工"}),
        ({"agency": "县水务局"}, set()),
    ],
)
def test_filters(store, filters, found):
    assert subjects(search(store, **filters)) == found


def test_an_agency_is_found_under_any_of_its_names(store):
    [asked, *others] = (
        subjects(search(store, agency=name)) for name in ("市发展和改革委员会", "市发改委", "发改委", "发展改革")
    )
    assert asked and all(found == asked for found in others)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("充电", {"充电桩建设"}),
        ("电桩", {"充电桩建设"}),
        ("桩", {"充电桩建设"}),
        ("充电桩建设", {"充电桩建设"}),
        ("充電樁", {"充电桩建设"}),
        ("医院 新院", {"市第三人民医院新院区投入使用"}),
        ("《澄湖市数据资源管理办法》", {"出台《澄湖市数据资源管理办法》"}),
        ("pm2.5", {"细颗粒物（PM2.5）年均浓度"}),
        ("ＰＭ２.５", {"细颗粒物（PM2.5）年均浓度"}),
        ("1200个", {"充电桩建设"}),
        ("电充", set()),
        ("充电 医院", set()),
        ("100_", set()),
        ('"', set()),
    ],
)
def test_words_are_found_inside_chinese_text(store, words, found):
    assert subjects(search(store, text=words, role="target")) == found


def test_the_index_and_plain_matching_agree(store, monkeypatch):
    words = ["改造", "市", "项目 开工", "行动", "8%", "局", "（二）民生", "任务分解", "一季度"]
    with store.begin() as conn:
        assert exists(conn)
    indexed = [list(search(store, text=word)["id"]) for word in words]
    monkeypatch.setattr("pipeline.search_index.exists", lambda conn: False)
    assert [list(search(store, text=word)["id"]) for word in words] == indexed
    assert sum(map(len, indexed)) > 50


def test_a_search_gives_typed_rows_in_order(store):
    frame = search(store, role="target", limit=5)
    assert len(frame) == 5
    assert list(frame["id"]) == list(search(store, role="target")["id"])[:5]
    assert frame["due_date"].dtype.kind == "M"
    assert str(frame["page"].dtype) == "Int64"
    row = search(store, indicator="规模以上工业增加值", role="target").iloc[0]
    assert (row["figures"], row["lead"], row["status"], row["place"]) == (
        "增长8%以上",
        "市工业和信息化局",
        "behind",
        "澄湖市",
    )


def test_a_search_without_result_has_the_same_columns(store):
    assert list(search(store, text="没有这样的事").columns) == list(search(store).columns)


def test_status_is_that_of_the_latest_finding(tmp_path):
    target = statement("绿道", measure(8, "米"), agencies=agencies("市林业局"))
    with Store(tmp_path / "a.db") as store:
        store.save(processed("方案.docx", target, meta=Meta(place="澄湖市")))
        store.save_findings([finding(target, None, "behind", as_of=date(2031, 6, 30))])
        assert list(search(store, status="behind")["subject"]) == ["绿道"]
        store.save_findings([finding(target, None, "missed")])
        assert search(store, status="behind").empty
        assert list(search(store, status="missed")["status"]) == ["missed"]


# --- SQL ------------------------------------------------------------------------------------------------------------


def test_sql_reads(store):
    frame = sql(store, "select role as 类别, count(*) as n from statements where is_current group by role order by 1;")
    assert frame.to_dict("records") == [
        {"类别": "progress", "n": 12},
        {"类别": "target", "n": 31},
        {"类别": "task", "n": 6},
    ]
    assert sql(store, "-- 只有一条\n with a(x) as (values (1), (2)) select sum(x) s from a")["s"].tolist() == [3]
    assert sql(store, "select ';' a, '::x :y %' b").to_dict("records") == [{"a": ";", "b": "::x :y %"}]
    assert list(sql(store, "select key, kind from alerts").columns) == ["key", "kind"]


@pytest.mark.parametrize(
    "query",
    [
        "delete from statements",
        "update statements set subject = ''",
        "insert into runs (id) values ('x')",
        "drop table statements",
        "create table x (a)",
        "pragma query_only = off",
        "attach database 'x.db' as x",
        "vacuum",
        "begin",
        "with x as (select 1) delete from statements",
        "with x as (select 1) insert into runs (id) select 'x'",
        "select 1; delete from statements",
        "select 1; select 2",
        "/* select */ delete from statements",
        "select load_extension('x')",
        "select * from pragma_journal_mode('delete')",
        "insert into statement_search (statement_search) values ('rebuild')",
        "",
        ";",
        "问",
    ],
)
def test_sql_that_does_more_than_read_is_refused(store, query):
    before = store.statements()
    with pytest.raises(StoreError):
        sql(store, query)
    assert store.statements() == before


@pytest.mark.parametrize("query", ["select nothing from statements", "select * from nowhere", "select (", "select 'a"])
def test_a_fault_in_sql_is_told(store, query):
    with pytest.raises(StoreError, match=r"duban\.db"):
        sql(store, query)


def test_sql_in_memory_is_refused_alike_and_leaves_the_store_writable():
    with Store("sqlite://") as store:
        with pytest.raises(StoreError, match="只允许读取"):
            sql(store, "with x as (select 1) delete from statements")
        store.save(processed("甲.txt", statement("绿道建成", doc="甲.txt")))
        assert sql(store, "select count(*) n from statements")["n"].tolist() == [1]
        store.save(processed("乙.txt", statement("公园建成", doc="乙.txt")))
        assert len(store.statements()) == 2


# --- output ---------------------------------------------------------------------------------------------------------


def written(frame, fmt, **options):
    file = io.BytesIO() if fmt == "xlsx" else io.StringIO(newline="")
    to_output(frame, fmt, file, **options)
    return file.getvalue()


def test_a_table_lines_up_chinese(store, monkeypatch):
    monkeypatch.setenv("COLUMNS", "150")
    lines = written(search(store, status="missed"), "table").splitlines()
    assert "目标任务" in lines[0] and "量化指标" in lines[0]
    assert "单元格" in lines[0] and "页码" not in lines[0]  # both stand in a sheet
    at = [
        sum(2 if ord(c) > 0x2E7F else 1 for c in line[: line.index(word)])
        for line, word in zip(lines, ("量化指标", "≥1200个"), strict=False)
    ]
    assert at[0] == at[1]
    assert "未完成" in lines[1]
    assert lines[-1] == "共2条"


def test_csv_is_for_excel(store):
    text = written(search(store, indicator="粮食产量"), "csv")
    assert text.startswith("\ufeffdoc,role,subject")
    [row] = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    assert (row["due_date"], row["page"], row["figures"]) == ("2031-12-31", "", "≥46万吨")
    assert not written(search(store, indicator="粮食产量"), "csv", bom=False).startswith("\ufeff")


def test_jsonl_has_a_row_an_object_with_null_for_nothing(store):
    lines = written(search(store, indicator="粮食产量"), "jsonl").splitlines()
    [row] = map(json.loads, lines)
    assert (row["due_date"], row["page"], row["subject"]) == ("2031-12-31", None, "粮食产量")
    [whole] = map(json.loads, written(pd.DataFrame({"n": [3.0], "x": [0.5]}), "jsonl").splitlines())
    assert whole == {"n": 3, "x": 0.5}


def test_a_workbook_has_dates_and_filters(store):
    data = written(search(store, role="target"), "xlsx")
    assert data == written(search(store, role="target"), "xlsx")
    ws = openpyxl.load_workbook(io.BytesIO(data)).active
    headings = [cell.value for cell in ws[1]]
    assert headings[:4] == ["文件", "类别", "目标任务", "量化指标"]
    assert isinstance(ws.cell(2, headings.index("完成时限") + 1).value, datetime)
    assert (ws.freeze_panes, ws.max_row) == ("A2", 32)
    assert ws.auto_filter.ref.startswith("A1:")


@pytest.mark.parametrize("fmt", ["table", "csv", "jsonl", "xlsx"])
def test_nothing_found_is_written_too(store, fmt):
    written(search(store, text="没有这样的事"), fmt)
    written(sql(store, "select doc, 1.5 as x from statements where 0"), fmt)


# --- frames ---------------------------------------------------------------------------------------------------------


def test_frames_are_typed(store):
    targets = frames.targets(store)
    assert set(targets["role"]) == {"target"}
    assert targets["value"].dtype == "Float64" and targets["due_date"].dtype.kind == "M"
    assert targets["recurring"].dtype == "boolean" and targets["recurring"].sum() == 3
    row = targets[targets["subject"] == "城镇新增就业"].iloc[0]
    assert (row["value"], row["unit"], row["comparator"]) == (32000, "人", "ge")
    assert len(targets) + len(frames.progress(store)) + 6 == len(frames.statements(store))


def test_the_frame_of_findings(store):
    found = frames.findings(store)
    assert found["as_of"].unique().tolist() == [pd.Timestamp(AS_OF)]
    row = found[found["subject"] == "充电桩建设"].iloc[0]
    assert (row["status"], row["gap_value"], row["gap_unit"]) == ("missed", -184, "个")
    assert pd.isna(found[found["status"] == "unreported"]["gap_ratio"]).all()


def test_the_frame_of_agencies(store):
    frame = frames.agencies(store, doc=PLAN)
    leads = frame[frame["role"] == "lead"]
    assert leads["name"].value_counts()["市发展和改革委员会"] == 3 + 1
    assert frame["inherited"].dtype == "boolean"


def test_frames_of_an_empty_database(tmp_path):
    with Store(tmp_path / "a.db") as store:
        for frame in (frames.statements, frames.targets, frames.progress, frames.findings, frames.agencies):
            assert frame(store).empty
        assert frames.targets(store)["value"].dtype == "Float64"
