"""What of the found is right: hits against labelled mentions, and precision and recall by group.

A hit is right when it overlaps a labelled mention of its kind and the target agrees; a date need only overlap, a figure
must have the value and the unit. A mention is found when a right hit overlaps it. What overlaps nothing labelled is
wrong, except where two readers may differ (``either``) and for small numbers in words.
"""

import math
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field

BY_NAME, TITLED, INFERRED, UNRESOLVED = (
    "people by name", "… with a title", "vocatives and descriptions", "other first names")  # fmt: skip
COUNTED = "… what is counted"
GROUPS = ("countries", BY_NAME, TITLED, INFERRED, UNRESOLVED, "organisations", "places", "dates", "figures", COUNTED)
PARTS = (TITLED, COUNTED)
"""Groups that are counted in another as well: titled people among those by name, nouns of figures that are right."""
TARGETS = {"countries": (0.95, 0.90), BY_NAME: (0.95, 0.90), TITLED: (0.95, 0.90), INFERRED: (0.85, 0.70),
           "organisations": (0.90, 0.75), "figures": (0.95, 0.85)}  # fmt: skip
"""The least precision and recall that the issue asks for."""
_OF_KIND = {"country": "countries", "organisation": "organisations", "place": "places", "date": "dates",
            "figure": "figures"}  # fmt: skip
_UNITS = {"percent": "%", "per cent": "%", "percentage": "%"}


@dataclass
class Judged:
    """Counts by group, and what went wrong: (what, group, labelled or None, hit or None)."""

    right: Counter = field(default_factory=Counter)
    wrong: Counter = field(default_factory=Counter)
    found: Counter = field(default_factory=Counter)
    missed: Counter = field(default_factory=Counter)
    errors: list = field(default_factory=list)

    def add(self, other):
        for name in ("right", "wrong", "found", "missed"):
            getattr(self, name).update(getattr(other, name))
        self.errors += other.errors


def judged(mentions, hits, text):
    """What of ``hits`` is right and what of ``mentions`` is found, in one passage of ``text``."""
    total, reached = Judged(), set()
    for hit in hits:
        over = [i for i, each in enumerate(mentions) if each.start < hit.end and hit.start < each.end]
        same = [i for i in over if mentions[i].kind == hit.kind]
        right = [i for i in same if agrees(mentions[i], hit, text)]
        if right:
            reached.update(right)
            total.right[_group(mentions[right[0]])] += 1
            total.right[TITLED] += _is_titled(mentions[right[0]])
            _judge_noun(total, mentions[right[0]], hit)
        elif not same and (any(mentions[i].kind == "either" for i in over) or is_small_number(hit, text)):
            continue
        else:
            mention = mentions[same[0]] if same else None
            group = _group(mention) if mention else _claimed(hit)
            total.wrong[group] += 1
            total.errors.append(("wrong target" if mention else "made up", group, mention, hit))
            total.wrong[TITLED] += group == BY_NAME and (mention or hit).form == "title"
    for i, mention in enumerate(mentions):
        if mention.kind != "either":
            _count_mention(total, mention, i in reached)
    return total


def agrees(mention, hit, text):
    """Whether the target of a hit is the labelled one; both are of one kind and overlap."""
    if mention.kind == "date":
        return True
    if mention.kind == "figure":
        values = (value for value in (hit.value, hit.high) if value is not None)
        is_value = any(math.isclose(mention.value, value, rel_tol=1e-6) for value in values)
        return is_value and _unit_fits(mention, hit)
    accepted = {folded(name) for name in mention.names}
    if any(folded(name) in accepted for name in hit.names):
        return True
    if mention.kind == "person":
        return any(is_same_person(one, other) for one in mention.names for other in hit.names)
    if mention.kind == "country":
        return False
    printed = folded(text[hit.start : hit.end])
    own = any(folded(name) == printed for name in hit.names)
    return own and (printed == folded(text[mention.start : mention.end]) or printed in accepted)


def is_same_person(one, other):
    """Whether two names may be one person's: one surname, and given names that do not contradict each other; or one is
    the beginning of the other, as where only one has the second surname."""
    first, second = sorted((_bare(one), _bare(other)), key=len)
    if len(first) > 1 and second[: len(first)] == first:
        return True
    if not first or first[-1] != second[-1]:
        return False
    given, also = first[:-1], second[:-1]
    return not given or not also or any(a[0] == b[0] and (a == b or 1 in (len(a), len(b))) for a in given for b in also)


def is_small_number(hit, text):
    """A number below ten in words, without a currency or "percent"."""
    if hit.kind != "figure" or hit.value is None or hit.value >= 10:
        return False
    is_plain = not _is_money_or_share(_UNITS.get(hit.unit, hit.unit))
    return is_plain and not re.search(r"\d", text[hit.start : hit.end])


def folded(name):
    """A name without case, accents, marks and article."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    return re.sub(r"^the ", "", " ".join(re.sub(r"[^\w]+", " ", plain).split()))


def ratio(part, rest):
    """A share and its 95 % interval (Wilson), as text; a dash where there is nothing."""
    from onrecord.intervals import wilson

    if not part + rest:
        return "–"
    low, high = wilson(part, part + rest)
    return f"{part / (part + rest):.3f} ({float(low):.2f}–{float(high):.2f})"


def _group(mention):
    if mention.kind != "person":
        return _OF_KIND[mention.kind]
    return INFERRED if mention.inferred else UNRESOLVED if mention.form == "vocative" else BY_NAME


def _count_mention(total, mention, is_reached):
    group = _group(mention)
    counts = total.found if is_reached else total.missed
    counts[group] += 1
    counts[TITLED] += _is_titled(mention)
    if not is_reached:
        counts[COUNTED] += bool(mention.counted)
        total.errors.append(("missed", group, mention, None))


def _is_titled(mention):
    return _group(mention) == BY_NAME and mention.form == "title"


def _claimed(hit):
    if hit.kind != "person":
        return _OF_KIND[hit.kind]
    return INFERRED if hit.inferred else BY_NAME


def _judge_noun(total, mention, hit):
    """What is counted, of a figure whose value and unit are right."""
    if mention.kind != "figure" or not mention.counted:
        return
    is_right = _noun_fits(mention.counted, hit.counted or hit.unit)
    (total.found if is_right else total.missed)[COUNTED] += 1
    if hit.counted or is_right:
        (total.right if is_right else total.wrong)[COUNTED] += 1
    if not is_right:
        total.errors.append(("noun", COUNTED, mention, hit))


def _noun_fits(noun, found):
    return _stem(noun) in {_stem(word) for word in folded(found).split()}


def _unit_fits(mention, hit):
    """The labelled unit; where there is none, none or a measure ("96 days" may have the day as its unit)."""
    unit = _UNITS.get(hit.unit.casefold(), hit.unit)
    return unit in mention.units if mention.units else not _is_money_or_share(unit)


def _is_money_or_share(unit):
    return unit == "%" or (len(unit) == 3 and unit.isupper())


def _stem(word):
    return folded(word).rstrip("s")


def _bare(name):
    from onrecord.name_lists import title_words

    words = folded(re.sub(r"\([^)]*\)", "", name).split(",")[0]).split()
    while len(words) > 1 and words[0] in title_words():
        words = words[1:]
    return words
