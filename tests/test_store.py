"""The store of corrections: undo and redo, several writers at once, sudden death, files it cannot use."""

import itertools
import random
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from onrecord.errors import StoreError
from onrecord.store import SCHEMA_VERSION, History, Store, data_folder

FILES = st.sampled_from(["a" * 64, "b" * 64])
BODIES = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)

KILLED_TIMES = 50
APPEND_FOREVER = """
import sys
from pathlib import Path
from onrecord.store import Store
store, number = Store(Path(sys.argv[1])), int(sys.argv[2])
while True:
    store.append("killed", str(number))
    print(number, flush=True)
    number += 1
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "kept" / "corrections.sqlite"


class Lists(RuleBasedStateMachine):
    """Two plain lists a file say what two stores on one database must say."""

    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.stores = [Store(self.folder / "kept.sqlite") for _ in range(2)]
        self.turns = itertools.cycle(self.stores)
        self.done = {"a" * 64: [], "b" * 64: []}
        self.undone = {"a" * 64: [], "b" * 64: []}

    def expect(self, file, history):
        assert history == History(tuple(self.done[file]), tuple(self.undone[file]))

    @rule(file=FILES, body=BODIES)
    def append(self, file, body):
        self.done[file].append(body)
        self.undone[file].clear()
        self.expect(file, next(self.turns).append(file, body))

    @rule(file=FILES)
    def undo(self, file):
        if self.done[file]:
            self.undone[file].insert(0, self.done[file].pop())
        self.expect(file, next(self.turns).undo(file))

    @rule(file=FILES)
    def redo(self, file):
        if self.undone[file]:
            self.done[file].append(self.undone[file].pop(0))
        self.expect(file, next(self.turns).redo(file))

    @rule(file=FILES, bodies=st.lists(BODIES, max_size=4))
    def replace(self, file, bodies):
        self.done[file], self.undone[file] = list(bodies), []
        self.expect(file, next(self.turns).replace(file, bodies))

    @rule(file=FILES)
    def clear(self, file):
        self.done[file], self.undone[file] = [], []
        self.expect(file, next(self.turns).clear(file))

    @invariant()
    def both_stores_agree(self):
        for store, file in itertools.product(self.stores, self.done):
            self.expect(file, store.history(file))

    def teardown(self):
        for store in self.stores:
            store.close()
        shutil.rmtree(self.folder)


TestLists = Lists.TestCase
TestLists.settings = settings(max_examples=25, stateful_step_count=15, deadline=None)


def test_threads_lose_nothing(path):
    """Eight threads at two stores on one file: every correction is kept, each thread's in its order."""
    stores = [Store(path), Store(path)]

    def work(thread):
        for number in range(200):
            stores[thread % 2].append("shared", f"{thread} {number}")

    threads = [threading.Thread(target=work, args=(thread,)) for thread in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    done = stores[0].history("shared").done
    assert len(done) == 1600
    for thread in range(8):
        assert [body for body in done if body.startswith(f"{thread} ")] == [f"{thread} {n}" for n in range(200)]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_sudden_death_loses_nothing_acknowledged(path):
    """Killed fifty times while it writes, the file is whole and holds every acknowledged correction in order."""
    moments = random.Random(11)  # noqa: S311 - moments, not secrets
    kept = 0
    for _ in range(KILLED_TIMES):
        command = [sys.executable, "-c", APPEND_FOREVER, str(path), str(kept)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            first = process.stdout.readline()
            time.sleep(moments.uniform(0, 0.05))
            process.kill()
            acknowledged = [
                int(line) for line in (first + process.stdout.read()).splitlines(keepends=True) if "\n" in line
            ]
        assert acknowledged == list(range(kept, kept + len(acknowledged)))
        store = Store(path)
        done = store.history("killed").done
        store.close()
        assert done == tuple(str(number) for number in range(len(done)))
        # The one in flight may have been committed without being acknowledged.
        assert kept + len(acknowledged) <= len(done) <= kept + len(acknowledged) + 1
        kept = len(done)
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()
    assert kept >= KILLED_TIMES


def test_kept_for_the_next_visit(path):
    """What was done and undone is there when the file is opened again."""
    first = Store(path)
    first.replace("file", ["one", "two"])
    first.undo("file")
    first.close()
    assert Store(path).history("file") == History(("one",), ("two",))


@pytest.mark.skipif(sys.platform == "win32", reason="modes are of POSIX")
def test_nobody_else_can_read_it(path):
    """The folder, the file and SQLite's files beside it are open to their owner only."""
    store = Store(path)
    store.append("file", "one")
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()} == {0o600}


@pytest.mark.parametrize("content", [b"no database at all " * 99, b"SQLite format 3\0" + b"\xff" * 4096])
def test_corrupt_file_is_told_and_left_alone(path, content):
    """A file that is no database gives a sentence naming it, stays as it was, and once it is away the store works."""
    path.parent.mkdir()
    path.write_bytes(content)
    store = Store(path)
    with pytest.raises(StoreError, match=path.name):
        store.append("file", "one")
    assert path.read_bytes() == content
    path.unlink()
    assert store.append("file", "one") == History(("one",))


def test_newer_schema_is_told_and_left_alone(path):
    """A file of a later version is refused with a sentence and not written to."""
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="newer version"):
        Store(path).history("file")
    assert path.read_bytes() == before


def test_no_folder_to_be_had(tmp_path):
    """A folder that cannot be made gives a sentence."""
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="cannot be kept"):
        Store(tmp_path / "file" / "kept.sqlite").history("file")


def test_the_environment_names_the_folder(monkeypatch, tmp_path):
    """``ONRECORD_DATA`` is the folder; without it, it is the user's own."""
    monkeypatch.setenv("ONRECORD_DATA", str(tmp_path))
    assert data_folder() == tmp_path
    monkeypatch.delenv("ONRECORD_DATA")
    assert data_folder().name == "onrecord"
