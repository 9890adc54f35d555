"""Full names by which people are introduced in the talk itself: "I'm joined by Ann Lee" tells who "LEE" is.

Used only for labels of one bare word, and only where no other name in the text could be meant by it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from onrecord.labels import Label
from onrecord.labels.shapes import key_of
from onrecord.roster import Listed
from onrecord.wordlists import by_first_letter, lines, words

_NAME = (
    r"(?P<name>[^\W\d_a-z][\w'’-]+(?: [^\W\d_a-z]\.)?(?: (?:von|van|de|da|del|bin|al))?(?: [^\W\d_a-z][\w'’-]+){1,2})"
)
_SHORTEST = 3
_REACH = 90
"""An introduction and a full name have no more characters."""


def introduced_in(text: str, labels: Sequence[Label], roster: Sequence[Listed] = ()) -> list[Listed]:
    """The people introduced by full name whom a bare word among ``labels`` means; each word means one person.

    Nobody of a name that is on the ``roster``.
    """
    keys = {label.name: key_of(label.name) for label in labels}
    taken = words("roles") | words("titles") | words("stop_heads")
    longer = {word for key in keys.values() if " " in key for word in key.split()}
    longer |= {word for entry in roster for word in key_of(entry.name).split()}
    bare = {key for key in keys.values() if " " not in key and len(key) >= _SHORTEST and key.isalpha()} - taken - longer
    if not bare:
        return []
    starts = [label.start for label in labels]
    full: dict[str, set[str]] = defaultdict(set)
    for found in _introductions(text, {name for name, key in keys.items() if key in bare}):
        turn = bisect_right(starts, found.start()) - 1
        speaker = keys[labels[turn].name] if turn >= 0 else ""
        named = key_of(found["name"]).split()
        for word in bare.intersection((named[0], named[-1])):
            if found["self"] is None or word == speaker:
                full[word].add(found["name"])
    return [Listed(names.pop()) for names in full.values() if len(names) == 1]


def _introductions(text: str, names: set[str]) -> Iterator[re.Match[str]]:
    """Every introduction in ``text`` of one of ``names``. The names are looked for first: they are rarer."""
    forms = names | {form for name in names for form in (name.capitalize(), name.upper(), name.title())}
    named = re.compile(rf"\b(?:{by_first_letter(forms)})\b")
    for name in named.finditer(text):
        for found in _pattern().finditer(text, max(0, name.start() - _REACH), name.end() + _REACH):
            if found.start("name") <= name.start() < found.end("name"):
                yield found


@cache
def _pattern() -> re.Pattern[str]:
    forms: dict[str, list[str]] = defaultdict(list)
    for kind, _, phrases in (line.partition(": ") for line in lines("introductions")):
        forms[kind] += [re.escape(phrase).replace("'", "['’]") for phrase in phrases.split("|")]
    either = "|".join(f"(?P<{kind}>{'|'.join(phrases)})" for kind, phrases in forms.items())
    return re.compile(rf"\b(?i:{either}),? {_NAME}")
