"""Heckles printed in brackets within somebody else's turn: "(Beifall bei der SPD – Anna Bell [SPD]: Hört, hört!)".

A bracket that holds one is cut at its dashes into remarks and interjections; the dash stays with what stands before it.
"""

from __future__ import annotations

import re
from functools import cache

from onrecord.labels.shapes import key_of
from onrecord.labels.view import SHIFT
from onrecord.marks import Mark, found_at
from onrecord.wordlists import stage_pattern, words

_BRACKET = re.compile(r"[(\[](?:[^()\[\]\n]|\n(?![ \t]*\n)|\[[^\[\]\n]{1,60}\]){4,900}+[)\]]")
_DASH = re.compile(r"\s[–—]\s+")
_WITH_PARTY = re.compile(r"\s*+(?P<by>[^:\[\]–—]{2,80}\[[^\[\]]{1,60}\]):\s")
_NAMED = re.compile(r"\s*+(?P<by>[^\W\d_][^:\[\],;!?]{1,60}):\s")
_FULL_NAME = re.compile(r"[^\W\d_a-z][\w'’-]+(?: [^\W\d_a-z][\w'’-]+){1,2}")
_CALLED = ".!?…"
_NAME_WORDS_MOST = 6


def interjections_in(view: str) -> list[Mark]:
    """The parts of every bracket that holds an interjection, in order: kind "interjection" with ``by``, else "stage".

    A bracket counts only if a part opens with a name and party ("Anna Bell [SPD]:") or with a form of address or an
    office ("Mr. Smith:", "An hon. Member:"); "(Note: see below)" does not.
    """
    found: list[Mark] = []
    for bracket in found_at(_BRACKET, view, "(["):
        if ":" in bracket[0]:
            parts = _parts(bracket[0])
            if any(by for _, by in parts):
                ends = [start for start, _ in parts[1:]] + [len(bracket[0])]
                at = bracket.start() - SHIFT
                found += [
                    Mark(at + start, at + end, "interjection" if by else "stage", by)
                    for (start, by), end in zip(parts, ends, strict=True)
                ]
    return found


def _parts(bracket: str) -> list[tuple[int, str]]:
    """Where each remark or heckle in ``bracket`` begins, and who makes it; all else goes on with the one before."""
    parts = [(0, _by(bracket, 1))]
    for dash in _DASH.finditer(bracket):
        by = _by(bracket, dash.end())
        if by or stage_pattern().match(bracket, dash.end()):
            parts.append((dash.end(), by))
    return parts


def _by(bracket: str, at: int) -> str:
    """Who interjects in the part that begins at ``at``; empty where it is no interjection."""
    if found := _WITH_PARTY.match(bracket, at):
        return " ".join(found["by"].split())
    found = _NAMED.match(bracket, at)
    if not found:
        return ""
    named = found["by"].split()
    keys = [key for word in named if (key := key_of(word))]
    is_titled = bool(keys) and any(key in _heads() for key in keys[:2])
    is_name = len(named) > 1 and all(word[0].isupper() or key_of(word) in _heads() for word in (named[0], named[-1]))
    is_called = bracket[0] == "[" and bracket[-2] in _CALLED and _FULL_NAME.fullmatch(found["by"])
    is_person = (is_titled and is_name) or (is_called and keys[0] not in words("stop_heads"))
    return " ".join(named) if is_person and len(named) <= _NAME_WORDS_MOST else ""


@cache
def _heads() -> frozenset[str]:
    """What a name in an interjection opens with: a form of address, an office, a member."""
    return words("titles") | words("interjectors")
