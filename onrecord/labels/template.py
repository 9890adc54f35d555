"""A label pattern that a person reads and writes: ``NAME (TIME):`` stands for what every label looks like.

Never a regular expression of the user's: the template is cut into a few known parts, and what is built from them is
bounded. Blanks stand for any run of blanks; every other character for itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from onrecord import timecode
from onrecord.errors import PatternError
from onrecord.labels.label import Label, labels_of
from onrecord.labels.patterns import ABBREVIATION
from onrecord.labels.shapes import Judge, Shape
from onrecord.labels.view import SHIFT, matching_view
from onrecord.model import Transcript

LONGEST = 60
"""Characters in a template."""
_MOST_PARTS = 12
_LINE_END = "↵"
_PARTS = re.compile(r"\b(?:NAME|CAPS)\b|\bTIME\b|↵|[ \t]+|(?:(?!\b(?:NAME|CAPS|TIME)\b)[^\s↵])+")
_NO_WORD = '\\s:：;!?.…“”"'
_PROSE_BELOW = -2.0
"""A shape of fewer points is a sentence's beginning or a heading such as "Note", whatever sign stands behind it."""
_CLOCK = re.compile(
    rf"(?:{timecode.DATE},?[ T]{{1,3}})?{timecode.CLOCK}(?:{timecode.HALF_DAY})?"
    rf"(?:[ ]{{0,2}}(?:-->|[-–—]|to)[ ]{{0,2}}{timecode.CLOCK})?"
)
_LINE_NUMBER = re.compile(r"\A\d{1,4}[ \t]{2,}")
_IN_BRACKETS = re.compile(r"[ \t]*(?:\([^()\n]*\)|\[[^\[\]\n]*\])(?=[ \t]*[:：.*_–—-]|$)")
_ENCLOSED = {
    "[]": "square brackets", "()": "round brackets", "{}": "braces", "<>": "angle brackets", "‹›": "angle quotes",
    "«»": "angle quotes",
}  # fmt: skip
_SIGNS = {
    ":": "a colon", "：": "a colon", ".": "a full stop", "–": "a dash", "—": "a dash", "-": "a hyphen",
    ".–": "a full stop and a dash",
    ".—": "a full stop and a dash", ">>": "two chevrons (>>)", "|": "a bar",
}  # fmt: skip


class Pattern(NamedTuple):
    """How the labels of a text look."""

    template: str
    """As a person would write it; empty where no template says it."""
    words: str
    """The same in plain words."""
    n_fitting: int
    """How many of the labels look so."""


def templated(view: str, template: str, start: int = 0) -> list[Label]:
    """The labels of ``view`` (see ``matching_view``) from character ``start`` on that look as ``template`` says.

    ``NAME`` is a short run of words without sentence punctuation, ``CAPS`` one whose last word is in capitals, ``TIME``
    a time, ``↵`` the line's end; a template that ends with a name has its line to itself. Raises PatternError where the
    template names nobody, has too many parts, or fits nothing. What reads as prose or as a heading ("Note:") is left
    alone, even where the signs fit.
    """
    parts = _parts(template)
    pattern = _compiled(parts)
    judge = Judge()
    found = [
        _label(match, shape, is_alone=view.startswith("\n", match.end()))
        for match in pattern.finditer(view, start + SHIFT - 1)
        if (shape := judge(match["name"])) and _fits(shape, is_loud="CAPS" in parts)
    ]
    if not found:
        raise PatternError(f"No line looks like “{template}”; the labels stay as they were.", pattern=template)
    return found


def _parts(template: str) -> list[str]:
    parts = _PARTS.findall(template.strip())
    if len(template) > LONGEST or len(parts) > _MOST_PARTS:
        raise PatternError(
            f"This label pattern is too long: up to {LONGEST} characters and {_MOST_PARTS} parts fit.", pattern=template
        )
    if sum(part in {"NAME", "CAPS"} for part in parts) != 1 or parts.count("TIME") > 1:
        raise PatternError(
            f"“{template}” is no label pattern: write NAME (or CAPS) once where the name stands, as in “NAME:”,"
            " and TIME where a time stands.",
            pattern=template,
        )
    if parts[-1] in {"NAME", "CAPS"}:
        parts.append(_LINE_END)
    return parts


def _compiled(parts: Sequence[str]) -> re.Pattern[str]:
    """Each part in turn; words of a name are cut at blanks and signs, so that there is one way to match a line."""
    source = [r"\n[ \t]*+(?P<label>"]
    for part, after in zip(parts, [*parts[1:], ""], strict=True):
        if part in {"NAME", "CAPS"}:
            sign = "" if after[:1].isalnum() or after in {"", _LINE_END} else re.escape(after[:1].strip())
            word = rf"(?:{ABBREVIATION}(?=[ \t])|[^{_NO_WORD}{sign}]{{1,30}}+)"
            source.append(rf"(?P<name>(?=[^\W_]){word}(?:[ \t]{{1,3}}{word}){{0,8}}?)")
        elif part == "TIME":
            source.append(rf"(?P<time>{_CLOCK.pattern})")
        elif part == _LINE_END:
            source.append(r"[ \t]*+(?=\n)" if not after else r"[ \t]*+\n[ \t]*+")
        else:
            source.append(r"[ \t]{1,60}+" if part.isspace() else re.escape(part))
    last = parts[-1]
    ending = r"(?!//)(?!\d)" if last[-1:] in ":：" else r"(?=\s|$)" if last[-1].isalnum() or last[-1] in ".-" else ""
    return re.compile("".join(source) + ")" + ending)


def _fits(shape: Shape, *, is_loud: bool) -> bool:
    letters = [character for character in shape.name.split(",")[0].split("(")[0].split()[-1:] if character]
    return shape.score >= _PROSE_BELOW and (not is_loud or shape.case in {"caps", "initial"} or letters[0].isupper())


def _label(match: re.Match[str], shape: Shape, *, is_alone: bool) -> Label:
    stamp = match.groupdict().get("time") or shape.stamp
    return Label(
        match.start("label") - SHIFT, match.end("label") - SHIFT, shape.name, shape.note,
        timecode.milliseconds(stamp) if stamp else None, is_alone,
    )  # fmt: skip


def described(view: str, labels: Sequence[Label]) -> Pattern:
    """How most of ``labels`` look: of several styles the commonest."""
    templates = Counter(form for label in labels if (form := _template_of(view, label)))
    if not templates:
        return Pattern("", "labels of no one form", 0)
    (template, n_fitting), *_ = templates.most_common(1)
    names = [label.name for label in labels if _template_of(view, label) == template]
    if all(name.isupper() for name in names):
        template = template.replace("NAME", "CAPS")
    return Pattern(template, in_words(template), n_fitting)


def described_in(transcript: Transcript) -> Pattern:
    """As ``described``, for the labels that ``transcript`` has now."""
    return described(matching_view(transcript.text), labels_of(transcript))


def _template_of(view: str, label: Label) -> str:
    """The template of one label as printed; empty where its name is not printed in one piece or has no sign."""
    piece = view[label.start + SHIFT : label.end + SHIFT]
    piece = _LINE_NUMBER.sub("", piece.strip(" \t\n").replace("\n", _LINE_END))
    piece = _CLOCK.sub("TIME", piece, count=1)
    name = re.search(r"\s+".join(map(re.escape, label.name.split())), piece)
    if not name:
        return ""
    after = _IN_BRACKETS.sub("", piece[name.end() :]) if label.note else piece[name.end() :]
    form = " ".join(f"{piece[: name.start()]}NAME{after}".split()).replace(f" {_LINE_END} ", _LINE_END)
    if form[-1].isalnum() and label.is_alone:
        form += _LINE_END
    parts = _PARTS.findall(form)
    is_short = len(form) <= LONGEST and len(parts) <= _MOST_PARTS
    return form if form != "NAME" and is_short and parts.count("NAME") == 1 and parts.count("TIME") <= 1 else ""


def in_words(template: str) -> str:
    """``template`` as a person would say it. Raises PatternError as ``templated`` does."""
    parts = _parts(template)
    bold = " in bold" * (template.count("**") == 2)
    if bold:
        parts = [bare for part in parts if (bare := part.replace("**", ""))]
    said = list(_said(parts))
    said[0] += bold
    return f"{said[0]} at the beginning of a line" + "".join(f", {each}" for each in said[1:])


def _said(parts: Sequence[str]) -> Iterator[str]:
    shown = [part for part in parts if not part.isspace()]
    known = {"NAME": "a name", "CAPS": "a name in capitals", "TIME": "a time"}
    at, is_first = 0, True
    while at < len(shown):
        part = shown[at]
        around = part[-1:] + shown[at + 2][:1] if at + 2 < len(shown) and shown[at + 1] in known else ""
        if around in _ENCLOSED:
            phrase = f"{known[shown[at + 1]]} in {_ENCLOSED[around]}"
            if len(part) > 1:
                yield _sign(part[:-1], is_first=is_first)
                is_first = False
            rest = shown[at + 2][1:]
            at += 3
            yield phrase if is_first else f"then {phrase}"
            if rest:
                yield _sign(rest, is_first=False)
        elif part == _LINE_END:
            yield "alone on its line" if at == len(shown) - 1 else "on the next line"
            at += 1
        else:
            phrase = known[part] if part in known else _sign(part, is_first=True)
            yield phrase if is_first else f"then {phrase}"
            at += 1
        is_first = False


def _sign(sign: str, *, is_first: bool) -> str:
    phrase = _SIGNS.get(sign, f"“{sign}”")
    return phrase if is_first else f"then {phrase}"
