"""The codes of CHAT within an utterance: what of a line is not the words that were said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.marks import Mark

_STAGE = re.compile(
    r"\[=!\s[^\]\n]{0,200}\]|\[%\s[^\]\n]{0,300}\]|&=[^\s\[\]<>]+|&\{[^\s=]=\S+|&\}[^\s=]=\S+|&\*[^\s\[\]<>]+"
    r"|(?<![^\s<])(?:xxx?|yyy?|www)(?![^\s>\]@])(?:@[\w:&$]+)?|\(\([^()\n]{0,200}\)\)"
    r"|\((?:\.{1,3}|\d{0,3}:?\d{0,3}\.\d{0,3})\)|(?<!\S)#\d*(?!\S)"
)
_FURNITURE = re.compile(
    r"\[[^\]\n]{0,300}\]|(?<!\S)\+(?:[<^\",]|\+|≋|≈)(?=\s)"  # codes in brackets, links to the utterance before
    r"|\+(?:\.\.(?=\?)|!(?=\?)|/{1,2}(?=[.?])|\"/?(?=[.?])|(?=\.))"  # what kind of end: "+/." leaves the full stop
    r"|&[-~+](?=\w)|(?<!\S)&(?=\w)"  # fillers and fragments are said
    r"|@(?:s(?::[\w&+-]+)?|[a-z]{1,3}(?:[$:][\w&+-]+)?)(?![\w])"  # forms: "woof@o"
    r"|(?<=\w)\([^()\s]{1,20}\)|\([^()\s]{1,20}\)(?=\w)"  # sounds left out: "goin(g)"
    r"|(?<!\S)0(?=[^\W\d])\S*|(?<!\S)0(?=\s)"  # words left out: "0is"
    r"|[<>‹›‡„↑↓≠∾⁑⤇→↗↘⇗⇘∞≈≋≡∙⌈⌉⌊⌋∆∇▁▔☺♋⁇∬Ϋ∮↫⁎◉]\d?|(?<=[^\W\d]):{1,4}(?=[^\W\d\s]|\s|$)"
)
_HIDDEN = re.compile(r"\x15[^\x15\n]{0,60}\x15|(?<!\S)[·•]?\d{1,12}_\d{1,12}[·•]?(?!\S)")


def codes_in(lines: str, start: int, end: int) -> Iterator[Mark]:
    """Marks for the codes between ``start`` and ``end``, an utterance's line and what goes on under it."""
    body = _HIDDEN.sub(lambda found: " " * len(found[0]), lines[start:end])
    stage = list(_STAGE.finditer(body))
    for found in stage:
        yield Mark(start + found.start(), start + found.end(), "stage")
    if stage:
        parts = list(body)
        for found in stage:
            parts[found.start() : found.end()] = " " * (found.end() - found.start())
        body = "".join(parts)
    for found in _FURNITURE.finditer(body):
        if found.end() > found.start():
            yield Mark(start + found.start(), start + found.end(), "furniture")
