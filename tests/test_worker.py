"""A worker brings back what the function returned, or says in a sentence why not; and it never outlives its use."""

import gc
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from onrecord.datafiles import app_root
from onrecord.errors import OnRecordError, ReadError, TooLargeError, WorkerLimitError
from onrecord.worker import LARGE_BYTES, Limits, pool, run, warm
from tests import worker_jobs as jobs
from tests.builders import built

ON_LINUX = sys.platform == "linux"
ON_POSIX = sys.platform != "win32"
PATIENCE_SECONDS = 60


class Stop(BaseException):
    """As Streamlit's: no Exception."""


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    if ON_LINUX:  # where nobody waits for orphans they stay as zombies
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return True


def ends(pid):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while is_running(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not is_running(pid)


def written(path):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (path.exists() and path.read_text()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return int(path.read_text())


def works():
    return run(jobs.double, 21) == 42


def test_the_result_and_the_progress_come_back():
    seen = []
    assert run(jobs.double, "ab", progress=lambda part, words: seen.append((part, words))) == "abab"
    assert (0.5, "Doubling") in seen
    assert run(jobs.where) != os.getpid()


@pytest.mark.parametrize(
    "value", [b"", b"\0" * 3_000_000, "wörd 李 " * 400_000, list(range(200_000)), {"a": (None, 1.5)}]
)
def test_any_value_comes_back_as_it_was(value):
    assert run(jobs.double, [value]) == [value, value]


def test_a_transcript_longer_than_a_piece_comes_back_as_it_was():
    speeches = [("ANN", "So it is, “naïve” or not. " * 30_000), ("BOB", "Yes. " * 200_000)]
    transcript = built(speeches)
    assert len(transcript.text) > 1_700_000
    assert run(jobs.double, [transcript]) == [transcript, transcript]


def test_the_collector_works_on_afterwards():
    assert gc.isenabled()
    works()
    assert gc.isenabled()


def test_our_errors_come_back_as_themselves():
    with pytest.raises(TooLargeError, match=r"^It is too large\.$") as caught:
        run(jobs.refuse)
    assert caught.value.facts == {"limit_bytes": 5, "size_bytes": 6}


@pytest.mark.parametrize("job", [jobs.fail, jobs.resign])
def test_what_nobody_expected_is_logged_whole_and_told_in_a_sentence(job, caplog):
    with caplog.at_level(logging.ERROR), pytest.raises(OnRecordError) as caught:
        run(job)
    assert not isinstance(caught.value, ReadError)
    assert str(caught.value).endswith(".")
    assert f"in {job.__name__}\n" in caplog.text
    assert works()


def test_a_worker_is_used_again():
    assert run(jobs.where) == run(jobs.where)


def test_after_a_large_file_the_worker_is_replaced():
    _, first = run(jobs.size, b"x" * LARGE_BYTES)
    size, again = run(jobs.size, b"x" * (LARGE_BYTES + 1))
    assert (size, again) == (LARGE_BYTES + 1, first)
    assert run(jobs.where) != first
    assert ends(first)


def test_print_does_not_disturb_the_answers():
    assert run(jobs.talk) == "said"


# --- limits -----------------------------------------------------------------------------------------------------


def limit_of(job, *args, **limits):
    with pytest.raises(WorkerLimitError) as caught:
        run(job, *args, limits=Limits(**limits))
    assert str(caught.value).endswith(".")
    assert works(), "the next job gets a new worker"
    return caught.value.facts["limit"]


@pytest.mark.skipif(not ON_POSIX, reason="no limit of processor time on Windows")
def test_who_computes_too_long_is_stopped():
    assert limit_of(jobs.spin, cpu_seconds=1) == "cpu"


@pytest.mark.skipif(not ON_POSIX, reason="no limit of processor time on Windows")
def test_processor_time_is_counted_for_each_job_by_itself():
    assert {run(jobs.spin_in_c, 0.8, limits=Limits(cpu_seconds=2)) for _ in range(4)} == {"done"}


def test_who_waits_too_long_is_stopped():
    assert limit_of(jobs.sleep, wall_seconds=0.5) == "wall"


@pytest.mark.skipif(not ON_LINUX, reason="memory is limited on Linux only")
@pytest.mark.parametrize("job", [jobs.swell, jobs.swell_slowly])
def test_who_takes_too_much_memory_is_stopped(job):
    assert limit_of(job, memory_bytes=150_000_000) == "memory"


@pytest.mark.parametrize("job", [jobs.abort, jobs.leave, jobs.unpicklable])
def test_a_sudden_death_is_told(job):
    assert limit_of(job) == "death"


# --- cancelling -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [Stop, KeyError, KeyboardInterrupt])
def test_what_progress_raises_ends_the_worker_and_comes_out(kind, tmp_path):
    path = tmp_path / "pid"

    def progress(_part, _words):
        if path.exists() and path.read_text():
            raise kind

    with pytest.raises(kind):
        run(jobs.told, str(path), progress=progress)
    assert not is_running(written(path))
    assert works()


def test_progress_is_called_on_while_nothing_is_said(tmp_path):
    calls = []

    def progress(part, words):
        calls.append((part, words))
        if calls.count((0.25, "Asleep")) == 5:
            raise Stop

    with pytest.raises(Stop):
        run(jobs.told, str(tmp_path / "pid"), progress=progress)


# --- together ---------------------------------------------------------------------------------------------------


def test_of_many_at_once_each_gets_its_own_result():
    with ThreadPoolExecutor(12) as threads:
        assert list(threads.map(lambda n: run(jobs.double, n), range(60))) == [2 * n for n in range(60)]


def test_who_comes_third_waits_and_may_leave_the_line(tmp_path):
    """Two work, the third is told that it waits; it gives up, and one of the two still brings back its own."""
    over = threading.Event()

    def until_over(_part, _words):
        if over.is_set():
            raise Stop

    def occupy(name):
        with pytest.raises(Stop):
            run(jobs.told, str(tmp_path / name), progress=until_over)

    def wait(_part, words):
        if "another file" in words:
            raise KeyError

    with ThreadPoolExecutor(2) as threads:
        both = [threads.submit(occupy, name) for name in ("a", "b")]
        pids = {written(tmp_path / name) for name in ("a", "b")}
        assert len(pids) == 2
        with pytest.raises(KeyError):
            run(jobs.where, progress=wait)
        over.set()
        for one in both:
            one.result()
    assert works()


def test_while_a_job_holds_the_lock_of_its_interpreter_ours_answers_on():
    """What the same call in a thread of ours would stop: it never looks up."""
    counted = []
    at_work = threading.Event()
    done = threading.Event()

    def answer():
        at_work.wait(PATIENCE_SECONDS)
        while not done.is_set():
            counted.append(1)
            time.sleep(0.001)

    other = threading.Thread(target=answer)
    other.start()
    assert run(jobs.spin_in_c, 1.5, progress=lambda part, _words: part and at_work.set()) == "done"
    done.set()
    other.join()
    assert len(counted) > 50


def test_a_warm_worker_is_ready_and_a_failing_warm_up_harms_nothing():
    try:
        warm(jobs.fail)
        assert works()
        warm(jobs.double, 1)
        first = run(jobs.where)
        assert first == run(jobs.where)
        with pytest.raises(WorkerLimitError):
            run(jobs.leave)
        assert run(jobs.where) != first
    finally:
        pool._POOL._warming = None


# --- the end of the parent --------------------------------------------------------------------------------------

PARENT = "import sys; from onrecord.worker import run; from tests.worker_jobs import told; run(told, sys.argv[1])"


@pytest.mark.skipif(not ON_POSIX, reason="kill -9 is not Windows'")
@pytest.mark.parametrize("number", ["SIGKILL", "SIGTERM", "SIGINT"])
def test_a_worker_dies_with_its_parent(number, tmp_path):
    path = tmp_path / "pid"
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(path)], cwd=app_root(), stderr=subprocess.DEVNULL)
    pid = written(path)
    assert is_running(pid)
    parent.send_signal(getattr(signal, number))
    parent.wait(PATIENCE_SECONDS)
    assert ends(pid)


def test_it_is_found_from_any_folder_and_no_file_there_stands_in_for_a_module(tmp_path):
    (tmp_path / "pickle.py").write_text("raise SystemExit('the wrong pickle')")
    (tmp_path / "onrecord.py").write_text("raise SystemExit('the wrong one')")
    code = f"import sys; sys.path.insert(0, {str(app_root())!r}); from onrecord.worker import run; "
    code += "from tests.worker_jobs import double; print(run(double, 4))"
    done = subprocess.run([sys.executable, "-P", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == "8\n"
