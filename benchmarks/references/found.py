"""What is found in a passage: by the library, and by what a user might take instead.

spaCy runs in an environment of its own (``benchmarks/peers.txt``); ``rules.py`` is the script that runs there.
"""

import json
import re
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

_RULES = Path(__file__).with_name("rules.py")
_HITS = {}
"""By the SHA-256 of a file, whose passages may be several."""


@dataclass(frozen=True)
class Hit:
    """Something found: where, of what kind, and the names of its target (a speaker goes by several)."""

    start: int
    end: int
    kind: str
    names: tuple[str, ...] = ()
    form: str = ""
    inferred: bool = False
    value: float | None = None
    high: float | None = None
    """The upper end of a range."""
    unit: str = ""
    counted: str = ""


def by_onrecord(labelled):
    """Hits in one labelled passage; the whole transcript is read, since people are known from all of it."""
    transcript, passage = labelled.transcript, labelled.passage
    if transcript.sha256 not in _HITS:
        _HITS[transcript.sha256] = _hits(transcript)
    hits = _HITS[transcript.sha256]
    return [hit for hit in hits if passage.start <= hit.start and hit.end <= passage.end]


def by_surname(labelled):
    """The speakers' surnames, written with a capital."""
    people = {}
    for speaker in labelled.transcript.speakers:
        if not speaker.is_group and (surname := surname_of(speaker.name)):
            people.setdefault(surname, speaker.name)
    if not people:
        return []
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, people)) + r")\b")
    text = labelled.transcript.text
    return [
        Hit(match.start(), match.end(), "person", (people[match[0]],))
        for start, end in labelled.pieces
        for match in pattern.finditer(text, start, end)
    ]


def by_rules(python, all_labelled):
    """Hits of spaCy's entity ruler in each passage, given our gazetteer and the speakers' names."""
    asked = [
        {
            "language": each.passage.language,
            "pieces": [(start, each.transcript.text[start:end]) for start, end in each.pieces],
            "people": _forms_of_people(each.transcript.speakers),
        }
        for each in all_labelled
    ]
    given = json.dumps({"gazetteer": _gazetteer(), "passages": asked})
    done = subprocess.run([python, _RULES], input=given, stdout=subprocess.PIPE, text=True, check=True)
    return [
        [Hit(start, end, kind, (name,)) for start, end, kind, name in hits]
        for hits in json.loads(done.stdout)
    ]  # fmt: skip


def surname_of(name):
    """The last word of a speaker's name, without party, seat and office; as in running text."""
    words = re.sub(r"\([^)]*\)?", "", name).split(",")[0].split()
    if not words or not words[-1][0].isalpha() or words[-1].lower() in ("speaker", "president", "officer", "chair"):
        return ""
    return words[-1].title() if words[-1].isupper() else words[-1]


def _forms_of_people(speakers):
    forms = {}
    for speaker in speakers:
        if not speaker.is_group:
            for form in (speaker.name, *speaker.labels, surname_of(speaker.name)):
                if form:
                    forms.setdefault(form.title() if form.isupper() else form, speaker.name)
    return list(forms.items())


def _gazetteer():
    """(form, kind, name) of countries and organisations; without a kind where the form only looks like one."""
    from onrecord.gazetteer import SHIELD, load_gazetteer

    gazetteer = load_gazetteer()
    return [
        (form.text, *(("", "") if form.target == SHIELD else gazetteer.targets[form.target][:2]))
        for form in gazetteer.forms
    ]


def _hits(transcript):
    from onrecord.mentions import FORMS, HOW, find_mentions
    from onrecord.table import from_transcripts

    table = from_transcripts([transcript])
    mentions = find_mentions(table)
    inferred = HOW.index("inferred")
    hits = []
    columns = (mentions.start, mentions.end, mentions.target, mentions.how, mentions.form)
    for start, end, target, how, form in zip(*columns, strict=True):
        aim = mentions.targets[target]
        names = (aim.name,)
        if aim.speaker is not None:
            speaker = table.speakers[aim.speaker]
            names = (aim.name, speaker.name, *speaker.labels)
        hits.append(Hit(int(start), int(end), aim.kind, names, FORMS[form], int(how) == inferred))
    if find_spec("onrecord.quantities"):
        hits = [hit for hit in hits if hit.kind != "figure"] + _figures(table)
    return sorted(hits, key=lambda hit: hit.start)


def _figures(table):
    from onrecord.quantities import find_quantities

    found = find_quantities(table)
    columns = (found.start, found.end, found.value, found.high, found.unit, found.counted)
    return [
        Hit(int(start), int(end), "figure", value=float(value), high=float(high),
            unit=found.units[unit], counted=found.nouns[counted])
        for start, end, value, high, unit, counted in zip(*columns, strict=True)
    ]  # fmt: skip
