"""How many syllables an English word has, by its spelling.

Separate from the readability scores because it is a guess with an error of its own. English spelling tells sounds only
roughly: groups of vowels are counted, then silent e's are taken away and vowels that part are added. A pronouncing
dictionary would be better and is not free of terms that transcripts do not have: names, new words.
"""

from __future__ import annotations

import re
from functools import lru_cache

# What the rules get wrong and everybody says.
_KNOWN = {
    "every": 2, "everyone": 3, "everybody": 4, "everything": 3, "everywhere": 3, "business": 2, "businesses": 3,
    "people": 2, "peoples": 2, "someone": 2, "wednesday": 2, "ms": 1, "mr": 2, "mrs": 2, "dr": 2, "doctor": 2,
    "area": 3, "areas": 3, "idea": 3, "ideas": 3, "hundred": 2, "colonel": 2, "being": 2, "reality": 4, "friend": 1,
    "friends": 1, "evening": 2, "evenings": 2, "hmm": 1, "mm": 1, "hm": 1, "shh": 1, "aren't": 1, "weren't": 1,
}  # fmt: skip
_VOWELS = re.compile(r"[aeiouy]+")
_CONSONANT = "[bcdfghjklmnpqrstvwxz]"
_FINAL_SILENT = re.compile(
    rf"(?:{_CONSONANT}(?<![bcdfgkpstz]l)(?<![bcdfgkpt]r)e|{_CONSONANT}(?<![bcdfgkpstz]l)(?<![sxzcg])(?<!sh)(?<!ch)es"
    rf"|{_CONSONANT}(?<![dt])(?<![bcdfgkpstz]l)(?<![bcdfgkpt]r)ed)$"
)
"""The e of "time", "times", "asked"; but not of "table", "changes", "wanted", "hundred"."""
_INNER_SILENT = re.compile(
    rf"[aeiouy]{_CONSONANT}+(?<!pl)(?<!cl)e(?:ly|less|ness|ful|fully|some|work|where|time|thing|ments?)$"
    rf"|^(?:there|where|here|some|home|fore|safe|life|time|fire|wide|more|care|base|house|white|trade){_CONSONANT}[a-z]"
)
"""The e of "safely", "statement", "therefore"."""
_KEPT_INNER = re.compile(r"element|^cement|vehement")
_PARTED = (
    re.compile(r"(?<![ctgsl])ia|(?<=[ct])iat|^dia|ia(?=ble)"),  # media, appreciate; not special, Russian
    re.compile(
        r"(?<![ctgsnlx])io(?!u?s?e?$)|(?<![ctgsxnl])iou|(?<=[aeo][nl])io(?=[sl])|(?<=[^l]l)io"
    ),  # period, various
    re.compile(r"iu|(?<!p)eo(?!n$|u|rg)|uou|ao|eum$|oet|oem"),  # video, continuous, chaos
    re.compile(r"(?<![qgs])ua(?!d)|sual"),  # actual, casual; not language, persuade
    re.compile(r"(?<![qg])ue(?:l|n|t)|uine?$|(?<!q)uid$|uity"),  # cruel, influence, ruin
    re.compile(r"ie(?:t|st$)|(?<![ctr])ien|rien(?=t|c)|(?<=[^aeiouy]l)ier$|(?<=[sd])ier$"),  # quiet, easiest, client
    re.compile(r"[aeiouy]ing"),  # seeing
    re.compile(r"[^aeiouy]ism"),  # terrorism
    re.compile(r"crea(?=t(?!u))|^rea(?=[cs]t|l[it])|.ea$|^pre(?=[aeo])|^co(?=op|or)"),  # create, react, guinea
    re.compile(r"[aeiou]y[aeiou](?<!eye)(?!d$)"),  # royal, player
)


@lru_cache(maxsize=1 << 18)
def syllables(term: str) -> int:
    """Syllables of an English term (as ``onrecord.tokens`` spells terms), at least 1.

    The parts of a compound add up, a digit counts as one, and letters without a vowel are spelt out ("U.S", "NSC").
    """
    if term in _KNOWN:
        return _KNOWN[term]
    return max(sum(_of_part(part) for part in re.split(r"[-.,&·]", term)), 1)


def _of_part(part: str) -> int:
    word, _, ending = part.partition("'")
    digits = sum(character.isdigit() for character in word)
    if digits:
        return digits
    if ending == "t" and word.endswith("n"):  # "didn't", but "don't", "can't"
        return 1 if word[:-1] in ("do", "ca", "wo", "ai") else _of_word(word[:-1]) + 1
    spoken = (ending in ("ll", "re", "ve") and word[-1:] not in "aeiouywr") or (ending == "d" and word[-1:] in "dt")
    return (_of_word(word) if word else 0) + bool(spoken)


def _of_word(word: str) -> int:
    if word in _KNOWN:
        return _KNOWN[word]
    groups = len(_VOWELS.findall(word))
    if not groups:
        return len(word) + word.count("w") * 2
    silent = groups > 1 and _FINAL_SILENT.search(word) is not None
    inner = _INNER_SILENT.search(word) is not None and not _KEPT_INNER.search(word)
    parted = sum(len(pattern.findall(word)) for pattern in _PARTED)
    return max(groups - silent - inner + parted, 1)
