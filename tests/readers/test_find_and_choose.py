from __future__ import annotations

import os
from pathlib import Path

import pytest
from reading_files import Paper, docx, paragraph, read_bytes

from pipeline.readers import Limits, discover, libreoffice, read, search
from schemas.errors import UnreadableDocument, UnsupportedFormat

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HTML = "<html><body><p>栎川县农业农村局通知</p></body></html>"


def stream(name: str) -> bytes:
    return OLE + bytes(600) + name.encode("utf-16-le") + bytes(200)


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [
        ("a.doc", docx(paragraph("文字")), "docx"),
        ("b.doc", HTML.encode(), "html"),
        ("c.doc", "只是一段文字，另存时选错了类型。".encode("gb18030"), "txt"),
        ("d.xls", HTML.encode(), "html"),
        ("e.docx", Paper().text(80, 100, "其实是版式文件，不是文字处理文件。").page().bytes(), "pdf"),
        ("f.txt", HTML.encode(), "html"),
        ("g.pdf", docx(paragraph("文字")), "docx"),
        ("没有扩展名", "栎川县通知".encode(), "txt"),
    ],
)
def test_a_wrong_suffix_is_noticed_and_the_content_read(tmp_path, name, data, form):
    raw = read_bytes(tmp_path, name, data)
    assert raw.format == form
    assert raw.name == name
    assert "已按内容读取" in raw.problems[0]


def test_a_right_suffix_is_no_remark(tmp_path):
    assert read_bytes(tmp_path, "a.HTM", HTML).problems == ()


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.rtf", b"{\\rtf1 x}", "LibreOffice"),
        ("a.py", b"print(1)", "不认识"),
    ],
)
def test_what_nobody_reads_yet_says_so(tmp_path, monkeypatch, name, data, reason):
    monkeypatch.setattr(libreoffice, "_program", lambda: None)
    with pytest.raises(UnsupportedFormat, match=reason) as caught:
        read_bytes(tmp_path, name, data)
    assert caught.value.doc == name


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.doc"])
def test_protected_office_files_say_so(tmp_path, name):
    with pytest.raises(UnreadableDocument, match="已加密"):
        read_bytes(tmp_path, name, stream("EncryptedPackage"))


def test_missing_empty_and_folder_are_told_apart(tmp_path):
    (tmp_path / "empty.txt").touch()
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    for name, reason in [
        ("none.txt", "不存在"),
        ("empty.txt", "空的"),
        ("loop.txt", "循环"),
        ("gone.txt", "符号链接"),
        ("", "文件夹"),
    ]:
        with pytest.raises(UnreadableDocument, match=reason):
            read(tmp_path / name)


def test_a_limit_on_size_ends_the_document(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("文字" * 100, "utf-8")
    with pytest.raises(UnreadableDocument, match="太大"):
        read(path, limits=Limits(file_bytes=100))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission_is_named(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("文字", "utf-8")
    path.chmod(0)
    with pytest.raises(UnreadableDocument, match="权限"):
        read(path)


def names(paths: list[Path], top: Path) -> list[str]:
    return [str(p.relative_to(top)) for p in paths]


@pytest.fixture
def office(tmp_path):
    for name in [
        "b/方案.docx",
        "b/~$方案.docx",
        "b/.隐藏.txt",
        "a/报告.pdf",
        "a/图.png",
        "a/code.py",
        "c.csv",
        "Thumbs.db",
    ]:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    return tmp_path


def test_folders_are_searched_through_in_a_fixed_order(office):
    assert names(discover([office]), office) == ["a/图.png", "a/报告.pdf", "b/方案.docx", "c.csv"]
    assert discover([office / "b", office / "a", office / "c.csv", office]) == discover([office])


def test_what_is_left_out_can_be_asked_for(office):
    assert names(search([office]).left_out, office) == ["a/code.py"]


def test_files_named_outright_always_stay(office):
    assert names(discover([office / "a/code.py", office / "none.txt"]), office) == ["a/code.py", "none.txt"]


def test_links_are_followed_once_and_loops_end(office):
    (office / "b/again").symlink_to(office, target_is_directory=True)
    (office / "b/zweite.docx").symlink_to(office / "b/方案.docx")
    assert len(discover([office])) == 4


def test_a_folder_that_cannot_be_looked_into_is_reported_by_reading_it(office, monkeypatch):
    real = os.scandir

    def refuse(path):
        if Path(path).name == "b":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = discover([office])
    assert "b" in names(found, office)
    with pytest.raises(UnreadableDocument, match="没有读取权限"):
        read(office / "b")
