"""Labelled plain text and Markdown: press remarks, debates, parliaments, hearings, podcasts, meetings, chats.

The transcript's text is the decoded file, so every offset is one in the file. Markdown needs no reader of its own: its
emphasis, headings and links are part of the label grammar.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from onrecord.errors import EmptyFileError
from onrecord.examination import named_in
from onrecord.formats.decode import Decoded, decode
from onrecord.formats.extract import Extract
from onrecord.formats.frontmatter import front_matter, listed
from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.source import Source
from onrecord.furniture import page_furniture
from onrecord.garbled import garbled_in
from onrecord.interpreters import marked
from onrecord.introductions import introduced_in
from onrecord.labels import Label, Reading, labels_in, matching_view
from onrecord.labels.label import drained
from onrecord.labels.template import templated
from onrecord.labels.view import SHIFT, blanked
from onrecord.marks import Mark
from onrecord.model import DOUBTFUL_BELOW, Defect, Segment, SegmentKind, Speaker, Transcript, Turn
from onrecord.repeats import second_copy
from onrecord.roster import Listed, fields_before, roster_in
from onrecord.segments import addresses_in, before_notice, laid_out, tiled
from onrecord.speakers import resolved

NAME = "text"
SUFFIXES: tuple[str, ...] = (".txt", ".md", ".markdown", ".text")

NOBODY = "Speaker"
"""Display name of the one speaker of a text without labels."""
UNNAMED_TURNS = "signs show where somebody else speaks, and whose turns they are is not known"
_DOUBT_NAMES = 3
_AGREED = 0.8
"""Names that a file sets apart are the labels where the grammar finds so large a share of them."""
_ROSTER_FIELDS = ("speakers", "participants", "guests", "hosts", "attendees", "speaker", "guest", "host")


def sniff(source: Source) -> int:
    """1 for any bytes: what no other format claims and no refusal names is text."""
    return int(bool(source.head.strip()))


def read(source: Source, options: Options = AS_FOUND) -> Transcript:
    """The transcript in ``source``.

    Without labels, or with ``options.one_speaker``, the whole text is one turn of one speaker and ``has_labels`` is
    False; a defect says so unless the caller asked for it. Raises EmptyFileError for white space only.
    """
    decoded = decode(source.data)
    front = front_matter(decoded.text)
    return transcribed(
        source,
        decoded,
        NAME,
        body=(front.end, len(decoded.text)),
        metadata=front.fields,
        options=options,
    )


def extracted(
    source: Source,
    extract: Extract,
    format_name: str,
    n_characters: int,
    *,
    metadata: Mapping[str, str] = MappingProxyType({}),
    encoding: str = "UTF-8",
    options: Options = AS_FOUND,
) -> Transcript:
    """The transcript of a text taken out of a file, by the label grammar; see ``extract.Extract.account``.

    The marks of ``extract`` are no speech and hold no labels; its headings may hold one. Where it knows the names, what
    else looks like a label is none.
    """
    text = extract.text
    hidden = [mark for mark in extract.marks if mark.kind != "heading"]
    found = transcribed(
        source,
        Decoded(text, encoding, is_damaged=False),
        format_name,
        body=(0, len(text)),
        view=blanked(matching_view(text), hidden),
        more=extract.marks,
        names=extract.names,
        metadata=metadata,
        options=options,
    )
    return replace(found, origins=tuple(extract.origins), extraction=extract.account(n_characters))


def transcribed(
    source: Source,
    decoded: Decoded,
    format_name: str,
    *,
    body: tuple[int, int],
    outside: SegmentKind = "metadata",
    view: str = "",
    more: Iterable[Mark] = (),
    names: Sequence[int] = (),
    metadata: Mapping[str, str] = MappingProxyType({}),
    options: Options = AS_FOUND,
) -> Transcript:
    """The transcript of a decoded file by the label grammar.

    ``body`` and ``more`` are as in ``segments.laid_out``, ``outside`` as in ``segments.tiled``.

    ``view`` is the matching view of the text where a format has blanked its markup in it, ``names`` are as in
    ``extract.Extract``.
    """
    text = decoded.text
    if not text or text.isspace():
        raise EmptyFileError("This file is empty.", name=source.name)
    view = view or matching_view(text)
    labels, confidence = Reading([], 1.0) if options.one_speaker else _labels(view, options.pattern, body)
    if not options.one_speaker and not options.pattern and (told := listed(metadata.get("speakers", ""))):
        labels, confidence = _with_listed(view, Reading(labels, confidence), told, body)
    labels = _at(names, labels) if names and not options.pattern else labels
    labels = before_notice(view, labels[fields_before(text, labels) :], body)
    copy = second_copy(text, labels, body[1])
    kept, end = copy or (len(labels), body[1])
    labels = labels[:kept]
    more = [*more, *addresses_in(text), *page_furniture(text, labels)]
    layout = laid_out(view, labels, body=(body[0], end), more=more)._replace(end=body[1])
    named = named_in(view, labels)
    del view  # as large as the text; what follows is larger still
    segments = tiled(text, labels, layout, outside=outside)
    defects = (
        *defects_of(decoded, has_labels=bool(labels), one_speaker=options.one_speaker),
        *_copied(copy, body[1]),
        *doubts(labels, confidence),
    )
    has_labels = bool(labels)
    if has_labels:
        roster = _roster(text, labels[0].start, metadata)
        speakers, index = resolved(named, [*roster, *introduced_in(text, labels, roster)])
        turns = _turns(labels, [index[name] for name in named], layout.tail)
        turns = marked(text, turns, segments)
    else:
        speakers, turns = (Speaker(NOBODY),), _one_turn(segments)
    return Transcript(
        name=source.name,
        text=text,
        sha256=source.sha256,
        format=format_name,
        encoding=decoded.encoding,
        segments=tuple(segments),
        turns=turns,
        speakers=speakers,
        metadata=MappingProxyType({**_described(text, segments), **metadata}),
        defects=defects,
        has_labels=has_labels,
        confidence=confidence if has_labels else 1.0,
    )


def _labels(view: str, pattern: str, body: tuple[int, int]) -> Reading:
    found = Reading(templated(view, pattern, body[0]), 1.0) if pattern else labels_in(view, body[0])
    return found._replace(labels=[label for label in found.labels if label.end <= body[1]])


def _with_listed(view: str, found: Reading, names: Sequence[str], body: tuple[int, int]) -> Reading:
    """``found`` with the lines that open with a name of the header's list of speakers and a colon, whatever else the
    grammar makes of so short a text.
    """
    known = {label.start for label in found.labels}
    pattern = re.compile(rf"\n[ \t]*+(?P<label>(?P<name>{'|'.join(map(re.escape, names))}):)(?=[ \t\n])")
    more = [
        Label(line.start("label") - SHIFT, line.end() - SHIFT, line["name"], "", None, False)
        for line in pattern.finditer(view, body[0], body[1] + SHIFT)
        if line.start("label") - SHIFT not in known
    ]
    return Reading(sorted([*found.labels, *more]), 1.0) if more else found


def _at(names: Sequence[int], labels: list[Label]) -> list[Label]:
    """The ``labels`` at the places ``names``, and those of the same names; all where they are not what was found."""
    there = [label for label in labels if bisect_left(names, label.start) < bisect_left(names, label.end)]
    known = {label.name for label in there}
    return [label for label in labels if label.name in known] if len(there) >= _AGREED * len(names) else labels


def _turns(labels: list[Label], speakers: Sequence[int], tail: int) -> tuple[Turn, ...]:
    """One turn a label, to the next label; ``labels`` is empty then.

    It ends in time when the next begins, where both are timed and in order.
    """
    starts = [label.start for label in labels[1:]] + [tail]
    times = _relative([label.start_ms for label in labels])
    rows = zip(drained(labels), speakers, starts, times, [*times[1:], None], strict=True)
    return tuple(
        Turn(
            speaker,
            label.name,
            label.start,
            end,
            ms,
            next_ms if ms is not None and next_ms is not None and next_ms >= ms else None,
            label.note,
            confidence=label.confidence,
        )
        for label, speaker, end, ms, next_ms in rows
    )


def _relative(times: list[int | None]) -> list[int | None]:
    """``times`` since the beginning of the recording: dated ones count from the first."""
    known = [ms for ms in times if ms is not None]
    day_ms = 86_400_000
    if not known or known[0] < 366 * day_ms:
        return times
    return [None if ms is None or ms < known[0] else ms - known[0] for ms in times]


def _one_turn(segments: Sequence[Segment]) -> tuple[Turn, ...]:
    mine = [segment for segment in segments if segment.turn == 0]
    return (Turn(0, "", mine[0].start, mine[-1].end),) if mine else ()


def _roster(text: str, end: int, metadata: Mapping[str, str]) -> list[Listed]:
    """The people the text itself lists: in its header's fields, and before the first label."""
    named = [Listed(name) for field in _ROSTER_FIELDS for name in listed(metadata.get(field, ""))]
    return [*named, *roster_in(text[: min(end, 20_000)].splitlines())]


def _described(text: str, segments: Sequence[Segment]) -> dict[str, str]:
    """Title, time and place as the lines before the first turn print them."""
    fields: dict[str, str] = {}
    before = ""
    for segment in segments:
        if segment.kind == "label" or segment.start > 5_000 or segment.turn is not None:
            break
        line = text[segment.start : segment.end].strip("# *_\t\n")
        if segment.kind == "heading":
            fields.setdefault("title", line)
            before = line
        elif segment.kind == "metadata" and re.match(r"\(?\d{1,2}[:.]\d{2}\s?[AaPp]", line):
            fields.setdefault("time", line)
            if before and before != fields.get("title"):
                fields.setdefault("place", before)
    return fields


def _copied(copy: tuple[int, int] | None, end: int) -> Iterable[Defect]:
    if copy:
        yield Defect("The text holds the same transcript twice; the second copy is not counted.", copy[1], end)


def doubts(labels: Sequence[Label], confidence: float) -> Iterable[Defect]:
    """Says which labels may be headings where ``confidence`` is low."""
    if labels and confidence < DOUBTFUL_BELOW:
        names = ", ".join(f"“{name}”" for name in list(dict.fromkeys(label.name for label in labels))[:_DOUBT_NAMES])
        yield Defect(
            f"This may be no transcript: {names} may be headings instead of speakers.", labels[0].start, labels[0].end
        )


def defects_of(decoded: Decoded, *, has_labels: bool, one_speaker: bool, n_turns: int = 1) -> Iterable[Defect]:
    """Says where bytes did not fit, and that no label was found unless the caller asked for one speaker.

    ``n_turns`` are more than one where signs tell turns and nothing tells whose they are.
    """
    if decoded.is_damaged:
        at = decoded.text.find("\ufffd")
        yield Defect(f"Some bytes are no {decoded.encoding} text and are shown as \ufffd.", max(at, 0), max(at, 0) + 1)
    if wrong := garbled_in(decoded.text):
        run, was = wrong[0]
        at = decoded.text.find(run)
        yield Defect(
            f"Accents look garbled (“{run}” stands for “{was}”): they are counted repaired and shown as they stand.",
            at, at + len(run),
        )  # fmt: skip
    if not has_labels and not one_speaker:
        shown = "the whole text is shown as one speaker" if n_turns < 2 else UNNAMED_TURNS
        yield Defect(f"No speaker labels were found; {shown}.", 0, len(decoded.text))
