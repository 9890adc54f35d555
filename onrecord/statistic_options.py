"""``onrecord stats``: a registered statistic's own parameters become the command's options.

Separate from ``cli`` so that a new statistic is on the command line without a line here: what its function takes beyond
the table and the mask is read off its signature.
"""

from __future__ import annotations

import argparse
import inspect
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin, get_type_hints

import pandas as pd

from onrecord.errors import OnRecordError, UnknownNameError
from onrecord.model import Transcript
from onrecord.selection import Atom, Selection

if TYPE_CHECKING:
    from onrecord.stats import Statistic

GIVEN = ("table", "mask", "topics", "mentions", "reference", "without")
"""Parameters that the transcripts fill, not the person."""


def named_statistic(arguments: Sequence[str]) -> tuple[str, Statistic]:
    """The first registered name among ``arguments``, with its statistic. Raises UnknownNameError when there is none."""
    from onrecord.stats import STATS  # noqa: PLC0415 SciPy is slow to load, and the other commands need none of it

    name = next((argument for argument in arguments if argument in STATS), None)
    if name is None:
        asked = next((argument for argument in arguments if not argument.startswith("-")), "")
        raise UnknownNameError.of("statistic", asked, list(STATS))
    return name, STATS[name]


def described_statistics() -> str:
    """One line for each registered statistic: its name and what it tells."""
    from onrecord.stats import STATS  # noqa: PLC0415 as above

    return "\n".join(f"  {name:<16} {statistic.description}" for name, statistic in STATS.items())


def add_statistic_options(parser: argparse.ArgumentParser, statistic: Statistic) -> None:
    """Add the options that ``statistic`` takes, and those of the selection."""
    from onrecord.languages import LANGUAGES  # noqa: PLC0415 as above

    parser.add_argument("--speaker", action="append", default=[], metavar="S", help="only this speaker's sentences")
    parser.add_argument("--topic", action="append", default=[], metavar="T", help="only the sentences on this topic")
    parser.add_argument("--lexicon", type=Path, metavar="FILE", help="topics of this file, not On Record's own")
    taken = inspect.signature(statistic.function).parameters
    if "reference" in taken:
        parser.add_argument(
            "--against", action="append", default=[], metavar="S", help="compare with this speaker (default: the rest)"
        )
    if "without" in taken:
        parser.add_argument("--stop-words", action="store_true", help="list stop words too")
        parser.add_argument("--stop", action="append", default=[], metavar="WORD", help="leave this word out of lists")
    hints = get_type_hints(statistic.function)
    for name, parameter in _parameters(statistic):
        required = parameter.default is inspect.Parameter.empty
        settings: dict[str, Any] = {"required": True} if required else {"default": parameter.default}
        flag = f"--{name.replace('_', '-')}"
        if name == "language":
            settings["choices"] = sorted(LANGUAGES)
        parser.add_argument(flag, dest=f"statistic_{name}", **settings, **_kind(hints[name], settings.get("default")))


def computed(statistic: Statistic, transcripts: Sequence[Transcript], options: argparse.Namespace) -> pd.DataFrame:
    """The statistic of the transcripts, over the sentences that ``options`` select.

    Raises UnknownNameError for a speaker who does not speak in them and for a topic that is not in the lexicon,
    LexiconError for a lexicon that is none, and OSError for one that cannot be opened.
    """
    from onrecord.languages import detected, stop_words  # noqa: PLC0415 as above
    from onrecord.lexicon import load_lexicon  # noqa: PLC0415
    from onrecord.masks import Masks  # noqa: PLC0415
    from onrecord.mentions import find_mentions  # noqa: PLC0415
    from onrecord.table import from_transcripts  # noqa: PLC0415
    from onrecord.tokens import fold  # noqa: PLC0415
    from onrecord.topics import find_topics  # noqa: PLC0415

    table = from_transcripts(transcripts)
    mentions = find_mentions(table)
    topics = find_topics(table, load_lexicon(options.lexicon), mentions)
    speakers = _atoms("speaker", options.speaker, [speaker.name for speaker in table.speakers])
    wanted = _atoms("topic", options.topic, topics.names)
    selection = Selection().replaced("speakers", speakers).replaced("topics", wanted)
    masks = Masks(table, topics, mentions)
    mask = masks.of(selection)
    given = {"table": table, "mask": mask, "topics": topics, "mentions": mentions}
    parameters = inspect.signature(statistic.function).parameters
    if "reference" in parameters:
        against = _atoms("speaker", options.against, [speaker.name for speaker in table.speakers])
        given["reference"] = masks.of(Selection().replaced("speakers", against)) if against else None
    if "without" in parameters:
        language = getattr(options, "statistic_language", "") or detected(table)
        given["without"] = (frozenset() if options.stop_words else stop_words(language)) | set(fold(options.stop))
    taken = {name: value for name, value in given.items() if name in parameters}
    chosen = {name: getattr(options, f"statistic_{name}") for name, _ in _parameters(statistic)}
    if "reference" in parameters and not options.against and mask.all():
        raise OnRecordError("Everything has no rest to be compared with; name a --speaker, a --topic or --against.")
    try:
        return statistic.function(**taken, **chosen)
    except ValueError as error:  # a window of no words, and the like
        raise OnRecordError(str(error)) from error


def _parameters(statistic: Statistic) -> Iterable[tuple[str, inspect.Parameter]]:
    every = inspect.signature(statistic.function).parameters
    return [(name, parameter) for name, parameter in every.items() if name not in GIVEN]


def _atoms(field: Literal["speaker", "topic"], wanted: Sequence[str], known: Sequence[str]) -> list[Atom]:
    """One atom for each name asked for, in the spelling that is known: case is forgiven."""
    spelling = {name.casefold(): name for name in known}
    unknown = [name for name in wanted if name.casefold() not in spelling]
    if unknown:
        raise UnknownNameError.of(field, unknown[0], list(known))
    return [((field, spelling[name.casefold()]),) for name in wanted]


def _kind(hint: Any, default: Any) -> dict[str, Any]:
    """What argparse needs to know of a parameter's type."""
    members = [member for member in get_args(hint) if member is not type(None)]
    if get_origin(hint) is Literal:
        return {"choices": list(members)}
    if hint is bool:
        return {"action": argparse.BooleanOptionalAction}
    if hint is int or members == [int]:
        return {"type": _whole_number if hint is int else _limit, "metavar": "N"}
    return {"metavar": "TEXT"} if default is None else {"type": type(default)}


def _whole_number(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number")
    return int(text)


def _limit(text: str) -> int | None:
    return None if text == "all" else _whole_number(text)
