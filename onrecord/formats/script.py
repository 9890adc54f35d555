"""Transcripts whose file itself says who speaks: the turns as told, written out as "Name: what was said".

A reader opens turns and says words in the order of the file; this makes the text, the segments, the speakers. The names
are printed in the text as labels, so that what people see, export and correct is the same for every format.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from onrecord.errors import EmptyFileError
from onrecord.formats.extract import Extract
from onrecord.formats.source import Source
from onrecord.formats.text import NOBODY, UNNAMED_TURNS
from onrecord.interpreters import marked
from onrecord.labels import Label
from onrecord.labels.view import matching_view
from onrecord.model import Defect, Speaker, Transcript, Turn
from onrecord.segments import Layout, stages_in, tiled
from onrecord.speakers import resolved, unique_name

_COLON = ":"
NO_NAMES = "The file names no speakers; the whole text is shown as one speaker."


class Script(Extract):
    """Turns in the order of the file, with what is said in them."""

    def __init__(self) -> None:
        super().__init__()
        self._turns: list[Turn] = []
        self._keys: list[str] = []
        self._labels: list[Label] = []

    @property
    def speaking(self) -> str | None:
        """The key of who has the floor; "" is somebody unnamed, None nobody yet."""
        return self._keys[-1] if self._keys else None

    def turn(
        self,
        key: str,
        label: str | None = None,
        where: str = "",
        *,
        start_ms: int | None = None,
        end_ms: int | None = None,
        note: str = "",
        is_printed: bool = True,
    ) -> None:
        """Begin a turn of the speaker whom the file calls ``key``; "" where it names nobody.

        ``label`` is the name to print, by default the key; without ``is_printed`` the file has it elsewhere (in a list
        of people) and it is not kept anew. The same key may go on: ask ``speaking`` first where the file's pieces are
        shorter than turns.
        """
        name = " ".join((key if label is None else label).split()) if key else ""
        self.line(2)
        start = self.length
        if name:
            self.put(name, where, is_ours=not is_printed)
            self._add(f"{_COLON} ")
        end = start + len(name) + len(_COLON) if name else start
        self._keys.append(key)
        self._labels.append(Label(start, end, name, note, start_ms, False))
        self._turns.append(Turn(0, name, start, start, start_ms, end_ms, note))

    def since(self, start_ms: int | None) -> None:
        """The turn that is open begins then, unless it is known when."""
        if start_ms is not None and self._turns and self._turns[-1].start_ms is None:
            self._turns[-1] = self._turns[-1]._replace(start_ms=start_ms)

    def until(self, end_ms: int | None) -> None:
        """The turn that is open, if it has a start, lasts until then."""
        if end_ms is not None and self._turns:
            turn = self._turns[-1]
            if turn.start_ms is not None and end_ms >= turn.start_ms:
                self._turns[-1] = turn._replace(end_ms=max(end_ms, turn.end_ms or 0))

    def transcript(
        self,
        source: Source,
        format_name: str,
        n_characters: int,
        *,
        people: Mapping[str, Speaker] | None = None,
        metadata: Mapping[str, str] = MappingProxyType({}),
        encoding: str = "UTF-8",
        defects: Iterable[Defect] = (),
        finds_stage: bool = True,
    ) -> Transcript:
        """What was told, as a transcript. ``n_characters`` is as in ``account``.

        ``people`` says who the keys are, and each key is somebody else; without it the labels decide, by the rules for
        printed names. With ``finds_stage`` "(Laughter)" within what is said is a stage direction. Raises EmptyFileError
        where nobody says anything.
        """
        self.line()
        text = self.text
        if not any(
            text[label.end : after].strip()
            for label, after in zip(self._labels, [*(x.start for x in self._labels[1:]), len(text)], strict=False)
        ):
            raise EmptyFileError("This file holds no words that somebody says.", name=source.name)
        speakers, index = _by_key(self._keys, self._labels, people) if people is not None else _by_name(self._labels)
        who = self._keys if people is not None else [label.name for label in self._labels]
        ends = [*(label.start for label in self._labels[1:]), len(text)]
        turns = [
            Turn(index[key], turn.label, turn.start, end, turn.start_ms, turn.end_ms, turn.note)  # faster than _replace
            for turn, key, end in zip(self._turns, who, ends, strict=True)
        ]
        stage = stages_in(matching_view(text)) if finds_stage else []
        marks = sorted([*self.marks, *stage], key=lambda mark: (mark.start, -mark.end))
        segments = tiled(text, self._labels, Layout(marks, 0, len(text), len(text), is_one_turn=False))
        has_labels = any(self._keys)
        no_names = f"The file names no speakers; {UNNAMED_TURNS}." if speakers[0].is_group else NO_NAMES
        said = [Defect(no_names, 0, len(text))] if not has_labels else []
        return Transcript(
            name=source.name,
            text=text,
            sha256=source.sha256,
            format=format_name,
            encoding=encoding,
            segments=tuple(segments),
            turns=marked(text, turns, segments),
            speakers=speakers,
            metadata=MappingProxyType({key: value for key, value in metadata.items() if value}),
            defects=(*said, *defects),
            has_labels=has_labels,
            origins=tuple(self.origins),
            unsure=tuple(self.unsure),
            extraction=self.account(n_characters),
        )


def _by_key(
    keys: Sequence[str], labels: Sequence[Label], people: Mapping[str, Speaker]
) -> tuple[tuple[Speaker, ...], dict[str, int]]:
    """One speaker a key, in order of appearance, under the name the file gives or else the first label."""
    printed: dict[str, dict[str, None]] = {}
    for key, label in zip(keys, labels, strict=True):
        printed.setdefault(key, {}).setdefault(label.name)
    taken: set[str] = set()
    speakers = []
    for key, names in printed.items():
        shown = [name for name in names if name]
        known = people.get(key, Speaker(shown[0] if shown else NOBODY, is_group=not key and len(printed) > 1))
        speakers.append(Speaker(unique_name(known.name, taken), tuple(shown), known.role, known.is_group, known.party))
    return tuple(speakers), {key: at for at, key in enumerate(printed)}


def _by_name(labels: Sequence[Label]) -> tuple[tuple[Speaker, ...], dict[str, int]]:
    names = [label.name for label in labels]
    speakers, index = resolved([name for name in names if name])
    if "" in names:
        shown = unique_name(NOBODY, {speaker.name.casefold() for speaker in speakers})
        index = {**index, "": len(speakers)}
        speakers = (*speakers, Speaker(shown, is_group=bool(speakers)))
    return speakers, index
