"""spaCy's entity ruler on a blank pipeline, case-sensitive; runs in the environment of the peers.

    python rules.py < PASSAGES.json

prints, for each passage, what is found: start, end, kind and name.
"""

import json
import sys


def found(asked):
    import spacy

    return [list(_found(spacy, asked["gazetteer"], passage)) for passage in asked["passages"]]


def _found(spacy, gazetteer, passage):
    pipeline = spacy.blank(passage["language"])
    ruler = pipeline.add_pipe("entity_ruler", config={"phrase_matcher_attr": "ORTH"})
    forms = [*gazetteer, *((form, "person", name) for form, name in passage["people"])]
    ruler.add_patterns([
        {"label": kind or "shield", "pattern": form, "id": name} for form, kind, name in forms
    ])  # fmt: skip
    for offset, text in passage["pieces"]:
        for entity in pipeline(text).ents:
            if entity.label_ != "shield":
                yield offset + entity.start_char, offset + entity.end_char, entity.label_, entity.ent_id_


if __name__ == "__main__":
    json.dump(found(json.load(sys.stdin)), sys.stdout)
