"""What the flows add to the plain functions: reuse, retries, and keeping Prefect quiet."""

import os
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from fastapi.encoders import jsonable_encoder

from flows import extract, ingest, runtime
from flows.held import Held
from flows.watch import Watcher, watched_by, watcher
from pipeline.batch import Processed
from pipeline.sources import Source
from schemas.errors import StoreError, UnreadableDocument
from schemas.settings import Read


def failed(path):
    return Processed(Path(path).name, path, error=UnreadableDocument(Path(path).name, "磁盘忙"))


def read_again(monkeypatch, state):
    """Run `read_all` over two documents, one of them failed in what Prefect gives back; which were read again."""
    again = []

    def process_many(paths, **_):
        for path in paths:
            again.append(str(path))
            yield Processed(path.name, str(path), characters=7)

    kept = [Processed("a.txt", "/in/a.txt", characters=5), failed("/in/b.txt")]
    future = SimpleNamespace(state=SimpleNamespace(name=state), result=lambda: list(kept))
    monkeypatch.setattr(extract, "read_batch", SimpleNamespace(submit=lambda *_: future))
    monkeypatch.setattr(extract, "process_many", process_many)
    documents = [Source("/in/a.txt", "11" * 32), Source("/in/b.txt", "22" * 32)]
    done = [p for batch in extract.read_all(documents, workers=1, limits=Read()) for p in batch]
    return done, again


def test_what_was_kept_is_used_and_what_failed_is_tried_again(monkeypatch):
    done, again = read_again(monkeypatch, "Cached")
    assert again == ["/in/b.txt"]
    assert [(p.name, p.characters, p.error) for p in done] == [("a.txt", 5, None), ("b.txt", 7, None)]


def test_what_failed_just_now_is_not_tried_again(monkeypatch):
    done, again = read_again(monkeypatch, "Completed")
    assert again == []
    assert [p.error is None for p in done] == [True, False]


def test_the_next_batch_is_read_while_the_one_before_is_kept(monkeypatch):
    begun = []

    def submit(paths, *_):
        begun.append(paths)
        return SimpleNamespace(
            state=SimpleNamespace(name="Completed"), result=lambda: [Processed("", p) for p in paths]
        )

    monkeypatch.setattr(extract, "read_batch", SimpleNamespace(submit=submit))
    ends_a_batch, does_not = "00" * 32, "11" * 32
    documents = [Source("/in/a.txt", ends_a_batch), Source("/in/b.txt", does_not)]
    reading = extract.read_all(documents, workers=1, limits=Read())
    assert [p.path for p in next(reading)] == ["/in/a.txt"]
    assert begun == [["/in/a.txt"], ["/in/b.txt"]]
    assert [p.path for batch in reading for p in batch] == ["/in/b.txt"]


def because(exc, cause):
    exc.__cause__ = cause
    return exc


@pytest.mark.parametrize(
    ("fault", "again"),
    [
        (OSError(5, "Input/output error"), True),
        (because(StoreError("ledger.xlsx"), PermissionError(13, "open elsewhere")), True),
        (StoreError("wrong columns"), False),
        (ValueError("a fault of ours"), False),
    ],
)
def test_only_disk_and_network_are_tried_again(fault, again):
    state = SimpleNamespace(result=lambda raise_on_failure: fault)
    assert ingest.is_io(None, None, state) is again
    assert ingest.find.retry_condition_fn is ingest.is_io


def test_batches_are_kept_by_paths_contents_and_code_alone():
    policy = extract.read_batch.cache_policy
    inputs = {"paths": ["a"], "digests": ["1"], "code": "x", "workers": 1, "limits": Read(), "label": "a"}
    context = SimpleNamespace(task_run=None)

    def key(**changed):
        return policy.compute_key(context, {**inputs, **changed}, {})

    assert key() == key(workers=2) == key(label="b") == key(limits=Read(time_limit=9))
    assert len({key(), key(paths=["b"]), key(digests=["2"]), key(code="y")}) == 4


def test_a_held_value_is_not_sent_to_the_server():
    with pytest.raises((TypeError, ValueError)):
        jsonable_encoder(Held([1, 2, 3]))


def test_a_watcher_is_told_while_it_watches():
    seen = []
    with watched_by(Watcher(stage=seen.append)):
        watcher().stage("读取")
    watcher().stage("对照")
    assert seen == ["读取"]


def test_settings_of_the_user_come_first(monkeypatch):
    monkeypatch.setenv("PREFECT_LOGGING_LEVEL", "INFO")
    monkeypatch.delenv("DO_NOT_TRACK", raising=False)
    with runtime._environment({"PREFECT_LOGGING_LEVEL": "CRITICAL", "DO_NOT_TRACK": "1"}):
        assert os.environ["PREFECT_LOGGING_LEVEL"] == "INFO"
        assert os.environ["DO_NOT_TRACK"] == "1"
    assert "DO_NOT_TRACK" not in os.environ


def test_a_server_named_by_environment_or_profile_is_used(monkeypatch, tmp_path):
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setenv("PREFECT_PROFILES_PATH", str(tmp_path / "profiles.toml"))
    assert not runtime.server_is_set()
    (tmp_path / "profiles.toml").write_text('[profiles.office]\nPREFECT_API_URL = "http://10.1.1.1:4200/api"\n')
    assert runtime.server_is_set()
    monkeypatch.delenv("PREFECT_PROFILES_PATH")
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:4200/api")
    assert runtime.server_is_set()


def test_processed_is_what_the_cache_keeps():
    import cloudpickle

    whole = replace(failed("/in/b.txt"), digest="22" * 32)
    back = cloudpickle.loads(cloudpickle.dumps(whole))
    assert (back.name, back.digest, str(back.error)) == (whole.name, whole.digest, str(whole.error))
