"""ELAN annotations (EAF): tiers of annotations on a recording; a tier is a speaker, or is about one.

Transcription tiers are those that depend on none. Translations, glosses and words depend on another, and so do parts
of a speaker's tiers that say the same again; they are left out by name.
"""

from __future__ import annotations

import re

from onrecord.errors import DamagedFileError, EmptyFileError
from onrecord.formats.annotations.spoken import Piece, in_time, spoken
from onrecord.formats.annotations.tiers import Told, is_about, named, talk_among
from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.script import Script
from onrecord.formats.source import Source
from onrecord.formats.xml.tree import Node, parsed
from onrecord.model import Transcript

NAME = "eaf"
SUFFIXES: tuple[str, ...] = (".eaf",)

_ANNOTATIONS = ("ALIGNABLE_ANNOTATION", "REF_ANNOTATION")


def sniff(source: Source) -> int:
    """3 for the root element."""
    root = source.xml_root
    return 3 if root and root.name == "ANNOTATION_DOCUMENT" else 0


def read(source: Source, options: Options = AS_FOUND) -> Transcript:  # noqa: ARG001 the file itself names speakers
    """The transcript of the tiers in ``source``, by time.

    Raises EmptyFileError where no tier holds an annotation with words; DamagedFileError.
    """
    document = parsed(source)
    root = document.root
    slots = {slot.get("TIME_SLOT_ID"): _number(slot.get("TIME_VALUE")) for slot in root.all("TIME_SLOT")}
    tiers = list(root.outermost("TIER"))
    chosen = _chosen(tiers)
    if not chosen and document.defects:
        raise DamagedFileError(
            "This ELAN file breaks off or is damaged before anybody says something: copy or export it again.",
            name=source.name,
        )
    if not chosen:
        raise EmptyFileError("This ELAN file has no tier in which somebody says something.", name=source.name)
    script = Script()
    pieces: list[Piece] = []
    for tier in tiers:
        if id(tier) not in chosen:
            texts = [value.text() for value in tier.outermost("ANNOTATION_VALUE")]
            script.drop(f"tier “{tier.get('TIER_ID')}”", " ".join(texts), sum(bool(text) for text in texts))
            continue
        who = chosen[id(tier)]
        for annotation in tier.outermost(*_ANNOTATIONS):
            start, end = (slots.get(annotation.get(f"TIME_SLOT_REF{n}")) for n in (1, 2))
            text = " ".join(value.text() for value in annotation.outermost("ANNOTATION_VALUE"))
            pieces.append(Piece(who, who, text, document.where(annotation), start, end))
    spoken(script, in_time(pieces))
    script.drop("settings of the program", "".join(root.besides("TIER")))
    media = next(root.all("MEDIA_DESCRIPTOR"), None)
    return script.transcript(
        source,
        NAME,
        document.n_characters,
        people={},
        metadata={
            "date": root.get("DATE"),
            "author": root.get("AUTHOR"),
            "source": media.get("RELATIVE_MEDIA_URL", "MEDIA_URL").rpartition("/")[2] if media else "",
            "participants": ", ".join(dict.fromkeys(name for name in chosen.values() if name)),
        },
        encoding=document.encoding,
        defects=document.defects,
    )


def _chosen(tiers: list[Node]) -> dict[int, str]:
    """The tiers that are somebody's talk, by the identity of their node, and whose.

    Of several that one participant has, all count unless they are named as something about the talk, or stand over the
    same stretches as one before.
    """
    said = [tier for tier in tiers if any(value.text() for value in tier.outermost("ANNOTATION_VALUE"))]
    free = [tier for tier in said if not tier.get("PARENT_REF")]
    talk = [tier for tier in free if not is_about(tier.get("TIER_ID"))]
    if not talk:
        talk = [free[n] for n in talk_among([_told(tier) for tier in free])] or said[:1]
    participants: dict[str, list[Node]] = {}
    for tier in talk:
        participants.setdefault(tier.get("PARTICIPANT"), []).append(tier)
    chosen = [
        tier for tier in talk if not (tier.get("PARTICIPANT") and _repeats(tier, participants[tier.get("PARTICIPANT")]))
    ]
    names = named([(id(tier), tier.get("TIER_ID")) for tier in chosen])
    return {id(tier): tier.get("PARTICIPANT") or names[id(tier)] for tier in chosen}


def _told(tier: Node) -> Told:
    name = " - ".join(part for part in (tier.get("PARTICIPANT"), tier.get("TIER_ID")) if part)
    return Told(name, [text for value in tier.outermost("ANNOTATION_VALUE") if (text := value.text())])


def _repeats(tier: Node, mine: list[Node]) -> bool:
    """Whether a tier of the same participant, before this one, has an annotation at half of its times."""
    times = _times(tier)
    for other in mine:
        if other is tier:
            return False
        if times and len(times & _times(other)) >= 0.5 * len(times):
            return True
    return False


def _times(tier: Node) -> set[str]:
    return {each.get("TIME_SLOT_REF1") for each in tier.all("ALIGNABLE_ANNOTATION")}


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch(r"\d{1,12}", text) else None
