"""How this was read: what the page tells of a reading, so that a person can check it and mend it.

One page ("tab") is sent at a time, and only while it is open. Everything that can be mended carries the corrections
that would mend it, as ``onrecord.corrections.file`` spells them: the board hands them back unread.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from components.audit_lexicon import lexicon_tab
from components.audit_references import references_tab, targets
from components.reader import UNSURE_BELOW
from components.words import percent, plural, unhidden
from onrecord.corrections import IsKind, IsLabel, Person, to_json
from onrecord.corrections.file import as_mapping
from onrecord.labels import Label, matching_view
from onrecord.labels.missed import missed_in
from onrecord.labels.template import described
from onrecord.likeness import suggestions
from onrecord.speech import speech_text
from onrecord.wordlists import role_names

if TYPE_CHECKING:
    from components.document import Document
    from components.state import State

MOST_SPEAKERS = 300
MOST_PIECES = 60
MOST_PLACES = 1_000
FIRST_WORDS = 90
KINDS = {
    "stage": "Stage directions and remarks",
    "interjection": "Interjections",
    "heading": "Headings",
    "timestamp": "Times",
    "furniture": "Page furniture: headers, numbers, markup, addresses",
    "metadata": "About the event",
    "notice": "Notices, credits, second copies",
}
"""What is not speech, in the order shown."""

Row = dict[str, Any]


def audit(document: Document, state: State) -> Row:
    """The open page of "How this was read" with what stands above all of them."""
    steps = document.steps
    told = {
        "tab": state.audit,
        "done": len(steps.done),
        "undone": len(steps.undone),
        "last": document.step_words[-1] if document.step_words else "",
        "names": document.by_words[:MOST_SPEAKERS],
        "targets": document.whole("targets", lambda: targets(document)),
    }
    return {**told, **_TABS[state.audit](document)} if state.audit in _TABS else told


def exported(document: Document) -> str:
    """All corrections as a file."""
    transcript = document.transcript
    return to_json(document.corrections, sha256=transcript.sha256, name=transcript.name)


def _speakers(document: Document) -> Row:
    transcript = document.transcript
    turns = defaultdict(list)
    for number, turn in enumerate(transcript.turns):
        turns[turn.speaker].append((number, turn))
    words = dict(zip(document.whole_share["speaker"], document.whole_share["words"].tolist(), strict=True))
    code_of = {speaker.name: code for code, speaker in enumerate(transcript.speakers)}
    rows = []
    for name in document.by_words[:MOST_SPEAKERS]:
        code = code_of[name]
        speaker, mine = transcript.speakers[code], turns[code]
        labels = Counter(turn.label for _, turn in mine)
        via = sum(turn.via_interpreter for _, turn in mine)
        rows.append({
            "name": name,
            "color": document.color_of[name],
            "role": speaker.role,
            "group": speaker.is_group,
            "labels": [
                {"label": label, "shown": unhidden(label), "count": plural(n, "turn")}
                for label, n in labels.most_common(MOST_PIECES)
            ],
            "all": list(speaker.labels or ("",)),
            "turns": f"{len(mine):,}",
            "words": f"{words[name]:,}",
            "confidence": percent(sum(turn.confidence for _, turn in mine) / len(mine)),
            "unsure": sum(turn.confidence < UNSURE_BELOW for _, turn in mine),
            "via": f"{plural(via, 'turn')} via interpreter" if via else "",
            "first": _short(speech_text(transcript, mine[0][0])),
            "at": mine[0][0],
        })  # fmt: skip
    alike = []
    for suggestion in suggestions(transcript)[:MOST_PIECES]:
        one, other = (transcript.speakers[at] for at in (suggestion.first, suggestion.second))
        merge = Person((*(one.labels or ("",)), *(other.labels or ("",))), one.name)
        alike.append({"one": one.name, "other": other.name, "why": suggestion.reason, "do": [as_mapping(merge)]})
    return {
        "speakers": rows,
        "total": plural(len(transcript.speakers), "speaker"),
        "alike": alike,
        "roles": _roles(),
    }


def _roles() -> list[list[str | bool]]:
    """Each role, whether many people share it, and how it is shown."""
    rows: list[list[str | bool]] = [["", False, "–"]]
    for role, is_group in dict(role_names().values()).items():
        rows.append([role, is_group, f"{role} (many)" if is_group else role])
    return rows


def _rest(document: Document) -> Row:
    transcript = document.transcript
    pieces: dict[str, dict[str, list[tuple[int, int]]]] = {kind: defaultdict(list) for kind in KINDS}
    size: Counter[str] = Counter()
    for segment in transcript.segments:
        size[segment.kind] += segment.end - segment.start
        if segment.kind in pieces:
            text = " ".join(transcript.text[segment.start : segment.end].split())
            pieces[segment.kind][text].append((segment.start, segment.end))
    kinds = []
    for kind, groups in pieces.items():
        if groups:
            ordered = sorted(groups.items(), key=lambda item: -len(item[1]))
            kinds.append({
                "kind": kind,
                "title": KINDS[kind],
                "count": f"{sum(map(len, groups.values())):,}",
                "characters": f"{size[kind]:,}",
                "more": max(0, len(ordered) - MOST_PIECES),
                "pieces": [_piece(document, text, places) for text, places in ordered[:MOST_PIECES]],
            })  # fmt: skip
    total = len(transcript.text)
    of = "the file" if transcript.extraction is None else "the text"
    kept = f"All {total:,} characters of {of} are accounted for: {size['speech']:,} speech, {size['label']:,} labels"
    others = total - sum(size[kind] for kind in _COUNTED)
    return {
        "kinds": kinds,
        "sum": f"{kept}, {size['space']:,} blanks, {others:,} others.",
        "extraction": _extraction(document),
    }


def _extraction(document: Document) -> Row | None:
    """What of the file is not in the text; None where the text is the file."""
    account = document.transcript.extraction
    if account is None:
        return None
    left_out = account.n_characters - account.n_kept
    all_of_it = plural(account.n_characters, "character")
    return {
        "sum": f"The file holds {all_of_it} other than blanks: {account.n_kept:,} are in the text,"
        f" {left_out:,} were left out{'.' if left_out <= 0 else ':'}",
        "dropped": [
            [each.what, f"{each.n_characters:,}", f"{each.n_pieces:,}", each.example]
            for each in account.dropped[:MOST_PIECES]
        ],
        "more": max(0, len(account.dropped) - MOST_PIECES),
    }


_COUNTED = ("speech", "label", "space")


def _piece(document: Document, text: str, places: list[tuple[int, int]]) -> Row:
    return {
        "text": _short(text, 400),
        "count": len(places),
        "at": document.turn_at(places[0][0]),
        "do": [as_mapping(IsKind(start, end, "speech")) for start, end in places[:MOST_PLACES]],
    }


def _missed(document: Document) -> Row:
    groups: dict[str, list[Any]] = defaultdict(list)
    for line in missed_in(document.transcript):
        groups[line.name].append(line)
    rows = []
    for name, found in groups.items():
        first = found[0]
        rows.append({
            "name": name,
            "count": len(found),
            "why": first.why,
            "line": _short(" ".join(document.transcript.text[first.start : first.end + FIRST_WORDS].split()), 140),
            "at": document.turn_at(first.start),
            "do": [as_mapping(IsLabel(one.start, one.end, one.name)) for one in found[:MOST_PLACES]],
        })  # fmt: skip
    return {"missed": rows}


def _pattern(document: Document) -> Row:
    labels = _labels(document)
    pattern = described(matching_view(document.transcript.text), labels)
    words = f"{pattern.words[:1].upper()}{pattern.words[1:]}: {pattern.n_fitting:,} of {plural(len(labels), 'label')}."
    none = "No label was found: nothing in this file looks like the name of somebody who speaks."
    return {"template": pattern.template, "words": words if labels else none, "chosen": document.pattern}


def _labels(document: Document) -> list[Label]:
    """The labels as they stand after all corrections."""
    transcript = document.transcript
    text, turns = transcript.text, transcript.turns
    printed = [(s, turns[s.turn]) for s in transcript.segments if s.kind == "label" and s.turn is not None]
    return [
        Label(
            s.start, s.end, turn.label, turn.note, turn.start_ms, text[s.end : s.end + 9].lstrip(" \t*_")[:1] in "\r\n"
        )
        for s, turn in printed
    ]


def _history(document: Document) -> Row:
    transcript = document.transcript
    facts = [
        ["File", transcript.name],
        ["Read as", f"{transcript.format}, {transcript.encoding}"],
        ["Fingerprint (SHA-256)", transcript.sha256],
        ["Confidence that this is a transcript", percent(transcript.confidence)],
        *[[key.capitalize().replace("_", " "), value] for key, value in list(transcript.metadata.items())[:12]],
        *[["Noted", defect.message] for defect in transcript.defects[:12]],
    ]
    return {"steps": document.step_words, "facts": [[key, _short(value, 300)] for key, value in facts]}


_TABS: dict[str, Callable[[Document], Row]] = {
    "speakers": _speakers,
    "rest": _rest,
    "missed": _missed,
    "pattern": _pattern,
    "references": references_tab,
    "lexicon": lexicon_tab,
    "history": _history,
}


def _short(text: str, most: int = FIRST_WORDS) -> str:
    text = " ".join(text[: most * 2].split())
    return text if len(text) <= most else text[: most - 1] + "…"
