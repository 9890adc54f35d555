"""TurnTable: the columnar corpus that every statistic, topic and mention is computed from.

One row a turn, a sentence and a word, as integer columns; offsets point into the text of the row's own transcript.
Separate from the model because it is built once and then only read: everything in it is read-only and safe to share
between threads. ``onrecord.table_file`` keeps one in a file, whose columns are then used where they lie.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from hashlib import blake2b

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy.sparse as sp

from onrecord.model import Speaker, Transcript
from onrecord.sentences import boundaries, questions
from onrecord.speech import speech_text, speech_view
from onrecord.tokens import BoolArray, Int32Array, Int64Array, StrArray, read_only, tokenize_all

Float64Array = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class TurnTable:
    """Transcripts as columns: T turns, S sentences in turn order, N words, V terms. Equal only to itself.

    Words are those of the speech: labels, stage directions, headings and notices have none.
    """

    transcripts: tuple[Transcript, ...]
    speakers: tuple[Speaker, ...]
    """People of all transcripts in order of first appearance; one display name is one person in all of them."""

    turn_transcript: Int32Array
    turn_number: Int32Array
    """Index of the turn within its transcript."""
    turn_speaker: Int32Array
    turn_start: Int32Array
    turn_end: Int32Array
    turn_start_ms: Float64Array
    """Milliseconds from the beginning of the recording; NaN where the source gives no time."""
    turn_end_ms: Float64Array

    sentence_turn: Int32Array
    sentence_start: Int32Array
    sentence_end: Int32Array
    sentence_offset: Int64Array
    """First word of each sentence, and N at the end: S + 1 values."""
    is_question: BoolArray
    """Whether the sentence's last mark is a question mark."""

    token_term: Int32Array
    token_start: Int32Array
    token_end: Int32Array
    vocabulary: StrArray
    """Terms in order of first use."""

    def __post_init__(self) -> None:
        for column in fields(self):
            value = getattr(self, column.name)
            if isinstance(value, np.ndarray):
                read_only(value)

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self), tuple(getattr(self, column.name) for column in fields(self)))  # not what is cached

    @cached_property
    def sentence_speaker(self) -> Int32Array:
        """Speaker of each sentence."""
        return read_only(self.turn_speaker[self.sentence_turn])

    @cached_property
    def sentence_words(self) -> Int32Array:
        """Words in each sentence."""
        return read_only(np.diff(self.sentence_offset).astype(np.int32))

    @cached_property
    def turn_offset(self) -> Int64Array:
        """First sentence of each turn, and S at the end: T + 1 values."""
        return read_only(np.searchsorted(self.sentence_turn, np.arange(self.turn_speaker.size + 1)).astype(np.int64))

    @cached_property
    def turn_words(self) -> Int32Array:
        """Words in each turn."""
        return read_only(np.diff(self.sentence_offset[self.turn_offset]).astype(np.int32))

    @cached_property
    def turn_ms(self) -> Float64Array:
        """How long each turn lasted in milliseconds; NaN where that is not known.

        A turn without a printed end lasts until the turn after it begins. The last one, one before a turn without a
        time and one that would end before it began have no known length.
        """
        until = self.turn_end_ms.copy()
        same = self.turn_transcript[1:] == self.turn_transcript[:-1]
        following = np.full(until.size, np.nan)
        following[:-1][same] = self.turn_start_ms[1:][same]
        until = np.where(np.isnan(until), following, until)
        length = until - self.turn_start_ms
        return read_only(np.where(length >= 0, length, np.nan))

    @cached_property
    def token_sentence(self) -> Int32Array:
        """Sentence of each word."""
        return read_only(np.repeat(np.arange(self.sentence_turn.size, dtype=np.int32), self.sentence_words))

    @cached_property
    def postings(self) -> tuple[Int32Array, Int32Array]:
        """All word positions ordered by term and then place, and where each term's begin (V + 1 values)."""
        n = self.token_term.size
        # A counting sort: scipy turns one long row into columns in linear time.
        row = sp.csr_matrix(
            (np.arange(n, dtype=np.int32), self.token_term.copy(), np.array([0, n], np.int32)),
            shape=(1, self.vocabulary.size),
        )
        columns = row.tocsc()
        return read_only(columns.data), read_only(columns.indptr)

    @cached_property
    def words_key(self) -> bytes:
        """A digest of what is said: texts, sentences and words, whoever says them. Tables of equal keys have the same
        counts.
        """
        digest = blake2b(digest_size=16)
        for transcript in self.transcripts:
            digest.update(blake2b(transcript.text.encode("utf-8", "surrogatepass")).digest())
        for column in (self.token_term, self.sentence_offset):
            digest.update(column.size.to_bytes(8, "little"))
            digest.update(np.ascontiguousarray(column).data)
        digest.update("\n".join(self.vocabulary.tolist()).encode("utf-8", "surrogatepass"))
        return digest.digest()

    @cached_property
    def term_codes(self) -> dict[str, int]:
        """Term → index into the vocabulary."""
        return {term: code for code, term in enumerate(self.vocabulary)}

    def text_of(self, sentence: int) -> str:
        """The sentence exactly as the source has it, stage directions inside it included."""
        transcript: Transcript = self.transcripts[self.turn_transcript[self.sentence_turn[sentence]]]
        return transcript.text[self.sentence_start[sentence] : self.sentence_end[sentence]]

    def with_speakers(self, transcript: Transcript) -> TurnTable:
        """The same table of one transcript, its turns with the speakers that ``transcript`` gives them.

        Words and sentences, and what was computed of them, are shared.
        """
        speakers, codes = _people([transcript])
        turn_speaker = _int32([codes[0][turn.speaker] for turn in transcript.turns])
        other = replace(self, transcripts=(transcript,), speakers=speakers, turn_speaker=turn_speaker)
        kept = {name: value for name, value in vars(self).items() if name not in {*vars(other), "sentence_speaker"}}
        vars(other).update(kept)
        return other

    def turns_frame(self) -> pd.DataFrame:
        """One row a turn: transcript, turn, speaker, label, role, start, end, start_ms, end_ms, n_words, text.

        ``turn`` counts from 0 within the transcript; times are nullable integers; ``text`` is ``speech_text`` of the
        turn.
        """
        numbers = list(zip(self.turn_transcript.tolist(), self.turn_number.tolist(), strict=True))
        people = [self.speakers[code] for code in self.turn_speaker.tolist()]
        return pd.DataFrame(
            {
                "transcript": text_column(self.transcripts[t].name for t, _ in numbers),
                "turn": self.turn_number.astype(np.int64),
                "speaker": text_column(speaker.name for speaker in people),
                "label": text_column(self.transcripts[t].turns[n].label for t, n in numbers),
                "role": text_column(speaker.role for speaker in people),
                "start": self.turn_start.astype(np.int64),
                "end": self.turn_end.astype(np.int64),
                "start_ms": nullable_integers(self.turn_start_ms),
                "end_ms": nullable_integers(self.turn_end_ms),
                "n_words": self.turn_words.astype(np.int64),
                "text": text_column(speech_text(self.transcripts[t], n) for t, n in numbers),
            }
        )


def from_transcripts(transcripts: Sequence[Transcript]) -> TurnTable:
    """The table of one or more transcripts, in their order. Works for none, and for transcripts without speech."""
    views = [speech_view(transcript) for transcript in transcripts]
    tokens, words_of = tokenize_all(views)
    speakers, codes = _people(transcripts)
    parts = [_sentences(t, view) for t, view in zip(transcripts, views, strict=True)]
    n_turns = np.cumsum([0, *(len(transcript.turns) for transcript in transcripts)])
    turns = [turn for transcript in transcripts for turn in transcript.turns]
    speaker_of = [code[turn.speaker] for code, whole in zip(codes, transcripts, strict=True) for turn in whole.turns]
    count = np.diff(n_turns)
    offsets = [
        words_of[t] + np.searchsorted(tokens.start[words_of[t] : words_of[t + 1]], start)
        for t, (_, start, _, _) in enumerate(parts)
    ]
    return TurnTable(
        transcripts=tuple(transcripts),
        speakers=speakers,
        turn_transcript=np.repeat(np.arange(count.size, dtype=np.int32), count),
        turn_number=np.arange(n_turns[-1], dtype=np.int32) - np.repeat(n_turns[:-1], count).astype(np.int32),
        turn_speaker=_int32(speaker_of),
        turn_start=_int32(turn.start for turn in turns),
        turn_end=_int32(turn.end for turn in turns),
        turn_start_ms=_milliseconds(turn.start_ms for turn in turns),
        turn_end_ms=_milliseconds(turn.end_ms for turn in turns),
        sentence_turn=_joined([turn + n_turns[t] for t, (turn, _, _, _) in enumerate(parts)]),
        sentence_start=_joined([start for _, start, _, _ in parts]),
        sentence_end=_joined([end for _, _, end, _ in parts]),
        sentence_offset=np.concatenate([*offsets, [len(tokens)]]).astype(np.int64),
        is_question=np.concatenate([np.zeros(0, np.bool_), *(asks for _, _, _, asks in parts)]),
        token_term=tokens.term,
        token_start=tokens.start,
        token_end=tokens.end,
        vocabulary=tokens.vocabulary,
    )


def text_column(values: Iterable[str]) -> pd.Series[str]:
    """Strings as a column of pandas' ``str`` type, also when there are none."""
    return pd.Series(list(values), dtype="str")


def nullable_integers(values: Float64Array) -> pd.arrays.IntegerArray:
    """Whole numbers with NaN for the unknown as a nullable ``Int64`` column."""
    unknown = np.isnan(values)
    return pd.arrays.IntegerArray(np.where(unknown, 0, values).round().astype(np.int64), unknown)


def _people(transcripts: Sequence[Transcript]) -> tuple[tuple[Speaker, ...], list[list[int]]]:
    """All speakers, those of one display name made one, and for each transcript the code of each of its speakers."""
    people: dict[str, Speaker] = {}
    code: dict[str, int] = {}
    codes = []
    for transcript in transcripts:
        for speaker in transcript.speakers:
            known = people.setdefault(speaker.name, speaker)
            code.setdefault(speaker.name, len(code))
            if known is not speaker:
                people[speaker.name] = replace(
                    known,
                    labels=tuple(dict.fromkeys((*known.labels, *speaker.labels))),
                    role=known.role or speaker.role,
                    is_group=known.is_group or speaker.is_group,
                )
        codes.append([code[speaker.name] for speaker in transcript.speakers])
    return tuple(people.values()), codes


def _sentences(transcript: Transcript, view: str) -> tuple[Int32Array, Int32Array, Int32Array, BoolArray]:
    """Turn (within the transcript), start, end and is-a-question of each sentence."""
    start, end = boundaries(view)
    turn_start = _int32([turn.start for turn in transcript.turns])
    at = np.searchsorted(start, turn_start, side="right") - 1
    inside = np.zeros(0, np.bool_) if not start.size else (at >= 0) & (turn_start > start[at]) & (turn_start < end[at])
    if inside.any():  # one turn's speech touches the next one's, so that no break could be set between them
        start, end = np.union1d(start, turn_start[inside]), np.union1d(end, turn_start[inside])
    turn = np.maximum(np.searchsorted(turn_start, start, side="right") - 1, 0).astype(np.int32)
    return turn, start, end, questions(view, end)


def _int32(values: Iterable[int]) -> Int32Array:
    return np.fromiter(values, np.int32)


def _joined(parts: list[Int32Array]) -> Int32Array:
    return np.concatenate([np.zeros(0, np.int32), *parts]).astype(np.int32)


def _milliseconds(values: Iterable[int | None]) -> Float64Array:
    return np.fromiter((np.nan if value is None else value for value in values), np.float64)
