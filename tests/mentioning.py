"""What tests of mentions share: who and what is mentioned in a few speeches."""

from onrecord.mentions import FORMS, HOW, find_mentions
from onrecord.table import from_transcripts
from tests.builders import built


def mentioned(speeches, kind=None, **options):
    """(words, target name, how, form) of every mention in the speeches."""
    if isinstance(speeches, str):
        speeches = [("ANN", speeches)]
    transcript = built(speeches, **options)
    mentions = find_mentions(from_transcripts([transcript]))
    rows = zip(mentions.start, mentions.end, mentions.target, mentions.how, mentions.form, strict=True)
    return [
        (transcript.text[a:b], mentions.targets[t].name, HOW[h], FORMS[f])
        for a, b, t, h, f in rows
        if kind is None or mentions.targets[t].kind == kind
    ]


def names(speeches, kind, **options):
    return [(words, name) for words, name, _, _ in mentioned(speeches, kind, **options)]
