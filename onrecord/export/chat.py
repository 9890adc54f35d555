"""A transcript as CHAT, the format of TalkBank and CLAN: a list of participants, one main line a turn."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.export.told import told
from onrecord.model import Speaker, Transcript

_RESERVED = str.maketrans("[]<>&+@*%^()\x15", "［］＜＞＆＋＠＊％＾（） ")
"""What has a meaning in CHAT is written in its full-width form, which has none."""
_TERMINATED = re.compile(r"[.?!]\s*\Z")
_LANGUAGES = {"en": "eng", "fr": "fra", "de": "deu", "es": "spa", "uk": "ukr", "ru": "rus", "it": "ita", "ca": "cat"}


def as_chat(transcript: Transcript) -> str:
    """The whole transcript, without stage directions: CHAT codes those by what they are, which nobody wrote down.

    An utterance that ends in no mark gets the full stop that CHAT demands. Times stand in bullets, where both ends of a
    turn are known.
    """
    language = transcript.metadata.get("language", "").lower()
    language = _LANGUAGES.get(language[:2], language[:3] if len(language) == 3 else "und")
    codes = _codes(transcript.speakers)
    listed = ", ".join(
        f"{code} {_name(speaker.name)} Participant" for code, speaker in zip(codes, transcript.speakers, strict=True)
    )
    lines = ["@UTF8", "@Begin", f"@Languages:\t{language}", f"@Participants:\t{listed}"]
    lines += [f"@ID:\t{language}|onrecord|{code}|||||Participant|||" for code in codes]
    if title := transcript.metadata.get("title"):
        lines.append(f"@Title:\t{' '.join(title.split())}")
    for turn in told(transcript, with_remarks=False):
        text = " ".join(turn.text.translate(_RESERVED).split())
        end = "" if _TERMINATED.search(text) else " ."
        start_ms, end_ms = turn.turn.start_ms, turn.turn.end_ms
        bullet = f" \x15{start_ms}_{end_ms}\x15" if start_ms is not None and end_ms is not None else ""
        lines.append(f"*{codes[turn.turn.speaker]}:\t{text}{end}{bullet}")
    return "\n".join([*lines, "@End", ""])


def _codes(speakers: Sequence[Speaker]) -> list[str]:
    """A code of up to three capitals for each speaker: of the initials where nobody else has them, else numbered."""
    codes: list[str] = []
    for number, speaker in enumerate(speakers):
        initials = "".join(word[0] for word in re.findall(r"[^\W\d_]+", speaker.name)).upper()[:3]
        is_free = len(initials) > 1 and initials.isascii() and initials not in codes
        codes.append(initials if is_free else f"S{number:02d}")
    return codes


def _name(name: str) -> str:
    """One word, as CHAT demands."""
    return re.sub(r"[\s,]+", "_", name.translate(_RESERVED)).strip("_") or "Unnamed"
