"""Who refers to whom and to what: mentions counted by speaker and target."""

from __future__ import annotations

import numpy as np
import pandas as pd

from onrecord.address import addressed
from onrecord.methods import Method
from onrecord.table import TurnTable
from onrecord.targets import HOW, Mentions
from onrecord.tokens import BoolArray

COLUMNS = (
    "speaker",
    "target",
    "kind",
    "name",
    "count",
    "addressed",
    "about",
    "speaker_words",
    "per_1000",
    "inferred",
    "is_self",
)

METHODS = {
    "addressed": Method(
        title="Spoken to, and spoken about",
        formula="about = n − t, where n is how often the speaker names the person in the selected sentences and t how "
        "often the name is an address: a first name or an office set off by a comma (“Ann, …”, “thank you, Mr. "
        "Secretary”), or a name or a titled name that opens a sentence or ends it so",
        worked="{count} − {addressed} = {about}",
        source="counted; address is told by place and punctuation",
        cautions=(
            "Commas decide: without them nobody is spoken to, and the last name of a list can seem to be.",
            "Who is asked by “you” alone is not counted, so “spoken about” is no measure of absence or of distance.",
            "In a chamber all speak to the chair: “Mr. Speaker” tells of the rules, not of a conversation.",
        ),
    ),
    "per_1000": Method(
        title="References, and their rate per 1,000 words",
        formula="1000·n / w, where n is how often the speaker names the target in the selected sentences and w how "
        "many words the speaker says in them",
        worked="1000·{count} / {speaker_words} = {per_1000:.2f}; {inferred} of the {count} are inferred",
        source="counted; names are resolved by rules, and those that may be wrong "
        "(first names, offices, courtesies, seats of governments) are inferred",
        cautions=(
            "Names are counted, not pronouns: who speaks about somebody at length and names him once has a count of 1.",
            "An inferred reference may be somebody else.",
        ),
    ),
}


def references(table: TurnTable, mask: BoolArray, mentions: Mentions) -> pd.DataFrame:
    """One row for each speaker and target that the speaker mentions in the selected sentences, most mentions first.

    Speakers stand in their order. ``target`` is the target's key, ``name`` its display name; ``addressed`` is how many
    of the ``count`` speak to the target and ``about`` how many do not (``onrecord.address``); ``per_1000`` is
    the count for each 1,000 of the speaker's ``speaker_words`` selected; ``inferred`` is how many of the count rest
    on a rule that may be wrong (first names, offices, courtesies such as "my friend", and capitals that stand for a
    government); ``is_self`` marks speakers who mention themselves. Names are
    counted, not pronouns, so who speaks *about* somebody at length and names him once has a count of 1.
    """
    here = mask[mentions.sentence]
    n_targets = max(len(mentions.targets), 1)
    cell = table.sentence_speaker[mentions.sentence[here]].astype(np.int64) * n_targets + mentions.target[here]
    size = len(table.speakers) * n_targets
    counts = np.bincount(cell, minlength=size)
    inferred = np.bincount(cell[mentions.how[here] == HOW.index("inferred")], minlength=size)
    spoken_to = np.bincount(cell[addressed(table, mentions)[here]], minlength=size)
    kept = np.flatnonzero(counts)
    speaker, target = np.divmod(kept, n_targets)
    order = np.lexsort((target, -counts[kept], speaker))
    kept, speaker, target = kept[order], speaker[order], target[order]
    words = np.bincount(table.sentence_speaker[mask], weights=table.sentence_words[mask], minlength=len(table.speakers))
    targets = [mentions.targets[t] for t in target.tolist()]
    is_speaker = np.array([-1 if t.speaker is None else t.speaker for t in targets], np.int64)
    return pd.DataFrame(
        {
            "speaker": pd.Series([table.speakers[s].name for s in speaker.tolist()], dtype="str"),
            "target": pd.Series([t.key for t in targets], dtype="str"),
            "kind": pd.Series([t.kind for t in targets], dtype="str"),
            "name": pd.Series([t.name for t in targets], dtype="str"),
            "count": counts[kept].astype(np.int64),
            "addressed": spoken_to[kept].astype(np.int64),
            "about": (counts - spoken_to)[kept].astype(np.int64),
            "speaker_words": words[speaker].astype(np.int64),
            "per_1000": 1000 * counts[kept] / np.maximum(words[speaker], 1),
            "inferred": inferred[kept].astype(np.int64),
            "is_self": is_speaker == speaker,
        },
        columns=list(COLUMNS),
    )
