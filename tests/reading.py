"""What the tests of the reader share: texts, what is selected in them, and how a message of the reader is looked at."""

import re

import pytest

from components.reader import reading
from components.samples import samples
from components.state import Reading, State
from onrecord.selection import Selection
from tests.documents import made, sample

SPOKEN = set("smkd")
HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror=alert(2)>",
    "**bold** _it_ [link](http://evil.example) `code` # head",
    "$x^2$ \\(y\\) &amp; &lt;b&gt;",
    "\u202eright to left\u202c and \u2066isolated\u2069",
    "zero\u200bwidth\u200d join\u00adsoft \ufeff",
    "emoji 👩\u200d🚀 and 𝒳 and é",
)


def selected(**clauses):
    selection = Selection()
    for source, atoms in clauses.items():
        selection = selection.replaced(source, atoms)
    return selection


def shown(document, selection=None, **reading_options):
    return reading(document, State(selection or Selection(), reading=Reading(**reading_options)))


def turns_of(message):
    return [row for row in message["rows"] if "turn" in row]


def squeezed(value):
    return re.sub(r"\s+", "", value)


def spoken(row, kinds=SPOKEN):
    """A row's speech; what is left out here counts as missing."""
    return "".join(value for kind, value in row["parts"] if kind in kinds)


def source(document, turn, kinds=("speech",)):
    """What the file says in a turn, of these kinds of segment."""
    text_ = document.transcript.text
    return "".join(text_[s.start : s.end] for s in document.transcript.segments if s.turn == turn and s.kind in kinds)


def parts(row):
    """A row's parts; the space between label and speech is not looked at."""
    (kind, value), *rest = row["parts"]
    return [part for part in ([kind, value.lstrip(" ")], *rest) if part[1] or part[0] == "p"]


def marked(row):
    return [value for kind, value in row["parts"] if kind == "m"]


def _texts():
    for key, entry in samples().items():
        yield pytest.param(lambda entry=entry: sample(entry.file), id=key)
    yield pytest.param(lambda: made([("ANN", text_) for text_ in HOSTILE]), id="hostile")
    yield pytest.param(lambda: made([("ANN", "One.\n\nTwo\nlines.\r\n\r\nThree."), ("BOB", "")]), id="paragraphs")


TEXTS = list(_texts())


def selections(document):
    yield Selection()
    for name in document.by_words[:2]:
        yield selected(speakers=[(("speaker", name),)])
    for term in ("the", "of the", "zeppelin"):
        yield selected(search=[(("term", term),)])
    for topic in document.whole_topics["topic"].unique()[:3]:
        yield selected(topics=[(("topic", topic),)])
    for target in document.whole_references["target"].unique()[:3]:
        yield selected(references=[(("mention", target),)], timeline=[(("turns", "0-8"),)])
    yield selected(
        topics=[(("topic", topic),) for topic in document.whole_topics["topic"].unique()[:4]],
        keywords=[(("term", "and"),), (("term", "of"),)],
    )
