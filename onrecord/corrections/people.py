"""Corrections of who is who: labels to persons, and their roles. Turns and segments stay as they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.corrections.values import Person, Role
from onrecord.errors import CorrectionError
from onrecord.model import Speaker, Transcript, Turn

LONGEST_NAME = 200


def person(transcript: Transcript, correction: Person) -> Transcript:
    """The labels' turns become those of one speaker of that name, new or already there."""
    name = checked_name(correction.name)
    owners = _owners(transcript, correction.labels)
    speakers, code = with_speaker(transcript.speakers, name)
    moved = {label for label in correction.labels if label in owners}
    whole = {owner for owner in owners.values() if moved.issuperset(_labels(transcript.speakers[owner]))}

    def speaker_of(turn: Turn) -> int:
        # A turn that somebody gave to another speaker by hand keeps that speaker, whatever its label.
        is_moved = turn.speaker in whole or (turn.label in moved and owners[turn.label] == turn.speaker)
        return code if is_moved else turn.speaker

    turns = [_given(turn, speaker_of(turn)) for turn in transcript.turns]
    first = speakers[min(owners.values())]
    people = [
        replace(one, labels=tuple(label for label in one.labels if label not in moved)) if at != code else one
        for at, one in enumerate(speakers)
    ]
    target = people[code]
    people[code] = replace(
        target,
        labels=tuple(dict.fromkeys((*target.labels, *(label for label in correction.labels if label in moved)))),
        role=target.role or first.role,
        is_group=target.is_group or (first.is_group and code >= len(transcript.speakers)),
    )
    return with_people(transcript, people, turns)


def role(transcript: Transcript, correction: Role) -> Transcript:
    """The speakers behind the labels get the role."""
    owners = set(_owners(transcript, correction.labels).values())
    people = [
        replace(one, role=correction.role.strip()[:LONGEST_NAME], is_group=correction.is_group) if at in owners else one
        for at, one in enumerate(transcript.speakers)
    ]
    return replace(transcript, speakers=tuple(people))


def checked_name(name: str) -> str:
    """``name`` as it can be shown: on one line, not empty. Raises CorrectionError."""
    plain = " ".join(name.split())[:LONGEST_NAME]
    if not plain:
        raise CorrectionError("A speaker needs a name; the name given is empty.")
    return plain


def with_speaker(speakers: Sequence[Speaker], name: str) -> tuple[list[Speaker], int]:
    """``speakers`` with one of that name, and its index."""
    for at, one in enumerate(speakers):
        if one.name.casefold() == name.casefold():
            return [*speakers[:at], replace(one, name=name), *speakers[at + 1 :]], at
    return [*speakers, Speaker(name)], len(speakers)


def labelled(speakers: Sequence[Speaker], name: str) -> tuple[list[Speaker], int]:
    """``speakers`` with one whom ``name`` means, as display name or as label, and who has it as label; its index."""
    names = {one.name.casefold() for one in speakers}
    owner = next((at for at, one in enumerate(speakers) if name in one.labels), None)
    if owner is not None and name.casefold() not in names:
        return list(speakers), owner
    people, code = with_speaker(speakers, name)
    if owner is None:
        people[code] = replace(people[code], labels=(*people[code].labels, name))
    return people, code


def with_people(transcript: Transcript, speakers: Sequence[Speaker], turns: Iterable[Turn]) -> Transcript:
    """``transcript`` with other turns, and of the speakers those who have one, in order of first appearance."""
    turns = list(turns)
    used = list(dict.fromkeys(turn.speaker for turn in turns))
    new = {old: at for at, old in enumerate(used)}
    people = tuple(speakers[old] for old in used)
    if used != list(range(len(used))):
        turns = [turn._replace(speaker=new[turn.speaker]) for turn in turns]
    return replace(transcript, speakers=people, turns=tuple(turns))


def _given(turn: Turn, speaker: int) -> Turn:
    return turn if turn.speaker == speaker else turn._replace(speaker=speaker, confidence=1.0)


def _owners(transcript: Transcript, labels: Iterable[str]) -> dict[str, int]:
    """Label -> index of the speaker it belongs to. Raises CorrectionError where no label is known."""
    wanted = set(labels)
    owners = {label: at for at, one in enumerate(transcript.speakers) for label in _labels(one) if label in wanted}
    if not owners:
        raise CorrectionError(f"no speaker is labelled {', '.join(f'“{label}”' for label in sorted(wanted))}.")
    return owners


def _labels(speaker: Speaker) -> tuple[str, ...]:
    """The speaker's labels; the speaker of a text without any answers to the empty one."""
    return speaker.labels or ("",)
