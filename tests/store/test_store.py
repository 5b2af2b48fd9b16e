"""What goes into the database comes out equal; the same twice is nothing new; changed documents replace themselves."""

from dataclasses import replace
from datetime import date

import pytest
from entries import AS_OF, agencies, due, finding, measure, processed, statement
from office import office
from office_items import PLAN, TABLE

from pipeline.alert_telling import tell
from pipeline.messengers.files import Log
from pipeline.store import Store
from schemas import tables
from schemas.document import Issue, Meta
from schemas.errors import StoreError, UnreadableDocument
from schemas.findings import Gap
from schemas.settings import Settings


@pytest.fixture
def store(tmp_path):
    with Store(f"sqlite:///{tmp_path}/duban.db") as opened:
        yield opened


def counts(store):
    with store.begin() as conn:
        return {t.name: len(conn.execute(t.select()).all()) for t in tables.metadata.sorted_tables}


def test_statements_come_out_as_they_went_in(store):
    given = office()
    store.save_all(given.documents)
    assert store.statements() == given.statements
    assert store.issues() == [issue for doc in sorted(given.documents, key=lambda d: d.path) for issue in doc.issues]


def test_documents_come_out_with_what_is_known_of_them(store):
    given = {doc.path: doc for doc in office().documents}
    store.save_all(given.values())
    for found in store.documents():
        doc = given[found.path]
        assert (found.name, found.meta, found.digest, found.pages) == (doc.name, doc.meta, doc.digest, doc.pages)
        assert (found.characters, found.problems, str(found.error)) == (doc.characters, doc.problems, str(doc.error))
    assert [type(d.error) for d in store.documents() if d.error] == [UnreadableDocument]


def told(store, given):
    """The office's alerts, written down as told."""
    tell(store, given.alerts, given.findings, [Log()], as_of=AS_OF, settings=Settings())


def test_saving_twice_writes_nothing(store, tmp_path):
    given = office()
    store.save_all(given.documents)
    store.save_findings(given.findings)
    told(store, given)
    store.save_run(given.documents, as_of=AS_OF, findings=3, alerts=2)
    before = counts(store), (tmp_path / "duban.db").read_bytes()
    store.save_all(given.documents)
    store.save_findings(given.findings)
    told(store, given)
    store.save_run(given.documents, as_of=AS_OF, findings=3, alerts=2)
    assert (counts(store), (tmp_path / "duban.db").read_bytes()) == before


def test_a_document_that_changed_replaces_its_own_statements(store):
    kept = statement("污水处理厂竣工", doc="甲.txt", start=10)
    old = statement("绿道建成", doc="甲.txt", start=50)
    other = statement("粮库开工", doc="乙.txt")
    store.save_all([processed("甲.txt", kept, old, digest="a1"), processed("乙.txt", other)])
    new = replace(kept, id="other", start=12)
    store.save(processed("甲.txt", new, digest="a2"))
    assert store.statements() == [other, new]
    assert store.statements(current=False) == [other, kept, new, old]
    assert [(d.digest, d.is_current) for d in store.documents(current=False) if d.name == "甲.txt"] == [
        ("a1", False),
        ("a2", True),
    ]


def test_an_old_content_that_returns_is_current_again(store):
    first, second = statement("绿道建成", doc="甲.txt"), statement("公园建成", doc="甲.txt")
    for digest, found in (("a1", first), ("a2", second), ("a1", first)):
        store.save(processed("甲.txt", found, digest=digest))
    assert store.statements() == [first]


def test_a_better_reading_of_the_same_content_replaces_the_earlier_one(store):
    rough = statement("绿道", measure(8, "米", scale="万"), doc="甲.txt", agencies=agencies("市林业局 市水务局"))
    fine = replace(
        rough, subject="环城绿道建设", agencies=agencies("市林业局"), deadline=due(date(2031, 6, 30), "6月底")
    )
    wrong = statement("联系电话", measure(8, "个"), doc="甲.txt", start=90)
    store.save(processed("甲.txt", rough, wrong))
    store.save(processed("甲.txt", fine))
    assert store.statements() == [fine]
    assert store.statements(text="环城") == [fine]
    assert store.statements(agency="水务") == []


def test_a_moved_file_keeps_its_statements(store):
    found = statement("绿道建成", doc="甲.txt")
    store.save(processed("甲.txt", found, digest="a1", folder="收文"))
    store.save(processed("甲.txt", found, digest="a1", folder="归档"))
    store.save(processed("甲.txt", statement("公园建成", doc="甲.txt"), digest="a2", folder="收文"))
    assert {s.subject for s in store.statements()} == {"公园建成", "绿道建成"}


def test_a_failed_reading_does_not_empty_the_ledger(store):
    found = statement("绿道建成", doc="甲.txt")
    note = Issue("甲.txt", "extract", "deadline.unresolved", "期限无法确定")
    broken = UnreadableDocument("甲.txt", "读取超时", 3)
    store.save(processed("甲.txt", found, digest="a1", issues=(note,)))
    store.save(processed("甲.txt", digest="a1", error=broken, characters=0))
    assert store.statements() == [found]
    assert store.issues() == [note]
    assert [str(d.error) for d in store.documents()] == ["甲.txt, page 3: 读取超时"]
    store.save(processed("甲.txt", digest="a2", error=broken, characters=0))
    assert store.statements() == [found]
    store.save(processed("甲.txt", digest="", error=broken, characters=0))
    assert len([d for d in store.documents() if d.error and not d.characters]) == 1
    store.save(processed("甲.txt", found, digest="a1", issues=(note,)))
    assert [d.error for d in store.documents()] == [None]


def test_statements_are_chosen_by_what_they_say(store):
    given = office()
    store.save_all(given.documents)
    assert {s.role for s in store.statements(role="task")} == {"task"}
    assert {s.doc for s in store.statements(doc=TABLE)} == {TABLE}
    assert {s.indicator for s in store.statements(indicator="粮食产量")} == {"粮食产量"}
    by = store.statements(due_after=date(2031, 10, 1), due_before=date(2031, 10, 31), role="target")
    assert {s.subject for s in by} == {"环湖快速路北段建成通车", "老旧小区改造"}
    assert all(any("水务" in a.name for a in s.agencies) for s in store.statements(agency="水务"))
    assert len(store.statements(agency="水务")) == 2
    wanted = [s.id for s in given.statements[3:7]]
    assert [s.id for s in store.statements(ids=reversed(wanted))] == wanted


def test_findings_come_out_as_they_went_in(store):
    given = office()
    store.save_all(given.documents)
    store.save_findings(given.findings)
    order = {s.id: i for i, s in enumerate(given.statements)}
    assert store.findings() == sorted(given.findings, key=lambda f: order[f.target.id])


def test_a_series_and_rival_answers_are_kept_and_replaced(store):
    target = statement("老旧小区改造", measure(36, "个"))
    early, late, rival = (
        statement("老旧小区改造", measure(n, "个"), doc=doc, role="progress", start=n)
        for doc, n in (("5月.md", 12), ("9月.md", 30), ("台账.xlsx", 38))
    )
    found = finding(target, late, "incomparable", series=(early, late), others=(rival,))
    store.save_findings([found])
    assert store.findings(current=False) == [found]
    store.save_findings([replace(found, series=(late,), others=())])
    (kept,) = store.findings(current=False)
    assert (kept.series, kept.others) == ((late,), ())


def test_findings_of_another_day_stand_beside_the_earlier(store):
    target, answer = (
        statement("绿道", measure(8, "米")),
        statement("绿道", measure(5, "米"), role="progress", doc="报告.txt"),
    )
    store.save_all([processed("方案.docx", target), processed("报告.txt", answer)])
    june = finding(target, None, "unreported", as_of=date(2031, 6, 30))
    autumn = finding(target, answer, "behind", Gap(-3, "米", 0.625))
    worse = finding(target, answer, "missed", Gap(-3, "米", 0.625))
    for found in (june, autumn, worse):
        store.save_findings([found])
    assert store.findings() == [worse]
    assert store.findings(as_of=date(2031, 6, 30)) == [june]


def test_a_finding_brings_its_statements_along(store):
    found = finding(statement("绿道", measure(8, "米")), None, "unreported")
    store.save_findings([found])
    assert store.findings() == []  # its document is not in the ledger
    assert store.findings(current=False) == [found]
    assert store.statements() == []


def test_runs_are_kept_once_each(store):
    given = office()
    key = store.save_run(given.documents, as_of=AS_OF, findings=5, alerts=2)
    assert store.save_run(list(reversed(given.documents)), as_of=AS_OF, findings=5, alerts=2) == key
    [row] = store.runs()
    assert (row["documents"], row["failed"], row["statements"]) == (len(given.documents), 1, len(given.statements))


def test_in_memory_and_by_plain_path(tmp_path):
    doc = processed("甲.txt", statement("绿道建成", doc="甲.txt"))
    for url in ("sqlite://", str(tmp_path / "督办.db")):
        with Store(url) as store:
            store.save(doc)
            assert len(store.statements()) == 1


def test_a_read_only_store_reads_and_does_not_write(tmp_path):
    path = tmp_path / "带 空格?的#库.db"
    with Store(path) as store:
        store.save(processed("甲.txt", statement("绿道建成", doc="甲.txt")))
    with Store(path, read_only=True) as store:
        assert len(store.statements(text="绿道")) == 1
        with pytest.raises(StoreError, match="readonly"):
            store.save(processed("乙.txt", statement("公园建成", doc="乙.txt")))


@pytest.mark.parametrize(
    ("url", "cause"),
    [
        ("sqlite:///没有/这个/夹.db", "所在文件夹不存在"),
        ("mysterydb://host/db", "mysterydb"),
        ("not a url://", "无法打开"),
        ("postgresql+nodriver://u:secret@host/db", "nodriver"),
    ],
)
def test_a_database_that_cannot_be_opened_says_why(url, cause):
    with pytest.raises(StoreError, match=cause) as caught:
        Store(url)
    assert "secret" not in str(caught.value)


def test_a_file_that_is_no_database_is_named(tmp_path):
    path = tmp_path / "notes.db"
    path.write_text("会议记录" * 500, encoding="utf-8")
    with pytest.raises(StoreError, match=r"notes\.db.*not a database"):
        Store(path)
    with pytest.raises(StoreError, match="没有这个数据库文件"):
        Store(tmp_path / "none.db", read_only=True)


def test_a_database_that_is_not_ours_is_refused(tmp_path):
    path = tmp_path / "old.db"
    with Store(path) as store, store.begin() as conn:
        conn.exec_driver_sql("ALTER TABLE findings DROP COLUMN reasons")
    with pytest.raises(StoreError, match=r"findings 缺少列 reasons.*另建数据库"):
        Store(path)
    with pytest.raises(StoreError, match=r"较早的版本.*findings 缺少列 reasons"):
        Store(path, read_only=True)


def test_documents_without_anything_are_kept(store):
    store.save(processed("空.txt", meta=Meta()))
    assert [d.name for d in store.documents()] == ["空.txt"]
    assert store.statements() == [] and store.findings() == [] and store.issues() == []
    assert PLAN not in {d.name for d in store.documents()}
