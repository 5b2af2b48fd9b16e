"""Which documents a run takes in, and how they are cut into batches."""

import hashlib
import os

import pytest

from pipeline.sources import BATCH, Source, batches, code_digest, take_in


def names(found):
    return [os.path.basename(s.path) for s in found.documents]


def test_folders_are_searched_and_files_of_one_content_read_once(tmp_path):
    (tmp_path / "里").mkdir()
    (tmp_path / "乙.txt").write_text("乙", encoding="utf-8")
    (tmp_path / "里" / "甲.txt").write_text("甲", encoding="utf-8")
    (tmp_path / "里" / "甲的副本.txt").write_text("甲", encoding="utf-8")
    (tmp_path / "里" / "程序.py").write_text("", encoding="utf-8")
    found = take_in([str(tmp_path)])
    assert names(found) == ["乙.txt", "甲.txt"]
    assert [tuple(map(os.path.basename, pair)) for pair in found.repeats] == [("甲的副本.txt", "甲.txt")]
    assert [os.path.basename(p) for p in found.left_out] == ["程序.py"]
    assert all(os.path.isabs(s.path) and len(s.digest) == 64 for s in found.documents)


def test_a_file_that_is_not_there_stays_to_be_reported(tmp_path):
    found = take_in([str(tmp_path / "没有.docx")])
    assert found.documents == (Source(str(tmp_path / "没有.docx"), ""),)


def test_a_fault_of_the_disk_is_raised_to_be_tried_again(tmp_path, monkeypatch):
    file = tmp_path / "甲.txt"
    file.write_text("甲", encoding="utf-8")

    def fail(*_):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(hashlib, "file_digest", fail)
    with pytest.raises(OSError, match="Input/output"):
        take_in([str(file)])
    assert take_in([str(file)], patient=True).documents == (Source(str(file), ""),)


def many(count):
    return [Source(f"{i:04d}.txt", hashlib.sha256(b"%d" % i).hexdigest()) for i in range(count)]


def test_batches_hold_every_document_in_order_and_none_is_too_large():
    documents = many(500)
    cut = batches(documents)
    assert [s for batch in cut for s in batch] == documents
    assert max(map(len, cut)) <= BATCH


def test_one_document_more_changes_one_batch():
    documents = many(500)
    before = set(batches(documents))
    after = set(batches([*documents[:3], Source("0002a.txt", "55" * 32), *documents[3:]]))
    assert len(after - before) <= 2
    assert len(before - after) <= 2


def test_an_unread_file_has_a_batch_too():
    assert batches([Source("a.txt", "")]) == [(Source("a.txt", ""),)]


def test_code_digest_is_stable():
    assert code_digest() == code_digest()
    assert len(code_digest()) == 16
