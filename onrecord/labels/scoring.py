"""Which candidates are labels: the evidence of the whole document, added to that of each line.

One line rarely settles it. A name that comes back, that re-opens after others, and that is printed as the rest are,
is a label; a list of terms that each stand once is none.
"""

from __future__ import annotations

import math
import operator
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from onrecord.labels.label import Candidate
from onrecord.labels.line import HEAD
from onrecord.labels.patterns import PAIRS
from onrecord.labels.shapes import Shape, key_of
from onrecord.labels.style import Styles
from onrecord.wordlists import is_roster_head, weights, words

_QUIET = frozenset({"own", "dash", "tab", "bold"})
_ALONE_NEEDS = 0.6
"""Labels without any mark are believed only where they are most of the labels."""
_DASHES_NEED = 0.3
"""A dash after a name is common in prose."""
_TITLED_ENOUGH = 2.0
_ANSWERS = frozenset({"a", "r", "answer", "p"})
_ASKERS = ("q", "question", "p", "i", "int", "interviewer")
_SURE = frozenset({"colon", "stamped", "dot"})
_UNSURE = frozenset({"lower", "initial"})
_LIST, _LOWER_MOST = 3, 0.35
_DASH_OR_COMMA = re.compile(r" [-–—|]+ |, |\(")
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_MISREAD = re.compile(r"(?<=[A-Z])[105](?=[A-Z])")
_ROLES = words("roles") | {"the"}
_NAME_ONLY = re.compile(
    r"[^\W\d_a-z][\w.'’-]*(?: [^\W\d_a-z][\w.'’-]*){1,4}(?:,? \(?[^().!?]{1,60}\)?)?"
    r"|[^\W\d_a-z][\w'’-]+(?: [^\W\d_a-z][\w'’-]+){1,3}\."
)
_BY_CHANCE = 1.5
"""Below these points a label that does not come back may be a line of the header like any other."""
_BELOW = re.compile(r"[ \t]*\n(?P<names>[\u3400-\u9fff]{3,14} [\u3400-\u9fff]{2,14})\n[ \t]*\n")
_WIDE_NAME = re.compile(r"[\u3400-\u9fff]{3,14}(?: [\u3400-\u9fff]{2,14}){1,5}")
"""An office and a name in Chinese: "新闻局副局长 邢宁"."""
_RUN_ON_MOST = 0.35
_SAID = 200
_WORD = re.compile(r"[\w']+")
_OTHER_SCRIPT = re.compile("[\u0370-\u03ff\u0530-\u05ff\u0900-\u1fff\u3040-\u9fff\uac00-\ud7af]")
_MONOLOGUE = 3
_OFTEN = 3
"""Times that a name alone on its line comes back."""
_ASKED_TO_TALK = 200
"""So many turns are looked at for words that people say to each other."""
_ROUNDING = 1e-9


def accepted(found: Sequence[Candidate], view: str, n_lines: int) -> list[Candidate]:
    """The candidates of ``view`` that are labels. ``n_lines`` counts its lines that are not blank."""
    found, listed = _without_lists(_without_offices(found, view), view)
    found = _without_header(found, view)
    if not found:
        return []
    document = weights()["document"]
    count = Counter(c.shape.key for c in found)
    shapes = {c.shape.key: c.shape for c in found}
    listed |= _bracketed_names(shapes.values())
    short = {key: _short_form(shape.name) for key, shape in shapes.items()}
    reopened = _reopenings(found)
    covers = sum(c.score > -1.5 for c in found) >= 0.45 * max(1, n_lines)
    most = document["repeat_most"]
    bonus = {
        key: min(most, document["repeat"] * math.log2(n + count[short[key]] * (short[key] != key)))
        + document["reopens"] * (reopened[key] >= 3)
        + document["covers"] * (covers and reopened[key] >= 2)
        for key, n in count.items()
    }
    stop = words("stop_heads")
    for key in bonus:
        if key.split(" ", 1)[0] in stop:
            bonus[key] /= 2  # "Note" comes back too
        if key in listed:
            bonus[key] += document["listed"]
    strong = [c for c in found if c.score + bonus[c.shape.key] >= (2.2 if c.family == "own" else 3.0)]
    if not strong:  # a short text: its best candidates, or in a chat of handles all of them
        strong = [c for c in found if c.score + bonus[c.shape.key] >= 2.0] or (list(found) if covers else [])
    total = len(strong) or 1
    style = Styles(strong)
    family = Counter(c.family for c in strong)
    # In a hard-wrapped text a label never follows an unfinished line; in one that has no punctuation it always does.
    sample = found if covers and 3 * total < len(found) else strong
    is_wrapped = sum(c.runs_on for c in sample) <= _RUN_ON_MOST * len(sample)
    quiet_recur = any(
        c.family in {"own", "bold", "tab"}
        and (reopened[c.shape.key] > 1 or (c.shape.is_titled and count[c.shape.key] >= _OFTEN))
        for c in strong
    )
    wrap = document["hard_wrap"] if is_wrapped else 0.0
    lower = document["text_runs_on"] if sum(c.goes_lower for c in sample) <= _LOWER_MOST * len(sample) else 0.0
    between, in_between = _between(found), document["between"]
    once = document["bullet_once"]
    needed = weights()["accept"]["colon"], weights()["accept"]["quiet"]
    kept: list[Candidate] = []
    for at, c in enumerate(found):
        key = c.shape.key
        c.margin = (
            c.score
            + in_between * (at in between)
            + once * (c.is_bulleted and reopened[key] < 2)
            + bonus[key]
            + style.points(c)
            + wrap * c.runs_on
            + lower * c.goes_lower
            - needed[c.family in _QUIET and not (c.is_emphasised and c.is_alone)]
        )
        if c.margin >= -_ROUNDING and not (
            _needs_company(c)
            and _is_unsupported(
                c,
                count,
                reopened,
                family[c.family] / total,
                is_listed=quiet_recur and key in listed,
                quiet_recur=quiet_recur,
            )
        ):
            kept.append(c)
    return _gated(kept, view)


def _between(found: Sequence[Candidate]) -> set[int]:
    """Which candidates stand between two of one other name."""
    keys = [c.shape.key for c in found]
    return {at for at in range(1, len(keys) - 1) if keys[at - 1] == keys[at + 1] != keys[at]}


def _without_lists(found: Sequence[Candidate], view: str) -> tuple[list[Candidate], set[str]]:
    """``found`` without names alone on their lines that another such name follows at once: members, not speakers.

    Nor what such a list is headed by, here or elsewhere: "Liberal Party:". Second, the keys of the names so listed.
    """
    kept: list[Candidate] = []
    listed: set[str] = set()
    heads: set[str] = set()
    count: Counter[str] = Counter()
    run: list[Candidate] = []
    for candidate in [*found, None]:
        if run and (candidate is None or not _follows_at_once(run[-1], candidate, view)):
            if _is_list(run) and not _is_talk(run, count := count or Counter(c.shape.key for c in found)):
                if kept and _heads(kept[-1], run[0], view):
                    heads.add(kept[-1].shape.key)
                if count[run[-1].shape.key] > 1:
                    kept.append(run[-1])  # the list's end, or the first label after it
                listed |= {key_of(_DASH_OR_COMMA.split(c.shape.name)[0]) for c in run}
            else:
                kept += run
            run = []
        if candidate is not None:
            run.append(candidate)
    return [c for c in kept if c.shape.key not in heads], listed


def _without_offices(found: Sequence[Candidate], view: str) -> list[Candidate]:
    """``found`` without lines that come back and stand, each time, right under a name alone on its line."""
    under: dict[str, list[str]] = defaultdict(list)
    for one, other in pairwise([None, *found]):
        if other is not None and other.family == "own":
            follows = one is not None and _follows_at_once(one, other, view)
            under[other.shape.key].append(one.shape.key if one is not None and follows else "")
    offices = {key for key, above in under.items() if len(above) > 1 and len(set(above)) == 1 and above[0]}
    names = {key for above in under.values() for key in above}
    return [c for c in found if c.family != "own" or c.shape.key not in offices - names]


def _without_header(found: list[Candidate], view: str) -> list[Candidate]:
    """``found`` without the fields before the first turn that say who has which part: "Interviewer: Ann Lee"."""
    kept: list[Candidate] = []
    count = Counter(c.shape.key for c in found)
    for at, candidate in enumerate(found):
        if _is_field(candidate, view) or is_roster_head(candidate.shape.key):
            continue
        is_chance = candidate.score < _BY_CHANCE and count[candidate.shape.key] == 1
        if candidate.family == "own" or is_chance or candidate.shape.key.split(" ", 1)[0] in words("stop_heads"):
            kept.append(candidate)
        else:
            return kept + found[at:]
    return found


def _is_field(candidate: Candidate, view: str) -> bool:
    """Whether a role and a colon stand before nothing but a name."""
    line = view[candidate.end : view.find("\n", candidate.end)].strip(" \t*_")
    if candidate.is_alone and (below := _BELOW.match(view, candidate.end)):
        line = below["names"]
    return (
        candidate.family == "colon"
        and not candidate.stamp
        and _ROLES.issuperset(candidate.shape.key.split())
        and bool(_NAME_ONLY.fullmatch(line) or _WIDE_NAME.fullmatch(line))
        and not has_speech(line)
    )


def has_speech(line: str) -> bool:
    """Whether ``line`` holds a word that people say to each other."""
    return not words("speech_words").isdisjoint(_WORD.findall(line.casefold().replace("’", "'")))


def _bracketed_names(shapes: Iterable[Shape]) -> set[str]:
    """Keys of the names printed in brackets after an office: "The Minister for Ports (Ann Lee)"."""
    names = {shape.name for shape in shapes if shape.is_titled and "(" in shape.name}
    return {key_of(inside) for name in names for inside in _IN_BRACKETS.findall(name) if " " in inside}


def _short_form(name: str) -> str:
    """Key of the last word of a name without party and office: "reed" of "ANNA REED, NEWS ANCHOR (D)".

    Of a name that a scanner misread, the key it should have had: "the president" of "THE PRES1DENT".
    """
    if _MISREAD.search(name):
        return key_of(_MISREAD.sub(lambda found: "IOS"["105".index(found[0])], name))
    words_of = key_of(name.partition(",")[0]).split()
    return words_of[-1] if len(words_of) > 1 else ""


def _follows_at_once(one: Candidate, other: Candidate, view: str) -> bool:
    """Whether both are bare names alone on their lines with nothing but blanks between."""
    return (
        one.family == other.family == "own"
        and one.is_emphasised == other.is_emphasised
        and not (one.stamp or other.stamp)
        and other.start - one.end < HEAD
        and not view[one.end : other.start].strip(" *_#-•\n\t")
    )


def _heads(head: Candidate, first: Candidate, view: str) -> bool:
    """Whether a list opens under ``head``, which no title, time or mark shows to be a speaker's label."""
    is_marked = head.shape.is_titled or head.stamp or head.is_emphasised
    return (
        head.family == "colon"
        and head.is_alone
        and not is_marked
        and not view[head.end : first.start].strip(" *_#-•\n\t")
    )


def _is_list(run: list[Candidate]) -> bool:
    return len(run) >= _LIST and len({c.shape.key for c in run}) == len(run)


def _is_talk(run: list[Candidate], count: Counter[str]) -> bool:
    """Whether in ``run`` names that come back take turns with lines that do not: answers of a word or two."""
    comes_back = [count[c.shape.key] >= _OFTEN for c in run]
    return 2 * sum(comes_back) >= len(run) and not any(map(operator.and_, comes_back, comes_back[1:]))


def _reopenings(found: Sequence[Candidate]) -> Counter[str]:
    """How often each key comes back after another one."""
    opened: Counter[str] = Counter()
    last = None
    for candidate in found:
        key = candidate.shape.key
        opened[key] += key != last
        last = key
    return opened


def _needs_company(candidate: Candidate) -> bool:
    """Whether the candidate is of any kind that ``_is_unsupported`` asks more of."""
    shape = candidate.shape
    return candidate.family not in _SURE or shape.case in _UNSURE or shape.key in _ANSWERS


def _is_unsupported(
    candidate: Candidate,
    count: Counter[str],
    reopened: Counter[str],
    share: float,
    *,
    is_listed: bool,
    quiet_recur: bool,
) -> bool:
    """Whether the candidate is of a kind that needs company it does not have."""
    key, family, case = candidate.shape.key, candidate.family, candidate.shape.case
    if family in {"own", "bold", "tab"}:
        is_set_off = (candidate.is_emphasised or candidate.shape.is_titled) and candidate.is_alone
        is_timed = candidate.stamp and not candidate.is_below_stamp
        is_vouched = is_timed or is_listed or (is_set_off and quiet_recur and not candidate.is_heading)
        if share < _ALONE_NEEDS or (reopened[key] < 2 and not is_vouched):
            return True
    if share < _DASHES_NEED and (
        family == "dash" or (family == "bracket" and candidate.is_alone and not candidate.stamp)
    ):
        return True
    if case in _UNSURE and count[key] < 3 and share < 0.3:
        return True
    if family == "qa" and key not in {"q", "a"}:
        others = [*(PAIRS.get(key, "")), *(ask for ask, answer in PAIRS.items() if answer == key)]
        if reopened[key] < 2 or not any(reopened[other] > 1 for other in others):
            return True
    return key in _ANSWERS and not any(count[asker] for asker in _ASKERS)


def _gated(kept: list[Candidate], view: str) -> list[Candidate]:
    """``kept``, unless together they look like a list of terms or a text with a few headings."""
    count = Counter(c.shape.key for c in kept)
    if len(count) >= 5 and max(count.values()) == 1:
        kept = [c for c in kept if c.shape.is_titled and c.score >= _TITLED_ENOUGH]
        count = Counter(c.shape.key for c in kept)
    kept = _without_numbers(kept)
    reopened = _reopenings(kept)
    talking = talking_share(kept, view)
    comes_back = any(n > 1 for n in reopened.values())
    titled_back = any(c.shape.is_titled and reopened[c.shape.key] > 1 for c in kept)
    is_told = (comes_back and len(count) > 1) or any(c.shape.is_titled or c.stamp for c in kept)
    if is_told and (talking or titled_back) and not (len(count) == 1 and _is_refrain(kept, view)):
        return kept
    if len(count) == 1 and len(kept) >= _MONOLOGUE and _is_a_name(kept[0].shape.name) and talking:
        return kept
    # Untitled names that speak once each are a short exchange if all are written as names and talk as people do.
    are_names = all(_is_a_name(c.shape.name) for c in kept)
    return kept if are_names and len(count) >= 2 and talking >= 0.5 else []


def _is_a_name(name: str) -> bool:
    return bool(re.fullmatch(r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){1,3}(?:[,(].*)?", name)) or name.isupper()


def _is_refrain(kept: Sequence[Candidate], view: str) -> bool:
    """Whether the same words follow each label: a chorus."""
    ends = _ends_of(kept, view)
    said = [view[c.end : min(after, c.end + _SAID)].split() for c, after in zip(kept, ends, strict=True)]
    return len(said) > 1 and all(len(words_of) > 3 and words_of[:4] == said[0][:4] for words_of in said)


def _without_numbers(kept: list[Candidate]) -> list[Candidate]:
    """``kept`` without what is numbered from first to last: "Question 1", "Question 2", "Question 3"."""
    count = Counter(c.shape.key for c in kept)
    numbered = {key: key.rstrip("0123456789 ") for key in count if key[-1:].isdigit() and count[key] == 1}
    bases = Counter(numbered.values())
    return [c for c in kept if c.shape.case == "numbered" or bases[numbered.get(c.shape.key, "")] < _LIST]


def talking_share(kept: Sequence[Candidate], view: str) -> float:
    """Share of the turns, of the first few hundred, in which somebody seems to talk to somebody."""
    asked = kept[:_ASKED_TO_TALK]
    talking = sum(_talks(c, view, after) for c, after in zip(asked, _ends_of(asked, view), strict=True))
    return talking / len(asked) if asked else 0.0


def _ends_of(kept: Sequence[Candidate], view: str) -> list[int]:
    """Where the words after each label end at the latest: at the next label."""
    return [*(c.start for c in kept[1:]), len(view)][: len(kept)]


def _talks(candidate: Candidate, view: str, after: int) -> bool:
    """Whether what follows the label, up to ``after``, asks, greets, or says "I" or "you".

    Of scripts whose words we do not list, any answer will do.
    """
    said = view[candidate.end : min(after, candidate.end + _SAID)]
    if _OTHER_SCRIPT.search(said):
        return True
    return "?" in said or has_speech(said)
