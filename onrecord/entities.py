"""Character entities (``&#39;``, ``&amp;``) that some exports leave in plain text and Markdown: what they stand for.

The text itself stays as it is, so that every offset holds. Two readings of it are decoded: one for people, and one of
the same length for counting, where what an entity leaves empty is filled so that no word breaks or grows.
"""

from __future__ import annotations

import html
import re

FILLER = "\u034f"
"""Combining grapheme joiner: a mark without any look, part of the word it stands in, and dropped from its term."""

_ENTITY = re.compile(r"&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[A-Za-z]{2,8}\d{0,2});")
_JOINING = frozenset("'’‘&-\u2010\u2011\u00ad")


def decoded(text: str) -> str:
    """``text`` with its entities as the characters they stand for; what is no entity stays."""
    return _ENTITY.sub(lambda found: _character(found[0]) or found[0], text) if "&" in text else text


def decoded_in_place(text: str) -> str:
    """``text`` decoded and as long as before.

    What is left empty holds ``FILLER`` before an apostrophe inside a word and after a letter or a closing mark, so that
    "we&#39;re" is one word and a sentence ends where its last entity does; and blanks before what opens something.
    """
    if "&" not in text:
        return text

    def filled(found: re.Match[str]) -> str:
        character = _character(found[0])
        return fitted(character, found) if character else found[0]

    return _ENTITY.sub(filled, text)


def fitted(character: str, found: re.Match[str]) -> str:
    """``character`` filled up to the length of what was ``found`` in its place, see ``decoded_in_place``."""
    text, width = found.string, found.end() - found.start() - len(character)
    before = text[found.start() - 1 : found.start()]
    follows = text[found.end() : found.end() + 1]
    if character in _JOINING and before.isalnum() and follows.isalnum():
        return FILLER * width + character
    if character.isspace():
        return " " * (width + 1)
    opens = follows.isalnum() and not character.isalpha()
    return " " * width + character if opens else character + FILLER * width


def _character(entity: str) -> str:
    """What ``entity`` stands for; empty for what stands for nothing, or for a control character."""
    character = html.unescape(entity)
    if character == entity or len(character) > 1 or not (character.isprintable() or character.isspace()):
        return ""
    return " " if character.isspace() else character
