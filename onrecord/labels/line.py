"""One line looked at: what stands before a would-be label, and each way such a label may end.

Which lines are worth a look is for ``candidates`` to say. A look reads at most ``HEAD`` characters.
"""

from __future__ import annotations

import re
from functools import cache

from onrecord.labels.label import Candidate, Family
from onrecord.labels.patterns import (
    AFTER_COLON,
    ARTICLES,
    ASKED_DOT,
    BOLD_DASH,
    BOLD_ONLY,
    BRACKETED,
    CIRCLED,
    DASHED,
    DOTTED,
    FAR_LETTER,
    HANDLE_PATTERN,
    INITIALED,
    LEAD,
    NOTE_PATTERN,
    OFFICES_PATTERN,
    Q_NUMBER,
    Q_SOMEBODY,
    QA,
    QA_ELSEWHERE,
    STAMP_BELOW,
    STAMPED,
    TABBED,
    TS,
)
from onrecord.labels.shapes import Judge, Shape, ends_prose, is_two_names, surname_is_caps
from onrecord.wordlists import stage_pattern, weights, words

HEAD = 280
"""A label opens and ends within this many characters of its line."""

_LINE = weights()["line"]
_ENDS_SENTENCE = frozenset(".!?…\"”»’')]：:;。！？*_>—–-|")
_LEADS = words("titles") | ARTICLES
_MOST_BLANKS, _LONGEST = 9, 70
"""Of a name alone on its line, without what stands in brackets behind it."""
_REACH = 130
_LONGEST_TITLE = 40
_ASKED_LETTERS = frozenset(word[0].upper() for word in words("question_words"))
_DOT_AND_DASH = re.compile("\\.(?:[ ]?[–—]|-[ ])")
_SPACED_DASH = re.compile("[ ][-–—]{1,2}[ ]")
_SPEECH_NUMBERS = ("Anf. ", "Nr. ", "No. ", "Original ", "Interpretation ")
LETTERS_ELSEWHERE = "PRDFВОП"
_DOT_LEADERS = re.compile(r"\.(?: ?\.){3}")
_STAMP_ONLY = re.compile(rf"[ \t*_]*(?P<stamp>{TS})[ \t*_]*")
_INITIAL = re.compile(r"A\. [^\W\d_a-z]{2,25} \([^()\n]{2,60}\)\. ")
"""No answer but somebody: "A. LEE (TS). Good morning."."""
_CLOCK = re.compile(r"\d:\d")
_LONGEST_STAMP = 50
_QUARTERS = 4
"""Up to here Q and a number may be one of the year: "Q3 Revenue Growth:"."""


class Look:
    """One line looked at: what stands before the label, and each way a label may end."""

    __slots__ = (
        "at", "body", "circled", "context", "emphasis", "first", "has_colon", "head", "is_bulleted", "is_hash",
        "is_unfinished", "is_whole", "judge", "plus", "stamp", "start", "view",
    )  # fmt: skip

    def __init__(self, view: str, start: int, head: str, is_whole: bool, judge: Judge) -> None:
        self.view, self.start, self.head, self.is_whole, self.judge = view, start, head, is_whole, judge
        self.plus, self.stamp = 0.0, ""
        self.emphasis = self.circled = self.is_hash = self.is_bulleted = False
        self.body = head.lstrip(" \t")
        self.at = len(head) - len(self.body)
        self.first = start + self.at  # the first visible character
        if not self.body[:1].isalpha() or self.body.startswith(_SPEECH_NUMBERS):
            self.first = start + len(head) - len(head.lstrip())
            self._read_lead()
            self.body = head[self.at :]
        self.has_colon = ":" in head or "：" in head or "︰" in head
        self.context: float | None = None
        self.is_unfinished = False

    def _read_lead(self) -> None:
        """Takes in indent, line number, stamp, bullet and emphasis."""
        lead = LEAD.match(self.head)
        assert lead is not None  # noqa: S101 every part of the pattern is optional
        self.at = lead.end()
        self.emphasis, self.circled, self.is_hash = bool(lead["bold"]), bool(lead["circle"]), bool(lead["hash"])
        self.stamp = lead["dated"] or lead["seconds"] or lead["stamp"] or lead["stamp2"] or ""
        if self.stamp:
            self.plus += _LINE["stamp_before"]
        if self.emphasis or self.circled:
            self.plus += _LINE["bold"]
        elif lead["bullet"]:
            self.is_bulleted = True
            self.plus += _LINE["bullet"]

    def before(self) -> float:
        """Points for a blank line before; notes whether the line before runs on instead."""
        if self.context is None:
            end = self.start - 1
            if self.view.startswith("\n", end - 1):
                self.context = _LINE["blank_before"]
                return self.context
            previous = self.view[max(0, end - 80) : end].rpartition("\n")[2].strip("> \t")
            is_blank = not previous
            self.context = _LINE["blank_before"] if is_blank else 0.0
            self.is_unfinished = not is_blank and previous[-1] not in _ENDS_SENTENCE
        return self.context

    def made(
        self,
        family: Family,
        shape: Shape,
        end: int,
        points: float,
        stamp: str = "",
        *,
        alone: bool = False,
        goes_lower: bool = False,
        is_below_stamp: bool = False,
    ) -> Candidate:
        stamp = self.stamp or stamp or shape.stamp
        score = shape.score + points + self.plus + self.before()
        return Candidate(
            self.first,
            self.start + self.at + end,
            shape,
            family,
            score,
            stamp.strip(),
            alone,
            self.emphasis,
            self.is_hash,
            self.is_bulleted,
            self.is_unfinished,
            goes_lower,
            is_below_stamp,
        )

    def asked_by(self) -> Candidate | None:
        """``Q (Reuters):``, and a name behind the number of a question: ``Q1. [901234] Ann Lee (Town):``."""
        if self.body[0] != "Q" or not self.has_colon:
            return None
        if Q_SOMEBODY.match(self.body):
            return self.colon()
        number = Q_NUMBER.match(self.body)
        if not number:
            return None
        whole, at = self.body, self.at
        self.body, self.at = whole[number.end() :], at + number.end()
        named = self.colon()
        is_told = "\t" in number[0] or (is_two_names(self.body[: self.body.find(":")]) and int(number["n"]) > _QUARTERS)
        if named and (self.emphasis or named.shape.is_titled or "(" in named.shape.name or is_told):
            return named
        self.body, self.at = whole, at
        return None

    def qa(self) -> Candidate | None:
        found = QA.match(self.body) if self.body[0] in "QA" else None
        if not found or _INITIAL.match(self.body):
            return None
        strength = _LINE["qa_space"] if found["mark"] == " " else _LINE["qa_mark"]
        return self.made("qa", _letter(found["letter"]), found.end(), strength)

    def qa_elsewhere(self) -> Candidate | None:
        """``P. ¿Por qué?`` and ``R. Porque sí.``: an initial looks the same, so that the pair must settle it."""
        found = QA_ELSEWHERE.match(self.body) if self.body[0] in LETTERS_ELSEWHERE else None
        if not found:
            return None
        return self.made("qa", _letter(found["letter"]), found.end(), _LINE["qa_space"])

    def bracketed(self) -> Candidate | None:
        opens = self.body[0]
        if opens not in "[<":
            found = CIRCLED.match(self.body) if self.circled else None
        else:
            found = BRACKETED.match(self.body)
        if not found or stage_pattern().match(found[0][1:]):
            return None
        shape = self.judge(found["raw"] if opens in "[<" else found["raw"] or found["word"])
        if not shape:
            return None
        stamp = found["stamp"] if opens in "[<" else ""
        alone = found.end() >= len(self.body)
        points = _LINE["stamp_after"] if stamp else 0.0
        return self.made("bracket", shape, found.end(), points, stamp or "", alone=alone)

    def colon(self) -> Candidate | None:
        """``NAME: text``; a colon between digits belongs to a time."""
        body = self.body
        at = _first_colon(body) if self.has_colon and body[0] not in "«»„“\"'‘" else -1
        if at < 1 or ("\t" in body[:at] and (named := TABBED.match(body)) and self.judge(named["raw"])):
            return None  # the second: "ANN<tab>I said: no."
        shape = self.judge(body[:at])
        found = AFTER_COLON.match(body, at + 1) if shape else None
        if not shape or not found:
            return None
        end = found.end()
        after = body[end : end + 1]
        stamp = found["stamp"] or ""
        if body[at] == ":" and not (
            not after or after in " \t*_<\\" or stamp or after.isupper() or not after.isascii()
        ):
            return None
        if ". ." in body and _DOT_LEADERS.search(body, end):
            return None  # a list of members: "President: Mr. Lee . . . . . (Arden)"
        rest = body[end : end + 8].lstrip(" \t*_")
        points = _LINE["stamp_after"] if stamp else 0.0
        goes_lower = rest[:1].islower() and rest[:1].isascii()
        alone = self.is_whole and not rest and not body[end:].strip(" \t*_")
        return self.made("colon", shape, end, points, stamp, alone=alone, goes_lower=goes_lower)

    def stamped(self) -> Candidate | None:
        """``Jane Doe 00:12 text`` and ``**Jane** [00:12] text``: a time, no colon."""
        found = STAMPED.match(self.body) if self.has_colon and _CLOCK.search(self.body) else None
        if not found:
            return None
        shape = self.judge(found["raw"])
        if not shape or (shape.case == "lower" and " " in shape.name):
            return None  # a handle such as "carl.dent" is one word
        alone = found.end() >= len(self.body.rstrip())
        return self.made("stamped", shape, found.end(), _LINE["stamp_after"] + (0.0 if alone else -0.7),
                         found["stamp"], alone=alone)  # fmt: skip

    def bold_dash(self) -> Candidate | None:
        """``**Ann Lee** -- text`` and, alone on its line, ``**Ann Lee** -- *Chief Executive*``."""
        found = BOLD_DASH.match(self.body) if self.emphasis else None
        shape = self.judge(found["raw"]) if found else None
        if not found or not shape:
            return None
        alone = self.is_whole and found["office"] is not None
        return self.made("own" if alone else "dash", shape, found.end(), _LINE["dot_dash"], alone=alone)

    def initialed(self) -> Candidate | None:
        """``IVANOV I. P. text``: a surname in capitals with initials."""
        found = INITIALED.match(self.body) if self.body[:2].isupper() else None
        shape = self.judge(found["raw"].strip()) if found and found["raw"].isupper() else None
        return self.made("dot", shape, found.end(), 0.0) if found and shape else None

    def dotted(self) -> Candidate | None:
        """``Mr. SMITH. text``, ``M. le président. – text``, ``The Chair — text``."""
        body = self.body
        first = next(iter(body[:_LONGEST_TITLE].split(None, 1)), "").rstrip(".").casefold()
        opens = first in _LEADS and not (first in ARTICLES and body[1:2] == ".")  # "A. LEE (TS). Thank you."
        has_dash = "-" in body or "–" in body or "—" in body
        if not (opens or self.emphasis or self.stamp or body[:4].isupper()) and not (
            has_dash and _DOT_AND_DASH.search(body)
        ):
            return None
        found = DOTTED.match(body)
        if has_dash and found and not found["dash"] and _SPACED_DASH.search(NOTE_PATTERN.sub("", found["raw"])):
            found = None  # "O SR. PAZ - Sim. Não."
        if found and not opens and not found["dash"] and (shape := self._caps_party(found)):
            is_bare = found["raw"].replace(" ", "").isalpha() and not shape.is_titled
            return self.made("dot", shape, found.end(), _LINE["caps_name_dot"] if is_bare else 0.0)
        if found and (opens or found["dash"]):
            raw = found["raw"]
            shape = self.judge(raw)
            if shape and (shape.is_titled or found["dash"]) and self._is_label(raw, first, found):
                is_caps = surname_is_caps(raw)
                if found["dash"]:
                    points = _LINE["dot_dash"]
                elif is_caps:
                    points = _LINE["caps_surname_dot"]
                else:
                    points = _LINE["title_dot"]
                if is_caps or found["dash"] or first in words("surname_titles") or first in ARTICLES:
                    return self.made("dash" if found["dash"] else "dot", shape, found.end(), points)
        return self._dashed(opens=opens) if has_dash else None

    def _dashed(self, *, opens: bool) -> Candidate | None:
        """``The Chair — text``, ``MR. SMITH - text``; ``opens`` says that a title opens the line."""
        body = self.body
        found = DASHED.match(body)
        is_marked = self.emphasis or bool(self.stamp)
        if found and (opens or NOTE_PATTERN.sub("", found["raw"]).isupper() or is_marked):
            shape = self.judge(found["raw"])
            if shape and (shape.is_titled or shape.case == "caps" or is_marked) and body[found.end() :].strip():
                is_loud = surname_is_caps(found["raw"]) or is_marked
                return self.made("dash", shape, found.end(), _LINE["caps_dash"] if is_loud else _LINE["title_dash"])
        return None

    def asked_dot(self) -> Candidate | None:
        """``Pregunta. ¿Por qué?``: a word for question or answer before a dot."""
        found = ASKED_DOT.match(self.body) if self.body[0] in _ASKED_LETTERS else None
        shape = self.judge(found["raw"]) if found else None
        return self.made("dot", shape, found.end(), 0.0) if found and shape else None

    def _caps_party(self, found: re.Match[str]) -> Shape | None:
        """``MARIO ROSSI (PD). text``: capitals need a party, office or second name where no title vouches for them."""
        raw = found["raw"]
        bare, comma, office = NOTE_PATTERN.sub("", raw).partition(", ")
        has_office = comma and office.partition(" ")[0].casefold() in words("titles") | words("roles")
        is_vouched = (
            NOTE_PATTERN.search(raw)
            or bare.casefold() in words("roles")
            or has_office
            or is_two_names(bare)
            or bare[1:2] == "."  # "V. ROTA."
        )
        is_name = bare.isupper() and is_vouched and (not comma or has_office)
        return self.judge(raw) if is_name and self.body[found.end() :].strip() else None

    def _is_label(self, raw: str, first: str, found: re.Match[str]) -> bool:
        """Whether the dot ends a label rather than an abbreviation or a sentence."""
        if found["dash"]:
            return True
        return not ends_prose(raw, first) and (surname_is_caps(raw) or bool(self.body[found.end() :].strip()))

    def quiet(self) -> Candidate | None:
        """A bold name, a name before a tab, a name alone on its line: labels that no mark vouches for."""
        body = self.body
        if self.emphasis:
            found = BOLD_ONLY.match(body)
            if found and (shape := self.judge(found["raw"])) and body[found.end() :].strip():
                points = _LINE["stamp_after"] if found["stamp"] else _LINE["bold_only"]
                return self.made("bold", shape, found.end(), points, found["stamp"] or "")
        found = TABBED.match(body) if "\t" in body else None
        if found and (shape := self.judge(found["raw"])) and shape.case != "lower":
            return self.made("tab", shape, found.end(), _LINE["tab_after"])
        text = body.strip()
        if text[-1] in "QA":
            text = FAR_LETTER.sub("", text)
        bare = OFFICES_PATTERN.sub("", text) if text[-1:] == ")" else text
        if not self.is_whole or len(bare) > _LONGEST or text[-1] in ".!?,;…。" or bare.count(" ") > _MOST_BLANKS:
            return None
        shape = self.judge(text)
        is_stamped = bool(self.stamp) and " " not in text
        if not shape or (shape.case == "lower" and not (self.emphasis or is_stamped or self._is_handle(text))):
            return None
        end = len(body.rstrip())
        below = STAMP_BELOW.match(self.view, self.start + self.at + end)
        end, stamp = (below.end() - self.start - self.at, below["stamp"]) if below else (end, "")
        above = "" if stamp or shape.stamp or self.stamp else self._stamp_above()
        has_stamp = stamp or above or shape.stamp or self.stamp or shape.case == "numbered"
        points = _LINE["own_line_stamp"] if has_stamp else _LINE["own_line"]
        if is_stamped and shape.case == "lower" and not text.isalpha():
            points -= weights()["shape"]["digit"] * any(map(str.isdigit, text))  # "m0ss" is as good a handle as "moss"
        return self.made("own", shape, end, points, stamp or above, alone=True, is_below_stamp=bool(above))

    def _is_handle(self, text: str) -> bool:
        """Whether ``text`` is a chat name that opens a paragraph."""
        return bool(HANDLE_PATTERN.fullmatch(text)) and self.before() > 0

    def _stamp_above(self) -> str:
        """The time that has the line above to itself, if any."""
        end = self.start - 1
        begin = self.view.rfind("\n", max(0, end - _LONGEST_STAMP), end) + 1
        found = _STAMP_ONLY.fullmatch(self.view, begin, end) if begin else None
        return found["stamp"] if found else ""


@cache
def _letter(letter: str) -> Shape:
    """The shape of a letter that asks or answers."""
    return Shape(letter, letter.casefold(), "", 0.0, "qa", True, "")


def _first_colon(body: str) -> int:
    """Where the first colon stands that is not between digits; -1 for none within reach."""
    at = body.find(":")
    while at > 0 and body[at - 1].isdigit() and body[at + 1 : at + 2].isdigit():
        at = body.find(":", at + 1)
    if "：" in body or "︰" in body:
        others = [found for mark in "：︰" if (found := body.find(mark)) >= 0]
        at = min([*others, at] if at >= 0 else others, default=-1)
    return at if at <= _REACH or (at > 0 and body[at - 1] == ")" and "(" in body[:_REACH]) else -1
