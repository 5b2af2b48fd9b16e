"""What stands in the way of a run is said in one line, before anything is read."""

import fcntl
import subprocess
import sys
from collections import namedtuple

import pytest

from duban.cli import main
from duban.commands import run
from duban.folder_lock import locked
from schemas.errors import StoreError


def said(capsys, *arguments):
    with pytest.raises(SystemExit) as ended:
        main(["run", *map(str, arguments)])
    return ended.value.code, capsys.readouterr().err


def test_a_folder_that_another_run_uses(tmp_path, capsys):
    with (tmp_path / ".lock").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        other.write("4711")
        other.flush()
        status, words = said(capsys, "none.txt", "--out", tmp_path)
    assert status == 1 and "另一个 duban run（进程 4711）" in words


def test_a_lock_goes_with_its_process(tmp_path):
    hold = (
        f"from pathlib import Path\nfrom duban.folder_lock import locked\nlocked(Path({str(tmp_path)!r})).__enter__()"
    )
    subprocess.run([sys.executable, "-c", hold], check=True)
    with locked(tmp_path), pytest.raises(StoreError, match="正在使用"), locked(tmp_path):
        pass


def test_a_disk_that_is_full(tmp_path, capsys, monkeypatch):
    usage = namedtuple("usage", "free")
    monkeypatch.setattr(run.shutil, "disk_usage", lambda _: usage(2 * 2**20))
    status, words = said(capsys, "none.txt", "--out", tmp_path)
    assert status == 1 and "磁盘只剩 2 MB" in words


def test_a_database_that_is_not_there(tmp_path, capsys):
    status, words = said(capsys, "none.txt", "--out", tmp_path, "--db", "nosuch://me:secret@host/x")
    assert status == 1 and "无法打开数据库" in words and "secret" not in words


def test_a_folder_that_cannot_be_made(tmp_path, capsys):
    (tmp_path / "notes").write_text("")
    status, words = said(capsys, "none.txt", "--out", tmp_path / "notes" / "out")
    assert status == 1 and words.startswith("出错：") and "notes" in words and words.count("\n") == 1
