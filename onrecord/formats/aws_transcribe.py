"""Amazon Transcribe: one list of words and marks, with speakers or channels beside it in one of several ways."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from onrecord.formats.json.recording import NOBODY, Piece, Recording, Voice, floors, interleaved, voice
from onrecord.formats.json.values import in_ms, inside, objects, share, string
from onrecord.formats.json.walk import LIST, Path
from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.source import Source
from onrecord.model import Transcript

NAME = "aws-transcribe"
SUFFIXES: tuple[str, ...] = (".json",)

_RESULTS = ("results",)
_WORD = ("alternatives", LIST, "content")


def sniff(source: Source) -> int:
    """3 for results that hold transcripts and items."""
    results = inside(source.json, "results")
    return 3 * (type(inside(results, "transcripts")) is list and type(inside(results, "items")) in {list, type(None)})


def read(source: Source, options: Options = AS_FOUND) -> Transcript:
    """The transcript in ``source``: its words by speaker, or else by channel; plain text without words."""
    results = inside(source.json, "results")
    told = Recording(source.json, one_speaker=options.one_speaker)
    items = objects(results, "items")
    channels = objects(results, "channel_labels", "channels")
    labelled = any("speaker_label" in item or "channel_label" in item for item in items)
    if channels and not labelled and any(objects(channel, "items") for channel in channels):
        path: Path = (*_RESULTS, "channel_labels", "channels", LIST)
        told.tell(interleaved(_channels(channels)), (*path, "items", LIST, *_WORD), (*path, "channel_label"))
    elif items:
        _tell_items(told, results, items)
    else:
        texts = [string(each, "transcript") for each in objects(results, "transcripts")]
        pieces = [Piece(text, where=f"/results/transcripts/{at}/transcript") for at, text in enumerate(texts)]
        told.tell(pieces, (*_RESULTS, "transcripts", LIST, "transcript"))
    return told.transcript(source, NAME, metadata=_described(source.json))


def _tell_items(told: Recording, results: Any, items: list[dict[str, Any]]) -> None:
    text_path: Path = (*_RESULTS, "items", LIST, *_WORD)
    for field in ("speaker_label", "channel_label"):
        if any(string(item, field) for item in items):
            told.tell(_by_channel(items, field), text_path, (*_RESULTS, "items", LIST, field))
            return
    at = _speakers(results)
    pieces = _pieces(items, "/results/items", lambda _, ms: at(ms))
    told.tell(pieces, text_path, (*_RESULTS, "speaker_labels", "segments", LIST, "speaker_label"))


def _by_channel(items: list[dict[str, Any]], field: str) -> Iterator[Piece]:
    """Items that name their speaker or channel; those of several channels may stand one channel after the other."""
    pieces = list(_pieces(items, "/results/items", lambda item, _: voice(inside(item, field))))
    if field == "speaker_label":
        yield from pieces
        return
    names = dict.fromkeys(piece.who for piece in pieces)
    yield from interleaved([piece for piece in pieces if piece.who == who] for who in names)


def _channels(channels: list[dict[str, Any]]) -> Iterator[Iterator[Piece]]:
    for at, channel in enumerate(channels):
        who = voice(channel.get("channel_label"), "Channel")
        pointer = f"/results/channel_labels/channels/{at}/items"
        yield _pieces(objects(channel, "items"), pointer, partial(_same, who))


def _same(who: Voice, _item: dict[str, Any], _ms: int | None) -> Voice:
    return who


def _speakers(results: Any) -> Callable[[int | None], Voice]:
    """Who speaks at a time: by the words listed within the segments, or by the segments where they list none."""
    stretches: list[tuple[int | None, Voice]] = []
    for segment in objects(results, "speaker_labels", "segments"):
        who = voice(segment.get("speaker_label"))
        if who == NOBODY:
            continue
        items = objects(segment, "items") or [segment]
        stretches += [
            (in_ms(item.get("start_time")), voice(item["speaker_label"]) if "speaker_label" in item else who)
            for item in items
        ]
    return floors(stretches)


def _pieces(
    items: list[dict[str, Any]], pointer: str, who: Callable[[dict[str, Any], int | None], Voice]
) -> Iterator[Piece]:
    last = NOBODY
    for at, item in enumerate(items):
        best = inside(item, "alternatives", 0)
        text = string(best, "content")
        if item.get("type") == "punctuation":
            # Marks have no time of their own and belong to the word before.
            yield Piece(text, last, where=f"{pointer}/{at}", is_attached=True)
            continue
        start = in_ms(item.get("start_time"))
        last = who(item, start)
        yield Piece(
            text, last, start, in_ms(item.get("end_time")), share(inside(best, "confidence")), f"{pointer}/{at}"
        )


def _described(value: Any) -> dict[str, str]:
    return {"title": string(value, "jobName"), "language": string(value, "results", "language_code")}
