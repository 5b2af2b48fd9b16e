"""Work that hangs, crashes or raises ends alone; the order of results is that of the items."""

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

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
    elif verb == "fatten":  # little by little, and holding on to it
        held = [bytearray(2**20) for _ in range(int(word))]
        time.sleep(60 * bool(held))
    elif verb == "pid":
        return os.getpid()
    elif verb == "start":
        program = subprocess.Popen(["sleep", "60"])
        Path(word).write_text(str(program.pid))
        time.sleep(60)
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
    results, _ = run(["eat 3000", "eat 10", "fatten 700", "eat 10"], workers=1, memory_limit=2**29)
    assert [r.reason for r in results[::2]] == ["所需内存超出上限（512 MB），已中止"] * 2
    assert results[1::2] == [10 * 2**20] * 2


@pytest.mark.skipif(sys.platform != "linux", reason="memory of a process is bounded on Linux")
def test_a_worker_that_has_grown_gives_way_to_a_fresh_one():
    small = run(["pid", "eat 10", "pid"], workers=1, memory_limit=3 * 2**29)[0]
    large = run(["pid", "eat 900", "pid"], workers=1, memory_limit=3 * 2**29)[0]
    assert small[0] == small[2]
    assert large[1] == 900 * 2**20
    assert large[0] != large[2]


def test_a_program_that_an_overdue_item_started_ends_with_it(tmp_path):
    results, _ = run([f"start {tmp_path / 'pid'}", "say b"], workers=1, time_limit=1.0)
    assert "已中止" in results[0].reason and results[1] == "b"
    state = Path("/proc") / (tmp_path / "pid").read_text() / "stat"
    for _ in range(50):
        if not state.exists() or state.read_text().split()[2] == "Z":
            return
        time.sleep(0.1)
    raise AssertionError("the program is still running")


def test_nothing_to_do_starts_no_worker():
    assert list(run_ordered(partial(act), [], finish=lambda item, result: result, workers=2)) == []


def test_leaving_early_ends_the_workers():
    results = run_ordered(act, ["say a", *["hang b"] * 4], finish=lambda item, result: result, workers=2)
    assert next(results) == "a"
    before = time.monotonic()
    results.close()
    assert time.monotonic() - before < 5
