"""Archives: each file inside is a document of its own, and nothing in them gets further than that."""

from __future__ import annotations

import io
import zipfile

import pytest
from reading_files import docx, paragraph, zipped

from pipeline.batch import failed, process
from pipeline.readers import Limits, discover, fingerprint, read, search
from pipeline.readers.archive import members
from pipeline.sources import take_in
from schemas.errors import UnreadableDocument

PLAN = "到2031年底，栎川县建成绿道8公里。"


def archive(folder, name, parts):
    path = folder / name
    path.write_bytes(zipped(parts))
    return path


def inside(paths, top):
    return [str(p.relative_to(top)) for p in paths]


def test_members_are_found_and_read_under_paths_of_their_own(tmp_path):
    archive(tmp_path, "收文.zip", {"方案/甲.docx": docx(paragraph(PLAN)), "乙.txt": PLAN, "程序.exe": "x"})
    found = search([tmp_path])
    assert inside(found.found, tmp_path) == ["收文.zip!/乙.txt", "收文.zip!/方案/甲.docx"]
    assert inside(found.left_out, tmp_path) == ["收文.zip!/程序.exe"]
    raws = [read(path) for path in found.found]
    assert [(r.name, r.format, r.source.strip()) for r in raws] == [("乙.txt", "txt", PLAN), ("甲.docx", "docx", PLAN)]
    assert raws[0].path.endswith("收文.zip!/乙.txt")


def test_an_archive_named_outright_is_looked_into_and_so_is_a_member(tmp_path):
    path = archive(tmp_path, "a.zip", {"b.txt": PLAN})
    assert discover([path]) == discover([tmp_path / "a.zip!/b.txt"])
    assert inside(discover([path]), tmp_path) == ["a.zip!/b.txt"]
    assert process(tmp_path / "a.zip!/b.txt").statements


def test_digests_are_those_of_the_members(tmp_path):
    (tmp_path / "b.txt").write_text(PLAN, "utf-8")
    path = archive(tmp_path, "a.zip", {"c.txt": PLAN})
    sources = take_in([str(tmp_path)])
    assert len(sources.documents) == 1 and len(sources.repeats) == 1
    assert read(path.parent / "a.zip!/c.txt").digest == fingerprint(tmp_path / "b.txt")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_are_read_as_archivers_write_them(tmp_path, encoding):
    name = "工作方案.txt".encode(encoding)
    data = zipped({"x" * (len(name) - 4) + ".txt": PLAN}).replace(b"x" * (len(name) - 4) + b".txt", name)
    (tmp_path / "a.zip").write_bytes(data)
    assert inside(discover([tmp_path]), tmp_path) == ["a.zip!/工作方案.txt"]
    assert read(tmp_path / "a.zip!/工作方案.txt").source == PLAN


def test_a_name_in_the_unicode_extra_field_goes_first(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        info = zipfile.ZipInfo("plan.txt")
        name = "方案.txt".encode()
        info.extra = b"\x75\x70" + (len(name) + 5).to_bytes(2, "little") + b"\x01" + bytes(4) + name
        made.writestr(info, PLAN)
    (tmp_path / "a.zip").write_bytes(out.getvalue())
    assert inside(discover([tmp_path]), tmp_path) == ["a.zip!/方案.txt"]


def test_hidden_files_are_left_out_and_equal_names_told_apart(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made, pytest.warns(UserWarning, match="Duplicate"):
        for name in ["__MACOSX/._b.txt", "~$b.docx", "b.txt", "b.txt"]:
            made.writestr(name, PLAN)
    (tmp_path / "a.zip").write_bytes(out.getvalue())
    assert inside(discover([tmp_path]), tmp_path) == ["a.zip!/b.txt", "a.zip!/b（2）.txt"]


def test_archives_inside_archives_are_opened_so_far_and_no_further(tmp_path):
    data = zipped({"最里.txt": PLAN})
    for name in ["丁.zip", "丙.zip", "乙.zip"]:
        data = zipped({name: data, f"{name}.txt": PLAN})
    (tmp_path / "甲.zip").write_bytes(data)
    found = discover([tmp_path])
    assert inside(found, tmp_path) == [
        "甲.zip!/乙.zip!/丙.zip!/丁.zip",
        "甲.zip!/乙.zip!/丙.zip!/丁.zip.txt",
        "甲.zip!/乙.zip!/丙.zip.txt",
        "甲.zip!/乙.zip.txt",
    ]
    assert read(found[1]).source == PLAN
    for path in [found[0], found[0].parent / "丁.zip!/最里.txt"]:
        with pytest.raises(UnreadableDocument, match="层层嵌套"):
            read(path)


@pytest.mark.parametrize("name", ["../外.txt", "/etc/外.txt", "C:\\外.txt", "a/../../外.txt"])
def test_a_name_that_leads_out_is_refused(tmp_path, name):
    (tmp_path / "外.txt").write_text("别处的文件", "utf-8")
    (path,) = discover([archive(tmp_path, "a.zip", {name: PLAN})])
    assert str(path).startswith(f"{tmp_path}/a.zip!/") and ".." not in path.parts
    with pytest.raises(UnreadableDocument, match="指向包外"):
        read(path)


def test_a_bomb_is_refused_before_and_while_it_is_unpacked(tmp_path):
    path = archive(tmp_path, "a.zip", {"b.txt": "零" * 200_000, "c.txt": PLAN})
    with pytest.raises(UnreadableDocument, match="压缩炸弹"):
        members(path, Limits(unpacked_bytes=500_000))
    with pytest.raises(UnreadableDocument, match="太大"):
        read(tmp_path / "a.zip!/b.txt", limits=Limits(file_bytes=500_000))
    with pytest.raises(UnreadableDocument, match="上限"):
        members(path, Limits(members=1))


def test_a_protected_member_says_so(tmp_path):
    data = bytearray(zipped({"b.txt": PLAN}))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + at] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    (path,) = discover([tmp_path])
    with pytest.raises(UnreadableDocument, match="已加密") as caught:
        read(path)
    assert caught.value.doc == "b.txt"
    assert failed(path, caught.value).digest == ""


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (zipped({"程序.exe": "x"}), "没有可读的文档"),
        (zipped({"b.txt": PLAN})[:60], "损坏"),
        (zipped({}), "没有可读的文档"),
    ],
)
def test_an_archive_that_gives_nothing_stays_and_says_why(tmp_path, data, reason):
    (tmp_path / "a.zip").write_bytes(data)
    assert inside(discover([tmp_path]), tmp_path) == ["a.zip"]
    with pytest.raises(UnreadableDocument, match=reason):
        read(tmp_path / "a.zip")


def test_one_broken_member_leaves_the_others(tmp_path):
    data = zipped({"b.txt": PLAN * 9, "c.txt": PLAN})
    at = data.index(b"b.txt") + 5
    (tmp_path / "a.zip").write_bytes(data[:at] + bytes(20) + data[at + 20 :])
    broken, good = discover([tmp_path])
    with pytest.raises(UnreadableDocument, match="损坏"):
        read(broken)
    assert read(good).source == PLAN


def test_an_office_document_called_zip_is_read_as_what_it_is(tmp_path):
    path = tmp_path / "方案.zip"
    path.write_bytes(docx(paragraph(PLAN)))
    assert discover([tmp_path]) == [path]
    assert read(path).format == "docx"


def test_an_archive_read_by_itself_points_at_its_documents(tmp_path):
    with pytest.raises(UnreadableDocument, match=r"a\.zip!/b\.txt"):
        read(archive(tmp_path, "a.zip", {"b.txt": PLAN}))
    with pytest.raises(UnreadableDocument, match="没有这个文件"):
        read(tmp_path / "a.zip!/z.txt")
