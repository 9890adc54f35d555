"""Who and what is meant: every wording that refers to somebody or something, so that a person can put it right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from components.words import plural
from onrecord.mention_forms import mention_forms
from onrecord.targets import Kind

if TYPE_CHECKING:
    from components.document import Document

MOST_FORMS = 500
MOST_TARGETS = 200
FORM_WORDS = {
    "name": "name",
    "demonym": "people or adjective",
    "title": "title",
    "vocative": "in address",
    "description": "description",
    "seat": "seat of a government",
}


def references_tab(document: Document) -> dict[str, Any]:
    """The wordings, those that were inferred first, and whom and what they could be said to refer to."""
    frame = document.whole("mention forms", lambda: mention_forms(document.table, document.mentions))
    doubtful = frame["how"].eq("inferred")
    ordered = frame.assign(_sure=~doubtful).sort_values(["_sure", "count"], ascending=[True, False], kind="stable")
    turn = document.table.sentence_turn
    rows = [
        {
            "words": words,
            "key": key,
            "kind": kind,
            "name": name,
            "how": how,
            "form": FORM_WORDS.get(form, form),
            "count": count,
            "at": int(turn[sentence]),
        }
        for words, key, kind, name, how, form, count, sentence in zip(
            *(ordered[column].head(MOST_FORMS).tolist() for column in frame.columns), strict=True
        )
    ]
    return {
        "forms": rows,
        "total": plural(len(frame), "wording"),
        "inferred": f"{int(frame.loc[doubtful, 'count'].sum()):,}",
        "kinds": list(get_args(Kind)),
    }


def targets(document: Document) -> list[str]:
    """Keys that a wording can be said to refer to: the speakers, and all that is mentioned, most often first."""
    speakers = [f"person:{name}" for name in document.by_words]
    return list(dict.fromkeys([*speakers, *document.mentions.of_targets()]))[:MOST_TARGETS]
