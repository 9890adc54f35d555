"""What is kept under a file's hash from one day to the next: the history of its corrections, with undo and redo.

SQLite in the user's data folder. The library opens only the file it made itself, never one that a user supplies.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Concatenate, ParamSpec

from platformdirs import user_data_path

from onrecord.errors import StoreError

P = ParamSpec("P")

SCHEMA_VERSION = 1
BUSY_SECONDS = 20.0
"""How long a write waits for another process, such as the command line beside the server."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS corrections (
    sha256 TEXT NOT NULL,
    number INTEGER NOT NULL,
    body TEXT NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (sha256, number)
) WITHOUT ROWID
"""


@dataclass(frozen=True, slots=True)
class History:
    """The corrections of one file, oldest first; the first of ``undone`` is the next to be redone."""

    done: tuple[str, ...] = ()
    undone: tuple[str, ...] = ()

    def append(self, body: str) -> History:
        """The same with one correction more; what was undone can no longer be redone."""
        return History((*self.done, body))

    def undo(self) -> History:
        """The same without the last correction."""
        return History(self.done[:-1], (*self.done[-1:], *self.undone))

    def redo(self) -> History:
        """The same with the correction undone last."""
        return History((*self.done, *self.undone[:1]), self.undone[1:])


def data_folder() -> Path:
    """The folder in ``ONRECORD_DATA``, else the user's data folder of this system; it need not exist yet."""
    named = os.environ.get("ONRECORD_DATA")
    return Path(named) if named else user_data_path("onrecord", appauthor=False)


class Store:
    """Corrections kept at ``path``, safe to use from several threads, instances and processes at once.

    Bodies are opaque text. A call returns when its write is committed. Every call raises ``StoreError`` when the file
    cannot be used; nothing is opened before the first call, and a call that failed opens the file afresh.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        # Raw writers starve one another under SQLite's lock: one thread writes, the others stand in its queue.
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="store")

    def history(self, sha256: str) -> History:
        """What is kept of the file of this hash; empty when nothing is."""
        return self._in_turn(_history, sha256)

    def append(self, sha256: str, body: str) -> History:
        """Add a correction; what was undone can no longer be redone."""
        return self._in_turn(_append, sha256, body)

    def undo(self, sha256: str) -> History:
        """Take back the last correction, if there is one."""
        return self._in_turn(_undo, sha256)

    def redo(self, sha256: str) -> History:
        """Bring back the correction undone last, if there is one."""
        return self._in_turn(_redo, sha256)

    def replace(self, sha256: str, bodies: Iterable[str]) -> History:
        """Keep ``bodies`` in place of the whole history."""
        return self._in_turn(_replace, sha256, tuple(bodies))

    def clear(self, sha256: str) -> History:
        """Forget the whole history."""
        return self._in_turn(_replace, sha256, ())

    def close(self) -> None:
        """Close the file once every call in the queue is done."""
        self._writer.submit(self._drop).result()
        self._writer.shutdown()

    def _in_turn(
        self, work: Callable[Concatenate[sqlite3.Connection, P], History], *args: P.args, **kwargs: P.kwargs
    ) -> History:
        return self._writer.submit(self._transact, lambda connection: work(connection, *args, **kwargs)).result()

    def _transact(self, work: Callable[[sqlite3.Connection], History]) -> History:
        try:
            if self._connection is None:
                self._connection = _connect(self._path)
            connection = self._connection
            connection.execute("BEGIN IMMEDIATE")
            history = work(connection)
            connection.execute("COMMIT")
        except (sqlite3.Error, OSError) as error:
            self._drop()
            raise StoreError(
                f"Corrections cannot be kept in {self._path} ({error}); "
                "what you do now holds until the page is closed. Move that file away, or make its folder writable.",
                path=str(self._path),
            ) from error
        except BaseException:
            self._drop()
            raise
        return history

    def _drop(self) -> None:
        """Close the connection; SQLite then rolls back what was not committed."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _connect(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # SQLite would make the file readable by all; its log and index take over the mode of the file.
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        # Read before anything is written: a newer file stays as it is.
        _refuse_newer(connection, path)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("BEGIN IMMEDIATE")
        if _version(connection) == 0:
            connection.execute(SCHEMA)
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        connection.close()
        raise
    return connection


def _refuse_newer(connection: sqlite3.Connection, path: Path) -> None:
    if _version(connection) > SCHEMA_VERSION:
        raise StoreError(
            f"{path} was written by a newer version of On Record; update this one to use the corrections in it.",
            path=str(path),
        )


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _history(connection: sqlite3.Connection, sha256: str) -> History:
    rows = connection.execute(
        "SELECT body, undone FROM corrections WHERE sha256 = ? ORDER BY number", (sha256,)
    ).fetchall()
    return History(
        done=tuple(body for body, undone in rows if not undone), undone=tuple(body for body, undone in rows if undone)
    )


def _append(connection: sqlite3.Connection, sha256: str, body: str) -> History:
    connection.execute("DELETE FROM corrections WHERE sha256 = ? AND undone", (sha256,))
    connection.execute(
        "INSERT INTO corrections (sha256, number, body) "
        "SELECT ?1, coalesce(max(number), 0) + 1, ?2 FROM corrections WHERE sha256 = ?1",
        (sha256, body),
    )
    return _history(connection, sha256)


def _undo(connection: sqlite3.Connection, sha256: str) -> History:
    connection.execute(
        "UPDATE corrections SET undone = 1 WHERE sha256 = ?1 AND number = "
        "(SELECT max(number) FROM corrections WHERE sha256 = ?1 AND NOT undone)",
        (sha256,),
    )
    return _history(connection, sha256)


def _redo(connection: sqlite3.Connection, sha256: str) -> History:
    connection.execute(
        "UPDATE corrections SET undone = 0 WHERE sha256 = ?1 AND number = "
        "(SELECT min(number) FROM corrections WHERE sha256 = ?1 AND undone)",
        (sha256,),
    )
    return _history(connection, sha256)


def _replace(connection: sqlite3.Connection, sha256: str, bodies: tuple[str, ...]) -> History:
    connection.execute("DELETE FROM corrections WHERE sha256 = ?", (sha256,))
    connection.executemany(
        "INSERT INTO corrections (sha256, number, body) VALUES (?, ?, ?)",
        ((sha256, number, body) for number, body in enumerate(bodies, start=1)),
    )
    return _history(connection, sha256)
