"""A format as the registry knows it: its name, and a first look that tells whether its module has to be imported.

There are many formats, and a file is of one: to import them all would make every start slower.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from importlib import import_module
from typing import Protocol, cast

from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.source import Source
from onrecord.model import Transcript


class Reader(Protocol):
    """What a format's module offers."""

    NAME: str
    SUFFIXES: tuple[str, ...]

    def sniff(self, source: Source) -> int:
        """0 for no, 1 plausible, 2 by structure, 3 by signature. Never raises."""

    def read(self, source: Source, options: Options = AS_FOUND) -> Transcript:
        """The transcript in ``source``. Raises a ReadError whose message is one sentence for a person."""


class Format:
    """A ``Reader`` whose module is imported for the first file of which ``may_be`` is true.

    ``may_be`` is cheap, and true of every file that the module's ``sniff`` would take. The module is called like the
    format unless ``module`` says otherwise.
    """

    def __init__(self, name: str, may_be: Callable[[Source], bool], *, module: str = "") -> None:
        self.NAME = name
        self.may_be = may_be
        self._module = module or name.replace("-", "_")

    @cached_property
    def reader(self) -> Reader:
        """The module."""
        return cast("Reader", import_module(f"onrecord.formats.{self._module}"))

    @property
    def SUFFIXES(self) -> tuple[str, ...]:  # noqa: N802 as the module calls it
        """Of files of this format."""
        return self.reader.SUFFIXES

    def sniff(self, source: Source) -> int:
        """See ``Reader.sniff``."""
        return self.reader.sniff(source) if self.may_be(source) else 0

    def read(self, source: Source, options: Options = AS_FOUND) -> Transcript:
        """See ``Reader.read``."""
        return self.reader.read(source, options)
