"""Work that hangs, crashes or raises ends alone; the order of results is that of the items."""

import os
import signal
import sys
import time
from functools import partial

import pytest

from pipeline.workers import Failure, run_ordered


def act(item):
    """What a worker does: the first word says what, the second what it gives back."""
    verb, _, word = item.partition(" ")
    if verb == "wait":
        time.sleep(0.2)
    elif verb == "hang":
        time.sleep(60)
    elif verb == "raise":
        raise ValueError(f"no {word}")
    elif verb == "eat":
        return len(bytearray(int(word) * 2**20))
    elif verb == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    elif verb == "leave":
        os._exit(7)
    return word


def run(items, *, workers=2, **limits):
    ended = []

    def finish(item, result):
        ended.append(item)
        return result

    return list(run_ordered(act, items, finish=finish, workers=workers, **limits)), ended


def test_results_keep_the_order_of_the_items():
    results, ended = run(["wait a", "say b", "say c", "say d"])
    assert results == ["a", "b", "c", "d"]
    assert sorted(ended) == ["say b", "say c", "say d", "wait a"]
    assert ended[-1] != "say d" or ended[0] != "wait a", "the slow item should not hold up the others"


def test_an_overdue_item_is_ended_and_the_others_go_on():
    before = time.monotonic()
    results, _ = run(["say a", "hang b", "say c", "hang d", "say e"], time_limit=2.0)
    assert results[0::2] == ["a", "c", "e"]
    assert [r.reason for r in results[1::2]] == ["2 秒内没有读完，已中止"] * 2
    assert time.monotonic() - before < 40


@pytest.mark.parametrize(("fatal", "sign"), [("die b", "SIGKILL"), ("leave b", "7")])
def test_a_crash_ends_its_item_alone(fatal, sign):
    results, _ = run(["say a", fatal, "say c"], workers=1)
    assert results[0] == "a"
    assert results[2] == "c"
    assert results[1] == Failure(f"读取程序崩溃（{sign}）")


def test_a_fault_of_ours_is_reported_with_its_place():
    results, _ = run(["raise b", "say c"], workers=1)
    assert results[1] == "c"
    assert "ValueError: no b" in results[0].reason
    assert "test_workers.py" in results[0].reason
    assert "Traceback" in results[0].detail


@pytest.mark.skipif(sys.platform != "linux", reason="memory of a process is bounded on Linux")
def test_an_item_that_eats_memory_ends_alone():
    results, _ = run(["eat 3000", "eat 10"], workers=1, memory_limit=2**31)
    assert "MemoryError" in results[0].reason
    assert results[1] == 10 * 2**20


def test_nothing_to_do_starts_no_worker():
    assert list(run_ordered(partial(act), [], finish=lambda item, result: result, workers=2)) == []


def test_leaving_early_ends_the_workers():
    results = run_ordered(act, ["say a", *["hang b"] * 4], finish=lambda item, result: result, workers=2)
    assert next(results) == "a"
    before = time.monotonic()
    results.close()
    assert time.monotonic() - before < 5
