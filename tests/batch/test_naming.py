"""Files of one name are told apart by their folders; all others are called what they are called."""

from pathlib import Path

from entries import statement

from pipeline.batch import Processed
from pipeline.naming import distinct_names, renamed
from schemas.document import Issue
from schemas.errors import UnsupportedFormat


def test_only_names_that_clash_carry_folders():
    paths = [Path("/a/3月/进展表.xlsx"), Path("/a/4月/进展表.xlsx"), Path("/a/方案.docx")]
    assert list(distinct_names(paths).values()) == ["3月/进展表.xlsx", "4月/进展表.xlsx", "方案.docx"]


def test_as_many_folders_as_it_takes():
    paths = [Path("/x/甲县/3月/表.csv"), Path("/x/乙县/3月/表.csv"), Path("/x/乙县/4月/表.csv")]
    assert list(distinct_names(paths).values()) == ["甲县/3月/表.csv", "乙县/3月/表.csv", "乙县/4月/表.csv"]


def test_one_path_twice_is_one_document():
    assert distinct_names([Path("/a/b.txt"), Path("/a/b.txt")]) == {Path("/a/b.txt"): "b.txt"}


def test_a_new_name_goes_everywhere_and_ids_stay():
    found = statement("新建公厕")
    error = UnsupportedFormat("表.ofd", "暂不支持", 2)
    doc = Processed(
        "表.ofd", "/4月/表.ofd", statements=(found,), issues=(Issue("表.ofd", "read", "x", "y"),), error=error
    )
    new = renamed(doc, "4月/表.ofd")
    assert {new.name, new.statements[0].doc, new.issues[0].doc, new.error.doc} == {"4月/表.ofd"}
    assert (type(new.error), new.error.reason, new.error.page) == (UnsupportedFormat, "暂不支持", 2)
    assert new.statements[0].id == found.id
    assert renamed(doc, "表.ofd") is doc
