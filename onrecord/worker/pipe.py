"""The pipe between the two processes, as pickle wants it."""

from __future__ import annotations

from typing import IO, Any


class Stream:
    """A pipe for pickle, which asks it for a frame of 64 kB at a time: between two, other threads get their turn."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe = pipe

    def readinto(self, buffer: bytearray | memoryview) -> int:
        view = memoryview(buffer)
        done = 0
        while done < len(view):
            size = self._pipe.readinto(view[done:])  # type: ignore[attr-defined]
            if not size:
                raise EOFError
            done += size
        return done

    def read(self, size: int) -> bytes:
        data = bytearray(size)
        self.readinto(data)
        return bytes(data)

    def readline(self) -> bytes:
        raise NotImplementedError  # pickle wants it to be there; only its oldest protocol asks for lines

    def write(self, data: Any) -> None:
        view = memoryview(data).cast("B")
        while view:
            view = view[self._pipe.write(view) :]
