"""Google Speech-to-Text, both versions, in either spelling of its keys.

With speakers told apart, the first version's last result repeats every word of those before, now with speakers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from onrecord.formats.json.recording import NOBODY, Piece, Recording, Voice, interleaved, voice
from onrecord.formats.json.values import first_string, in_ms, inside, objects, share, string
from onrecord.formats.json.walk import LIST, Path, escaped
from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.source import Source
from onrecord.model import Transcript

NAME = "google-speech"
SUFFIXES: tuple[str, ...] = (".json",)

_PLACES: tuple[Path, ...] = ((), ("response",), ("result",), ("transcript",), ("inlineResult", "transcript"),
                             ("inline_result", "transcript"))  # fmt: skip
_REPEATED = 0.8
"""A last result with this share of the words of all others repeats them."""


class _Found(NamedTuple):
    """A list of results, and where it stands."""

    results: list[dict[str, Any]]
    path: Path
    pointer: str


def sniff(source: Source) -> int:
    """3 for results of alternatives that have words or a transcript, and a time, language or tag in this spelling."""
    score = 0
    for found in _found(source.json):
        for result in found.results[:50]:
            best = inside(result, "alternatives", 0)
            if type(best) is dict and not {"timestamps", "content"} & best.keys() and "transcript" in best:
                own = {"resultEndTime", "resultEndOffset", "languageCode", "channelTag", "result_end_time",
                       "result_end_offset", "language_code", "channel_tag"} & result.keys()  # fmt: skip
                score = max(score, 3 if own or _time(inside(best, "words", 0), "start") is not None else 2)
    return score


def read(source: Source, options: Options = AS_FOUND) -> Transcript:
    """The transcript in ``source``: by speaker, or else by channel where there are several."""
    told = Recording(source.json, one_speaker=options.one_speaker)
    language = ""
    for found in _found(source.json):
        _tell(told, found)
        language = language or next((first_string(x, "languageCode", "language_code")[1] for x in found.results), "")
    return told.transcript(source, NAME, metadata={"language": language})


def _found(value: Any) -> Iterator[_Found]:
    """Where the results stand: at the top, in the answer of an operation, or under the address of each file."""
    for place in _PLACES:
        results = inside(value, *place, "results")
        if type(results) is list:
            yield _Found(objects(results), (*place, "results"), "/" + "/".join((*place, "results")))
            return
    answer = inside(value, "response", "results") or inside(value, "results")
    head: Path = ("response", "results") if type(inside(value, "response", "results")) is dict else ("results",)
    for name, each in answer.items() if type(answer) is dict else ():
        for found in _found(each):
            yield _Found(
                found.results, (*head, name, *found.path), "/" + "/".join((*head, escaped(name))) + found.pointer
            )


def _tell(told: Recording, found: _Found) -> None:
    results = list(enumerate(found.results))
    tagged = [any(_tag(word) != NOBODY for word in _words(result)) for _, result in results]
    if any(tagged):
        if tagged[-1] and _repeats([_words(result) for _, result in results], is_first_tagged=any(tagged[:-1])):
            results = results[-1:]
        words = [piece for at, result in results for piece in _spoken(result, f"{found.pointer}/{at}")]
        base = (*found.path, LIST, "alternatives", LIST, "words", LIST)
        told.tell(words, (*base, "word"), (*base, _field(found.results)))
        return
    pieces: dict[Any, list[Piece]] = {}
    last: dict[Any, int | None] = {}
    channels = {_channel(result) for _, result in results}
    for at, result in results:
        channel = _channel(result)
        who = voice(channel, "Channel") if len(channels) > 1 and channel is not None else NOBODY
        piece = _phrase(result, who, last.get(channel), f"{found.pointer}/{at}/alternatives/0")
        pieces.setdefault(channel, []).append(piece)
        last[channel] = piece.end_ms
    told.tell(interleaved(pieces.values()) if len(channels) > 1 else next(iter(pieces.values()), []),
              (*found.path, LIST, "alternatives", LIST, "transcript"))  # fmt: skip


def _repeats(words: list[list[dict[str, Any]]], *, is_first_tagged: bool) -> bool:
    """Whether the last result begins where the first did; or, without times, it alone has tags and enough words."""
    if len(words) < 2:
        return False
    before = [word for result in words[:-1] for word in result]
    if before and _time(before[-1], "end") is not None and _time(words[-1][0], "end") is not None:
        return (_time(words[-1][0], "end") or 0) <= (_time(before[0], "end") or 0)
    return not is_first_tagged and len(words[-1]) >= _REPEATED * len(before)


def _words(result: dict[str, Any]) -> list[dict[str, Any]]:
    return objects(result, "alternatives", 0, "words")


def _channel(result: dict[str, Any]) -> Any:
    channel = result.get("channelTag", result.get("channel_tag"))
    return channel if type(channel) in {int, str} else None


def _tag(word: dict[str, Any]) -> Voice:
    for field in ("speakerLabel", "speaker_label", "speakerTag", "speaker_tag"):
        tag = word.get(field)
        if tag:
            return voice(tag)
    return NOBODY


def _field(results: list[dict[str, Any]]) -> str:
    """The field in which labels are printed."""
    fields = ("speakerLabel", "speaker_label", "speakerTag", "speaker_tag")
    return next((f for f in fields if any(string(w, f) for result in results for w in _words(result))), fields[0])


def _time(word: Any, which: str) -> int | None:
    if type(word) is not dict:
        return None
    fields = (f"{which}Time", f"{which}Offset", f"{which}_time", f"{which}_offset")
    return next((ms for field in fields if (ms := in_ms(word.get(field))) is not None), None)


def _spoken(result: dict[str, Any], pointer: str) -> Iterator[Piece]:
    for at, word in enumerate(_words(result)):
        start, end = _time(word, "start"), _time(word, "end")
        if start is None and end is not None:
            start = 0  # a zero is left out
        sure = share(word.get("confidence")) or None  # 0.0 is written where it was not measured
        yield Piece(string(word, "word"), _tag(word), start, end, sure, f"{pointer}/alternatives/0/words/{at}")


def _phrase(result: dict[str, Any], who: Voice, after: int | None, pointer: str) -> Piece:
    """What one result says, from its first word or else from the end of the one before."""
    words = _words(result)
    start = _time(words[0], "start") if words else after or 0
    end = _time(words[-1], "end") if words else _time(result, "resultEnd") or _time(result, "result_end")
    if words and start is None and end is not None:
        start = 0
    return Piece(string(result, "alternatives", 0, "transcript"), who, start, end, where=pointer)
