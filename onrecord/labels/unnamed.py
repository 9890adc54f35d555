"""Turns before which no name stands: questions set off from their answers, dialogues of nothing but dashes.

Asked only where no label was found. The marks that set the two voices apart serve as their labels; a page that answers
its readers' questions is printed the same way, so that the words must show two people who talk to each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import dropwhile, pairwise
from typing import NamedTuple

from onrecord.labels.confidence import INDUCED_MOST
from onrecord.labels.label import Label
from onrecord.labels.scoring import has_speech
from onrecord.labels.shapes import judged
from onrecord.labels.view import SHIFT
from onrecord.wordlists import words

QUESTION, ANSWER = "Question", "Answer"
VOICES = "Voice 1", "Voice 2"
_BOLD = re.compile(
    r"\n[ \t]*+(?P<open>\*\*|__|<b>|<strong>)(?P<asked>[^\n*]{4,800}?[.?!…\"”»)])"
    r"(?:\*\*|__|</b>|</strong>)[ \t]*(?=\n)"
)
_HEADED = re.compile(r"\n(?P<open>#{2,6} )(?P<asked>[^\n]{4,400}\?)[*_ \t]*(?=\n)")
_PLAIN = re.compile(r"(?P<open>\n[ \t]*\n[ \t]*+)(?P<asked>[^\s–—*#>|-][^\n]{3,500}\?[”»\"]?)[ \t]*(?=\n[ \t]*\n)")
"""A paragraph that ends by asking: what is left of bold type where a page was copied as text."""
_DASHED = re.compile(r"\n[ \t]*+(?P<open>[–—―]{1,2}[ ]?)(?=[^\s–—―])(?P<said>[^\n]+(?:\n(?![ \t]*[–—―\n])[^\n]+)*)")
_WORD = re.compile(r"[\w'’]+")
_NAME = r"(?P<name>[^\W\d_a-z][\w'’-]+(?: (?:[^\W\d_a-z]\.|[^\W\d_a-z][\w'’-]+|von|van|de|da|del|bin|al)){1,3})"
_TALK_WITH = re.compile(
    r"(?i:interview|conversation|talk(?:s|ed)?|speaks|spoke|gespräch|entretien|entrevista|intervista|rozmowa|беседа)"
    rf" (?i:with|mit|avec|con|com|z|с) {_NAME}"
)
_INTRODUCED = re.compile(
    rf"(?:\n[ \t#*_]*|[.!?”\"] ){_NAME}[*_]*"
    r"(?:, (?=[^\W\d])|: ?[“\"«„]| (?=(?:is|has|was|had|ist|hat|war|est|es|ha|è|é|tem|foi)\b))"
)
_HEADER = 4_000
_FEWEST_QUESTIONS, _FEWEST_LINES = 3, 6
_ASKED, _TOLD = 0.6, 0.4
_TALKING, _COVERED = 0.5, 0.6
_DOUBTFUL = 0.4
"""Two voices are a guess, and so is whatever hardly says "you" and "I"."""


class Unnamed(NamedTuple):
    """The labels, and how likely it is, from 0 to 1, that the text is a transcript."""

    labels: list[Label]
    confidence: float


def unnamed(view: str, start: int) -> Unnamed:
    """The turns of ``view`` (see ``matching_view``) from character ``start`` on that no name opens; mostly none."""
    return _interview(view, start + SHIFT) or _dialogue(view, start + SHIFT) or Unnamed([], 0.0)


def _interview(view: str, start: int) -> Unnamed | None:
    """Questions and, between them, answers: "you" in the questions, "I" in the answers."""
    for pattern in (_BOLD, _HEADED, _PLAIN):
        # What comes before the first question is a heading, or a lead in bold.
        asked = list(dropwhile(lambda found: not _asks(found), pattern.finditer(view, start - 1)))
        if len(asked) < _FEWEST_QUESTIONS or sum(map(_asks, asked)) < _ASKED * len(asked):
            continue
        answers = list(_answers(view, asked))
        addressed = _share([m["asked"] for m in asked], words("second_person"))
        answered = _share([view[at:end] for at, end in answers], words("first_person"))
        n_answers = sum(end > at for at, end in answers)
        if n_answers < max(_FEWEST_QUESTIONS, _ASKED * len(asked)) or min(addressed, answered) < _TOLD:
            continue
        is_set_off = pattern is not _PLAIN and min(addressed, answered) >= _TALKING
        confidence = INDUCED_MOST if is_set_off else _DOUBTFUL
        name = _interviewee(view[start - 1 : asked[0].start() + 1][-_HEADER:]) or ANSWER
        opened = {m.start("open"): (m.end("open"), QUESTION) for m in asked}
        closed = {m.end("asked"): (at, name) for m, (at, end) in zip(asked, answers, strict=True) if end > at}
        return Unnamed(_labels({**opened, **closed}, confidence), confidence)
    return None


def _asks(found: re.Match[str]) -> bool:
    return "?" in found["asked"]


def _answers(view: str, asked: Sequence[re.Match[str]]) -> Iterator[tuple[int, int]]:
    """Where the answer to each question begins and ends; an empty stretch where the next question follows at once."""
    for one, following in pairwise([*asked, None]):
        end = following.start() if following else len(view)
        said = view[one.end() : end] if one else ""
        yield (end - len(said.lstrip()), end)


def _share(pieces: Sequence[str], persons: frozenset[str]) -> float:
    spoken = [piece for piece in pieces if piece.strip()]
    return sum(not persons.isdisjoint(_WORD.findall(piece.casefold())) for piece in spoken) / max(1, len(spoken))


def _interviewee(header: str) -> str:
    """Whom the text before the first question introduces, if it is one person."""
    found = [m["name"] for pattern in (_TALK_WITH, _INTRODUCED) for m in pattern.finditer(header)]
    named = [name for name in dict.fromkeys(found) if (shape := judged(name)) and shape.score > 0]
    return named[0] if len({name.rpartition(" ")[2] for name in named}) == 1 else ""


def _dialogue(view: str, start: int) -> Unnamed | None:
    """Lines that all open with a dash: two voices in turn, where some ask and most talk to somebody."""
    lines = list(_DASHED.finditer(view, start - 1))
    if len(lines) < _FEWEST_LINES:
        return None
    between = view[lines[0].end() : lines[-1].start()]
    covered = sum(len(m[0]) for m in lines[1:-1])
    asking = sum("?" in m["said"] for m in lines) / len(lines)
    talking = sum("?" in m["said"] or has_speech(m["said"]) for m in lines) / len(lines)
    if covered < _COVERED * len(between.strip()) or not 0.2 <= asking <= 0.8 or talking < _TALKING:
        return None
    marks = {m.start("open"): (m.end("open"), VOICES[at % 2]) for at, m in enumerate(lines)}
    return Unnamed(_labels(marks, _DOUBTFUL), _DOUBTFUL)


def _labels(marks: dict[int, tuple[int, str]], confidence: float) -> list[Label]:
    return [
        Label(at - SHIFT, end - SHIFT, name, "", None, False, confidence) for at, (end, name) in sorted(marks.items())
    ]
