"""Who speaks in captions: voice tags, names that cues open with, and signs that somebody else begins.

A voice tag is believed, and so is a name where nearly every cue opens with one, as a meeting's recording prints them;
else the label grammar looks, as in any text. Nothing here decides what the rest of the text is (``captions``).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import count

from onrecord.entities import decoded
from onrecord.formats.cued.cues import Cue, stops
from onrecord.formats.text import NOBODY
from onrecord.labels import Label, Reading, labels_in
from onrecord.labels.shapes import Judge
from onrecord.labels.view import SHIFT
from onrecord.marks import Mark
from onrecord.model import Speaker
from onrecord.speakers import resolved

VOICE = re.compile(r"<[vV](?:\.[^\s<>]{1,100})?[ \t]+(?P<name>[^<>\n]{1,200})>")
OPENS_LINE = re.compile(r"[ \t](?=>{2,3}[ \t]*[^\s>]|<[vV][ .])")
"""Before what opens a line wherever it stands."""
_SIGN = re.compile(r"\n[ \t]*+(?P<sign>>{2,3}(?!>)|[-‐–](?=[ \t]?[\"“'¿¡]?\w))")
_NAME = (
    r"(?P<label>(?:>{2,3}[ ]?|[-‐–][ ]?)?"
    r"(?P<name>[^\s:：<>\[][^\n:：<>]{0,59}(?<=[^\s]))[ ]{0,2}[:：])(?=[ \t]+[^\s])"
)
_OPENS_CUE = re.compile(rf"\s*+{_NAME}")
_NAMED_LINE = re.compile(rf"\n[ \t]*+{_NAME}")
_ABOVE = re.compile(r"\s*+(?P<name>[^\n:.,?!]{3,60}(?<![\s]))[ \t]*\n[ \t]*+(?=[^\s])")
_IN_BRACKETS = re.compile(r"\n[ \t]*+(?P<label>\[(?P<name>[^\[\]\n]{1,60})\])(?=[ \t]+[^\s])")
_LETTER = re.compile(r"[^\W\d_]")
_NAMED_SHARE = 0.8
"""Of the cues that say something, at least so many open with a name where that is the rule."""
_FULL_SHARE = 0.6
"""Of the cues; where so many open with full names, those are speakers and "Here is the point: …" is said."""
_FEWEST_NAMED = 3
_NAMES_SHARE = 0.6
"""Speakers come back: more names than this share of the cues are none."""


def voices(text: str, start: int) -> list[Label]:
    """The voice tags that open a stretch of somebody's: ``<v.loud Anna Bell>``."""
    return [
        Label(found.start(), found.end(), " ".join(decoded(found["name"]).split()), "", None, False)
        for found in VOICE.finditer(text, start)
        if not found["name"].isspace()
    ]


def printed(view: str, cues: Sequence[Cue]) -> Reading:
    """The names printed in the text: one in every cue, or what the grammar finds; and those names in brackets.

    Else no name stands alone on its line in captions: that is a line wrapped.
    """
    found = _printed(view, cues)
    return found._replace(labels=sorted([*found.labels, *_bracketed(view, found.labels)]))


def _printed(view: str, cues: Sequence[Cue]) -> Reading:
    if names := _opening_names(view, cues):
        return Reading(_named_lines(view, names), 1.0)
    if alone := _names_above(view, cues):
        return Reading(alone, 1.0)
    found = labels_in(view)
    kept = [label for label in found.labels if _is_signed(view[label.start + SHIFT : label.end + SHIFT])]
    return found._replace(labels=kept)


def _bracketed(view: str, labels: Sequence[Label]) -> list[Label]:
    """Lines that open with a name of ``labels`` in brackets: "[Bob] Yes" where "BOB:" is somebody."""
    names = {label.name.casefold() for label in labels}
    starts = {label.start for label in labels}
    return [
        Label(found.start("label") - SHIFT, found.end() - SHIFT, found["name"], "", None, False)
        for found in (_IN_BRACKETS.finditer(view) if names else ())
        if found["name"].casefold() in names and found.start("label") - SHIFT not in starts
    ]


def _opening_names(view: str, cues: Sequence[Cue]) -> set[str]:
    """The names before a colon with which nearly all cues open; none where they are too many to be speakers."""
    found: list[str] = []
    n_silent = 0
    for cue, stop in _parted_cues(view, cues):
        name = _OPENS_CUE.match(view, cue.body + SHIFT, stop + SHIFT)
        if name and _LETTER.search(name["name"]):
            found.append(name["name"])
        else:
            n_silent += view[cue.body + SHIFT : stop + SHIFT].isspace()
    names = set(found)
    is_rule = len(found) >= max(_FEWEST_NAMED, _NAMED_SHARE * (len(cues) - n_silent))
    # Of two captions only full names can tell: "Note: …" opens others.
    is_rule = is_rule or (len(found) == len(cues) - n_silent and all(map(_is_full_name, names)))
    if is_rule and len(names) <= max(2, _NAMES_SHARE * len(found)):
        return names
    full = [name for name in found if _is_full_name(name)]
    return set(full) if len(set(full)) > 1 and len(full) >= _FULL_SHARE * (len(cues) - n_silent) else set()


def _names_above(view: str, cues: Sequence[Cue]) -> list[Label]:
    """Names on a first line of their own in nearly all cues, as Teams' older transcripts have them; else nothing.

    Captions are wrapped anywhere; that few first lines recur, each in the shape of a name, is no accident.
    """
    lines = [_ABOVE.match(view, cue.body + SHIFT, stop + SHIFT) for cue, stop in _parted_cues(view, cues)]
    found = [line for line in lines if line and _is_full_name(line["name"])]
    names = {line["name"] for line in found}
    is_rule = len(found) >= max(_FEWEST_NAMED, _NAMED_SHARE * len(cues)) and len(names) <= _NAMES_SHARE * len(found)
    return [
        Label(line.start("name") - SHIFT, line.end("name") - SHIFT, line["name"], "", None, True)
        for line in found
        if is_rule
    ]


def _parted_cues(view: str, cues: Sequence[Cue]) -> Iterator[tuple[Cue, int]]:
    """Each cue with where it stops."""
    return zip(cues, stops(cues, len(view) - SHIFT), strict=True)


def _is_full_name(name: str) -> bool:
    shape = Judge()(name)
    return shape is not None and len(bare := shape.name.partition("(")[0].split()) > 1 and " ".join(bare).istitle()


def _named_lines(view: str, names: set[str]) -> list[Label]:
    """Lines that open with one of ``names`` and a colon."""
    judge = Judge()
    labels = []
    for found in _NAMED_LINE.finditer(view):
        if found["name"] in names:
            shape = judge(found["name"])
            name, note = (shape.name, shape.note) if shape else (found["name"].strip(), "")
            labels.append(Label(found.start("label") - SHIFT, found.end() - SHIFT, name, note, None, False))
    return labels


def _is_signed(printed: str) -> bool:
    return ":" in printed or "：" in printed or printed.strip()[:1] in {"[", "<", "("}


def exchanges(view: str, cues: Sequence[Cue], labels: Sequence[Label]) -> list[Mark]:
    """Dashes before two lines and more of a cue that names nobody: others speak there, one after another."""
    named = [label.start for label in labels]
    found: list[Mark] = []
    for cue, stop in _parted_cues(view, cues):
        if bisect_right(named, cue.start) == bisect_right(named, stop):
            dashes = [m for m in _SIGN.finditer(view, cue.body + SHIFT, stop + SHIFT) if m["sign"][0] != ">"]
            found += [_sign(m) for m in dashes if len(dashes) > 1]
    return found


def _sign(found: re.Match[str]) -> Mark:
    return Mark(found.start("sign") - SHIFT, found.end("sign") - SHIFT, "furniture")


def signs(view: str, *, with_dashes: bool) -> list[Mark]:
    """Chevrons and dashes that say that somebody else speaks."""
    return [_sign(found) for found in _SIGN.finditer(view) if with_dashes or found["sign"][0] == ">"]


def opened(view: str, labels: Sequence[Label], signs: Sequence[Mark]) -> list[Label]:
    """Where turns may begin, in order: ``labels``, and without a name what opens at a sign or before all of them.

    ``view`` has nothing but what is said.
    """
    openings = list(labels)
    named = [label.start for label in labels]
    for sign in signs:
        after = bisect_right(named, sign.start)
        is_inside = after > 0 and sign.start < labels[after - 1].end
        if not is_inside and not (after < len(labels) and view[sign.end + SHIFT : named[after] + SHIFT].isspace()):
            openings.append(Label(sign.start, sign.start, "", "", None, False))
    openings.sort()
    first = openings[0].start if openings else len(view)
    at = len(view[: first + SHIFT]) - len(view[: first + SHIFT].lstrip())
    if at < first + SHIFT:
        openings.insert(0, Label(at - SHIFT, at - SHIFT, "", "", None, False))
    return openings


def spoken_by(names: Sequence[str], *, by_voice: bool) -> tuple[tuple[Speaker, ...], dict[str, int]]:
    """The speakers in order of appearance, and name -> index; "" is whoever is not named.

    A voice is whom its tag names: of "Lee, Ann" and "Lee, Bob" nothing has to be guessed.
    """
    named = [name for name in names if name]
    if by_voice:
        people: dict[str, Speaker] = {}
        index: dict[str, int] = {}
        place: dict[str, int] = {}
        for name in dict.fromkeys(named):
            (speaker,), _ = resolved([name])
            key = speaker.name.casefold()
            index[name] = place.setdefault(key, len(place))
            people.setdefault(key, speaker)
        speakers = tuple(people.values())
    else:
        speakers, index = resolved(named)
    if "" in names:
        is_group = bool(speakers) or names.count("") > 1
        index = {**index, "": len(speakers)}
        taken = {speaker.name.casefold() for speaker in speakers}
        shown = next(name for name in _nobody() if name.casefold() not in taken)
        speakers = (*speakers, Speaker(shown, is_group=is_group))
    return speakers, index


def _nobody() -> Iterator[str]:
    yield NOBODY
    yield from (f"{NOBODY} ({number})" for number in count(2))


def parted(openings: Sequence[Label], index: Mapping[str, int]) -> tuple[list[Label], list[Mark]]:
    """The openings at which somebody else begins, and marks for the labels of who goes on."""
    turning: list[Label] = []
    again: list[Mark] = []
    for opening in openings:
        last = turning[-1] if turning else None
        if last and opening.name and (index[last.name], last.note) == (index[opening.name], opening.note):
            again.append(Mark(opening.start, opening.end, "label"))
        else:
            turning.append(opening)
    return turning, again
