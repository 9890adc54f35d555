"""Turns kept in a structured form by others (JSON, XML, CSV, cues): who said what, without any label syntax."""

import csv
import gzip
import io
import json
import re
import xml.etree.ElementTree as ET
from typing import NamedTuple

from benchmarks.accuracy.gold import WORD


class Part(NamedTuple):
    """A paragraph of a turn, or what stands printed within it."""

    text: str
    kind: str = "speech"


class Said(NamedTuple):
    """One turn. An empty label: what stands between turns and is nobody's."""

    label: str
    speaker: str
    parts: list[Part]


class Conversation(NamedTuple):
    name: str
    genre: str
    turns: list[Said]


def conversations(folder):
    """Every structured source below ``folder``, in order of path."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        turns = _turns_in(path)
        if turns:
            yield Conversation(path.name, path.relative_to(folder).parts[0], turns)


def _turns_in(path):
    data = path.read_bytes()
    if path.suffix == ".json":
        return _of_json(json.loads(data))
    if path.suffix == ".xml":
        return _of_xml(ET.fromstring(data))  # noqa: S314 - expat refuses bombs, and the files are the reader's own
    if path.suffix == ".vtt":
        return _of_cues(data.decode())
    if path.name.endswith(".csv.gz"):
        return _of_rows(csv.DictReader(io.StringIO(gzip.decompress(data).decode("utf-8", "replace"), newline="")))
    return []


def _of_json(data):
    if "meeting_transcripts" in data:  # QMSum; {disfmarker} and the like are the annotators' marks
        rows = data["meeting_transcripts"]
        return _kept((row["speaker"], row["speaker"], [re.sub(r"\{\w+\}", "", row["content"])]) for row in rows)
    if "monologues" in data:  # Rev
        names = {speaker["id"]: speaker["name"] for speaker in data["speakers"]}
        rows = [(names[m["speaker"]], "".join(span["value"] for span in m["spans"])) for m in data["monologues"]]
        return _kept((name, name, [text]) for name, text in rows)
    if "hansard" in data:  # Winnipeg
        rows = [row for row in data["hansard"] if row["type"] in {"speaker", "section"}]
        return _kept((row["name"], row["name"], [row["spoken"]]) if row["type"] == "speaker"
                     else ("", "", [Part(row["name"], "printed")]) for row in rows)  # fmt: skip
    utterances = data.get("results", {}).get("utterances") if isinstance(data.get("results"), dict) else None
    if utterances:  # Deepgram
        rows = [(f"Speaker {row['speaker'] + 1}", row["transcript"]) for row in utterances]
        return _joined(_kept((name, name, [text]) for name, text in rows))
    return []


def _of_xml(root):
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
    if root.tag == "TEI":
        return _of_tei(root)
    if root.tag == "akomaNtoso":
        rows = ((s.find("from"), s) for s in root.iter("speech") if s.find("from") is not None)
        return _kept((_flat(name), speech.get("by"), map(_flat, speech.iter("p"))) for name, speech in rows)
    if root.tag == "publicwhip":
        rows = (s for s in root.iter("speech") if s.get("speakername"))
        return _kept((s.get("speakername"), s.get("speakerid"), map(_flat, s.iter("p"))) for s in rows)
    return _kept(turn for row in root.iter("Intervention") for turn in _of_intervention(row))


def _of_intervention(row):
    """A turn of the Canadian House; a paragraph that opens with a bold name and colon is somebody else's."""
    who = row.find(".//Affiliation")
    if who is None:
        return
    label, parts = _flat(who), []
    for paragraph in row.iter("ParaText"):
        text, bold = _flat(paragraph), paragraph.find("B")
        name = _flat(bold) if bold is not None else ""
        if name.endswith(":") and text.startswith(name):
            yield label, bare_name(label), parts
            label, parts, text = name.rstrip(": "), [], text[len(name) :]
        parts.append(text)
    yield label, bare_name(label), parts


def _of_tei(root):
    """A turn is an ``u`` or several of one person with nothing but notes between; notes within are stage directions."""
    turns, label = [], ""
    for element in (child for div in root.iter("div") for child in div):
        if element.tag == "note" and element.get("type") == "speaker":
            label = _flat(element)
        elif element.tag == "u" and element.get("who"):
            who = element.get("who")
            parts = [_flat(part) if part.tag == "seg" else Part(f"({_flat(part)})", "stage") for part in element]
            if not label and turns and turns[-1][1] == who:
                label = turns[-1][0]
            turns.append((label or who.lstrip("#").replace(".", " "), who, parts))
            label = ""
    return _joined(_kept(turns))


def _of_cues(text):
    """Zoom: every cue opens with "Name (Org): "; none does so in a file without speakers."""
    cues = re.findall(r"-->[^\n]*\n([^\n]+)", text)
    named = [cue.partition(": ") for cue in cues]
    if not all(sep and len(name) <= 40 for name, sep, _ in named):
        return []
    return _joined(_kept((name, bare_name(name), [said]) for name, _, said in named))


def _of_rows(rows):
    return _kept((row["speaker"], row["speaker"], row["statement"].split("\n")) for row in rows)


def bare_name(name):
    """A name up to its first bracket."""
    return name.partition("(")[0].strip() or name.strip()


def _kept(rows):
    """Turns with at least one word; white space is the writer's business."""
    turns = []
    for label, speaker, given in rows:
        parts = [part if isinstance(part, Part) else Part(part) for part in given]
        parts = [Part(" ".join(part.text.split()), part.kind) for part in parts if WORD.search(part.text)]
        if parts:
            turns.append(Said(" ".join(label.split()).rstrip(" :."), bare_name(speaker), parts))
    return turns


def _joined(turns):
    """Neighbouring turns of one label as one."""
    joined = []
    for turn in turns:
        if joined and (joined[-1].label, joined[-1].speaker) == (turn.label, turn.speaker):
            joined[-1].parts.extend(turn.parts)
        else:
            joined.append(turn)
    return joined


def _flat(element):
    return " ".join("".join(element.itertext()).split())
