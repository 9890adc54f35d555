"""The command ``onrecord``: what it is called with, and how it answers. The work itself is done elsewhere.

Rows go to standard output; what is to be said about them goes to standard error, a line each. Exit status: 0, or 2 for
what the user can mend. What only the commands that write rows need is imported by them: the dashboard opens sooner.
"""

from __future__ import annotations

import argparse
import itertools
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NoReturn, cast

from onrecord import __version__, read
from onrecord.errors import OnRecordError, SeveralError
from onrecord.formats import Columns
from onrecord.launch import LOOPBACK, launch
from onrecord.model import Transcript

if TYPE_CHECKING:
    import pandas as pd

USER_CAN_MEND = 2
STDIN = "-"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command with ``argv`` (without the program's name). Returns the exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments or arguments[0] not in {*COMMANDS, "-h", "--help", "--version"}:
        arguments.insert(0, "serve")
    try:
        command = _parser().parse_args(arguments[:1]).command
        return COMMANDS[command](arguments[1:])
    except OnRecordError as error:
        _complain(error.message)
        return USER_CAN_MEND
    except BrokenPipeError:
        # The reader of our output has seen enough (`| head`). Python would complain again when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        _complain(_reason(error))
        return USER_CAN_MEND
    except KeyboardInterrupt:
        return 130


class Parser(argparse.ArgumentParser):
    """argparse, but a mistake is answered with one line, and half an option is a mistake."""

    def __init__(self, *, prog: str, description: str, epilog: str | None = None) -> None:
        super().__init__(prog=prog, description=description, epilog=epilog, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        raise OnRecordError(f"{message} (see: {self.prog} --help)")


def _parser() -> Parser:
    parser = Parser(
        prog="onrecord",
        description="Who said how much, about what, and who referred to whom, in a transcript.",
        epilog="`onrecord COMMAND --help` tells more. Without a command, `onrecord FILE...` opens the dashboard.",
    )
    parser.add_argument("--version", action="version", version=f"On Record {__version__}")
    does = " ".join(f"{name}: {function.__doc__}" for name, function in COMMANDS.items())
    parser.add_argument("command", choices=list(COMMANDS), help=does)
    return parser


# --- commands ----------------------------------------------------------------------------------------------------


def _serve(arguments: list[str]) -> int:
    """Open the dashboard; the default."""
    parser = Parser(prog="onrecord serve", description="Open the dashboard in the browser.")
    parser.add_argument("files", nargs="*", metavar="FILE", help="transcripts to open in it")
    parser.add_argument("--port", type=_port, help="the port to listen on (default: the first free one from 8501 on)")
    parser.add_argument("--address", default=LOOPBACK, help="the address to listen on (default: this machine only)")
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser window")
    options = parser.parse_args(arguments)
    for file in options.files:
        if not Path(file).exists() and not Path(file).suffix and os.sep not in file:
            known = ", ".join(COMMANDS)
            raise OnRecordError(f"There is no file and no command named {file!r}; the commands are: {known}.")
        with Path(file).open("rb"):
            pass  # missing, a folder, not ours to read: said now, not on the page
    files = [Path(file) for file in options.files]
    return launch(files, port=options.port, address=options.address, open_browser=not options.no_browser)


def _parse(arguments: list[str]) -> int:
    """Write the turns or segments of transcripts as rows."""
    from onrecord.export.turns import segment_rows, turn_rows

    parser = Parser(prog="onrecord parse", description="Write one row a turn (or a segment) of each transcript.")
    _add_file_options(parser)
    parser.add_argument("--segments", action="store_true", help="one row a segment, of every kind, instead of a turn")
    options = parser.parse_args(arguments)
    _check_output(options)
    rows = segment_rows if options.segments else turn_rows
    failures: list[str] = []

    def frames() -> Iterator[pd.DataFrame]:
        for file, name in _named(options.files):
            try:
                for transcript in _each(file, name, options):
                    yield rows(transcript)
            except (OnRecordError, OSError) as error:
                failures.append(file)  # the other files are still worth having; the exit status tells
                _complain(_reason(error, name))

    _write(frames(), options)
    return USER_CAN_MEND if failures else 0


def _convert(arguments: list[str]) -> int:
    """Write a transcript in another format."""
    from onrecord.export.transcripts import WRITERS as FORMATS
    from onrecord.export.transcripts import written

    parser = Parser(prog="onrecord convert", description="Write a transcript in another format.")
    parser.add_argument("files", nargs=1, metavar="FILE", help="a transcript; - is standard input")
    parser.add_argument("--to", choices=list(FORMATS), help="format of the output (default: by OUT's ending, or text)")
    parser.add_argument("-o", "--output", metavar="OUT", help="file to write (default: standard output)")
    _add_reading_options(parser)
    options = parser.parse_args(arguments)
    by_suffix = {writer.suffix: name for name, writer in FORMATS.items()}
    options.to = options.to or by_suffix.get(Path(options.output or "").suffix.lower(), "text")
    _check_target(options)
    ((file, name),) = _named(options.files)
    try:
        content = written(_read(_source(file), name, options, options.member), options.to)
    except OnRecordError as error:
        raise OnRecordError(_reason(error, name)) from error
    with _opened(options.output) as out:
        out.write(content)
    return 0


def _stats(arguments: list[str]) -> int:
    """Write a statistic of transcripts as rows."""
    from onrecord.statistic_options import add_statistic_options, computed, described_statistics, named_statistic

    if arguments and arguments[0] in {"-h", "--help"}:
        print(f"usage: onrecord stats NAME FILE... [options of NAME]\n\n{described_statistics()}")
        return 0
    name, statistic = named_statistic(arguments)
    parser = Parser(prog=f"onrecord stats {name}", description=statistic.description)
    add_statistic_options(parser, statistic)
    _add_file_options(parser)
    arguments.remove(name)
    options = parser.parse_args(arguments)
    _check_output(options)
    transcripts: list[Transcript] = []
    for file, name in _named(options.files):
        try:
            transcripts += _each(file, name, options)
        except (OnRecordError, OSError) as error:
            raise OnRecordError(_reason(error, name)) from error  # a statistic of half the files would mislead
    _write(iter([computed(statistic, transcripts, options)]), options)
    return 0


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "serve": _serve,
    "parse": _parse,
    "convert": _convert,
    "stats": _stats,
}


# --- files in ----------------------------------------------------------------------------------------------------


def _add_file_options(parser: argparse.ArgumentParser) -> None:
    from onrecord.export.files import WRITERS

    parser.add_argument("files", nargs="+", metavar="FILE", help="transcripts; - is standard input")
    parser.add_argument("--to", choices=list(WRITERS), help="format of the output (default: by OUT's ending, or jsonl)")
    parser.add_argument("-o", "--output", metavar="OUT", help="file to write (default: standard output)")
    _add_reading_options(parser)


def _add_reading_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--member", metavar="NAME", default="", help="of an archive, only the transcript of this name")
    parser.add_argument("--pattern", metavar="LABEL", default="", help="how labels look: 'NAME:', '[NAME] TIME'")
    parser.add_argument(
        "--columns", metavar="FIELD=NAME,...", type=_columns,
        help="of a table or list, which column holds what: text=…,speaker=…,start=…,end=…",
    )  # fmt: skip
    parser.add_argument("--one-speaker", action="store_true", help="take the whole text as one speaker's")
    parser.add_argument("--corrections", metavar="FILE", help="corrections exported from the dashboard, to apply again")


def _named(files: list[str]) -> Iterator[tuple[str, str]]:
    """Each file with the name its transcript shall have: the file's name, or the path as given where names collide."""
    uses = Counter(Path(file).name for file in set(files))
    for file in files:
        name = "standard input" if file == STDIN else Path(file).name
        # A file name is bytes and need not be text; what shows it needs text.
        yield file, os.fsencode(file if uses[name] > 1 else name).decode("utf-8", "replace")


def _each(file: str, name: str, options: argparse.Namespace) -> Iterator[Transcript]:
    """The transcript in a file, or all of an archive's."""
    source = _source(file)
    try:
        yield _read(source, name, options, options.member)
    except SeveralError as error:
        for member in cast("list[str]", error.facts["members"]):
            yield _read(source, member, options, member)


def _source(file: str) -> bytes | Path:
    return sys.stdin.buffer.read() if file == STDIN else Path(file)


def _read(source: bytes | Path, name: str, options: argparse.Namespace, member: str) -> Transcript:
    transcript = read(
        source,
        name=name,
        one_speaker=options.one_speaker,
        pattern=options.pattern,
        columns=options.columns,
        member=member,
    )
    if options.corrections:
        from onrecord.corrections import from_json, read_corrected

        sha256, corrections = from_json(Path(options.corrections).read_bytes())
        if sha256 != transcript.sha256:
            raise OnRecordError(f"{options.corrections} holds corrections of another file, not of {name}.")
        transcript = read_corrected(source, name, corrections, member=member)
    if transcript.encoding != "UTF-8":
        _complain(f"{name}: read as {transcript.encoding}.")
    for defect in transcript.defects:
        _complain(f"{name}: {defect.message}")
    return transcript


# --- rows out ----------------------------------------------------------------------------------------------------


def _check_output(options: argparse.Namespace) -> None:
    """Settle the format, and refuse before the work what cannot be written after it."""
    from onrecord.export.files import WRITERS

    suffixes = {".json": "jsonl", ".ndjson": "jsonl"} | {f".{name}": name for name in WRITERS}
    output = Path(options.output) if options.output else None
    options.to = options.to or (suffixes.get(output.suffix.lower()) if output else None) or "jsonl"
    if output is None and options.to == "parquet" and sys.stdout.isatty():
        raise OnRecordError("Parquet is not for a terminal; name a file with -o.")
    _check_target(options)


def _check_target(options: argparse.Namespace) -> None:
    """Refuse a file that cannot be written or must not be."""
    output = Path(options.output) if options.output else None
    if output and output.is_dir():
        raise OnRecordError(f"{output} is a folder; name a file in it.")
    if output and output.exists() and any(Path(f).exists() and output.samefile(f) for f in options.files):
        raise OnRecordError(f"{output} is one of the transcripts; writing it would destroy it.")


def _write(frames: Iterator[pd.DataFrame], options: argparse.Namespace) -> None:
    from onrecord.export.files import write

    first = next(frames, None)
    if first is not None:
        with _opened(options.output) as file:
            write(itertools.chain([first], frames), file, to=options.to)


@contextmanager
def _opened(output: str | None) -> Iterator[BinaryIO]:
    """Standard output, or a file that appears under its name only when it is whole."""
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    target = Path(output)
    if target.exists() and not target.is_file():  # a pipe or a device has no half and whole
        with target.open("wb") as file:
            yield file
        return
    unfinished = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        with unfinished.open("wb") as file:
            yield file
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


# --- words -------------------------------------------------------------------------------------------------------


def _reason(error: OSError | OnRecordError, name: str = "") -> str:
    """What went wrong, in a sentence that begins with the file."""
    if isinstance(error, OnRecordError):
        return f"{name}: {error.message}" if name and name not in error.message else error.message
    about = str(error.filename or name)
    if isinstance(error, FileNotFoundError):
        return f"There is no file named {about!r}."
    if isinstance(error, IsADirectoryError):
        return f"{about!r} is a folder; name the files in it."
    return f"{about!r} could not be opened or written: {error.strerror or error}."


def _complain(message: str) -> None:
    """One line on standard error, whatever the message holds."""
    print(f"onrecord: {' '.join(message.split())}", file=sys.stderr, flush=True)


def _columns(text: str) -> Columns:
    """``text=words,speaker=who``: the fields of ``Columns`` with the names of columns."""
    known = [field.name for field in fields(Columns)]
    pairs = dict(part.strip().partition("=")[::2] for part in text.split(","))
    if not pairs.get("text") or not set(pairs) <= set(known):
        raise argparse.ArgumentTypeError(f"{text!r} should be text=NAME, and perhaps speaker=, start= and end=NAME")
    return Columns(**pairs)


def _port(text: str) -> int:
    if not (text.isdecimal() and int(text) < 65_536):
        raise argparse.ArgumentTypeError(f"{text!r} is not a port; ports are numbers from 0 to 65535")
    return int(text)
