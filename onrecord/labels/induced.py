"""Labels in a shape nobody foresaw, told by the text's own repetition: "Ann Lee | Welcome.", "== Ann Lee ==".

Asked only where the grammar finds no label, or few for so long a text. Nothing here knows what a label looks like: only
that a few short openings, printed alike, take turns down the whole text and that people seem to talk.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise

from onrecord.labels.codes import speaking_codes
from onrecord.labels.label import Candidate
from onrecord.labels.scoring import talking_share
from onrecord.labels.shapes import Judge
from onrecord.wordlists import words

_NAME = (
    r"[^\W\d_a-z](?:[\w'’-]|\.(?=\S)){0,24}(?:[ ][^\W\d_a-z](?:[\w'’-]|\.(?=\S)){0,24}){0,3}(?:[ ]\d{1,3}(?![\w.:]))?"
)
_SIGNED = re.compile(
    rf"\n[ \t]*+(?P<before>[^\w\s.,;:?!\"'“”‘’()«»„-]{{0,4}})[ ]?(?P<name>{_NAME})"
    r"(?P<after>[ \t]{0,4}[^\w\s,;?!\"'“”‘’()&$%-]{1,4}[ \t]{0,4})(?=[^\s.,]|\n)"
)
"""A name between signs, or before one."""
_COLUMN = re.compile(
    rf"\n[ \t]*+(?P<time>[\[(]?\d[\d:./, -]{{2,20}}[\])]?[ \t]+)?(?P<name>{_NAME})"
    r"(?P<after>;?(?:[ ]{0,40}\t[ \t]*|[ ]{3,40}|(?(time)[ ]{2}|(?!))))(?=\S)"
)
"""A name in a column of its own, perhaps behind a time: the talk begins far to the right or after a tab."""
_ADDRESSED = re.compile(
    r"\n[ \t]*+(?:[\[(]?\d[\d:./, -]{2,20}[\])]?[ \t]+)?(?:From[ ]+)?(?P<name>[^\s:][^\n:]{0,50}?)"
    r"[ ]+(?:to|To|from)[ ]+(?P<after>)[^\n]{1,60}(?::(?=\s)|(?<=\d)(?=\n))"
)
"""Who writes to whom, or talks from when to when: "10:01 From Ann Lee to Everyone:", "Ann Lee from 09:02 to 09:03"."""
_LOUD = re.compile(
    r"\n[ \t]*+(?P<name>[A-Z][A-Z.'’-]{1,24}(?:[ ][A-Z][A-Z.'’-]{0,24}){0,3})[ \t]{1,8}(?=[“\"(]?[A-Z][a-z'’ ])"
)
"""A name in capitals before ordinary words, with nothing between."""
_ENCLOSED = re.compile(
    r"\n[ \t]*+(?P<before>[@(<{‹«/#•·◇◆○●■□＜【>~=-]{1,3})[ ]?"
    r"(?P<name>[^\W\d_][\w.'’-]{0,24}(?:[ ][^\W\d_a-z][\w.'’-]{0,24}){0,2})"
    r"(?P<after>[ ]?[)>}›»/:＞】~=|-]{1,3})[ \t]{1,4}(?=\S)"
)
"""A name between signs that also enclose other things: "(ANN) No.", "• Ann - No."."""
_PREFIXED = re.compile(
    r"\n[ \t]*+(?P<before>[@◇◆○●■□~]{1,2})[ ]?(?P<name>[^\W\d_][\w.'’-]{0,24})(?P<after>)[ \t]{1,4}(?=\S)"
)
"""A name of one word behind a sign that opens no list: "@ann no"."""
_SAME_SIGN = str.maketrans("◆○●■□", "◇◇◇◇◇")
"""Filled and empty, round and square: one sign for each side of a talk."""
_DASHED = re.compile(
    r"\n[ \t]*+(?P<before>)(?P<name>[^\W\d_a-z][^\n:.,;!?–—-]{1,40}?)(?P<after>[ ]?(?:--?|[–—]))[ ]{1,3}(?=[^\s\d])"
)
"""A name before a dash: "Ann Lee - No.", "Audience member 2- Don't."."""
_SECTION = re.compile(
    r"\n[ \t]*+(?P<before>[§¶►▶])[ ](?P<name>(?:[^\W\d_]{1,20}\.?[ ]){0,3}?[A-Z][A-Z'’-]{2,25}"
    r"(?:[ ]of[ ](?:the[ ])?[A-Z]{3,25})?"
    r"(?:[ ]\([^()\n]{2,60}\))?)(?P<after>)[ \t]{1,4}(?=\S)"
)
"""A sign, and a name with a surname or office in capitals: "§ Mr. REED asked", "§ The MINISTER (Ann Lee) It is."."""
_STOPPED = re.compile(
    r"\n[ \t]*+(?P<before>)(?P<name>(?:[^\W\d_a-z]\.[ -]?){0,2}[^\W\d_a-z][^\W\d_]{1,24}(?:[ -][^\W\d_]{2,24}){0,2}"
    r"(?:[ ]\([^()\n]{2,80}\))?)(?P<after>\.)[ ]{1,4}(?=[^\W\d_a-z])"
)
"""A name before a full stop: "A. Liepa (minister). Good morning.", where initials or parties vouch for many of them."""
_HEADED = re.compile(r"\n[ \t]*+(?P<before>)(?P<name>[^\W\d_][^\n:.,;!?]{1,40})(?P<after>:)[ \t]*(?=\n)")
"""Whoever it is, alone on the line before a colon: "You said:"."""
_WIDE = re.compile(
    r"\n[ \t]*+(?P<name>[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{1,6})(?P<after>)[ ]{1,2}"
    r"(?=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af「『])"
)
"""A name before a wide blank, where a script has no other blanks."""
_SHAPES = {_WIDE: "wide", _HEADED: "headed", _STOPPED: "stopped", _COLUMN: "column", _ADDRESSED: "addressed"}
_FEWEST_TURNS, _FEWEST_NAMES = 5, 2
_TURNS_A_NAME, _TURNS_A_TITLE = 1.8, 1.4
_TITLED = 0.8
_COVERED = 0.3
_TALKING = 0.25
_STOPPED_MOST = 0.2


def induced(view: str, start: int, n_lines: int, judge: Judge) -> list[Candidate]:
    """The labels of ``view`` from ``start`` on by their repetition; none where no shape recurs in alternation.

    ``n_lines`` counts the lines that are not blank.
    """
    groups: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
    for pattern in (
        _SIGNED,
        _COLUMN,
        _LOUD,
        _ADDRESSED,
        _ENCLOSED,
        _PREFIXED,
        _DASHED,
        _WIDE,
        _SECTION,
        _STOPPED,
        _HEADED,
    ):
        for found in pattern.finditer(view, start - 1):
            signs = found.groupdict()
            shape = judge(found["name"])
            if not shape:
                continue
            before = signs.get("before", "").translate(_SAME_SIGN) or _SHAPES.get(pattern, "")
            after = signs.get("after", " ").strip(" \t")
            if after == "." and not found["name"].isupper() and pattern is not _STOPPED:
                continue  # a sentence of a few words
            begin = found.end() - len(found[0].lstrip())
            alone = view.startswith("\n", found.end())
            candidate = Candidate(
                begin,
                found.end(),
                shape,
                "own" if alone else "dash",
                shape.score,
                (signs.get("time") or "").strip(),
                alone,
                False,
                False,
                False,
                False,
            )
            groups[before, after].append(candidate)
    groups["stopped", "."] = _vouched(groups["stopped", "."])
    best = _without_table_head(_without_legend(max(groups.values(), key=len, default=[])))
    return best if _take_turns(best, view, n_lines) else []


def _vouched(found: list[Candidate]) -> list[Candidate]:
    """``found`` without what speaks once, if initials and notes say of half of the rest that they are names."""
    count = Counter(c.shape.key for c in found)
    kept = [c for c in found if count[c.shape.key] > 1]
    return kept if 2 * sum("." in c.shape.name or "(" in c.shape.name for c in kept) >= len(kept) else []


def _without_legend(found: list[Candidate]) -> list[Candidate]:
    """``found`` without what precedes the first time, where most lines carry one: the list of who has which letters."""
    timed = [at for at, c in enumerate(found) if c.stamp]
    return found[timed[0] :] if 2 * len(timed) > len(found) else found


def _without_table_head(found: list[Candidate]) -> list[Candidate]:
    """``found`` without what stands over the columns of a table: "Speaker | Text"."""
    is_head = found and found[0].shape.key in words("table_heads")
    return found[1:] if is_head and all(c.shape.key != found[0].shape.key for c in found[1:]) else found


def _is_stopped(key: str) -> bool:
    """Whether a label key opens as headings do and nothing says that somebody speaks: "you said" is somebody."""
    return key.split(" ", 1)[0] in words("stop_heads") and key.rpartition(" ")[2] not in words("said_words")


def _take_turns(found: list[Candidate], view: str, n_lines: int) -> bool:
    """Whether a few names alternate down the text and are followed by what people say to each other."""
    names = Counter(c.shape.key for c in found)
    a_name = _TURNS_A_NAME if sum(c.shape.is_titled for c in found) < _TITLED * len(found) else _TURNS_A_TITLE
    if len(found) < _FEWEST_TURNS or len(names) < _FEWEST_NAMES or len(found) < a_name * len(names):
        return False
    speaking = speaking_codes(found, view)
    stopped = sum(n for key, n in names.items() if _is_stopped(key) and key not in speaking)
    changes = sum(one.shape.key != other.shape.key for one, other in pairwise(found))
    return (
        stopped <= _STOPPED_MOST * len(found)
        and 2 * changes >= len(found)
        and len(found) >= _COVERED * n_lines
        and talking_share(found, view) >= _TALKING
    )
