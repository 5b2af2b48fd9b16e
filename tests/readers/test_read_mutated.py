"""Five hundred damaged files in one batch: each is read or refused by name, and the sound ones are complete."""

from __future__ import annotations

import time
from functools import partial

import pytest
from mutate import mutants
from whole_files import LINES, WHOLE

from pipeline.batch import Processed, find_documents, process, process_many
from schemas.settings import Read

COUNT, SEED = 500, 1
#: Pages are not recognised here, which takes seconds each; LibreOffice would take as long for each damaged doc.
LIMITS = Read(time_limit=30, memory_mb=2048, libreoffice=False, scanned_pages=0)
NOT_A_REASON = ("内部错误", "崩溃", "已中止", "内存")
PICTURES = ("png", "jpg", "tiff")


@pytest.fixture(scope="module")
def batch(tmp_path_factory):
    """The batch's results by path, sound files in a folder of their own among the damaged."""
    folder = tmp_path_factory.mktemp("收文")
    (folder / "完好").mkdir()
    for name, data in WHOLE.items():
        (folder / "完好" / name).write_bytes(data)
    for mutant in mutants(COUNT, SEED):
        (folder / mutant.name).write_bytes(mutant.data)
    paths, _ = find_documents([folder])
    begun = time.monotonic()
    job = partial(process, keep_document=True)
    results = dict(zip(paths, process_many(paths, workers=2, job=job, limits=LIMITS), strict=True))
    assert time.monotonic() - begun < 120
    return results


def is_sound(result: Processed) -> bool:
    return "完好" in result.path


def test_the_same_seed_makes_the_same_files():
    assert [m.data for m in mutants(40, 7)] == [m.data for m in mutants(40, 7)]
    assert [m.data for m in mutants(40, 7)] != [m.data for m in mutants(40, 8)]
    assert {m.name.rpartition(".")[2] for m in mutants(COUNT, SEED)} == {n.rpartition(".")[2] for n in WHOLE}


def test_every_file_has_its_result_in_order(batch):
    assert len(batch) >= COUNT + len(WHOLE)
    assert [str(path) for path in batch] == [result.path for result in batch.values()]


def test_what_cannot_be_read_is_named_with_its_cause(batch):
    errors = [(path, r.error) for path, r in batch.items() if r.error is not None]
    assert len(errors) > 100
    assert [path.name for path, error in errors] == [error.doc for _, error in errors]
    faults = [str(error) for _, error in errors if not error.reason or any(w in error.reason for w in NOT_A_REASON)]
    assert faults == []


def test_what_is_read_from_damaged_files_keeps_its_places(batch):
    read = [r for r in batch.values() if r.error is None and not is_sound(r)]
    assert len(read) > 100
    for result in read:
        source = result.document.raw.source
        assert all(source[s.start : s.end] == s.quote for s in result.statements), result.path
        assert all(0 <= c.start <= c.end <= len(source) for t in result.document.raw.tables for c in t.cells)


def test_sound_files_beside_damaged_ones_are_complete(batch):
    sound = {path: result for path, result in batch.items() if is_sound(result)}
    assert len(sound) == len(WHOLE) + 2  # the archive has three files
    for path, result in sound.items():
        if path.suffix[1:] in PICTURES:
            assert "文字识别" in str(result.error)
            continue
        assert result.error is None
        assert result.statements == process(path).statements
        assert len(result.statements) > 1
    texts = {r.document.raw.format: r.document.raw.source for r in sound.values() if r.document is not None}
    for form in ("txt", "md", "html", "docx", "doc"):
        assert all(line in texts[form] for line in LINES), form
    assert sum("含有宏" in p for r in sound.values() for p in r.problems) == 1
