"""Who holds the floor: how evenly the talk is shared out, in one row for the whole conversation."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from onrecord.methods import Method
from onrecord.stats.share import share
from onrecord.table import TurnTable
from onrecord.tokens import BoolArray

COLUMNS = (
    "speakers", "words", "turns", "time_ms", "effective_by_words", "effective_by_turns", "effective_by_time",
    "evenness", "entropy", "largest_speaker", "largest_words", "largest_share", "longest_turn", "longest_speaker",
    "longest_words", "longest_ms",
)  # fmt: skip

_EFFECTIVE = "1/Σsᵢ², where sᵢ is the speaker's share of the {}. All equal: the number of speakers; one alone: 1."
_LAAKSO = "Laakso & Taagepera 1979, Comparative Political Studies 12:3–27"
_WHO = "A group label (“Q”, “AUDIENCE”) is one speaker here, however many people it stands for."

METHODS = {
    "effective_by_words": Method(
        title="Effective number of speakers, by words",
        formula=_EFFECTIVE.format("words"),
        worked="1/(({largest_words}/{words})² + … for {speakers} speakers) = {effective_by_words:.2f}",
        source=_LAAKSO,
        cautions=("Words are not time: people speak at different speeds.", _WHO),
    ),
    "effective_by_turns": Method(
        title="Effective number of speakers, by turns",
        formula=_EFFECTIVE.format("turns"),
        worked="1/Σsᵢ² over the {turns} turns of {speakers} speakers = {effective_by_turns:.2f}",
        source=_LAAKSO,
        cautions=("A turn of one word weighs as much as a speech.", _WHO),
    ),
    "effective_by_time": Method(
        title="Effective number of speakers, by time",
        formula=_EFFECTIVE.format("time of turns whose length is known"),
        worked="1/Σsᵢ² over {time_ms} ms of speech = {effective_by_time:.2f}",
        source=_LAAKSO,
        cautions=(
            "Whole turns count, even when only a part is selected; turns of unknown length are left out.",
            "Where no end is printed a turn lasts until the next one begins, pauses included.",
            _WHO,
        ),
    ),
    "evenness": Method(
        title="Evenness of the words (Pielou's J: 1 even, 0 one speaker)",
        formula="J = H/ln S, with Shannon's entropy H = −Σ sᵢ·ln sᵢ of the S speakers' shares of the words.",
        worked="{entropy:.3f}/ln {speakers} = {evenness:.3f}",
        source="Pielou 1966, Journal of Theoretical Biology 13:131–144",
        cautions=(
            "Missing for a single speaker.",
            "Who says one word is a speaker: many with little to say push it down.",
            _WHO,
        ),
    ),
    "largest_share": Method(
        title="Share of the words of whoever says most",
        formula="max wᵢ/Σwᵢ. For two people this is ConvoKit's balance: ½ is even, 1 is one alone.",
        worked="{largest_words}/{words} = {largest_share:.3f}, {largest_speaker}",
        source="ConvoKit, Talk-Time Sharing Dynamics: balance of a conversation of two",
        cautions=("Words are not time: people speak at different speeds.", _WHO),
    ),
    "longest_words": Method(
        title="Longest monologue in words",
        formula="The selected words of the turn that has most of them.",
        worked="{longest_words} of {words} words, by {longest_speaker}",
        source="a maximum",
        cautions=(
            "An interjection written as a turn of its own cuts a monologue in two.",
            "Only the selected sentences of a turn count.",
        ),
    ),
}


def floor(table: TurnTable, mask: BoolArray) -> pd.DataFrame:
    """One row for the conversation in the sentences of ``mask`` (bool, S); no row when no word is selected.

    * ``speakers``: those with a selected word; ``words``, ``turns``, ``time_ms`` of all (time as in ``share``);
    * ``effective_by_words``, ``…_turns``, ``…_time``: 1/Σsᵢ² (Laakso & Taagepera 1979), the number of equal speakers
      that would be as concentrated; by time missing where no length is known;
    * ``evenness``: Pielou's J = ``entropy``/ln ``speakers`` (1966), of the words; missing for one speaker. ``entropy``
      in nats;
    * ``largest_share``: part of the words of ``largest_speaker``, who says most of them; for two people ConvoKit's
      balance;
    * ``longest_turn``: the turn (its number in the table) with most selected words, ``longest_words`` of them;
      ``longest_ms`` the length of the whole turn where known. The first one where several are as long.

    Concentration is no verdict: a witness is asked to speak. A group label is one speaker.
    """
    people = share(table, mask)
    words = people["words"].to_numpy()
    total = int(words.sum())
    if not total:
        return _frame([])
    spoken = words[words > 0] / total
    entropy = float(-(spoken * np.log(spoken)).sum())
    time_ms = people["time_ms"].to_numpy(np.float64, na_value=np.nan)
    timed = float(np.nansum(time_ms)) if np.isfinite(time_ms).any() else np.nan
    first = int(np.argmax(words))
    of_turn = np.bincount(table.sentence_turn[mask], weights=table.sentence_words[mask])
    longest = int(np.argmax(of_turn))
    row = (
        spoken.size, total, people["turns"].sum(), timed,
        effective_number(words), effective_number(people["turns"].to_numpy()), effective_number(time_ms),
        entropy / np.log(spoken.size) if spoken.size > 1 else np.nan, entropy,
        table.speakers[first].name, words[first], words[first] / total,
        longest, table.speakers[table.turn_speaker[longest]].name, of_turn[longest], table.turn_ms[longest],
    )  # fmt: skip
    return _frame([row])


def effective_number(amounts: npt.NDArray[np.number]) -> float:
    """1/Σsᵢ² of the shares sᵢ of ``amounts``, missing ones left out; missing when there is nothing to share."""
    known = amounts[np.isfinite(amounts)].astype(np.float64)
    squares = float((known**2).sum())
    return float(known.sum()) ** 2 / squares if squares else np.nan


def _frame(rows: list[tuple[object, ...]]) -> pd.DataFrame:
    types = dict.fromkeys(COLUMNS, "float64") | dict.fromkeys(_WHOLE, "int64") | dict.fromkeys(_TIMES, "Int64")
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(types | dict.fromkeys(_NAMES, "str"))


_NAMES = ("largest_speaker", "longest_speaker")
_TIMES = ("time_ms", "longest_ms")
_WHOLE = ("speakers", "words", "turns", "largest_words", "longest_turn", "longest_words")
